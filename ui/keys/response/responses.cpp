// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responses.h"

#include "htx/client.h"
#include "ui/keys/response/responsewindow.h"

#include <algorithm>

namespace coffer::ui {

Responses::Responses(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window), m_services(services), m_context(context), m_window(window)
{
}

keys::ChangeMeans Responses::means() const
{
    return {m_services.inventory, m_services.keyring, m_services.stores, m_services.pending, m_context.clock};
}

void Responses::load()
{
    whenDone(this, m_services.pending.all(), [this](const Result<QList<keys::Pending>> &pendings) {
        if (pendings)
            loaded(*pendings);
        else
            Q_EMIT failed(pendings.error());
    });
}

void Responses::loaded(const QList<keys::Pending> &pendings)
{
    m_pendings.clear();
    std::ranges::copy_if(pendings, std::back_inserter(m_pendings), [](const keys::Pending &pending) {
        return pending.kind == QLatin1StringView(keys::CompromiseResponse::kind);
    });
    Q_EMIT changed();
}

QList<keys::Incident> Responses::underWay() const
{
    QList<keys::Incident> incidents;
    for (const keys::Pending &pending : m_pendings) {
        if (const std::optional<keys::Incident> incident = keys::Incident::fromJson(pending.data))
            incidents << *incident;
    }
    return incidents;
}

/// Never a second one for the same key: the journal is read first.
void Responses::open(const keys::InventoryEntry &entry)
{
    whenDone(this, m_services.pending.all(), [this, entry](const Result<QList<keys::Pending>> &pendings) {
        if (!pendings) {
            Q_EMIT failed(pendings.error());
            return;
        }
        loaded(*pendings);
        openLoaded(entry);
    });
}

void Responses::openLoaded(const keys::InventoryEntry &entry)
{
    const QString accessKey = entry.accessKey();
    if (const auto shown = m_windows.find(accessKey); shown != m_windows.end() && shown->second) {
        shown->second->raise();
        shown->second->activateWindow();
        return;
    }
    for (const keys::Incident &incident : underWay()) {
        if (incident.accessKey == accessKey) {
            resume(incident.id);
            return;
        }
    }
    show(std::make_unique<keys::CompromiseResponse>(means(), entry));
}

void Responses::resume(const QString &id)
{
    const auto pending = std::ranges::find(m_pendings, id, &keys::Pending::id);
    if (pending == m_pendings.end())
        return;
    const std::optional<keys::Incident> incident = keys::Incident::fromJson(pending->data);
    if (!incident)
        return;
    if (const auto shown = m_windows.find(incident->accessKey); shown != m_windows.end() && shown->second) {
        shown->second->raise();
        shown->second->activateWindow();
        return;
    }
    show(std::make_unique<keys::CompromiseResponse>(means(), *pending, *incident));
}

void Responses::show(std::unique_ptr<keys::CompromiseResponse> response)
{
    const QString accessKey = response->incident().accessKey;
    auto *window = new ResponseWindow(std::move(response), m_services.response,
                                      m_services.client.base().host(), m_context, m_window);
    m_windows[accessKey] = window;
    connect(window, &ResponseWindow::replacementWanted, this, &Responses::replacementWanted);
    connect(window, &QObject::destroyed, this, &Responses::load);
    window->show();
}

} // namespace coffer::ui
