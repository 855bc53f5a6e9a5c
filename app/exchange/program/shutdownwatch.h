// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <thread>

namespace coffer::exchange {

/// Tells when the program shall end: on SIGTERM and SIGINT, and when standard input closes. Make it before
/// any other thread, since the signals are blocked for the threads that start later and waited for in one of
/// its own.
class ShutdownWatch : public QObject
{
    Q_OBJECT

public:
    explicit ShutdownWatch(QObject *parent = nullptr);
    ~ShutdownWatch() override;

Q_SIGNALS:
    void requested();

private:
    void watchSignals();
    void watchInput();

    std::thread m_signals;
};

} // namespace coffer::exchange
