// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/moverscard.h"

#include "market/tickerboard.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/overview/rowlist.h"

#include <QVBoxLayout>

namespace coffer::ui {

namespace {
constexpr qsizetype shownMovers = 5;
} // namespace

QList<portfolio::Holding> topMovers(const QList<portfolio::Holding> &holdings, qsizetype most)
{
    QList<portfolio::Holding> movers;
    for (const portfolio::Holding &holding : holdings) {
        if (holding.change24h && !holding.change24h->isZero() && !holding.total.isZero())
            movers.append(holding);
    }
    std::stable_sort(movers.begin(), movers.end(),
                     [](const portfolio::Holding &left, const portfolio::Holding &right) {
                         return right.change24h->abs() < left.change24h->abs();
                     });
    if (movers.size() > most)
        movers.resize(most);
    return movers;
}

MoversCard::MoversCard(const market::TickerBoard &board, const Theme &theme, const Format &format,
                       QWidget *parent)
    : Card(tr("Top movers, 24 h"), theme, parent),
      m_board(board),
      m_format(format),
      m_list(new RowList(theme)),
      m_nothing(new Label(Label::Role::Muted, tr("No 24 h changes of your assets are known.")))
{
    setObjectName(QStringLiteral("moversCard"));
    m_nothing->setWordWrap(true);
    body()->addWidget(m_list);
    body()->addWidget(m_nothing);
    body()->addStretch(1);
    setLink(tr("Charts"));
    connect(m_list, &RowList::activated, this, &MoversCard::chartRequested);
}

void MoversCard::show(const QList<portfolio::Holding> &holdings)
{
    QList<ListRow> rows;
    const QList<portfolio::Holding> movers = topMovers(holdings, shownMovers);
    for (const portfolio::Holding &holding : movers) {
        const market::Quote *quote = m_board.find(holding.currency, {QStringLiteral("usdt")});
        ListRow row;
        row.mark = ListRow::Mark::Coin;
        row.coin = holding.displayName;
        row.text = holding.displayName;
        row.value = m_format.price(holding.price, quote ? quote->info.priceDecimals : -1);
        row.extra = Format::arrow(holding.change24h) + QLatin1Char(' ') + m_format.percent(holding.change24h);
        row.extraSign = holding.change24h->sign();
        row.clickable = quote != nullptr;
        if (quote) {
            row.id = quote->info.symbol.value;
            row.tooltip = tr("Chart of %1").arg(quote->info.displayName);
        }
        rows.append(row);
    }
    m_list->setRows(rows);
    m_nothing->setVisible(rows.isEmpty());
}

} // namespace coffer::ui
