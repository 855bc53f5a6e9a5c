// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/unknownscard.h"

#include "ui/common/accountname.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QVBoxLayout>

namespace coffer::ui {

namespace {
constexpr qsizetype namedAssets = 4;
} // namespace

UnknownsCard::UnknownsCard(const Theme &theme, const Format &format, QWidget *parent)
    : Card(tr("What is not known"), theme, parent), m_format(format), m_column(new QVBoxLayout)
{
    setObjectName(QStringLiteral("unknownsCard"));
    m_column->setSpacing(8);
    body()->addLayout(m_column);
    body()->addStretch(1);
    setLink(tr("Balances"));
}

void UnknownsCard::addUnpriced(QList<Line> &lines, const portfolio::Portfolio &portfolio) const
{
    const QList<Currency> &unpriced = portfolio.completeness.unpriced;
    if (unpriced.isEmpty())
        return;
    QStringList names;
    for (const Currency &currency : unpriced.mid(0, namedAssets))
        names.append(Format::plain(currency.value.toUpper(), 12));
    QString list = names.join(QStringLiteral(", "));
    if (unpriced.size() > namedAssets)
        list = tr("%1 and %L2 more").arg(list).arg(unpriced.size() - namedAssets);
    lines.append(
        {1, unpriced.size() == 1
                ? tr("1 asset has no price and isn't in the total: %1").arg(list)
                : tr("%L1 assets have no price and aren't in the total: %2").arg(unpriced.size()).arg(list)});
}

void UnknownsCard::addUnread(QList<Line> &lines, const portfolio::Portfolio &portfolio) const
{
    for (const portfolio::UnreadAccount &unread : portfolio.unread) {
        lines.append({2, tr("The account %1 could not be read: %2")
                             .arg(accountName(unread.account.type, unread.account.subtype),
                                  errorText(unread.error).title)});
    }
    const portfolio::Completeness &read = portfolio.completeness;
    if (read.rowsRejected > 0)
        lines.append({2, tr("Balance rows that could not be understood: %L1").arg(read.rowsRejected)});
    if (!read.kindsNotCounted.isEmpty()) {
        QStringList kinds;
        for (const QString &kind : read.kindsNotCounted)
            kinds.append(Format::plain(kind, 40));
        lines.append(
            {0, tr("Kinds of balance that aren't counted: %1").arg(kinds.join(QStringLiteral(", ")))});
    }
}

void UnknownsCard::addDifference(QList<Line> &lines, const portfolio::Portfolio &portfolio) const
{
    const portfolio::Completeness &read = portfolio.completeness;
    if (!read.exchangeValue || !read.ourValue || read.exchangeValue->isZero()) {
        lines.append(
            {0, tr("The exchange's own valuation isn't known, so the total is not compared with it.")});
        return;
    }
    const Decimal difference = (*read.ourValue - *read.exchangeValue) / *read.exchangeValue;
    lines.append({0, tr("The sum is %1 from the exchange's own valuation of the same accounts.")
                         .arg(m_format.percent(difference))});
}

QList<UnknownsCard::Line> UnknownsCard::lines(const portfolio::Portfolio &portfolio,
                                              const history::SyncProgress &progress) const
{
    QList<Line> lines;
    addUnread(lines, portfolio);
    addUnpriced(lines, portfolio);
    if (portfolio.completeness.accountsRead < portfolio.completeness.accountsKnown &&
        portfolio.unread.isEmpty())
        lines.append({1, tr("%L1 of %L2 accounts have been read.")
                             .arg(portfolio.completeness.accountsRead)
                             .arg(portfolio.completeness.accountsKnown)});
    addDifference(lines, portfolio);
    if (progress.coveredFrom > 0)
        lines.append(
            {0, tr("Trades before %1 aren't held here yet.").arg(m_format.time(progress.coveredFrom))});
    return lines;
}

void UnknownsCard::show(const portfolio::Portfolio &portfolio, const history::SyncProgress &progress)
{
    QList<Line> all = lines(portfolio, progress);
    std::stable_sort(all.begin(), all.end(),
                     [](const Line &left, const Line &right) { return left.severity > right.severity; });
    while (m_labels.size() < all.size()) {
        auto *label = new Label(Label::Role::Body);
        label->setWordWrap(true);
        m_column->addWidget(label);
        m_labels.append(label);
    }
    while (m_labels.size() > all.size())
        delete m_labels.takeLast();
    for (qsizetype i = 0; i < all.size(); ++i)
        m_labels.at(i)->setText(all.at(i).text);
}

} // namespace coffer::ui
