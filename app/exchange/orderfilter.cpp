// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderfilter.h"
#include "exchange/spans.h"

#include <QDate>

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr qint64 widest = 48 * hourMs;

constexpr const char *knownStates[] = {"created", "pre-submitted",    "submitted", "partial-filled",
                                       "filled",  "partial-canceled", "canceling", "canceled"};

std::optional<qint64> startOfDate(const QByteArray &text)
{
    const QDate date = QDate::fromString(QString::fromLatin1(text), Qt::ISODate);
    if (!date.isValid())
        return std::nullopt;
    return QDate(1970, 1, 1).daysTo(date) * dayMs - zoneMs;
}

} // namespace

QByteArray typeName(const OrderRecord &order)
{
    return (order.isBuy ? QByteArrayLiteral("buy-") : QByteArrayLiteral("sell-")) + order.kind;
}

QByteArrayView stateName(OrderStatus status)
{
    switch (status) {
    case OrderStatus::Created:
        return "created";
    case OrderStatus::Submitted:
        return "submitted";
    case OrderStatus::PartialFilled:
        return "partial-filled";
    case OrderStatus::Filled:
        return "filled";
    case OrderStatus::PartialCanceled:
        return "partial-canceled";
    case OrderStatus::Canceled:
        return "canceled";
    }
    return {};
}

OrderFilter &OrderFilter::refuse(QByteArrayView code, QByteArrayView message)
{
    if (!m_refused)
        m_refused = v1Error(code, message);
    return *this;
}

OrderFilter &OrderFilter::refuseWindow(const char *what, QByteArrayView message)
{
    QByteArray code = QByteArray("invalid-") + what;
    return refuse(m_style == Style::Underscores ? code.replace('-', '_') : code, message);
}

OrderFilter &OrderFilter::readSymbol(bool required)
{
    if (!m_query.has("symbol"))
        return required ? refuse("validation-constraints-required", "Field is missing: symbol.") : *this;
    m_market = m_markets.indexOf(m_query.value("symbol"));
    return m_market < 0 ? refuse("base-symbol-error", "The symbol is invalid.") : *this;
}

OrderFilter &OrderFilter::readStates()
{
    if (!m_query.has("states"))
        return refuse("validation-constraints-required", "Field is missing: states.");
    m_states = m_query.value("states").split(',');
    for (const QByteArray &state : std::as_const(m_states)) {
        if (std::find(std::begin(knownStates), std::end(knownStates), state) == std::end(knownStates))
            return refuse("validation-constraints-error", "Field is invalid: states.");
    }
    return *this;
}

OrderFilter &OrderFilter::readTypes()
{
    if (m_query.has("types"))
        m_types = m_query.value("types").split(',');
    return *this;
}

OrderFilter &OrderFilter::readDates(int daysByDate)
{
    const auto first = startOfDate(m_query.value("start-date")),
               last = startOfDate(m_query.value("end-date"));
    if (m_query.has("start-date") && !first)
        return refuseWindow("start-date", "The start date of query contains illegal values.");
    if (m_query.has("end-date") && !last)
        return refuseWindow("end-date", "The end date of query contains illegal values.");
    m_startMs = first ? *first : *last - (daysByDate - 1) * dayMs;
    m_endMs = (last ? *last : *first + (daysByDate - 1) * dayMs) + dayMs - 1;
    if (m_endMs < m_startMs || m_endMs - m_startMs >= daysByDate * dayMs)
        return refuseWindow("interval", "The interval between start and end date is illegal.");
    return *this;
}

OrderFilter &OrderFilter::readTimes(qint64 nowMs)
{
    const auto start = m_query.number("start-time"), end = m_query.number("end-time");
    if (m_query.has("start-time") && (!start || *start < 0 || *start > nowMs + clockToleranceMs))
        return refuseWindow("start-date", "The start date of query contains illegal values.");
    if (m_query.has("end-time") && (!end || *end < 0))
        return refuseWindow("end-date", "The end date of query contains illegal values.");
    m_endMs = end ? *end : start ? std::min(*start + widest, nowMs) : nowMs;
    m_startMs = start ? *start : m_endMs - widest;
    if (m_endMs < m_startMs || m_endMs - m_startMs > widest)
        return refuseWindow("interval", "The query interval is illegal: at most 48 hours.");
    return *this;
}

OrderFilter &OrderFilter::readWindow(qint64 nowMs, int daysByDate, qint64 reach)
{
    const bool byTime = m_query.has("start-time") || m_query.has("end-time");
    if (!byTime && (m_query.has("start-date") || m_query.has("end-date")))
        readDates(daysByDate);
    else
        readTimes(nowMs);
    // A day that has begun counts; a clock may be off a little.
    const qint64 oldest = nowMs - reach - (byTime ? clockToleranceMs : dayMs);
    if (m_endMs < oldest)
        return refuseWindow("end-date", "The end date of query contains illegal values.");
    if (m_startMs < oldest && (m_query.has("start-time") || m_query.has("start-date")))
        return refuseWindow("start-date", "The start date of query contains illegal values.");
    m_startMs = std::max(m_startMs, oldest);
    return *this;
}

OrderFilter &OrderFilter::readPage(int smallest, int largest, bool fromNeedsDirect)
{
    const QByteArray direct = m_query.value("direct");
    if (m_query.has("direct") && direct != "prev" && direct != "next")
        return refuse("validation-constraints-error", "Field is invalid: direct.");
    m_ascending = direct == "prev";
    if (m_query.has("from")) {
        m_from = m_query.number("from");
        if (!m_from)
            return refuse("validation-format-error", "Field is invalid: from.");
        if (fromNeedsDirect && direct.isEmpty())
            return refuse("validation-constraints-required", "Field is missing: direct.");
    }
    if (m_query.has("size")) {
        m_size = m_query.number("size").value_or(0);
        if (m_size < smallest || m_size > largest)
            return refuse("invalid-parameter", "invalid size,valid range: [" + QByteArray::number(smallest) +
                                                   ", " + QByteArray::number(largest) + "]");
    }
    return *this;
}

bool OrderFilter::admits(const OrderRecord &order) const
{
    return (m_market < 0 || order.market == m_market) &&
           (m_states.isEmpty() || m_states.contains(stateName(order.status))) &&
           (m_types.isEmpty() || m_types.contains(typeName(order)));
}

} // namespace coffer::exchange
