// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/received.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr size_t bodiesKept = 200;
constexpr qsizetype targetsKept = 10'000;
constexpr qsizetype largestKept = 64 * 1024; ///< of a body

} // namespace

void Received::note(const HttpRequest &request)
{
    const QByteArray target = request.method + ' ' + request.path;
    const auto known = m_counts.find(target);
    if (known != m_counts.end())
        ++*known;
    else if (m_counts.size() < targetsKept)
        m_counts.insert(target, 1);
    if (request.method != "POST")
        return;
    m_bodies.push_back({target, request.body.first(std::min(request.body.size(), largestKept))});
    if (m_bodies.size() > bodiesKept)
        m_bodies.pop_front();
}

void Received::clear()
{
    m_counts.clear();
    m_bodies.clear();
}

void Received::report(JsonWriter &json) const
{
    QList<QByteArray> targets = m_counts.keys();
    std::sort(targets.begin(), targets.end());
    json.key("requests").beginArray();
    for (const QByteArray &target : std::as_const(targets))
        json.beginObject().text("target", target).number("count", m_counts.value(target)).endObject();
    json.endArray();
    json.number("orders", m_counts.value("POST /v1/order/orders/place") +
                              m_counts.value("POST /v1/order/batch-orders"));
    json.key("bodies").beginArray();
    for (const Post &post : m_bodies)
        json.beginObject().text("target", post.target).text("body", post.body).endObject();
    json.endArray();
}

} // namespace coffer::exchange
