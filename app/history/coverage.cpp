// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/coverage.h"

#include <algorithm>

namespace coffer::history {

namespace {

QString headOf(const QString &name)
{
    return name + QStringLiteral(".head");
}

QString tailOf(const QString &name)
{
    return name + QStringLiteral(".tail");
}

QString doneOf(const QString &name)
{
    return name + QStringLiteral(".done");
}

QString recentOf(const QString &kind)
{
    return kind + QStringLiteral(".recent");
}

} // namespace

Coverage::Coverage(HistoryTable &table, Uid uid, const QHash<QString, qint64> &cursors)
    : m_table(table), m_uid(uid), m_cursors(cursors)
{
}

Span Coverage::span(const QString &name) const
{
    return {m_cursors.value(headOf(name)), m_cursors.value(tailOf(name)), m_cursors.value(doneOf(name)) != 0};
}

void Coverage::setSpan(const QString &name, const Span &span)
{
    set(headOf(name), span.head);
    set(tailOf(name), span.tail);
    set(doneOf(name), span.done ? 1 : 0);
}

void Coverage::set(const QString &name, qint64 value)
{
    if (m_cursors.value(name) == value)
        return;
    m_cursors.insert(name, value);
    // When this can't be saved, neither could the rows, and that is reported.
    m_table.setCursor(m_uid, name, value);
}

void Coverage::noteRecent(const QString &kind, qint64 start, qint64 end)
{
    const Span before = recent(kind);
    if (before.head != 0 && before.head >= start) {
        setSpan(recentOf(kind), {std::max(before.head, end), std::min(before.tail, start), false});
        return;
    }
    // Away for longer than a refresh reaches back. Walks that met the old stretch take it over; they close
    // the gap.
    const QStringList names = m_cursors.keys();
    for (const QString &name : names) {
        if (!name.endsWith(QLatin1String(".head")))
            continue;
        const QString walk = name.chopped(5);
        if (walk != kind && !walk.startsWith(kind + QLatin1Char(':')))
            continue;
        Span walked = span(walk);
        if (walked.head != 0 && walked.head >= before.tail && walked.head < before.head) {
            walked.head = before.head;
            setSpan(walk, walked);
        }
    }
    setSpan(recentOf(kind), {end, start, false});
}

void Coverage::noteNewest(const QString &kind, const QList<qint64> &ids, bool isLast)
{
    Span walked = span(kind);
    if (ids.isEmpty()) {
        if (isLast)
            walked.done = true;
        setSpan(kind, walked);
        return;
    }
    const auto [oldest, newest] = std::minmax_element(ids.begin(), ids.end());
    if (walked.head != 0 && walked.head < *oldest && !isLast) {
        setSpan(recentOf(kind), {*newest, *oldest, false});
        return;
    }
    if (walked.head == 0 || isLast)
        walked.done = isLast;
    walked.tail = walked.head == 0 ? *oldest : std::min(walked.tail, *oldest);
    walked.head = std::max(walked.head, *newest);
    setSpan(kind, walked);
    setSpan(recentOf(kind), {});
}

std::optional<qint64> Coverage::nextPage(const QString &kind) const
{
    if (const Span gap = recent(kind); gap.head != 0)
        return gap.tail;
    const Span walked = span(kind);
    return walked.head == 0 || walked.done ? std::nullopt : std::optional(walked.tail);
}

void Coverage::notePage(const QString &kind, const QList<qint64> &ids, bool isLast)
{
    Span gap = recent(kind);
    Span walked = span(kind);
    const qint64 from = gap.head != 0 ? gap.tail : walked.tail;
    const auto oldest = std::min_element(ids.begin(), ids.end());
    const bool ends = isLast || oldest == ids.end() || *oldest >= from; // nothing older came
    if (gap.head != 0) {
        if (ends || *oldest <= walked.head) {
            walked.head = gap.head;
            setSpan(kind, walked);
            gap = {};
        } else {
            gap.tail = *oldest;
        }
        setSpan(recentOf(kind), gap);
        return;
    }
    if (oldest != ids.end())
        walked.tail = std::min(walked.tail, *oldest);
    walked.done = ends;
    setSpan(kind, walked);
}

qint64 Coverage::fillsFrom() const
{
    const Span recently = recent(QStringLiteral("fills"));
    const Span walked = span(QStringLiteral("fills"));
    if (recently.head == 0)
        return 0;
    return walked.head != 0 && walked.head >= recently.tail ? std::min(walked.tail, recently.tail)
                                                            : recently.tail;
}

} // namespace coffer::history
