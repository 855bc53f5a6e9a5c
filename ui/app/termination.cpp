// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/termination.h"

#ifdef Q_OS_UNIX
#include <QCoreApplication>
#include <QSocketNotifier>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace coffer::ui {

#ifdef Q_OS_UNIX
namespace {

constexpr std::array handledSignals{SIGTERM, SIGINT, SIGHUP};

// A signal handler gets no argument, so this is the one place where it can find the pipe.
std::atomic<int> writeEnd{-1};

void noteSignal(int /*signal*/)
{
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = saved;
}

} // namespace

Termination::Termination(QObject *parent) : QObject(parent)
{
    if (::pipe(m_pipe.data()) != 0)
        return;
    for (const int end : m_pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = m_pipe[1];
    auto *notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, qApp, [notifier] {
        notifier->setEnabled(false);
        QCoreApplication::quit();
    });
    for (const int signal : handledSignals)
        std::signal(signal, noteSignal);
}

Termination::~Termination()
{
    for (const int signal : handledSignals)
        std::signal(signal, SIG_DFL);
    writeEnd = -1;
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}
#else
Termination::Termination(QObject *parent) : QObject(parent) {}
Termination::~Termination() = default;
#endif

} // namespace coffer::ui
