// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/iplistmodel.h"

#include "ui/common/format.h"
#include "ui/common/tableview.h"

#include <QCoreApplication>
#include <QLocale>

namespace coffer::ui {

namespace {

using keys::IpNote;

struct IpListModelWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::IpListModel)

public:
    static QString of(IpNote note, const keys::IpRow &row);
};

QString IpListModelWords::of(IpNote note, const keys::IpRow &row)
{
    switch (note) {
    case IpNote::NotAnAddress:
        return tr("This is no IP address or network. Remove it, or enter it once more.");
    case IpNote::LeadingZeros:
        return tr("Write the numbers without leading zeros.");
    case IpNote::Ipv6Network:
        return tr("The exchange takes networks for IPv4 only: enter single IPv6 addresses.");
    case IpNote::Everyone:
        return tr("This allows every address there is, so it protects nothing.");
    case IpNote::Duplicate:
        return tr("Already in the list; left out.");
    case IpNote::Covered:
        return tr("Already allowed by %1.").arg(row.other);
    case IpNote::Rewritten:
        return tr("Meant as %1.").arg(row.canonical);
    case IpNote::WideNetwork:
        return tr("Allows %1 addresses: choose a narrower network if you can.")
            .arg(QLocale().toString(row.addresses));
    case IpNote::Private:
        return tr("A private address, which the exchange never sees: enter your public one.");
    case IpNote::Loopback:
        return tr("This computer's own address, which the exchange never sees: enter your public one.");
    case IpNote::LinkLocal:
        return tr("A link-local address, which the exchange never sees: enter your public one.");
    case IpNote::Documentation:
        return tr("An address for examples, which nobody has.");
    case IpNote::NotPublic:
        return tr("A reserved address, which the exchange never sees: enter your public one.");
    }
    return {};
}

} // namespace

QString ipRowText(const keys::IpRow &row)
{
    QStringList sentences;
    for (const IpNote note : row.notes)
        sentences << IpListModelWords::of(note, row);
    return sentences.join(u' ');
}

void IpListModel::add(const QString &text)
{
    const QStringList added = keys::splitIpList(text);
    if (added.isEmpty())
        return;
    const auto first = static_cast<int>(m_list.rows.size());
    const QStringList entries = (typed() + added).mid(0, 1000);
    if (entries.size() == first)
        return;
    beginInsertRows({}, first, static_cast<int>(entries.size()) - 1);
    m_list = keys::readIpList(entries);
    endInsertRows();
    lookAgain(entries);
}

void IpListModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    QStringList entries = typed();
    entries.removeAt(row);
    beginRemoveRows({}, row, row);
    m_list.rows.removeAt(row);
    endRemoveRows();
    lookAgain(entries);
}

void IpListModel::setEntries(const QStringList &entries)
{
    if (rowCount() > 0) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_list.rows.clear();
        endRemoveRows();
    }
    add(entries.join(u','));
}

QStringList IpListModel::typed() const
{
    QStringList entries;
    for (const keys::IpRow &row : m_list.rows)
        entries << row.typed;
    return entries;
}

/// What is said about an entry depends on the others.
void IpListModel::lookAgain(const QStringList &entries)
{
    m_list = keys::readIpList(entries);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, int(Column::Count) - 1));
}

int IpListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.rows.size());
}

int IpListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant IpListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const keys::IpRow &row = m_list.rows.at(index.row());
    const bool isAddress = index.column() == int(Column::Address);
    const QString words = ipRowText(row);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        if (isAddress)
            return Format::plain(row.isUsable() ? row.canonical : row.typed, 64);
        return words.isEmpty() ? tr("Fine") : words;
    case Qt::ToolTipRole:
        return isAddress ? QVariant() : QVariant(words.toHtmlEscaped());
    case SignRole:
        return isAddress || row.isUsable() ? 0 : -1;
    case MutedRole:
        return !isAddress && words.isEmpty();
    default:
        return {};
    }
}

QVariant IpListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == int(Column::Address) ? tr("Address or network") : tr("What Coffer sees");
}

} // namespace coffer::ui
