// SPDX-License-Identifier: GPL-3.0-or-later
#include "shutdownwatch.h"

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#else
#include <cstdio>
#endif

namespace coffer::exchange {

ShutdownWatch::ShutdownWatch(QObject *parent) : QObject(parent)
{
    watchSignals();
    watchInput();
}

#ifdef Q_OS_UNIX

namespace {

sigset_t endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

} // namespace

ShutdownWatch::~ShutdownWatch()
{
    // Wakes the waiting thread; when a signal came before, the thread has ended and this does nothing.
    pthread_kill(m_signals.native_handle(), SIGTERM);
    m_signals.join();
}

void ShutdownWatch::watchSignals()
{
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_signals = std::thread([this, signals] {
        int received = 0;
        sigwait(&signals, &received);
        QMetaObject::invokeMethod(this, &ShutdownWatch::requested, Qt::QueuedConnection);
    });
}

void ShutdownWatch::watchInput()
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        char ignored[256];
        const ssize_t count = ::read(STDIN_FILENO, ignored, sizeof ignored);
        if (count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN)))
            return;
        notifier->setEnabled(false);
        Q_EMIT requested();
    });
}

#else

ShutdownWatch::~ShutdownWatch() = default;

void ShutdownWatch::watchSignals() {}

void ShutdownWatch::watchInput()
{
    // A console or pipe can't be waited for otherwise here. The thread ends with the process.
    std::thread([this] {
        while (std::getchar() != EOF) {
        }
        QMetaObject::invokeMethod(this, &ShutdownWatch::requested, Qt::QueuedConnection);
    }).detach();
}

#endif

} // namespace coffer::exchange
