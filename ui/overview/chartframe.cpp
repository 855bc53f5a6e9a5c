// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/chartframe.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>

namespace coffer::ui {

QChartView *newChartView(QWidget *parent)
{
    auto *chart = new QChart;
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    auto *view = new QChartView(chart, parent);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(Qt::NoBrush);
    view->viewport()->setAutoFillBackground(false);
    view->setFocusPolicy(Qt::NoFocus);
    return view;
}

} // namespace coffer::ui
