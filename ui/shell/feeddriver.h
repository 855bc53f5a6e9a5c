// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/accountevents.h"
#include "ui/shell/services.h"

#include <QObject>
#include <QStringList>

namespace coffer::ui {

/// Keeps the feeds on what is on screen: the exchange, the active account, nothing while locked; prices go on
/// while the window is minimised and alerts wait for them. After a loss
/// REST is asked once. A key that is paused or forgotten is not followed with any longer; one that the
/// exchange refused is not tried again until the keys change or the user asks (security.md 8b, 43).
class FeedDriver : public QObject
{
    Q_OBJECT

public:
    explicit FeedDriver(const Services &services, QObject *parent = nullptr);

    /// When the exchange can be asked.
    void start();
    void setPaused(bool paused);
    /// F5: doesn't wait, and tries a refused key again.
    void retry();

private:
    void updatePause();
    void openAccount();
    void noteKeys();
    bool isPaused(const KeyId &key) const;
    bool isFeedKeyUsable() const;
    void take(const htx::feed::AccountBatch &batch);
    void refreshAccount();

    Services m_services;
    QStringList m_keys;
    KeyId m_feedKey; ///< what the account feed logged in with
    bool m_started = false;
    bool m_paused = false;
};

} // namespace coffer::ui
