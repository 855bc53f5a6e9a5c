// SPDX-License-Identifier: GPL-3.0-or-later
// A window of our own that is never shown, for WM_POWERBROADCAST and WM_WTSSESSION_CHANGE.
#include "ui/lock/sleepwatch.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QWindow>

#include <qt_windows.h>
#include <wtsapi32.h>

namespace coffer::ui {

struct SleepWatch::Private : public QAbstractNativeEventFilter
{
    explicit Private(SleepWatch *watch) : q(watch)
    {
        window.create();
        isRegistered = WTSRegisterSessionNotification(handle(), NOTIFY_FOR_THIS_SESSION);
        QCoreApplication::instance()->installNativeEventFilter(this);
    }
    ~Private() override
    {
        QCoreApplication::instance()->removeNativeEventFilter(this);
        if (isRegistered)
            WTSUnRegisterSessionNotification(handle());
    }

    HWND handle() const { return reinterpret_cast<HWND>(window.winId()); }

    bool nativeEventFilter(const QByteArray & /*type*/, void *data, qintptr * /*result*/) override
    {
        const auto *message = static_cast<const MSG *>(data);
        if (message->hwnd != handle())
            return false;
        if (message->message == WM_POWERBROADCAST && message->wParam == PBT_APMSUSPEND)
            Q_EMIT q->aboutToSleep();
        else if (message->message == WM_WTSSESSION_CHANGE && message->wParam == WTS_SESSION_LOCK)
            Q_EMIT q->screenLocked();
        return false;
    }

    SleepWatch *const q;
    QWindow window;
    bool isRegistered = false;
};

SleepWatch::SleepWatch(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

SleepWatch::~SleepWatch() = default;

bool SleepWatch::hearsOfSleep() const
{
    return true;
}

} // namespace coffer::ui
