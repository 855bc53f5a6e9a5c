// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/errormap.h"
#include "htx/jsonreader.h"
#include "htx/types/page.h"

/// What the replies of several endpoints have in common. Private to htx.
namespace coffer::htx::endpoints {

/// A list, and where the next page starts, which stands beside it (htx-api.md 4, Paging rule).
template<class Row, std::size_t Count>
Result<Page<Row>> readPage(json::Value data, const json::Schema<Row, Count> &schema)
{
    Result<QList<Row>> rows = json::readList(data, schema);
    if (!rows)
        return fail(std::move(rows.error()));
    const Result<json::Envelope> envelope = data.document().readRest();
    if (!envelope)
        return fail(envelope.error());
    return Page<Row>{*std::move(rows), envelope->nextId};
}

/// For POSTs whose answer says no more than that it was done.
inline Result<Done> parseDone(json::Value)
{
    return Done{};
}

/// A row's own err-code: such a row tells of a refusal, under an envelope that says all is well.
template<class Row>
bool readRefusalCode(const json::Input &in, Row &row)
{
    QString code;
    if (!json::Code{}(in, code))
        return false;
    if (!code.isEmpty()) {
        const QString detail = row.refusal ? row.refusal->detail : QString();
        row.refusal = errorFrom(code, detail);
    }
    return true;
}

/// A row's own err-msg, before or after its code.
template<class Row>
bool readRefusalText(const json::Input &in, Row &row)
{
    QString text;
    if (!json::Text{}(in, text))
        return false;
    if (!text.isEmpty())
        row.refusal = errorFrom(row.refusal ? row.refusal->code : QString(), text);
    return true;
}

/// A list of ids.
template<class Id>
bool readIds(const json::Input &in, QList<Id> &ids)
{
    return json::forEach(
        in, [&ids](const json::Input &element) { return json::Identifier{}(element, ids.emplaceBack()); });
}

} // namespace coffer::htx::endpoints
