// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QProcess>
#include <QString>

namespace coffer::test {

/// Listens on the session bus through dbus-monitor, as a program of its own, and tells which keychain items
/// were looked for and which were read.
class BusWitness
{
public:
    /// Listens from now on; false when it can't.
    bool start();

    /// How often each item was touched since start(): looked for by its name, or its secret read. By the name
    /// that the keychain has it under ("coffer/v1/…"); an item that was read and never looked for is counted
    /// by its object path.
    struct Touched
    {
        QHash<QString, int> searched;
        QHash<QString, int> read;
    };
    /// Ends listening.
    Touched finish();

private:
    QProcess m_monitor;
};

} // namespace coffer::test
