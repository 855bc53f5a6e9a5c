// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

namespace coffer::htx::feed {

/// The thread of sockets, unpacking and decoding; runs for as long as this lives, so the feeds are destroyed
/// before it.
class FeedThread
{
public:
    FeedThread()
    {
        m_thread.setObjectName(QStringLiteral("feed"));
        m_thread.start();
    }
    ~FeedThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(FeedThread)

    QThread &thread() { return m_thread; }

private:
    QThread m_thread;
};

} // namespace coffer::htx::feed
