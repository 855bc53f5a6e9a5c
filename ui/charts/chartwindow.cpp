// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartwindow.h"

#include "market/candles/candleseries.h"
#include "ui/charts/chartcontrols.h"
#include "ui/charts/markethead.h"
#include "ui/charts/periodchoices.h"
#include "ui/charts/plot/candlechart.h"

#include <QVBoxLayout>

namespace coffer::ui {

ChartWindow::ChartWindow(const ChartSetup &setup, const ChartServices &services, AlertDesk &desk,
                         const Context &context, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_head(new MarketHead(services.board, services.watchlist, context, this)),
      m_controls(new ChartControls(context, this)),
      m_cell(new ChartCell(services, desk, context, this))
{
    setObjectName(QStringLiteral("chartWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *row = new QHBoxLayout;
    row->addWidget(m_head, 1);
    row->addWidget(m_controls);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addLayout(row);
    layout->addWidget(m_cell, 1);
    m_head->setListShown(false);
    if (auto *list = m_head->findChild<QWidget *>(QStringLiteral("marketListButton")))
        list->hide();
    connect(m_cell, &ChartCell::setupChanged, this, &ChartWindow::sync);
    connect(m_cell, &ChartCell::candlesChanged, this, &ChartWindow::sync);
    connect(m_cell, &ChartCell::failed, m_cell,
            [this](const Error &error) { m_cell->say(errorText(error).title); });
    m_cell->setSetup(setup);
    m_controls->setTarget(m_cell);
    sync();
    resize(900, 600);
}

void ChartWindow::sync()
{
    const market::CandleSeries &series = m_cell->series();
    m_head->show(m_cell->setup().symbol, m_cell->marketName(),
                 series.isEmpty() ? QString() : m_cell->chart().priceText(series.closes().back()));
    m_controls->sync();
    setWindowTitle(
        QStringLiteral("%1 · %2").arg(m_cell->marketName(), PeriodChoices::name(m_cell->setup().period)));
}

} // namespace coffer::ui
