// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/response/compromiseresponse.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"
#include "ui/keys/response/responsemeans.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace coffer::ui {

class ResponseWindow;

/// The responses that are under way and their windows: one a key.
class Responses : public QObject
{
    Q_OBJECT

public:
    /// Windows open over this one.
    Responses(const KeyServices &services, const Context &context, QWidget *window);

    /// Reads the journal: what is under way since an earlier start.
    void load();
    /// Opens the window for this key, where one is under way with that.
    void open(const keys::InventoryEntry &entry);
    /// Goes on with one that is under way.
    void resume(const QString &incident);

    /// Under way, oldest first, whether their windows are open or not.
    QList<keys::Incident> underWay() const;

Q_SIGNALS:
    void changed();
    /// The user wants another key in place of the one in question.
    void replacementWanted();
    void failed(const coffer::Error &error);

private:
    void loaded(const QList<keys::Pending> &pendings);
    void openLoaded(const keys::InventoryEntry &entry);
    void show(std::unique_ptr<keys::CompromiseResponse> response);

    keys::ChangeMeans means() const;

    KeyServices m_services;
    Context m_context;
    QWidget *m_window;
    QList<keys::Pending> m_pendings;
    std::map<QString, QPointer<ResponseWindow>> m_windows; ///< by access key
};

} // namespace coffer::ui
