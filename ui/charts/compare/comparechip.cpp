// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparechip.h"

#include "ui/charts/compare/comparestyle.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace coffer::ui {

namespace {

constexpr int swatchWidth = 26; // the longest dash once, and the beginning of the next
constexpr int margin = 8;
constexpr int radius = 6;
constexpr int iconSize = 12;

} // namespace

CompareChip::CompareChip(int place, const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_place(place),
      m_theme(theme),
      m_name(new Label(Label::Role::Body, this)),
      m_state(new Label(Label::Role::Body, this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("compareChip"));
    m_name->setElided(Qt::ElideRight);
    m_state->setObjectName(QStringLiteral("compareState"));
    m_close->setObjectName(QStringLiteral("compareRemove"));
    m_close->setAutoRaise(true);
    m_close->setIconSize({iconSize, iconSize});
    m_close->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(margin + swatchWidth + 6, 1, 2, 1);
    layout->setSpacing(6);
    layout->addWidget(m_name);
    layout->addWidget(m_state);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &CompareChip::removeRequested);
    connect(&theme, &Theme::changed, this, &CompareChip::applyTheme);
    applyTheme();
}

void CompareChip::applyTheme()
{
    m_close->setIcon(icon(QStringLiteral("close"), m_theme));
    update();
}

void CompareChip::setName(const QString &name)
{
    m_name->setText(name);
    const QString offer = tr("Stop comparing with %1").arg(name);
    m_close->setToolTip(offer.toHtmlEscaped());
    m_close->setAccessibleName(offer);
    describe();
}

void CompareChip::setState(const QString &text, int sign, const QString &tip)
{
    m_state->setSign(sign, m_theme);
    if (m_state->text() == text && toolTip() == tip)
        return;
    m_state->setText(text);
    setToolTip(tip);
    describe();
}

QString CompareChip::state() const
{
    return m_state->text();
}

void CompareChip::describe()
{
    setAccessibleName(tr("%1, %2").arg(m_name->text(), m_state->text()));
    setAccessibleDescription(toolTip());
    m_close->setAccessibleDescription(accessibleName());
}

void CompareChip::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);

    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int left = isMirrored ? width() - margin - swatchWidth : margin;
    const QColor color = compareColor(m_place, colors);
    const std::span<const double> dash = compareDash(m_place);
    double x = 0;
    for (std::size_t part = 0; x < swatchWidth; ++part) {
        const double length = dash.empty() ? swatchWidth : dash[part % dash.size()];
        if (part % 2 == 0)
            painter.fillRect(QRectF(left + x, height() / 2 - 1, std::min(length, swatchWidth - x), 2), color);
        x += length;
    }
}

void CompareChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QFrame::keyPressEvent(event);
}

} // namespace coffer::ui
