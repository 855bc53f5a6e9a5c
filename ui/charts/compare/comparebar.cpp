// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparebar.h"

#include "market/candles/candlestream.h"
#include "ui/charts/compare/comparechip.h"
#include "ui/charts/compare/comparedline.h"
#include "ui/charts/compare/comparison.h"
#include "ui/charts/compare/flowlayout.h"
#include "ui/charts/compare/marketpicker.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QToolButton>

#include <algorithm>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto updateEvery = 60ms; // figures that change faster can't be read

int signOf(const ComparedLine &line)
{
    return (line.newest() > line.base()) - (line.newest() < line.base());
}

} // namespace

CompareBar::CompareBar(Comparison &comparison, const market::TickerBoard &board, CandleChart &chart,
                       const Context &context, QWidget *parent)
    : QWidget(parent),
      m_comparison(comparison),
      m_chart(chart),
      m_context(context),
      m_layout(new FlowLayout(this)),
      m_add(new QToolButton(this)),
      m_picker(new MarketPicker(board, comparison, this))
{
    setObjectName(QStringLiteral("compareBar"));
    setAccessibleName(tr("Compared markets"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_layout->insertWidget(0, m_add);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_add->setObjectName(QStringLiteral("compareAdd"));
    m_add->setText(tr("Compare…"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setAccessibleName(tr("Compare with another market"));
    connect(m_add, &QToolButton::clicked, this, &CompareBar::choose);
    connect(m_picker, &MarketPicker::chosen, this, [this](const Symbol &symbol) {
        if (const QString why = m_comparison.add(symbol); !why.isEmpty())
            Q_EMIT said(why);
    });
    m_soon.setSingleShot(true);
    m_soon.setInterval(updateEvery);
    connect(&m_soon, &QTimer::timeout, this, &CompareBar::updateStates);
    const auto soon = [this] {
        if (!m_soon.isActive() && !m_entries.isEmpty())
            m_soon.start();
    };
    connect(&comparison, &Comparison::marketsChanged, this, &CompareBar::updateMarkets);
    connect(&comparison, &Comparison::candlesChanged, this, soon);
    connect(&chart, &CandleChart::timesShown, this, soon);
    connect(&context.theme, &Theme::changed, this,
            [this] { m_add->setIcon(icon(QStringLiteral("add"), m_context.theme)); });
    m_add->setIcon(icon(QStringLiteral("add"), context.theme));
    updateMarkets();
}

void CompareBar::choose()
{
    if (m_comparison.isFull()) {
        Q_EMIT said(m_add->toolTip());
        return;
    }
    m_picker->popUp(*m_add);
}

void CompareBar::updateMarkets()
{
    const QList<ComparedMarket> &markets = m_comparison.markets();
    const auto isGone = [&](const Entry &entry) {
        const bool stays = std::ranges::any_of(
            markets, [&entry](const ComparedMarket &market) { return market.symbol == entry.symbol; });
        if (!stays) {
            entry.chip->hide();
            entry.chip->deleteLater();
        }
        return !stays;
    };
    m_entries.removeIf(isGone);
    for (qsizetype i = 0; i < markets.size(); ++i) {
        if (i >= m_entries.size() || m_entries[i].symbol != markets[i].symbol) {
            auto *chip = new CompareChip(markets[i].place, m_context.theme, this);
            const Symbol symbol = markets[i].symbol;
            connect(chip, &CompareChip::removeRequested, this, [this, symbol] { remove(symbol); });
            m_layout->insertWidget(m_layout->indexOf(m_add), chip);
            m_entries.insert(i, {symbol, chip});
            QWidget::setTabOrder(chip->closeButton(), m_add);
            chip->show();
        }
        m_entries[i].chip->setName(markets[i].name);
    }
    m_add->setEnabled(!m_comparison.isFull());
    m_add->setToolTip(m_comparison.isFull()
                          ? tr("%n markets are compared already. Remove one to add another.", nullptr,
                               static_cast<int>(Comparison::most))
                          : tr("Show another market in the same chart, in percent"));
    updateStates();
    updateGeometry();
}

/// The keyboard goes on where it was.
void CompareBar::remove(const Symbol &symbol)
{
    const auto place = std::ranges::find(m_entries, symbol, &Entry::symbol);
    if (place == m_entries.end())
        return;
    const qsizetype index = place - m_entries.begin();
    const bool hadFocus = place->chip->closeButton()->hasFocus();
    m_comparison.remove(symbol);
    if (!hadFocus)
        return;
    if (m_entries.isEmpty())
        m_add->setFocus();
    else
        m_entries[std::min(index, m_entries.size() - 1)].chip->closeButton()->setFocus();
}

void CompareBar::updateStates()
{
    const QList<ComparedMarket> &markets = m_comparison.markets();
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const market::CandleStream &stream = *markets[i].stream;
        const ComparedLine line(stream.series(), m_chart.scale());
        CompareChip &chip = *m_entries[i].chip;
        const bool isOnTheWay = stream.state() == LoadState::Loading || stream.state() == LoadState::Idle ||
                                stream.isLoadingOlder();
        if (!line.isEmpty())
            chip.setState(changeText(m_context.format, line.base(), line.newest()), signOf(line),
                          tr("From the first to the last candle in sight"));
        else if (stream.error())
            chip.setState(tr("not loaded"), 0, errorText(*stream.error()).title);
        else if (isOnTheWay)
            chip.setState(tr("loading…"), 0, tr("Its candles are on their way"));
        else
            chip.setState(tr("no candles here"), 0, tr("It was not traded in the time that is in sight"));
    }
}

} // namespace coffer::ui
