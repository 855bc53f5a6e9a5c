// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/openorderscard.h"

#include "market/tickerboard.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/overview/rowlist.h"

#include <QVBoxLayout>

namespace coffer::ui {

namespace {
constexpr qsizetype shownOrders = 4;
} // namespace

OpenOrdersCard::OpenOrdersCard(const market::TickerBoard &board, const Theme &theme, const Format &format,
                               QWidget *parent)
    : Card(tr("Open orders"), theme, parent),
      m_board(board),
      m_format(format),
      m_list(new RowList(theme)),
      m_note(new Label(Label::Role::Muted))
{
    setObjectName(QStringLiteral("openOrdersCard"));
    m_note->setWordWrap(true);
    body()->addWidget(m_list);
    body()->addWidget(m_note);
    body()->addStretch(1);
    setLink(tr("History"));
    connect(m_list, &RowList::activated, this, &OpenOrdersCard::chartRequested);
}

void OpenOrdersCard::show(const QList<htx::Order> &orders, LoadState state)
{
    QList<htx::Order> newest = orders;
    const qsizetype shown = std::min(shownOrders, newest.size());
    std::partial_sort(
        newest.begin(), newest.begin() + shown, newest.end(),
        [](const htx::Order &left, const htx::Order &right) { return left.createdAt > right.createdAt; });
    QList<ListRow> rows;
    for (qsizetype i = 0; i < shown; ++i) {
        const htx::Order &order = newest.at(i);
        const market::Quote *quote = m_board.quote(order.symbol);
        const bool buys = order.side == htx::Side::Buy;
        ListRow row;
        row.id = order.symbol.value;
        row.mark = ListRow::Mark::Coin;
        row.coin = quote ? quote->info.base.value.toUpper() : order.symbol.value.toUpper();
        row.text = quote ? Format::plain(quote->info.displayName, 24)
                         : Format::plain(order.symbol.value, 24).toUpper();
        row.note = Format::plain(order.kind, 24);
        const QString amount = m_format.amount(order.amount, quote ? quote->info.amountDecimals : 8);
        row.value =
            order.price.isZero()
                ? amount
                : tr("%1 at %2", "amount at price")
                      .arg(amount, m_format.price(order.price, quote ? quote->info.priceDecimals : -1));
        row.extra = buys ? tr("Buy") : tr("Sell");
        row.extraSign = buys ? 1 : -1;
        row.tooltip = tr("Placed %1").arg(m_format.timeWithZone(order.createdAt));
        row.clickable = quote != nullptr;
        rows.append(row);
    }
    m_list->setRows(rows);
    setTitle(orders.isEmpty() ? tr("Open orders") : tr("Open orders · %L1").arg(orders.size()));
    const qsizetype more = orders.size() - shown;
    if (more > 0)
        m_note->setText(tr("and %L1 more").arg(more));
    else if (orders.isEmpty())
        m_note->setText(state == LoadState::Ready    ? tr("No order is open.")
                        : state == LoadState::Failed ? tr("Open orders could not be read.")
                                                     : tr("Reading open orders…"));
    m_note->setVisible(more > 0 || orders.isEmpty());
}

} // namespace coffer::ui
