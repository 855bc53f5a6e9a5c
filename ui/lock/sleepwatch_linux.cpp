// SPDX-License-Identifier: GPL-3.0-or-later
// systemd-logind on the system bus (org.freedesktop.login1), and the screen saver of the desktop on the
// session bus. All calls are asynchronous: a bus that does not answer holds nobody up.
#include "ui/lock/sleepwatch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>

namespace coffer::ui {

namespace {

constexpr QLatin1StringView login("org.freedesktop.login1");
constexpr QLatin1StringView loginPath("/org/freedesktop/login1");
constexpr QLatin1StringView manager("org.freedesktop.login1.Manager");
constexpr QLatin1StringView session("org.freedesktop.login1.Session");
constexpr QLatin1StringView properties("org.freedesktop.DBus.Properties");

template<class Done>
void ask(const QDBusConnection &bus, const QDBusMessage &call, QObject *context, Done done)
{
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [done = std::move(done)](QDBusPendingCallWatcher *finished) {
                         finished->deleteLater();
                         done(*finished);
                     });
}

} // namespace

/// Receives the signals, whose slots QtDBus finds by name.
struct SleepWatch::Private : public QObject
{
    Q_OBJECT

public:
    explicit Private(SleepWatch *watch) : q(watch) {}

    void listen();
    void delaySleep();
    void findSession();

    SleepWatch *const q;
    QDBusUnixFileDescriptor delay; ///< while it is open, sleep waits for us
    bool hasLogin = false;

public Q_SLOTS:
    void prepareForSleep(bool begins);
    void sessionLocked() { Q_EMIT q->screenLocked(); }
    void sessionChanged(const QString &interface, const QVariantMap &changed);
    void saverChanged(bool active);
};

void SleepWatch::Private::listen()
{
    QDBusConnection system = QDBusConnection::systemBus();
    if (system.isConnected()) {
        system.connect(login, loginPath, manager, QStringLiteral("PrepareForSleep"), this,
                       SLOT(prepareForSleep(bool)));
        delaySleep();
        findSession();
    }
    QDBusConnection desktop = QDBusConnection::sessionBus();
    for (const char *saver : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"})
        desktop.connect({}, {}, QLatin1String(saver), QStringLiteral("ActiveChanged"), this,
                        SLOT(saverChanged(bool)));
}

void SleepWatch::Private::delaySleep()
{
    QDBusMessage call = QDBusMessage::createMethodCall(login, loginPath, manager, QStringLiteral("Inhibit"));
    call << QStringLiteral("sleep") << QStringLiteral("Coffer") << tr("Locks before sleep")
         << QStringLiteral("delay");
    ask(QDBusConnection::systemBus(), call, this, [this](const QDBusPendingCall &finished) {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = finished;
        hasLogin = reply.isValid();
        if (hasLogin)
            delay = reply.value();
    });
}

/// The session that this user sees: a program that systemd started belongs to none itself.
void SleepWatch::Private::findSession()
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        login, QStringLiteral("/org/freedesktop/login1/user/self"), properties, QStringLiteral("Get"));
    call << QStringLiteral("org.freedesktop.login1.User") << QStringLiteral("Display");
    ask(QDBusConnection::systemBus(), call, this, [this](const QDBusPendingCall &finished) {
        const QDBusPendingReply<QDBusVariant> reply = finished;
        if (!reply.isValid())
            return;
        QString id;
        QDBusObjectPath path;
        const auto found = reply.value().variant().value<QDBusArgument>();
        found.beginStructure();
        found >> id >> path;
        found.endStructure();
        QDBusConnection system = QDBusConnection::systemBus();
        system.connect(login, path.path(), session, QStringLiteral("Lock"), this, SLOT(sessionLocked()));
        system.connect(login, path.path(), properties, QStringLiteral("PropertiesChanged"), this,
                       SLOT(sessionChanged(QString, QVariantMap)));
    });
}

void SleepWatch::Private::prepareForSleep(bool begins)
{
    if (begins) {
        Q_EMIT q->aboutToSleep();
        delay = {};
    } else {
        delaySleep();
    }
}

void SleepWatch::Private::sessionChanged(const QString &interface, const QVariantMap &changed)
{
    if (interface == session && changed.value(QStringLiteral("LockedHint")).toBool())
        Q_EMIT q->screenLocked();
}

void SleepWatch::Private::saverChanged(bool active)
{
    if (active)
        Q_EMIT q->screenLocked();
}

SleepWatch::SleepWatch(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this))
{
    d->listen();
}

SleepWatch::~SleepWatch() = default;

bool SleepWatch::hearsOfSleep() const
{
    return d->hasLogin;
}

} // namespace coffer::ui

#include "sleepwatch_linux.moc"
