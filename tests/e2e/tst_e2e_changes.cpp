// SPDX-License-Identifier: GPL-3.0-or-later
// Keys are edited, rotated and revoked through the windows, on an exchange whose web page the test plays; and
// each of these, killed after any of its steps, leaves every key, is told of at the next start and can be
// ended from there. Each part is a process of its own (this program again) beside a real Secret Service whose
// files stay from part to part; the coffer-exchange on loopback stays, too.
#include "desk.h"
#include "parts.h"

#include "support/webpages.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/changes/pendingbar.h"
#include "ui/keys/checklist.h"
#include "ui/keys/keymodel.h"
#include "ui/shell/mainwindow.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSortFilterProxyModel>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using ui::CheckList;

namespace {

constexpr auto readKey = "Portfolio"_L1;
constexpr auto tradeKey = "Trading desk"_L1;
constexpr auto mainKey = "Old bot"_L1;
constexpr auto subUserKey = "Savings read"_L1;
constexpr int passed = int(CheckList::State::Passed);
constexpr int running = int(CheckList::State::Running);

QString variable(const char *name)
{
    return qEnvironmentVariable(name);
}

/// The exchange of the whole story, and what its user does on its web page.
QJsonObject onTheWebPage(const QString &action, const QJsonObject &body)
{
    const QByteArray reply = outputOf(u"curl"_s,
                                      {u"--silent"_s, u"--noproxy"_s, u"*"_s, u"--data-binary"_s, u"@-"_s,
                                       u"-H"_s, u"Content-Type: application/json"_s,
                                       variable("COFFER_TEST_EXCHANGE") + u"/local/key/"_s + action},
                                      QJsonDocument(body).toJson(QJsonDocument::Compact));
    return QJsonDocument::fromJson(reply).object();
}

/// A key of the exchange, as the outer process was told of it.
ExchangeKey exchangeKey(const QString &label)
{
    const QJsonObject keys = QJsonDocument::fromJson(variable("COFFER_TEST_KEYS").toUtf8()).object();
    const QJsonArray key = keys.value(label).toArray();
    return {label, key.at(0).toString(), key.at(1).toString().toLatin1()};
}

class ChangesDesk : public Desk
{
public:
    ChangesDesk() : Desk(QUrl(variable("COFFER_TEST_EXCHANGE")), variable("COFFER_TEST_PROFILE")) {}

    ui::KeyModel *keys() const { return currentPage()->findChild<ui::KeyModel *>(); }
    QList<keys::InventoryEntry> entries() const
    {
        QList<coffer::keys::InventoryEntry> list;
        for (int row = 0; row < keys()->rowCount(); ++row)
            list << keys()->entry(row);
        return list;
    }
    std::optional<coffer::keys::InventoryEntry> entry(const QString &accessKey) const
    {
        const int row = keys()->rowOf(accessKey);
        return row < 0 ? std::nullopt : std::optional(keys()->entry(row));
    }
    /// A key of a sub-user that is held here and in use; empty when there is none.
    QString subUserKeyInUse() const
    {
        for (const coffer::keys::InventoryEntry &candidate : entries()) {
            if (candidate.held && candidate.isSubUser && !candidate.held->paused && candidate.listed)
                return candidate.accessKey();
        }
        return {};
    }
    /// The same, in use or not.
    QString anySubUserKey() const
    {
        for (const coffer::keys::InventoryEntry &candidate : entries()) {
            if (candidate.held && candidate.isSubUser && candidate.listed)
                return candidate.accessKey();
        }
        return {};
    }
    bool isHeld(const QString &accessKey) const
    {
        const auto found = entry(accessKey);
        return found && found->held;
    }
    /// Every key that is held has its secret in the keychain.
    bool areSecretsWhole() const
    {
        for (const coffer::keys::InventoryEntry &candidate : entries()) {
            if (candidate.held && itemSeenFromOutside(keychainItem(candidate.accessKey())).isEmpty())
                return false;
        }
        return true;
    }

    bool paste(const QString &label) const
    {
        const ExchangeKey key = exchangeKey(label);
        fillPasteDialog(label, key.accessKey, key.secret);
        press(u"checkButton"_s);
        if (!QTest::qWaitFor([this] { return isEnabled(u"saveButton"_s); }, patienceMs))
            return false;
        press(u"saveButton"_s);
        return QTest::qWaitFor([&] { return !part(u"pasteKeyDialog"_s) && isHeld(key.accessKey); },
                               patienceMs);
    }
    /// Makes it the current key and presses a button of its details.
    void act(const QString &button, const QString &accessKey) const
    {
        auto *table = part<ui::TableView>(u"keysTable"_s);
        const auto *sorted = qobject_cast<QSortFilterProxyModel *>(table->model());
        table->setCurrentIndex(sorted->mapFromSource(keys()->index(keys()->rowOf(accessKey), 0)));
        press(button);
    }
    bool canPress(const QString &button) const
    {
        const auto *widget = part(button);
        return widget && widget->isVisible() && widget->isEnabled();
    }
    int line(const QString &list, int number) const
    {
        const auto *lines = part<CheckList>(list);
        return lines ? int(lines->state(number)) : -1;
    }
    QStringList underWay() const
    {
        QStringList kinds;
        const auto *bar = part<ui::PendingBar>(u"pendingBar"_s);
        for (const coffer::keys::Pending &pending : bar->entries())
            kinds << pending.kind;
        return kinds;
    }
    /// Up to the switch to a new key.
    bool rotateSubUserKey(const QString &accessKey) const
    {
        act(u"rotateButton"_s, accessKey);
        if (!QTest::qWaitFor([this] { return canPress(u"rotateNextButton"_s); }, patienceMs))
            return false;
        press(u"rotateNextButton"_s);
        const auto isPlanned = [this] {
            return part(u"rotateOtpField"_s)->isVisible() && canPress(u"rotateNextButton"_s);
        };
        if (!QTest::qWaitFor(isPlanned, patienceMs))
            return false;
        press(u"rotateNextButton"_s);
        return QTest::qWaitFor(
            [this] { return canPress(u"rotateUndoButton"_s) && line(u"rotateSteps"_s, 2) == passed; },
            patienceMs);
    }

    WebPages web;
};

#define TRY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patienceMs)

} // namespace

/// The parts, each in a process of its own.
class TestChangesParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes();
    void step();

private:
    static void edit(const ChangesDesk &desk);
    static void rotate(const ChangesDesk &desk);
    static void rotateMainKey(const ChangesDesk &desk);
    static void revoke(const ChangesDesk &desk);
    static void settle(const ChangesDesk &desk, const QString &point);
    static void perform(const ChangesDesk &desk, const QString &operation);
};

/// All of it, when nothing goes wrong.
void TestChangesParts::changes()
{
    ChangesDesk desk;
    QVERIFY(desk.start());
    for (const auto label : {readKey, tradeKey, mainKey, subUserKey})
        QVERIFY(desk.paste(label));
    TRY(desk.isPageReady() && desk.entry(exchangeKey(subUserKey).accessKey)->listed);
    edit(desk);
    if (!QTest::currentTestFailed())
        rotate(desk);
    if (!QTest::currentTestFailed())
        rotateMainKey(desk);
    if (!QTest::currentTestFailed())
        revoke(desk);
    QVERIFY(desk.areSecretsWhole());
    QVERIFY(desk.underWay().isEmpty());
}

void TestChangesParts::edit(const ChangesDesk &desk)
{
    const QString subUser = exchangeKey(subUserKey).accessKey, main = exchangeKey(mainKey).accessKey;
    desk.act(u"editButton"_s, subUser);
    TRY(desk.part(u"editDialog"_s));
    desk.part<QCheckBox>(u"permission_trade"_s)->click();
    desk.press(u"editChangeButton"_s);
    TRY(desk.line(u"editSteps"_s, 1) == passed);
    desk.press(u"editCloseButton"_s);
    TRY(!desk.part(u"editDialog"_s));
    TRY(desk.entry(subUser)->listed->permissions == htx::PermissionSet::parse(u"readOnly,trade"_s));

    desk.act(u"editButton"_s, main);
    TRY(desk.part(u"editDialog"_s));
    desk.part<QCheckBox>(u"permission_trade"_s)->click();
    desk.press(u"editChangeButton"_s);
    QCOMPARE(desk.web.opened.size(), 1);
    TRY(desk.line(u"editSteps"_s, 1) == running);
    onTheWebPage(u"change"_s, {{u"accessKey"_s, main}, {u"permission"_s, u"readOnly"_s}});
    TRY(desk.line(u"editSteps"_s, 1) == passed);
    desk.press(u"editCloseButton"_s);
    TRY(!desk.part(u"editDialog"_s));
    TRY(desk.entry(main)->listed->permissions == htx::PermissionSet::parse(u"readOnly"_s));
}

void TestChangesParts::rotate(const ChangesDesk &desk)
{
    const QString old = exchangeKey(subUserKey).accessKey;
    const QString oldItem = desk.keychainItem(old);
    QVERIFY(desk.rotateSubUserKey(old));
    QVERIFY(desk.entry(old)->held->paused);
    desk.press(u"rotateNextButton"_s); // revoke the old one
    TRY(desk.line(u"rotateSteps"_s, 4) == passed);
    TRY(!desk.canPress(u"rotateUndoButton"_s));
    TRY(desk.canPress(u"rotateCloseButton"_s));
    desk.press(u"rotateCloseButton"_s);
    TRY(!desk.part(u"rotateDialog"_s));
    TRY(!desk.entry(old));
    QVERIFY(itemSeenFromOutside(oldItem).isEmpty());
    const QString fresh = desk.subUserKeyInUse();
    QVERIFY(!fresh.isEmpty());
    QCOMPARE(desk.entry(fresh)->held->label, QString(subUserKey));
    QVERIFY(desk.entry(fresh)->held->planned == htx::PermissionSet::parse(u"readOnly,trade"_s));
}

void TestChangesParts::rotateMainKey(const ChangesDesk &desk)
{
    const QString old = exchangeKey(mainKey).accessKey;
    const qint64 uid = desk.entry(old)->uid.value;
    desk.act(u"rotateButton"_s, old);
    TRY(desk.part(u"rotateDialog"_s));
    desk.press(u"rotateNextButton"_s);
    TRY(desk.part(u"newKeyCheckButton"_s)->isVisible());
    const QJsonObject made = onTheWebPage(u"add"_s, {{u"uid"_s, uid},
                                                     {u"permission"_s, u"readOnly"_s},
                                                     {u"ipAddresses"_s, u"127.0.0.1,::1"_s},
                                                     {u"note"_s, u"Bot"_s}});
    const QString fresh = made.value("accessKey"_L1).toString();
    QVERIFY(!fresh.isEmpty());
    auto *dialog = desk.part(u"rotateDialog"_s);
    QTest::keyClicks(dialog->findChild<QWidget *>(u"accessKeyField"_s), fresh);
    QTest::keyClicks(dialog->findChild<QWidget *>(u"secretKeyField"_s),
                     made.value("secretKey"_L1).toString());
    desk.press(u"newKeyCheckButton"_s);
    TRY(desk.canPress(u"rotateNextButton"_s));
    desk.press(u"rotateNextButton"_s); // save it
    TRY(desk.line(u"rotateSteps"_s, 2) == passed && desk.canPress(u"rotateNextButton"_s));
    QVERIFY(desk.isHeld(fresh));
    desk.press(u"rotateNextButton"_s); // open the page to revoke the old one
    TRY(desk.line(u"rotateSteps"_s, 4) == running);
    onTheWebPage(u"delete"_s, {{u"accessKey"_s, old}});
    TRY(desk.line(u"rotateSteps"_s, 4) == passed);
    TRY(desk.canPress(u"rotateCloseButton"_s));
    desk.press(u"rotateCloseButton"_s);
    TRY(!desk.part(u"rotateDialog"_s));
    TRY(!desk.entry(old));
    QVERIFY(itemSeenFromOutside(desk.keychainItem(fresh))
                .contains(made.value("secretKey"_L1).toString().toLatin1()));
}

void TestChangesParts::revoke(const ChangesDesk &desk)
{
    const QString notHeld = exchangeKey(u"Grid bot"_s).accessKey;
    desk.act(u"revokeButton"_s, notHeld);
    TRY(desk.part(u"revokeDialog"_s));
    desk.press(u"revokeRevokeButton"_s);
    TRY(desk.line(u"revokeSteps"_s, 1) == passed);
    TRY(desk.canPress(u"revokeCloseButton"_s));
    desk.press(u"revokeCloseButton"_s);
    TRY(!desk.part(u"revokeDialog"_s));
    TRY(!desk.entry(notHeld));
}

/// What the last start left is told, nothing is lost, and it is brought to an end; then the next operation
/// runs to the fault point.
void TestChangesParts::step()
{
    ChangesDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    TRY(desk.isPageReady() && desk.isHeld(exchangeKey(tradeKey).accessKey));
    settle(desk, variable("COFFER_TEST_AFTER"));
    if (QTest::currentTestFailed())
        return;
    const QString operation = variable("COFFER_TEST_OPERATION");
    if (!operation.isEmpty())
        perform(desk, operation);
}

void TestChangesParts::settle(const ChangesDesk &desk, const QString &point)
{
    if (point.isEmpty())
        return;
    if (point == "rotation.storing"_L1) { // the new key exists, but its secret is lost: that is told, too
        TRY(desk.part(u"removeKeyButton"_s));
        desk.press(u"removeKeyButton"_s);
        TRY(!desk.part(u"unfinishedDialog"_s));
    }
    TRY(desk.part(u"pendingBar"_s)->isVisible());
    QCOMPARE(desk.underWay(), QStringList{point.section(u'.', 0, 0)});
    QVERIFY(desk.areSecretsWhole());
    QVERIFY(desk.isHeld(exchangeKey(readKey).accessKey));
    desk.press(u"continueButton"_s);
    if (point.startsWith("edit"_L1)) {
        TRY(desk.canPress(u"editChangeButton"_s));
        desk.press(u"editChangeButton"_s);
        TRY(desk.line(u"editSteps"_s, 1) == passed);
        desk.press(u"editCloseButton"_s);
    } else if (point.startsWith("revocation"_L1)) {
        TRY(desk.part(u"revokeDialog"_s));
        if (desk.canPress(u"revokeRevokeButton"_s))
            desk.press(u"revokeRevokeButton"_s);
        TRY(desk.line(u"revokeSteps"_s, 2) == passed);
        TRY(desk.canPress(u"revokeCloseButton"_s));
        desk.press(u"revokeCloseButton"_s);
    } else if (point == "rotation.planned"_L1 || point == "rotation.storing"_L1) {
        TRY(desk.part(u"rotateOtpField"_s)->isVisible()); // the new key is still to be made
        TRY(desk.canPress(u"rotateCloseButton"_s));
        desk.press(u"rotateCloseButton"_s);
        TRY(!desk.part(u"rotateDialog"_s));
        desk.press(u"discardButton"_s);
    } else if (point == "rotation.revoking"_L1) {
        TRY(desk.canPress(u"rotateNextButton"_s));
        desk.press(u"rotateNextButton"_s);
        TRY(desk.line(u"rotateSteps"_s, 4) == passed);
        TRY(desk.canPress(u"rotateCloseButton"_s));
        desk.press(u"rotateCloseButton"_s);
    } else {
        TRY(desk.canPress(u"rotateUndoButton"_s));
        desk.press(u"rotateUndoButton"_s);
        TRY(!desk.canPress(u"rotateUndoButton"_s));
        TRY(desk.canPress(u"rotateCloseButton"_s));
        desk.press(u"rotateCloseButton"_s);
    }
    for (const QString &dialog : {u"editDialog"_s, u"revokeDialog"_s, u"rotateDialog"_s})
        TRY(!desk.part(dialog));
    TRY(!desk.part(u"pendingBar"_s)->isVisible());
    QVERIFY(desk.areSecretsWhole());
}

void TestChangesParts::perform(const ChangesDesk &desk, const QString &operation)
{
    const bool isRevocation = operation == "revocation"_L1; // which takes what the others left
    TRY(!(isRevocation ? desk.anySubUserKey() : desk.subUserKeyInUse()).isEmpty());
    const QString key = isRevocation ? desk.anySubUserKey() : desk.subUserKeyInUse();
    if (operation == "rotation"_L1) {
        QVERIFY(desk.rotateSubUserKey(key));
        desk.press(u"rotateNextButton"_s);
        TRY(desk.line(u"rotateSteps"_s, 4) == passed);
    } else if (isRevocation) {
        desk.act(u"revokeButton"_s, key);
        TRY(desk.part(u"revokeDialog"_s));
        desk.press(u"revokeRevokeButton"_s);
        TRY(desk.line(u"revokeSteps"_s, 2) == passed);
    } else {
        desk.act(u"editButton"_s, key);
        TRY(desk.part(u"editDialog"_s));
        desk.part<QCheckBox>(u"permission_trade"_s)->click();
        desk.press(u"editChangeButton"_s);
        TRY(desk.line(u"editSteps"_s, 1) == passed);
    }
}

/// The story, told from outside.
class TestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void throughTheWindows();
    void killedAfterEachStep();

private:
    QList<std::pair<QString, QString>> environment() const;

    QTemporaryDir m_home;
    QTemporaryDir m_root;
    RunningExchange m_exchange;
};

void TestChanges::initTestCase()
{
    const QString missing =
        missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s, u"curl"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
}

QList<std::pair<QString, QString>> TestChanges::environment() const
{
    QJsonObject keys;
    for (const QString &label :
         {QString(readKey), QString(tradeKey), QString(mainKey), QString(subUserKey), u"Grid bot"_s}) {
        const ExchangeKey key = m_exchange.key(label);
        keys.insert(label, QJsonArray{key.accessKey, QString::fromLatin1(key.secret)});
    }
    return {{u"COFFER_TEST_PROFILE"_s, m_root.filePath(u"profile"_s)},
            {u"COFFER_TEST_EXCHANGE"_s, m_exchange.url().toString()},
            {u"COFFER_TEST_KEYS"_s, QString::fromUtf8(QJsonDocument(keys).toJson(QJsonDocument::Compact))}};
}

void TestChanges::throughTheWindows()
{
    const QString problem = runPart(u"unlocked"_s, u"changes"_s, m_home.path(), environment());
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestChanges::killedAfterEachStep()
{
    const QStringList points{
        u"rotation.planned"_s,   u"rotation.storing"_s,  u"rotation.stored"_s,   u"rotation.proved"_s,
        u"rotation.paused"_s,    u"rotation.switched"_s, u"rotation.revoking"_s, u"edit.asking"_s,
        u"edit.sending"_s,       u"edit.sent"_s,         u"edit.planned"_s,      u"revocation.asking"_s,
        u"revocation.sending"_s, u"revocation.sent"_s,   u"revocation.gone"_s,   u"revocation.forgotten"_s};
    QString before;
    for (const QString &point : points) {
        QList<std::pair<QString, QString>> variables = environment();
        variables << std::pair(u"COFFER_TEST_AFTER"_s, before)
                  << std::pair(u"COFFER_TEST_OPERATION"_s, point.section(u'.', 0, 0));
        const QString problem = killPart(point, u"step"_s, m_home.path(), variables);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        before = point;
    }
    QList<std::pair<QString, QString>> variables = environment();
    variables << std::pair(u"COFFER_TEST_AFTER"_s, before);
    const QString problem = runPart(u"unlocked"_s, u"step"_s, m_home.path(), variables);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

int main(int argc, char *argv[])
{
    return test::runStory<TestChanges, TestChangesParts>(argc, argv);
}

#include "tst_e2e_changes.moc"
