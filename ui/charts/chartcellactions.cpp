// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on a chart from its menu and from the page's buttons.
#include "market/candles/candlestream.h"
#include "ui/charts/alerts/alertdesk.h"
#include "ui/charts/alerts/alerttool.h"
#include "ui/charts/chartcell.h"
#include "ui/charts/compare/comparebar.h"
#include "ui/charts/compare/comparison.h"
#include "ui/charts/export/exportactions.h"
#include "ui/charts/export/exportnote.h"
#include "ui/charts/export/jumpdialog.h"
#include "ui/charts/indicators/indicatorsdialog.h"
#include "ui/charts/plot/candlechart.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace coffer::ui {

void ChartCell::compare(const Symbol &symbol)
{
    const QString refusal = m_comparison->add(symbol);
    if (!refusal.isEmpty())
        m_note->say(refusal);
}

void ChartCell::chooseComparison()
{
    m_compareBar->show();
    m_compareBar->choose();
}

QMenu *ChartCell::exportMenu() const
{
    return m_export->menu();
}

void ChartCell::say(const QString &text)
{
    m_note->say(text);
}

void ChartCell::editIndicators()
{
    auto *dialog = new IndicatorsDialog(m_setup.indicators, m_context.settings, m_context.theme, this);
    connect(dialog, &IndicatorsDialog::changed, this, &ChartCell::setIndicators);
    dialog->open();
}

void ChartCell::jumpToDate()
{
    const ChartContent &content = m_chart->content();
    JumpRange range;
    range.zone = content.dateZone();
    range.hasTimes = htx::seconds(m_setup.period) < htx::seconds(htx::Period::Day1);
    range.shown = static_cast<qint64>((content.scale.from() + content.scale.to()) / 2);
    if (m_stream && m_stream->hasOldest() && !series().isEmpty())
        range.oldest = series().times().front();
    auto *dialog = new JumpDialog(range, m_context, this);
    connect(dialog, &JumpDialog::chosen, this, [this](qint64 time) { goTo(time); });
    dialog->open();
}

/// Candles from there on are asked for first; the view goes there as soon as they reach that far.
void ChartCell::goTo(qint64 time)
{
    m_jump = time;
    if (m_stream)
        m_stream->reach(time - static_cast<qint64>(m_chart->scale().to() - m_chart->scale().from()));
    arrive();
}

void ChartCell::arrive()
{
    if (!m_jump || series().isEmpty())
        return;
    const bool isThere = series().times().front() <= *m_jump;
    const bool isAll = m_stream->hasOldest() || !m_stream->isLoadingOlder();
    m_chart->goTo(static_cast<double>(std::max(*m_jump, series().times().front())));
    if (isThere || isAll)
        m_jump.reset();
}

void ChartCell::showMenu(const QPoint &position, double /*time*/, double price)
{
    Q_EMIT activated();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString text = m_chart->priceText(price);
    if (const std::optional<Decimal> level = priceAt(m_chart->scale().yOf(price), m_chart->content()))
        menu->addAction(tr("Set an alert at %1…").arg(text), this,
                        [this, level] { m_desk.newAlertAt(m_setup.symbol, *level, this); });
    menu->addAction(tr("Copy %1").arg(text), this, [text] { QGuiApplication::clipboard()->setText(text); });
    menu->addSeparator();
    menu->addAction(tr("Indicators…"), this, &ChartCell::editIndicators);
    menu->addAction(tr("Compare with…"), this, &ChartCell::chooseComparison);
    menu->addAction(tr("Go to date…"), this, &ChartCell::jumpToDate);
    menu->addAction(tr("Go to the newest candle"), m_chart, &CandleChart::showLatest);
    QAction *fit = menu->addAction(tr("Fit prices to what is in sight"));
    fit->setEnabled(!m_chart->isFitted());
    connect(fit, &QAction::triggered, m_chart, [this] { m_chart->setFitted(true); });
    menu->addSeparator();
    menu->addMenu(m_export->menu());
    menu->addAction(tr("Open in a window of its own"), this, &ChartCell::windowRequested);
    menu->popup(position);
}

} // namespace coffer::ui
