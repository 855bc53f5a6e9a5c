// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/pagequery.h"
#include "exchange/spans.h"

namespace coffer::exchange {

PageQuery &PageQuery::refuse(const char *field, QByteArrayView v1Code, QByteArrayView v2Message)
{
    if (m_refused)
        return *this;
    if (!m_isV2)
        m_refused = v1Error(v1Code, QByteArray("Field is invalid: ") + field + '.');
    else if (v2Message.isEmpty())
        m_refused = v2Invalid(field);
    else
        m_refused = v2Error(2002, QByteArray("value in `") + field + "` " + v2Message.toByteArray());
    return *this;
}

PageQuery &PageQuery::readWindow(const char *start, const char *end, qint64 nowMs, qint64 widest,
                                 qint64 reach)
{
    constexpr QByteArrayView outOfRange("exceeded valid range");
    const std::optional<qint64> first = m_query.number(start), last = m_query.number(end);
    if (m_query.has(start) && !first)
        return refuse(start, "invalid-start-time", {});
    if (m_query.has(end) && !last)
        return refuse(end, "invalid-end-time", {});
    m_endMs = last ? *last : first ? std::min(*first + widest, nowMs + clockToleranceMs) : nowMs;
    m_startMs = first ? *first : m_endMs - widest;
    if (m_startMs > nowMs + clockToleranceMs || (reach > 0 && m_startMs < nowMs - reach - clockToleranceMs))
        return refuse(first ? start : end, first ? "invalid-start-time" : "invalid-end-time", outOfRange);
    if (m_endMs < m_startMs || m_endMs - m_startMs > widest)
        return refuse(last ? end : start, "invalid-interval", outOfRange);
    return *this;
}

PageQuery &PageQuery::readSort(bool ascendingByDefault)
{
    const QByteArray sort = m_query.value("sort");
    m_ascending = sort.isEmpty() ? ascendingByDefault : sort == "asc";
    if (!sort.isEmpty() && sort != "asc" && sort != "desc")
        return refuse("sort", "validation-constraints-error", {});
    return *this;
}

PageQuery &PageQuery::readPage(const char *size, const char *from)
{
    if (m_query.has(size)) {
        m_size = m_query.number(size).value_or(0);
        if (m_size < 1 || m_size > 500)
            return refuse(size, "invalid-parameter", {});
    }
    m_from = m_query.number(from);
    if (m_query.has(from) && !m_from)
        return refuse(from, "validation-format-error", {});
    return *this;
}

} // namespace coffer::exchange
