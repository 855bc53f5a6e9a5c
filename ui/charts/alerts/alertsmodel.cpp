// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertsmodel.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertlist.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"

#include <utility>

namespace coffer::ui {

using market::Alert;
using market::AlertId;
using market::AlertState;

bool AlertsModel::Row::operator==(const Row &other) const
{
    return symbol == other.symbol && sentence == other.sentence && detail == other.detail &&
           chip.text == other.chip.text && isOn == other.isOn && isIdle == other.isIdle;
}

AlertsModel::AlertsModel(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
                         QObject *parent)
    : KeyedRowsModel(parent), m_watch(watch), m_board(board), m_context(context)
{
    connect(&watch, &market::AlertWatch::changed, this, &AlertsModel::renew);
    connect(&board, &market::TickerBoard::quotesChanged, this, &AlertsModel::renew);
    connect(&board, &market::TickerBoard::symbolsChanged, this, &AlertsModel::renew);
    connect(&context.format, &Format::changed, this, &AlertsModel::renew);
    renew();
}

void AlertsModel::setMarket(const std::optional<Symbol> &symbol)
{
    if (m_symbol == symbol)
        return;
    m_symbol = symbol;
    renew();
}

AlertId AlertsModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? rowKey(row) : AlertId{};
}

void AlertsModel::renew()
{
    std::vector<AlertId> target;
    QHash<AlertId, Row> content;
    const QList<Alert> &alerts = m_watch.alerts();
    for (auto alert = alerts.crbegin(); alert != alerts.crend(); ++alert) {
        if (m_symbol && alert->symbol != *m_symbol)
            continue;
        target.push_back(alert->id);
        content.insert(alert->id, describe(*alert));
    }
    const QHash<AlertId, Row> before = m_content;
    m_content.insert(content); // while rows go, what they showed is still asked for
    morphTo(target);
    m_content = std::move(content);
    for (int row = 0; row < rowCount(); ++row) {
        const auto known = before.constFind(rowKey(row));
        if (known != before.cend() && !(*known == m_content.value(rowKey(row))))
            Q_EMIT dataChanged(index(row, 0), index(row, 0));
    }
}

AlertsModel::Row AlertsModel::describe(const Alert &alert) const
{
    const AlertState state = stateOf(alert, m_context.clock.nowMs());
    return {alert.symbol,
            alertSentence(alert, alertMarket(alert.symbol, m_board), m_context.format),
            detailOf(alert),
            alertChip(state),
            alert.isEnabled,
            state == AlertState::Off || state == AlertState::Done || state == AlertState::Expired};
}

/// What matters most comes first: the end is cut where there is no room.
QString AlertsModel::detailOf(const Alert &alert) const
{
    const AlertMarket market = alertMarket(alert.symbol, m_board);
    QStringList parts;
    const auto add = [&parts](const QString &part) {
        if (!part.isEmpty())
            parts += part;
    };
    if (!market.isListed && m_board.updatedAt() != 0)
        add(tr("Not listed any more"));
    else if (alert.isEnabled)
        add(distanceWords(alert, market, m_context.format));
    if (alert.firedAt)
        add(tr("fired %1").arg(m_context.format.age(*alert.firedAt)));
    add(Format::plain(alert.note, market::longestNote));
    add(alert.repeats ? tr("at most every %1").arg(minutesWords(alert.restMinutes)) : tr("once"));
    if (alert.expiresAt)
        add(tr("until %1").arg(m_context.format.time(*alert.expiresAt)));
    return parts.join(QStringLiteral(" · "));
}

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto found = m_content.constFind(rowKey(index.row()));
    if (found == m_content.cend())
        return {};
    const Row &row = *found;
    switch (role) {
    case Qt::DisplayRole:
        return row.sentence;
    case DetailRole:
        return row.detail;
    case Qt::ToolTipRole:
        return QString(row.sentence + u'\n' + row.detail);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1. %2. %3").arg(row.chip.text, row.sentence, row.detail);
    case ChipsRole:
        return QVariant::fromValue(QList<Chip>{row.chip});
    case Qt::CheckStateRole:
        return row.isOn ? Qt::Checked : Qt::Unchecked;
    case MutedRole:
        return row.isIdle;
    case SymbolRole:
        return row.symbol.value;
    default:
        return {};
    }
}

bool AlertsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    const Result<void> done = m_watch.setEnabled(idAt(index.row()), value.toInt() == Qt::Checked);
    if (!done)
        Q_EMIT failed(done.error());
    return done.has_value();
}

Qt::ItemFlags AlertsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = KeyedRowsModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren : usual;
}

} // namespace coffer::ui
