// SPDX-License-Identifier: GPL-3.0-or-later
#include "shellfixture.h"

#include "keys/findings/findingbook.h"
#include "support/patience.h"
#include "ui/common/appsettings.h"
#include "ui/shell/keyalarm.h"
#include "ui/shell/navigation.h"
#include "ui/shell/tray.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using keys::FindingKind;
using keys::Severity;

namespace {

keys::InventoryEntry entryOf(const QString &note, const QList<keys::Finding> &findings)
{
    keys::InventoryEntry entry;
    entry.listed = htx::ApiKeyRecord{};
    entry.listed->accessKey = u"access-"_s + note;
    entry.listed->note = note;
    entry.findings = findings;
    return entry;
}

keys::Finding findingOf(FindingKind kind, Severity severity)
{
    keys::Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    return finding;
}

} // namespace

class TestTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAlarmIsTheWorst();
    void onlyWhatIsNewIsNews();
    void tooltipFollowsTheKeys();
    void aLockedTrayTellsNothing();
};

void TestTray::theAlarmIsTheWorst()
{
    QVERIFY(!keyAlarm({}).worst);
    QVERIFY(!keyAlarm({entryOf(u"a"_s, {})}).worst);
    const keys::Finding note = findingOf(FindingKind::NoIpBinding, Severity::Info);
    const keys::Finding bad = findingOf(FindingKind::WithdrawWithoutIpBinding, Severity::Critical);
    const KeyAlarm alarm =
        keyAlarm({entryOf(u"a"_s, {note}), entryOf(u"b"_s, {bad, note}), entryOf(u"c"_s, {bad})});
    QCOMPARE(alarm.worst, std::optional(Severity::Critical));
    QCOMPARE(alarm.count, 2);
    QCOMPARE(alarm.words, u"2 critical findings"_s);
    QVERIFY(alarm.example.startsWith(u"b: "_s));
    QCOMPARE(keyAlarm({entryOf(u"a"_s, {note})}).words, u"1 note"_s);
}

void TestTray::onlyWhatIsNewIsNews()
{
    const keys::Finding bad = findingOf(FindingKind::WithdrawWithoutIpBinding, Severity::Critical);
    const keys::Finding warning = findingOf(FindingKind::NoIpBinding, Severity::Warning);
    const auto first = entryOf(u"first"_s, {bad}), second = entryOf(u"second"_s, {bad, warning});
    CriticalNews news;
    QVERIFY(news.take({first}, false).isEmpty()); // as it was stored
    QVERIFY(news.take({first}, true).isEmpty());  // the first reading
    QCOMPARE(news.take({first, second}, true).size(), 1);
    QVERIFY(news.take({first, second}, true).isEmpty());
    QVERIFY(news.take({first}, true).isEmpty());
    QCOMPARE(news.take({first, second}, true).size(), 1); // it came back
}

void TestTray::tooltipFollowsTheKeys()
{
    Shell shell;
    MainWindow window(shell.services(), {}, shell.context());
    auto *tray = window.findChild<Tray *>();
    QVERIFY(tray);
    QCOMPARE(tray->tooltip(), u"Coffer"_s);
    QVERIFY(tray->menu().actions().size() >= 4);
    keys::KeyRecord record;
    record.id = KeyId{u"id"_s};
    record.label = u"<img src=x>"_s;
    record.accessKey = u"access"_s;
    record.uid = Uid{1};
    record.place = u"memory"_s;
    record.planned = htx::PermissionSet::parse(u"readOnly"_s);
    htx::ApiKeyRecord listed;
    listed.accessKey = record.accessKey;
    listed.permissions = htx::PermissionSet::parse(u"readOnly,withdraw"_s);
    record.onExchange = listed;
    shell.keyTable.save(record).waitForFinished();
    shell.inventory.load();
    QTRY_VERIFY(tray->tooltip().contains(u"2 critical findings"_s)); // unbound, and not planned
    QVERIFY(!tray->tooltip().contains(u"<img"_s));
    auto *navigation = window.findChild<Navigation *>();
    QVERIFY(navigation->button(PageId::Keys)->accessibleName().contains(u"2 critical findings"_s));
    navigation->setCollapsed(true);
    window.show();
    QVERIFY(!window.grab().isNull());
}

void TestTray::aLockedTrayTellsNothing()
{
    Shell shell;
    MainWindow window(shell.services(), {}, shell.context());
    auto *tray = window.findChild<Tray *>();
    QSignalSpy told(tray, &Tray::told);
    shell.keyring.lock();
    QCOMPARE(tray->tooltip(), u"Coffer is locked"_s);
    Q_EMIT shell.inventory.changed();
    QCOMPARE(told.count(), 0);
    shell.settings.setValue(traySetting, false); // and nothing breaks without one
    shell.keyring.unlock();
    QCOMPARE(tray->tooltip(), u"Coffer"_s);
}

QTEST_MAIN(TestTray)
#include "tst_ui_tray.moc"
