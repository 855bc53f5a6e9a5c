// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace coffer::ui {

/// Hears from the platform that the computer is about to sleep and that its screen was locked. Each platform
/// has a file of its own: sleepwatch_linux.cpp, sleepwatch_windows.cpp, sleepwatch_macos.mm. GUI thread.
class SleepWatch : public QObject
{
    Q_OBJECT

public:
    explicit SleepWatch(QObject *parent = nullptr);
    ~SleepWatch() override;

    /// True when the platform announces sleep; else WakeWatch has to notice it afterwards.
    bool hearsOfSleep() const;

    struct Private;

Q_SIGNALS:
    /// What is done in the slot is done before the computer sleeps, where the platform waits (Linux up to 5
    /// s).
    void aboutToSleep();
    void screenLocked();

private:
    std::unique_ptr<Private> d;
};

} // namespace coffer::ui
