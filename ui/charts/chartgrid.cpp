// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartgrid.h"

#include "ui/charts/plot/candlechart.h"

#include <QGridLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr int most = 4;

int allowedCount(int count)
{
    return count >= most ? most : count >= 2 ? 2 : 1;
}

} // namespace

ChartGrid::ChartGrid(const ChartServices &services, AlertDesk &desk, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_desk(desk),
      m_context(context),
      m_layout(new QGridLayout(this)),
      m_setups(context.settings.value(chartSetupsSetting)),
      m_linksMarkets(context.settings.value(linkMarketSetting)),
      m_linksCursors(context.settings.value(linkCursorSetting))
{
    setObjectName(QStringLiteral("chartGrid"));
    m_layout->setContentsMargins({});
    m_layout->setSpacing(8);
    setCount(context.settings.value(chartCountSetting));
}

ChartCell *ChartGrid::make(int index)
{
    auto *cell = new ChartCell(m_services, m_desk, m_context, this);
    connect(cell, &ChartCell::activated, this,
            [this, cell] { setCurrent(static_cast<int>(m_cells.indexOf(cell))); });
    connect(cell, &ChartCell::setupChanged, this, [this, cell] { setupChanged(cell); });
    connect(cell, &ChartCell::candlesChanged, this, [this, cell] {
        if (!m_isRestoring && cell == &current())
            Q_EMIT candlesChanged();
    });
    connect(cell, &ChartCell::stateChanged, this, [this] {
        if (!m_isRestoring)
            Q_EMIT stateChanged();
    });
    connect(cell, &ChartCell::failed, this, &ChartGrid::failed);
    connect(cell, &ChartCell::windowRequested, this, [this, cell] { Q_EMIT windowRequested(cell->setup()); });
    connect(&cell->chart(), &CandleChart::pointerMoved, this,
            [this, cell](std::optional<double> time) { linkCursor(cell, time); });
    ChartSetup setup = m_setups.size() > index ? ChartSetup::fromText(m_setups.at(index)) : ChartSetup();
    if (index > 0 && m_setups.size() <= index) // a new chart begins as the current one, a period on
        setup = current().setup();
    if (m_linksMarkets && index > 0)
        setup.symbol = current().setup().symbol;
    cell->setZone(m_zone);
    cell->setAccount(m_account);
    cell->setLocked(m_locked);
    cell->setSetup(setup);
    return cell;
}

void ChartGrid::setCount(int count)
{
    const int wanted = allowedCount(count);
    m_isRestoring = true;
    while (this->count() > wanted)
        delete m_cells.takeLast();
    m_current = std::min(m_current, wanted - 1);
    while (this->count() < wanted)
        m_cells.append(make(this->count()));
    m_isRestoring = false;
    place();
    remember();
    Q_EMIT currentChanged();
}

bool ChartGrid::hasFailed() const
{
    return std::ranges::any_of(m_cells, &ChartCell::hasFailed);
}

void ChartGrid::place()
{
    for (int i = 0; i < count(); ++i) {
        m_layout->removeWidget(m_cells.at(i));
        m_layout->addWidget(m_cells.at(i), i / 2, i % 2);
        m_cells.at(i)->setCaptioned(count() > 1, i == m_current);
    }
    for (int line = 0; line < 2; ++line) {
        m_layout->setRowStretch(line, line == 0 || count() > 2 ? 1 : 0);
        m_layout->setColumnStretch(line, line == 0 || count() > 1 ? 1 : 0);
    }
}

void ChartGrid::setCurrent(int index)
{
    if (index < 0 || index == m_current)
        return;
    m_current = index;
    for (int i = 0; i < count(); ++i)
        m_cells.at(i)->setCaptioned(count() > 1, i == m_current);
    Q_EMIT currentChanged();
}

void ChartGrid::selectNext()
{
    setCurrent((m_current + 1) % count());
    current().chart().setFocus(Qt::TabFocusReason);
}

void ChartGrid::showMarket(const Symbol &symbol)
{
    current().setMarket(symbol);
    if (!m_linksMarkets)
        return;
    for (ChartCell *cell : std::as_const(m_cells))
        cell->setMarket(symbol);
}

void ChartGrid::setMarketsLinked(bool linked)
{
    m_linksMarkets = linked;
    m_context.settings.setValue(linkMarketSetting, linked);
    if (linked)
        showMarket(current().setup().symbol);
}

void ChartGrid::setCursorsLinked(bool linked)
{
    m_linksCursors = linked;
    m_context.settings.setValue(linkCursorSetting, linked);
    linkCursor(nullptr, std::nullopt);
}

void ChartGrid::linkCursor(const ChartCell *from, std::optional<double> time)
{
    for (ChartCell *cell : std::as_const(m_cells)) {
        if (cell != from)
            cell->chart().setLinkedTime(m_linksCursors ? time : std::nullopt);
    }
}

void ChartGrid::setZone(ChartZone zone)
{
    m_zone = zone;
    for (ChartCell *cell : std::as_const(m_cells))
        cell->setZone(zone);
}

void ChartGrid::setAccount(Uid account)
{
    m_account = account;
    for (ChartCell *cell : std::as_const(m_cells))
        cell->setAccount(account);
}

void ChartGrid::setLocked(bool locked)
{
    m_locked = locked;
    for (ChartCell *cell : std::as_const(m_cells))
        cell->setLocked(locked);
}

void ChartGrid::setupChanged(ChartCell *cell)
{
    if (m_isRestoring)
        return;
    remember();
    if (cell == &current())
        Q_EMIT currentChanged();
}

void ChartGrid::remember()
{
    for (int i = 0; i < count(); ++i) {
        const QString text = m_cells.at(i)->setup().toText();
        if (i < m_setups.size())
            m_setups[i] = text;
        else
            m_setups.append(text);
    }
    m_context.settings.setValue(chartSetupsSetting, m_setups);
    m_context.settings.setValue(chartCountSetting, count());
}

} // namespace coffer::ui
