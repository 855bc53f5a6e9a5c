// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbench.h"

#include "keys/findings/findingbook.h"
#include "support/patience.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/acceptdialog.h"
#include "ui/keys/findingrow.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keyreport.h"
#include "ui/keys/reportsaving.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::FindingKind;
using Bench = test::KeysBench;

namespace {

const QString markup = u"<img src=x>"_s;

keys::Finding noteChanged()
{
    keys::Finding finding;
    finding.kind = FindingKind::NoteChanged;
    finding.before = {u"bot"_s};
    finding.now = {markup};
    finding.at = 1'700'000'000'000;
    return finding;
}

keys::InventoryEntry listedEntry()
{
    keys::InventoryEntry entry;
    htx::ApiKeyRecord record;
    record.accessKey = u"2b55df29-vf25treb80-1535713d-8aea2"_s;
    record.note = markup + u" of "_s + record.accessKey;
    record.permissions = htx::PermissionSet::parse(u"readOnly,withdraw"_s);
    entry.listed = record;
    entry.uid = Uid{7};
    entry.findings = {noteChanged()};
    entry.accepted = {noteChanged()};
    entry.accepted.first().accepted = keys::Acceptance{u"<b>mine</b>"_s, 1'700'000'000'000};
    return entry;
}

QStringList textsOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->text().isEmpty()) // an icon
            continue;
        if (label->textFormat() != Qt::PlainText)
            return {};
        texts << label->text();
    }
    return texts;
}

} // namespace

class TestKeysWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFindingShowsWhatWasSeen();
    void anAcceptedOneSaysWhyAndCanBeUndone();
    void acceptingTakesAReason();
    void theReportIsPlainAndMasked();
    void theReportIsWritten();
    void theMostCriticalKeyIsOnTop();
};

void TestKeysWatch::aFindingShowsWhatWasSeen()
{
    Bench bench;
    FindingRow row(noteChanged(), true, bench.context);
    const QString all = textsOf(row).join(u'\n');
    QVERIFY(all.contains(u"Was: bot"_s) && all.contains(u"Now: "_s + markup));
    QVERIFY(all.contains(bench.format.time(1'700'000'000'000)));
    QSignalSpy wanted(&row, &FindingRow::requested), accepting(&row, &FindingRow::acceptRequested);
    QTest::mouseClick(row.findChild<QPushButton *>(u"findingAction"_s), Qt::LeftButton);
    QTest::mouseClick(row.findChild<QPushButton *>(u"acceptFinding"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(accepting.count(), 1);
    const FindingRow barred(noteChanged(), false, bench.context);
    QVERIFY(!barred.findChild<QPushButton *>(u"findingAction"_s)); // nothing that does nothing
}

void TestKeysWatch::anAcceptedOneSaysWhyAndCanBeUndone()
{
    Bench bench;
    FindingRow row(listedEntry().accepted.first(), true, bench.context);
    QVERIFY(textsOf(row).join(u'\n').contains(u"<b>mine</b>"_s));
    QVERIFY(!row.findChild<QPushButton *>(u"acceptFinding"_s));
    QSignalSpy undone(&row, &FindingRow::undoRequested);
    QTest::mouseClick(row.findChild<QPushButton *>(u"undoAccept"_s), Qt::LeftButton);
    QCOMPARE(undone.count(), 1);
}

void TestKeysWatch::acceptingTakesAReason()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    QPointer<AcceptDialog> dialog =
        new AcceptDialog(bench.inventory.book(), u"access"_s, markup, noteChanged(), bench.context, nullptr);
    dialog->open();
    QVERIFY(textsOf(*dialog).join(u'\n').contains(markup));
    auto *button = dialog->findChild<QPushButton *>(u"acceptButton"_s);
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonField"_s);
    QTest::keyClicks(reason, u"  "_s);
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(reason, u"mine"_s);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QList<keys::InventoryEntry> entries{listedEntry()};
    keys::FindingTable kept(bench.database);
    AWAIT(accepted, kept.accepted());
    VERIFY_RESULT(accepted);
    QCOMPARE(accepted->size(), 1);
    QCOMPARE(accepted->first().reason, u"mine"_s);
    QCOMPARE(accepted->first().evidence, keys::evidenceOf(noteChanged()));
}

void TestKeysWatch::theReportIsPlainAndMasked()
{
    Bench bench;
    const keys::InventoryEntry entry = listedEntry();
    const QString html = keyReport({entry}, bench.clock.nowMs(), bench.format).toHtml();
    QVERIFY(!html.contains(u"<img"_s) && !html.contains(u"<b>"_s));
    QVERIFY(html.contains(u"&lt;img src=x&gt;"_s) && html.contains(u"&lt;b&gt;mine"_s));
    QVERIFY(!html.contains(entry.accessKey()));
    QVERIFY(html.contains(keys::masked(entry.accessKey())));
    QVERIFY(html.contains(u"Withdraw"_s) && html.contains(u"Any address"_s));
}

void TestKeysWatch::theReportIsWritten()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    const QTemporaryDir folder;
    QWidget window;
    ReportSaving saving(bench.inventory, bench.context, &window);
    QSignalSpy saved(&saving, &ReportSaving::saved), failed(&saving, &ReportSaving::failed);
    saving.save(folder.filePath(u"keys.pdf"_s));
    QTRY_COMPARE(saved.count(), 1);
    QFile file(folder.filePath(u"keys.pdf"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(5) == "%PDF-");
    saving.save(folder.filePath(u"no/such/folder/keys.json"_s));
    QTRY_COMPARE(failed.count(), 1);
}

void TestKeysWatch::theMostCriticalKeyIsOnTop()
{
    Bench bench;
    KeyModel model(bench.format);
    keys::Finding critical = noteChanged(), note = noteChanged();
    critical.severity = keys::Severity::Critical;
    keys::InventoryEntry one = listedEntry(), two = listedEntry();
    one.listed->accessKey = u"one"_s;
    one.findings = {critical, note, note, note};
    two.listed->accessKey = u"two"_s;
    two.findings = {critical, critical};
    model.setEntries({one, two});
    const auto sorted = [&model](int row) {
        return model.index(row, int(KeyModel::Column::Findings)).data(SortRole).toLongLong();
    };
    QVERIFY(sorted(1) > sorted(0));
}

QTEST_MAIN(TestKeysWatch)
#include "tst_keyswatch.moc"
