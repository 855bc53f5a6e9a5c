// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/exportnote.h"

#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QUrl>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto shownFor = 12s;
constexpr int radius = 6;
constexpr int longestText = 1000; // a path

} // namespace

ExportNote::ExportNote(const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_text(new Label(Label::Role::Body, this)),
      m_show(new QPushButton(tr("Show in folder"), this))
{
    setObjectName(QStringLiteral("exportNote"));
    m_text->setObjectName(QStringLiteral("exportNoteText"));
    m_text->setElided(Qt::ElideMiddle);
    m_show->setObjectName(QStringLiteral("exportNoteShow"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_show);
    connect(m_show, &QPushButton::clicked, this, &ExportNote::showFolder);
    m_timer.setInterval(shownFor);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (underMouse() || m_show->hasFocus())
            return;
        m_timer.stop();
        hide();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ExportNote::say(const QString &text, const QString &file)
{
    m_file = file;
    m_text->setText(Format::plain(text, longestText));
    m_show->setVisible(!file.isEmpty());
    setAccessibleName(m_text->text());
    setMinimumHeight(m_show->sizeHint().height() + 12); // the same with and without the button
    show();
    m_timer.start();
}

void ExportNote::showFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_file).absolutePath()));
}

void ExportNote::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().infoWash);
    painter.drawRoundedRect(rect(), radius, radius);
}

} // namespace coffer::ui
