// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "htx/client.h"
#include "keys/keyring.h"
#include "keys/stores/secretstores.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"
#include "ui/common/clipboard.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/lock/captureguard.h"
#include "ui/lock/idlewatch.h"
#include "ui/lock/lockbar.h"
#include "ui/lock/lockkeeper.h"
#include "ui/lock/locksettings.h"

#include "../keys/fakesecretstore.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace coffer;
using namespace coffer::ui;
using State = LockKeeper::State;
using Reason = LockKeeper::Reason;
using Mode = test::FakeSecretStore::Mode;

namespace {

/// A keyring with one key, whose store behaves as it is told, and its keeper.
struct Bench
{
    Bench()
    {
        keys::KeyRecord key;
        key.id = KeyId{u"id"_s};
        key.accessKey = u"access-key"_s;
        key.uid = Uid{1};
        key.planned = htx::PermissionSet::parse(u"readOnly"_s);
        key.place = u"keychain"_s;
        store.secrets.insert(key.id, std::make_shared<const Secret>(QByteArrayView("secret")));
        stores.add(store);
        keyring.setKeys({key});
    }

    test::FakeNetwork network;
    test::FakeClock clock;
    Settings settings{QString()};
    Theme theme{settings};
    Format format{settings, clock};
    htx::Client client{network, clock, QUrl(u"https://api.htx.com"_s)};
    test::FakeSecretStore store;
    keys::SecretStores stores;
    keys::Keyring keyring{client, stores, clock};
    LockKeeper keeper{keyring, {theme, format, settings, clock}};
};

} // namespace

class TestLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idleIsToldOnceAndCountsFromInput();
    void idleCountsTimeAsleep();
    void idleNeedsAPerson();
    void locksAfterTheTimeOfTheSetting();
    void neverMeansNever();
    void inputAfterTheTimeFindsItLocked();
    void unlockSaysWhenItCouldNot();
    void unlockWhileTheStoreThinks();
    void aLateWakeUpLocks();
    void theBarSaysWhatGoesOn();
    void concealedTextIsMarkedAndCleared();
    void concealedTextOfOthersStays();
    void clipboardTimeFollowsTheSetting();
    void captureIsHonest();
};

void TestLock::idleIsToldOnceAndCountsFromInput()
{
    test::FakeClock clock;
    IdleWatch watch(clock);
    QSignalSpy idle(&watch, &IdleWatch::idle);
    watch.setLimit(10min);
    clock.advance(9min);
    watch.look();
    QCOMPARE(idle.count(), 0);
    QWidget window;
    QTest::keyClick(&window, Qt::Key_A);
    clock.advance(9min);
    watch.look();
    QCOMPARE(idle.count(), 0);
    clock.advance(1min);
    watch.look();
    watch.look();
    QCOMPARE(idle.count(), 1);
    QTest::mouseClick(&window, Qt::LeftButton);
    clock.advance(10min);
    watch.look();
    QCOMPARE(idle.count(), 2);
}

void TestLock::idleCountsTimeAsleep()
{
    test::FakeClock clock;
    IdleWatch watch(clock);
    QSignalSpy idle(&watch, &IdleWatch::idle);
    watch.setLimit(10min);
    clock.setLocalMs(clock.localMs() + 600'000); // the steady time stood still
    watch.look();
    QCOMPARE(idle.count(), 1);
}

/// Events that the program sends itself are no use of it.
void TestLock::idleNeedsAPerson()
{
    test::FakeClock clock;
    IdleWatch watch(clock);
    QSignalSpy idle(&watch, &IdleWatch::idle);
    watch.setLimit(10min);
    clock.advance(9min);
    QLineEdit field;
    QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"a"_s);
    QCoreApplication::sendEvent(&field, &press);
    QCOMPARE(field.text(), u"a"_s);
    clock.advance(1min);
    watch.look();
    QCOMPARE(idle.count(), 1);
}

void TestLock::locksAfterTheTimeOfTheSetting()
{
    Bench bench;
    bench.settings.setValue(lockMinutesSetting, 5);
    QWidget window; // not even shown
    bench.clock.advance(5min);
    bench.keeper.idleWatch().look();
    QCOMPARE(bench.keeper.state(), State::Locked);
    QCOMPARE(bench.keeper.reason(), Reason::Idle);
    QVERIFY(bench.keyring.isLocked());
    bench.keeper.unlock();
    QTRY_COMPARE(bench.keeper.state(), State::Open);
    bench.keeper.idleWatch().look(); // it counts anew
    QCOMPARE(bench.keeper.state(), State::Open);
}

void TestLock::neverMeansNever()
{
    Bench bench;
    bench.settings.setValue(lockMinutesSetting, 0);
    bench.clock.advance(std::chrono::hours(24 * 365));
    bench.keeper.idleWatch().look();
    QCOMPARE(bench.keeper.state(), State::Open);
}

void TestLock::inputAfterTheTimeFindsItLocked()
{
    Bench bench;
    bench.clock.advance(11min); // and no timer ran
    QLineEdit field;
    QTest::keyClick(&field, Qt::Key_A);
    QCOMPARE(bench.keeper.state(), State::Locked);
}

void TestLock::unlockSaysWhenItCouldNot()
{
    Bench bench;
    bench.keeper.lock();
    bench.store.mode = Mode::Denied;
    bench.keeper.unlock();
    QTRY_COMPARE(bench.keeper.state(), State::Locked);
    QTRY_VERIFY(bench.keeper.trouble());
    QCOMPARE(bench.keeper.trouble()->kind, ErrorKind::KeychainDenied);
    QVERIFY(bench.keyring.isLocked());
    bench.store.mode = Mode::Ok;
    bench.keeper.unlock();
    QTRY_COMPARE(bench.keeper.state(), State::Open);
    QVERIFY(!bench.keeper.trouble());
}

void TestLock::unlockWhileTheStoreThinks()
{
    Bench bench;
    bench.keeper.lock();
    bench.store.mode = Mode::Late;
    bench.keeper.unlock();
    QCOMPARE(bench.keeper.state(), State::Opening);
    bench.keeper.lock(Reason::Screen); // the user went away
    QTRY_COMPARE(bench.keeper.state(), State::Locked);
    QVERIFY(!bench.keeper.trouble());
    bench.store.release();
    QCoreApplication::processEvents();
    QCOMPARE(bench.keeper.state(), State::Locked);
}

void TestLock::aLateWakeUpLocks()
{
    Bench bench;
    bench.settings.setValue(lockWithComputerSetting, false);
    bench.clock.setLocalMs(bench.clock.localMs() + 60'000); // slept a minute, which no platform announced
    bench.keeper.lookForSleep();
    QCOMPARE(bench.keeper.state(), State::Open);
    bench.settings.setValue(lockWithComputerSetting, true);
    bench.clock.setLocalMs(bench.clock.localMs() + 60'000);
    bench.keeper.lookForSleep();
    QCOMPARE(bench.keeper.state(), State::Locked);
    QCOMPARE(bench.keeper.reason(), Reason::Sleep);
}

void TestLock::theBarSaysWhatGoesOn()
{
    Bench bench;
    QWidget window;
    auto *bar = new LockBar(bench.keeper, bench.theme, &window);
    const auto *title = bar->findChild<QLabel *>(u"lockTitle"_s);
    const auto *text = bar->findChild<QLabel *>(u"lockText"_s);
    auto *button = bar->findChild<QPushButton *>(u"unlockButton"_s);
    window.show();
    QVERIFY(!bar->isVisible());
    bench.keeper.lock(Reason::Screen);
    QVERIFY(bar->isVisible());
    QVERIFY(title->text().contains("the screen was locked"_L1));
    QVERIFY(text->text().contains("Nothing is requested"_L1));
    QVERIFY(!bar->accessibleName().isEmpty() && !button->accessibleDescription().isEmpty());
    bench.store.mode = Mode::Late;
    button->click();
    QVERIFY(!button->isEnabled());
    QVERIFY(text->text().contains("unlock window"_L1));
    bench.keeper.lock();
    QTRY_VERIFY(button->isEnabled());
    bench.store.mode = Mode::Absent;
    button->click();
    QTRY_VERIFY(text->text().startsWith("Could not unlock."_L1));
    bench.store.mode = Mode::Ok;
    button->click();
    QTRY_VERIFY(!bar->isVisible());
}

void TestLock::concealedTextIsMarkedAndCleared()
{
    setClipboardTime(20ms);
    copyConcealed(u"203.0.113.9"_s);
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), u"203.0.113.9"_s);
#if defined(Q_OS_LINUX)
    QCOMPARE(data->data(u"x-kde-passwordManagerHint"_s), "secret"_ba);
#endif
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QString());
    setClipboardTime(std::nullopt);
    copyConcealed(u"203.0.113.9"_s);
    clearConcealed();
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
}

void TestLock::concealedTextOfOthersStays()
{
    setClipboardTime(20ms);
    copyConcealed(u"same text"_s);
    QSignalSpy changes(QGuiApplication::clipboard(), &QClipboard::dataChanged);
    QGuiApplication::clipboard()->setText(u"same text"_s); // copied by hand, elsewhere
    QTRY_VERIFY(!QGuiApplication::clipboard()->findChild<QTimer *>()->isActive());
    clearConcealed();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"same text"_s);
}

void TestLock::clipboardTimeFollowsTheSetting()
{
    Settings settings{QString()};
    followClipboardSetting(settings);
    const auto *timer = QGuiApplication::clipboard()->findChild<QTimer *>();
    QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds(10s));
    settings.setValue(clipboardSecondsSetting, 30);
    QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds(30s));
    settings.setValue(clipboardSecondsSetting, 0);
    copyConcealed(u"stays"_s);
    QVERIFY(!timer->isActive());
    clearConcealed();
}

void TestLock::captureIsHonest()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QVERIFY(canHideFromCapture());
#else
    QVERIFY(!canHideFromCapture());
#endif
}

QTEST_MAIN(TestLock)
#include "tst_lock.moc"
