// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/changechip.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace coffer::ui {

namespace {
constexpr int padding = 10;
constexpr int radius = 6;
constexpr float washStrength = 0.12F;
} // namespace

ChangeChip::ChangeChip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide(); // until there is something to say
}

void ChangeChip::setChange(const QString &text, int sign)
{
    if (m_text == text && m_sign == sign)
        return;
    m_text = text;
    m_sign = sign;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize ChangeChip::sizeHint() const
{
    const QFontMetrics metrics(Label::font(Label::Role::Strong));
    return {metrics.horizontalAdvance(m_text) + 2 * padding, metrics.height() + padding};
}

void ChangeChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = m_sign == 0 ? m_theme.colors().muted : m_theme.changeColor(m_sign);
    QColor wash = color;
    wash.setAlphaF(washStrength);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setPen(color);
    painter.setFont(Label::font(Label::Role::Strong));
    painter.drawText(rect(), static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine, m_text);
}

} // namespace coffer::ui
