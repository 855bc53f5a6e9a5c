// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/referenceendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/settingsreply.h"

#include <QDateTime>

namespace coffer::exchange {

void ReferenceEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v1/common/timestamp", Envelope::V1, Permission::None, referencePerWindow,
                [this](const Call &call) { return timestamp(call); }});
    router.add({"/v2/market-status", Envelope::V2, Permission::None, referencePerWindow,
                [this](const Call &) { return marketStatus(); }});
    router.add({"/api/v2/summary.json", Envelope::Market, Permission::None, referencePerWindow,
                [this](const Call &call) { return statusPage(call); }});
}

Reply ReferenceEndpoints::timestamp(const Call &call) const
{
    JsonWriter json(64);
    json.beginObject().text("status", "ok").number("data", call.nowMs).endObject();
    return {200, json.take()};
}

/// Times, reason and symbols of a halt are told while there is one.
Reply ReferenceEndpoints::marketStatus() const
{
    const MarketStatus &status = m_world.marketStatus();
    JsonWriter json(192);
    json.beginObject().number("code", 200).text("message", "success").key("data").beginObject();
    json.number("marketStatus", int(status.state));
    if (status.state != MarketStatus::State::Normal) {
        json.number("haltStartTime", status.haltStart);
        if (status.haltEnd > 0)
            json.number("haltEndTime", status.haltEnd);
        json.number("haltReason", int(status.reason)).text("affectedSymbols", status.affectedSymbols);
    }
    json.endObject().endObject();
    return {200, json.take()};
}

/// In the form of Statuspage; another host serves it for the real exchange.
Reply ReferenceEndpoints::statusPage(const Call &call) const
{
    const bool isNormal = m_world.marketStatus().state == MarketStatus::State::Normal;
    const QByteArray at =
        QDateTime::fromMSecsSinceEpoch(call.nowMs, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
    JsonWriter json;
    json.beginObject().key("page").beginObject().text("id", "local").text("name", "Local exchange");
    json.text("url", "").text("time_zone", "Etc/UTC").text("updated_at", at).endObject();
    json.key("components").beginArray().beginObject().text("id", "spot").text("name", "Spot");
    json.text("status", isNormal ? "operational" : "major_outage")
        .text("updated_at", at)
        .endObject()
        .endArray();
    json.key("incidents").beginArray().endArray().key("scheduled_maintenances").beginArray().endArray();
    json.key("status").beginObject().text("indicator", isNormal ? "none" : "major");
    json.text("description", isNormal ? "All Systems Operational" : "Trading is halted")
        .endObject()
        .endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
