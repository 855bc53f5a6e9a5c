// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/reviewmodel.h"

#include "ui/common/format.h"
#include "ui/common/tableview.h"
#include "ui/keys/response/responsetext.h"

namespace coffer::ui {

namespace {

QString sideText(const keys::ReviewRow &row)
{
    if (!row.side)
        return {};
    return *row.side == htx::Side::Buy ? ReviewModel::tr("Buy") : ReviewModel::tr("Sell");
}

} // namespace

ReviewModel::ReviewModel(const Format &format, QObject *parent)
    : QAbstractTableModel(parent), m_format(format)
{
}

void ReviewModel::setRows(const QList<keys::ReviewRow> &rows)
{
    if (rows == m_rows)
        return;
    if (!m_rows.isEmpty()) {
        beginRemoveRows({}, 0, int(m_rows.size()) - 1);
        m_rows.clear();
        endRemoveRows();
    }
    if (!rows.isEmpty()) {
        beginInsertRows({}, 0, int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    }
}

int ReviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ReviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QString ReviewModel::text(const keys::ReviewRow &row, Column column, const Format &format)
{
    switch (column) {
    case Column::Time:
        return format.time(row.time);
    case Column::Kind:
        return reviewName(row.kind);
    case Column::Subject:
        return row.kind == keys::ReviewKind::Key ? row.subject : Format::plain(row.subject, 24).toUpper();
    case Column::What: {
        QStringList parts{sideText(row), Format::plain(row.detail, 120)};
        if (row.kind == keys::ReviewKind::Address || row.kind == keys::ReviewKind::Key)
            parts << Format::plain(row.source, 60);
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case Column::Amount:
        return row.amount ? format.amount(row.amount) : QString();
    case Column::Price:
        return row.price ? format.price(row.price) : QString();
    case Column::State:
        return Format::plain(row.state, 40);
    case Column::By: {
        const QString own = byCofferText(row.byCoffer);
        if (!own.isEmpty())
            return own;
        const bool hasSource = row.kind == keys::ReviewKind::Order || row.kind == keys::ReviewKind::Fill;
        return hasSource ? Format::plain(row.source, 40) : QString();
    }
    case Column::Count:
        break;
    }
    return {};
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const keys::ReviewRow &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column, m_format);
    case Qt::ToolTipRole:
        return column == Column::Time ? m_format.timeWithZone(row.time) : text(row, column, m_format);
    case Qt::TextAlignmentRole:
        return column == Column::Amount || column == Column::Price
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case MutedRole:
        return row.byCoffer != keys::ByCoffer::No;
    case ElideRole:
        return column == Column::What ? QVariant(int(Qt::ElideMiddle)) : QVariant();
    default:
        return {};
    }
}

QString ReviewModel::title(Column column)
{
    switch (column) {
    case Column::Time:
        return tr("Time");
    case Column::Kind:
        return tr("Kind");
    case Column::Subject:
        return tr("Market or asset");
    case Column::What:
        return tr("What");
    case Column::Amount:
        return tr("Amount");
    case Column::Price:
        return tr("Price");
    case Column::State:
        return tr("State");
    case Column::By:
        return tr("By");
    case Column::Count:
        break;
    }
    return {};
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole
               ? title(Column(section))
               : QAbstractTableModel::headerData(section, orientation, role);
}

} // namespace coffer::ui
