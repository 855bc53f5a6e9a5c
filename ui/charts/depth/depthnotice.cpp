// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/depthnotice.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace coffer::ui {

DepthNotice::DepthNotice(const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_title(new Label(Label::Role::Strong, this)),
      m_advice(new Label(Label::Role::Meta, this)),
      m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("depthNotice"));
    m_title->setWordWrap(true);
    m_advice->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("depthRemedy"));
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT remedyRequested(m_remedy); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_advice);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void DepthNotice::setError(const std::optional<Error> &error)
{
    if (error == m_error)
        return;
    m_error = error;
    if (!error) {
        hide();
        return;
    }
    const ErrorText words = errorText(*error);
    m_remedy = words.remedy;
    m_title->setText(words.title);
    m_advice->setText(words.advice);
    m_advice->setVisible(!words.advice.isEmpty());
    m_advice->setToolTip(words.details.toHtmlEscaped());
    m_button->setText(words.button);
    m_button->setVisible(!words.button.isEmpty());
    setAccessibleName(words.title);
    setAccessibleDescription(words.advice);
    show();
}

void DepthNotice::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().dangerWash);
    painter.drawRoundedRect(rect(), 6, 6);
    const QRect edge = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 3, height()));
    painter.fillRect(edge.adjusted(0, 4, 0, -4), m_theme.colors().danger);
}

} // namespace coffer::ui
