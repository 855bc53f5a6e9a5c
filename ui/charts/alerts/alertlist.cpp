// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertlist.h"

#include "ui/charts/alerts/alertdelegate.h"
#include "ui/common/theme.h"

namespace coffer::ui {

AlertList::AlertList(const QString &name, const Theme &theme, QWidget *parent) : QListView(parent)
{
    setObjectName(name);
    setItemDelegate(new AlertDelegate(theme, this));
    setMouseTracking(true);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

/// Rows are as high as the font needs.
void AlertList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        scheduleDelayedItemsLayout();
}

} // namespace coffer::ui
