// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlespans.h"

#include <algorithm>

namespace coffer::market {

void CandleSpans::add(CandleSpan span)
{
    if (span.isEmpty())
        return;
    const auto first = std::lower_bound(m_spans.cbegin(), m_spans.cend(), span.from,
                                        [](const CandleSpan &each, qint64 from) { return each.to < from; });
    auto last = first;
    for (; last != m_spans.cend() && last->from <= span.to; ++last) {
        span.from = std::min(span.from, last->from);
        span.to = std::max(span.to, last->to);
    }
    m_spans.insert(m_spans.erase(first, last), span);
}

bool CandleSpans::covers(const CandleSpan &span) const
{
    return span.isEmpty() || std::any_of(m_spans.begin(), m_spans.end(), [&](const CandleSpan &each) {
               return each.from <= span.from && span.to <= each.to;
           });
}

std::optional<CandleSpan> CandleSpans::endingAt(qint64 time) const
{
    for (const CandleSpan &span : m_spans) {
        if (span.from < time && time <= span.to)
            return span;
    }
    return std::nullopt;
}

} // namespace coffer::market
