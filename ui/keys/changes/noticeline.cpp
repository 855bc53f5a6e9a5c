// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/noticeline.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>

namespace coffer::ui {

namespace {

constexpr int iconSize = 16;

} // namespace

NoticeLine::NoticeLine(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_text(new Label(Label::Role::Body, this))
{
    m_text->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, &NoticeLine::draw);
    hide();
}

void NoticeLine::setNotice(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    draw();
}

QString NoticeLine::text() const
{
    return m_text->text();
}

void NoticeLine::draw()
{
    const Colors &colors = m_theme.colors();
    const bool isInfo = m_kind == Kind::Info;
    const QColor color = isInfo ? colors.muted : m_kind == Kind::Warning ? colors.warning : colors.danger;
    m_icon->setPixmap(pixmap(isInfo ? QStringLiteral("info") : QStringLiteral("warning"), color, iconSize,
                             devicePixelRatioF()));
}

} // namespace coffer::ui
