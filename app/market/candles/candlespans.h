// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <optional>

namespace coffer::market {

/// A stretch of time in seconds UTC, without its end.
struct CandleSpan
{
    qint64 from = 0;
    qint64 to = 0;

    bool isEmpty() const { return from >= to; }
    friend bool operator==(const CandleSpan &, const CandleSpan &) = default;
};

/// Where every candle is known: a time inside one of the spans that has no candle has none on the exchange
/// either, outside nobody knows. Disjoint and not adjacent, oldest first.
class CandleSpans
{
public:
    CandleSpans() = default;
    CandleSpans(const CandleSpan &span) { add(span); }

    void add(CandleSpan span);
    bool covers(const CandleSpan &span) const;
    /// The span that reaches the time from before it (from < time <= to).
    std::optional<CandleSpan> endingAt(qint64 time) const;

    const QList<CandleSpan> &list() const { return m_spans; }
    bool isEmpty() const { return m_spans.isEmpty(); }
    friend bool operator==(const CandleSpans &, const CandleSpans &) = default;

private:
    QList<CandleSpan> m_spans;
};

} // namespace coffer::market
