// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chiplabel.h"

#include "ui/common/theme.h"

#include <QEvent>
#include <QPainter>

namespace coffer::ui {
namespace {

constexpr int labelGap = 4;

} // namespace

ChipLabel::ChipLabel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&ChipLabel::update));
}

void ChipLabel::setChips(const QList<Chip> &chips)
{
    m_chips = chips;
    setAccessibleName(chipsText(chips));
    setToolTip(chipsText(chips).toHtmlEscaped());
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    QSize size(0, fontMetrics().height() + 6);
    for (const Chip &chip : m_chips)
        size.rwidth() += chipSize(chip, font()).width() + (size.width() > 0 ? labelGap : 0);
    return size;
}

QSize ChipLabel::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {std::min(hint.width(), 48), hint.height()};
}

void ChipLabel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintChips(painter, rect(), m_chips, font(), m_theme.colors(), layoutDirection());
}

void ChipLabel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace coffer::ui
