// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "exchange/exchange.h"
#include "ui/app/options.h"

#include <QObject>

#include <memory>

class QTemporaryDir;

namespace coffer::store {
class Profile;
}

namespace coffer::ui {

/// The composition root: makes the parts in order, hands references down, and destroys them in reverse.
class Program : public QObject
{
    Q_OBJECT

public:
    explicit Program(const Options &options);
    ~Program() override;

    /// Opens the profile, makes the parts and shows the window. On an Error nothing was shown.
    Result<void> start();

private:
    struct Parts;

    Result<std::unique_ptr<store::Profile>> openProfile();
    void begin();
    void beginDemo(const exchange::Served &served);
    void startScreenshots();
    void giveUp(const Error &error);

    Options m_options;
    std::unique_ptr<exchange::Exchange> m_exchange;
    Future<exchange::Served> m_served;
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<Parts> d;
};

} // namespace coffer::ui
