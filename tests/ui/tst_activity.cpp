// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activitylog.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "keys/stores/memorystore.h"
#include "keys/stores/secretstores.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"
#include "ui/activity/activitymodel.h"
#include "ui/activity/activitypage.h"
#include "ui/activity/endpointwords.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using activity::ActivityTable;
using activity::Outcome;
using Column = ActivityModel::Column;
using Tester = QAbstractItemModelTester;

namespace {

const KeyId heldKey{QStringLiteral("11111111-0000-4000-8000-000000000001")};
const KeyId goneKey{QStringLiteral("22222222-0000-4000-8000-000000000002")};
constexpr qint64 start = 1'768'400'000'000;

htx::RequestRecord request(int n, const KeyId &key = heldKey)
{
    htx::RequestRecord record;
    record.startedAt = start + n * 1000;
    record.endpoint = "/v1/account/accounts/{id}/balance";
    record.key = key;
    record.permission = key.value.isEmpty() ? htx::Permission::None : htx::Permission::Read;
    record.durationMs = 80 + n;
    record.httpStatus = 200;
    record.remaining = 17;
    record.limit = 20;
    return record;
}

htx::RequestRecord refused(int n)
{
    htx::RequestRecord record = request(n);
    record.failure = ErrorKind::RateLimited;
    record.code = QStringLiteral("api-limit");
    return record;
}

QList<htx::RequestRecord> requests(int from, int count)
{
    QList<htx::RequestRecord> all;
    for (int i = 0; i < count; ++i)
        all.append(request(from + i));
    return all;
}

} // namespace

class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void modelInsertsNewRowsInFront();
    void modelTakesOffWhatWasTrimmed();
    void modelKeepsRowsThatStayBetweenNewOnes();
    void modelFetchesOnlyWhatIsLookedAt();
    void wordsOfCells();
    void wordsOfEndpoints();
    void pageListsAndSumsUp();
    void pageFilters();
    void pageShowsDetails();
    void newRowsAppearAndTheTopIsFollowed();
    void newRowsLeaveTheScrollPosition();
    void hiddenPageCatchesUp();
    void keyboard();
    void copiesRows();
    void controlsHaveNames();
    void exportsWhatIsFiltered();
    void exportIsCancelled();
    void exportTellsWhatWentWrong();
    void saysWhenTheLogStopped();

private:
    void add(const QList<htx::RequestRecord> &records)
    {
        Future<void> added = m_table->add(records);
        added.waitForFinished();
        QVERIFY(added.result().has_value());
    }
    QString text(const ActivityModel &model, int row, Column column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role).toString();
    }
    void load(ActivityModel &model)
    {
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setQuery({});
        QTRY_COMPARE(loaded.count(), 1);
    }
    std::unique_ptr<ActivityPage> page(int rows)
    {
        auto made = std::make_unique<ActivityPage>(*m_log, *m_table, *m_inventory, m_context);
        made->resize(1000, 650);
        made->show();
        [&] { QTRY_COMPARE(table(*made).model()->rowCount(), rows); }();
        return made;
    }
    static TableView &table(const ActivityPage &page)
    {
        return *page.findChild<TableView *>(QStringLiteral("activityTable"));
    }
    static QString label(const ActivityPage &page, const char *name)
    {
        return page.findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    void choose(const ActivityPage &page, const char *box, const QString &item)
    {
        auto *combo = page.findChild<QComboBox *>(QString::fromLatin1(box));
        const int index = combo->findText(item);
        QVERIFY2(index >= 0, qPrintable(item));
        combo->setCurrentIndex(index);
    }

    Settings m_settings{QString()};
    test::FakeClock m_clock{start + 100'000};
    Format m_format{m_settings, m_clock};
    Theme m_theme{m_settings};
    Context m_context{m_theme, m_format, m_settings, m_clock};
    test::FakeNetwork m_network;
    htx::Client m_client{m_network, m_clock, QUrl(QStringLiteral("https://api.example.test"))};
    keys::MemoryStore m_secrets;
    keys::SecretStores m_stores;
    std::unique_ptr<store::Database> m_keysFile;
    std::unique_ptr<keys::KeyTable> m_keyTable;
    std::unique_ptr<keys::Keyring> m_keyring;
    std::unique_ptr<keys::KeyInventory> m_inventory;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<ActivityTable> m_table;
    std::unique_ptr<activity::ActivityLog> m_log;
};

void TestActivity::init()
{
    m_keysFile =
        std::make_unique<store::Database>(QString(), keys::KeyTable::schema(), store::Durability::Record);
    m_keyTable = std::make_unique<keys::KeyTable>(*m_keysFile);
    if (m_stores.all().isEmpty())
        m_stores.add(m_secrets);
    m_keyring = std::make_unique<keys::Keyring>(m_client, m_stores, m_clock);
    m_inventory = std::make_unique<keys::KeyInventory>(*m_keyTable, m_stores, *m_keyring, m_clock);
    keys::KeyRecord held;
    held.id = heldKey;
    held.label = QStringLiteral("Portfolio <b>");
    held.accessKey = QStringLiteral("access-one");
    held.uid = Uid{1};
    held.place = m_secrets.place();
    Future<void> saved = m_keyTable->save(held);
    saved.waitForFinished();
    QVERIFY(saved.result().has_value());
    QSignalSpy changed(m_inventory.get(), &keys::KeyInventory::changed);
    m_inventory->load();
    QTRY_VERIFY(changed.count() > 0);
    m_database =
        std::make_unique<store::Database>(QString(), ActivityTable::schema(), store::Durability::Record);
    m_table = std::make_unique<ActivityTable>(*m_database);
    m_log = std::make_unique<activity::ActivityLog>(*m_table, m_clock);
}

void TestActivity::cleanup()
{
    m_log.reset();
    m_table.reset();
    m_database.reset();
    m_inventory.reset();
    m_keyring.reset();
    m_keyTable.reset();
    m_keysFile.reset();
}

void TestActivity::modelInsertsNewRowsInFront()
{
    add(requests(0, 150));
    const KeyNames names(*m_inventory);
    ActivityModel model(*m_table, names, m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    const QPersistentModelIndex newest = model.index(0, 0);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    add(requests(150, 3));
    model.reload();
    QTRY_COMPARE(model.rowCount(), 153);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 0);
    QCOMPARE(inserted.constFirst().at(2).toInt(), 2);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(newest.row(), 3);
}

void TestActivity::modelTakesOffWhatWasTrimmed()
{
    add(requests(0, 100));
    const KeyNames names(*m_inventory);
    ActivityModel model(*m_table, names, m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    const QPersistentModelIndex newest = model.index(0, 0);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    add(requests(100, 5));
    Future<int> trimmed = m_table->trim(0, 80);
    trimmed.waitForFinished();
    model.reload();
    QTRY_COMPARE(model.rowCount(), 80);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed.constFirst().at(1).toInt(), 75);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.constFirst().at(2).toInt(), 4);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(newest.row(), 5);
}

void TestActivity::modelKeepsRowsThatStayBetweenNewOnes()
{
    add({request(0), request(10), request(20)});
    const KeyNames names(*m_inventory);
    ActivityModel model(*m_table, names, m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    const QPersistentModelIndex middle = model.index(1, 0);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    add({request(15), request(30), request(5)}); // those that took long come late
    model.reload();
    QTRY_COMPARE(model.rowCount(), 6);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(inserted.count(), 3);
    QVERIFY(middle.isValid());
    QCOMPARE(middle.row(), 3);
}

void TestActivity::modelFetchesOnlyWhatIsLookedAt()
{
    add(requests(0, 450));
    const KeyNames names(*m_inventory);
    ActivityModel model(*m_table, names, m_format);
    load(model);
    QVERIFY(!model.entry(0));
    QVERIFY(model.index(0, 0).data(PlaceholderRole).toBool());
    QTRY_VERIFY(model.entry(0));
    QCOMPARE(model.entry(0)->durationMs, qint64(80 + 449));
    QVERIFY(!model.entry(200));
}

void TestActivity::wordsOfCells()
{
    htx::RequestRecord post = request(3, goneKey);
    post.method = htx::Method::Post;
    post.endpoint = "/v1/order/orders/place";
    post.permission = htx::Permission::Trade;
    post.failure = ErrorKind::OutcomeUnknown;
    post.durationMs = 10'040;
    post.httpStatus = 0;
    post.remaining.reset();
    add({request(1, {}), refused(2), post});
    const KeyNames names(*m_inventory);
    ActivityModel model(*m_table, names, m_format);
    load(model);
    model.index(0, 0).data();
    QTRY_VERIFY(model.entry(0));
    QCOMPARE(text(model, 0, Column::Key), QStringLiteral("Forgotten key"));
    QCOMPARE(text(model, 0, Column::Request), QStringLiteral("POST /v1/order/orders/place"));
    QCOMPARE(text(model, 0, Column::Duration), QStringLiteral("10.0 s"));
    QCOMPARE(text(model, 0, Column::Outcome), QStringLiteral("Not known"));
    QCOMPARE(text(model, 0, Column::Budget), QStringLiteral("–")); // unknown is not 0
    QCOMPARE(text(model, 1, Column::Key), QStringLiteral("Portfolio <b>"));
    QCOMPARE(text(model, 1, Column::Outcome), QStringLiteral("Refused"));
    QCOMPARE(text(model, 1, Column::Reason), QStringLiteral("Too many requests in a short time."));
    QCOMPARE(text(model, 1, Column::Budget), QStringLiteral("17 of 20"));
    QCOMPARE(text(model, 2, Column::Key), QStringLiteral("–"));
    QCOMPARE(text(model, 2, Column::Permission), QStringLiteral("None"));
    QCOMPARE(text(model, 2, Column::Outcome), QStringLiteral("OK"));
    QVERIFY(text(model, 2, Column::Time, Qt::ToolTipRole).contains(QStringLiteral("UTC")));
    // Colour and word: never colour alone.
    const auto chips = model.index(1, static_cast<int>(Column::Outcome)).data(ChipsRole).value<QList<Chip>>();
    QCOMPARE(chips.size(), 1);
    QCOMPARE(chips.first().tone, Chip::Tone::Warning);
    QCOMPARE(text(model, 1, Column::Outcome, Qt::AccessibleTextRole), QStringLiteral("Refused"));
}

void TestActivity::wordsOfEndpoints()
{
    QCOMPARE(endpointPurpose("/v1/account/accounts/{account-id}/balance"),
             QStringLiteral("Reads what one account holds, asset by asset."));
    QCOMPARE(endpointPurpose("/v1/order/orders/{order-id}/submitcancel"),
             QStringLiteral("Asks to cancel one order."));
    QVERIFY(!endpointPurpose("/v1/order/orders/place").isEmpty());
    QVERIFY(endpointPurpose("/v9/unheard/of").isEmpty());
}

void TestActivity::pageListsAndSumsUp()
{
    add({request(1), refused(2), request(3, {})});
    const auto shown = page(3);
    QTRY_VERIFY(shown->isReady());
    QTRY_COMPARE(label(*shown, "activityTotals"),
                 QStringLiteral("3 requests · 1 refused · 0 failed · slowest 83 ms"));
    QTRY_VERIFY(label(*shown, "pageSubtitle").contains(m_format.time(request(1).startedAt)));
}

void TestActivity::pageFilters()
{
    htx::RequestRecord trade = request(4);
    trade.endpoint = "/v1/order/orders/place";
    trade.permission = htx::Permission::Trade;
    htx::RequestRecord old = request(5);
    old.startedAt -= 2 * 3600 * 1000;
    add({request(1), refused(2), request(3, {}), trade, old, request(6, goneKey)});
    const auto shown = page(6);
    auto *model = table(*shown).model();
    const auto rows = [model] { return model->rowCount(); };
    choose(*shown, "outcome", QStringLiteral("Refused"));
    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(label(*shown, "activityTotals").startsWith(QStringLiteral("1 request ·")));
    choose(*shown, "outcome", QStringLiteral("Any outcome"));
    choose(*shown, "permission", QStringLiteral("Trade"));
    QTRY_COMPARE(rows(), 1);
    choose(*shown, "permission", QStringLiteral("Any permission"));
    choose(*shown, "key", QStringLiteral("No key (public)"));
    QTRY_COMPARE(rows(), 1);
    choose(*shown, "key", QStringLiteral("Forgotten key 22222222"));
    QTRY_COMPARE(rows(), 1);
    choose(*shown, "key", QStringLiteral("Portfolio <b>"));
    QTRY_COMPARE(rows(), 4);
    choose(*shown, "span", QStringLiteral("Last hour"));
    QTRY_COMPARE(rows(), 3);
    shown->findChild<QLineEdit *>(QStringLiteral("search"))->setText(QStringLiteral("orders/place"));
    QTRY_COMPARE(rows(), 1);
    choose(*shown, "outcome", QStringLiteral("Failed"));
    QTRY_COMPARE(rows(), 0);
    auto *empty = table(*shown).findChild<EmptyState *>();
    QTRY_VERIFY(empty->isVisible());
    auto *button = empty->findChild<QPushButton *>();
    QCOMPARE(button->text(), QStringLiteral("Clear filters"));
    button->click();
    QTRY_COMPARE(rows(), 6);
}

void TestActivity::pageShowsDetails()
{
    add({request(1), refused(2)});
    const auto shown = page(2);
    // The newest one is selected at first.
    QTRY_COMPARE(label(*shown, "detailsTitle"), QStringLiteral("GET /v1/account/accounts/{id}/balance"));
    QCOMPARE(label(*shown, "detailsPurpose"),
             QStringLiteral("Reads what one account holds, asset by asset."));
    QVERIFY(label(*shown, "detailsReason").startsWith(QStringLiteral("Too many requests")));
    table(*shown).setCurrentIndex(table(*shown).model()->index(1, 0));
    QVERIFY(shown->findChild<QLabel *>(QStringLiteral("detailsReason"))->isHidden());
}

void TestActivity::newRowsAppearAndTheTopIsFollowed()
{
    add(requests(0, 100));
    const auto shown = page(100);
    m_log->add(request(100));
    QTRY_COMPARE(table(*shown).model()->rowCount(), 101);
    QCOMPARE(table(*shown).verticalScrollBar()->value(), 0);
    QCOMPARE(table(*shown).rowAt(0), 0);
}

void TestActivity::newRowsLeaveTheScrollPosition()
{
    add(requests(0, 200));
    const auto shown = page(200);
    TableView &view = table(*shown);
    view.verticalScrollBar()->setValue(1000);
    const QPersistentModelIndex top = view.model()->index(view.rowAt(0), 0);
    const int position = view.rowViewportPosition(top.row());
    for (const htx::RequestRecord &record : requests(200, 7))
        m_log->add(record);
    QTRY_COMPARE(view.model()->rowCount(), 207);
    QCOMPARE(view.rowAt(0), top.row());
    QCOMPARE(view.rowViewportPosition(top.row()), position);
}

void TestActivity::hiddenPageCatchesUp()
{
    add(requests(0, 3));
    const auto shown = page(3);
    shown->hide();
    QSignalSpy changed(m_log.get(), &activity::ActivityLog::changed);
    m_log->add(request(3));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(table(*shown).model()->rowCount(), 3);
    shown->show();
    QTRY_COMPARE(table(*shown).model()->rowCount(), 4);
}

void TestActivity::keyboard()
{
    add(requests(0, 300));
    const auto shown = page(300);
    QVERIFY(QTest::qWaitForWindowActive(shown.get()));
    TableView &view = table(*shown);
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentIndex().row(), 299);
    QTest::keyClick(&view, Qt::Key_PageUp);
    const int pageUp = view.currentIndex().row();
    QVERIFY(pageUp < 299 && pageUp > 200);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(view.currentIndex().row(), 299);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.currentIndex().row(), 0);
    QTest::keyClick(&view, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(shown->findChild<QLineEdit *>(QStringLiteral("search"))->hasFocus());
}

void TestActivity::copiesRows()
{
    add({refused(1)});
    const auto shown = page(1);
    QTRY_VERIFY(shown->isReady());
    TableView &view = table(*shown);
    view.selectRow(0);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    const QStringList cells = QGuiApplication::clipboard()->text().split(u'\t');
    QCOMPARE(cells.value(1), QStringLiteral("Portfolio <b>"));
    QVERIFY(cells.contains(QStringLiteral("GET /v1/account/accounts/{id}/balance")));
    QVERIFY(cells.contains(QStringLiteral("Refused")));
}

void TestActivity::controlsHaveNames()
{
    const auto shown = page(0);
    for (const QWidget *widget : shown->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->inherits("QScrollBar"))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 widget->metaObject()->className());
    }
}

void TestActivity::exportsWhatIsFiltered()
{
    add({request(1), refused(2), request(3, {})});
    const QTemporaryDir folder;
    const auto shown = page(3);
    choose(*shown, "outcome", QStringLiteral("Refused"));
    QTRY_COMPARE(table(*shown).model()->rowCount(), 1);
    shown->findChild<QAction *>(QStringLiteral("exportCsv"))->trigger();
    auto *dialog = shown->findChild<QFileDialog *>(QStringLiteral("exportDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    const QString file = folder.filePath(QStringLiteral("out.csv"));
    Q_EMIT dialog->fileSelected(file); // what accepting it does
    dialog->close();
    QTRY_COMPARE(label(*shown, "exportText"), QStringLiteral("1 request exported to ") + file);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QCOMPARE(content.count("\r\n"), 2);
    QVERIFY(content.contains("\"Portfolio <b>\""));
    QVERIFY(content.contains("\"rate-limited\""));
    QVERIFY(shown->findChild<QPushButton *>(QStringLiteral("exportButton"))->isEnabled());
}

void TestActivity::exportIsCancelled()
{
    add(requests(0, 2000));
    const QTemporaryDir folder;
    const auto shown = page(2000);
    auto *cancel = shown->findChild<QPushButton *>(QStringLiteral("cancelExport"));
    QVERIFY(!cancel->isVisible());
    // The database is held up, so that there is time to press the button.
    QSemaphore gate;
    Future<void> busy = m_database->run<void>([&gate](QSqlDatabase &) -> Result<void> {
        gate.acquire();
        return {};
    });
    const QString file = folder.filePath(QStringLiteral("out.json"));
    shown->exportTo(file, activity::ExportOrder::Format::Json);
    QVERIFY(cancel->isVisible());
    QVERIFY(!shown->findChild<QPushButton *>(QStringLiteral("exportButton"))->isEnabled());
    cancel->click();
    gate.release();
    QTRY_VERIFY(label(*shown, "exportText").startsWith(QStringLiteral("Export cancelled")));
    QVERIFY(!cancel->isVisible());
    QVERIFY(!QFile::exists(file));
    busy.waitForFinished();
}

void TestActivity::exportTellsWhatWentWrong()
{
    add({request(1)});
    const auto shown = page(1);
    shown->exportTo(QStringLiteral("/no/such/folder/out.csv"), activity::ExportOrder::Format::Csv);
    QTRY_VERIFY(label(*shown, "exportText").startsWith(QStringLiteral("Not exported:")));
}

void TestActivity::saysWhenTheLogStopped()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("activity.sqlite")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(8192, 'x')) == 8192);
    file.close();
    m_log.reset();
    m_database = std::make_unique<store::Database>(file.fileName(), ActivityTable::schema(),
                                                   store::Durability::Record);
    m_table = std::make_unique<ActivityTable>(*m_database);
    m_log = std::make_unique<activity::ActivityLog>(*m_table, m_clock);
    ActivityPage shown(*m_log, *m_table, *m_inventory, m_context);
    shown.show();
    m_log->add(request(1));
    QTRY_VERIFY(m_log->problem());
    QTRY_VERIFY(shown.findChild<ErrorBar *>()->isVisible());
    QCOMPARE(shown.findChild<ErrorBar *>()->error()->kind, ErrorKind::StorageCorrupt);
    QVERIFY(shown.isReady());
}

QTEST_MAIN(TestActivity)
#include "tst_activity.moc"
