// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfixture.h"

#include "core/sealedfile.h"
#include "keys/backup/backupformat.h"
#include "keys/backup/backupmaker.h"
#include "keys/backup/facttables.h"
#include "keys/backup/restore.h"
#include "keys/keyinventory.h"
#include "keys/stores/keychainitem.h"
#include "store/statement.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

using Difference = RestoreItem::Difference;
using SecretState = RestoreItem::SecretState;
using Standing = RestoreItem::Standing;

const QByteArray canary = "canary-5f1d0c-secret"_ba;
const QByteArray phrase = "correct horse battery staple"_ba;

BackupKey keyNamed(const QString &name, const QByteArray &secret = {})
{
    BackupKey key;
    key.label = name;
    key.color = u"accent"_s;
    key.accessKey = u"access-key-"_s + name;
    key.uid = mainUid;
    key.planned = htx::PermissionSet::parse(u"readOnly"_s);
    key.addedAt = 1'700'000'000'000;
    if (!secret.isEmpty())
        key.secret = secretOf(secret);
    return key;
}

BackupContent exampleContent()
{
    BackupContent content;
    content.madeAt = 1'750'000'000'000;
    content.keys = {keyNamed(u"first"_s, canary), keyNamed(u"second"_s),
                    keyNamed(u"third \u202e<b>../../etc"_s, "another\nsecret"_ba)};
    content.keys[1].plannedIps = QStringList{u"192.0.2.7"_s, u"2001:db8::/32"_s};
    content.keys[1].paused = true;
    content.keys[2].accessKey = u"third-key"_s;
    content.keys[2].plannedIps = QStringList();
    content.keys[2].isSubUser = true;
    content.keys[2].uid = Uid{std::numeric_limits<qint64>::max()};
    content.keys[2].method = htx::SignatureMethod::Ed25519;
    content.keys[2].planned = htx::PermissionSet::parse(u"readOnly,withdraw,moon"_s);
    content.facts[u"accepted_finding"_s] = {
        {u"access-key-first"_s, u"no-ip-binding"_s, u""_s, u"it can only look"_s, qint64(1'700'000'000'001)}};
    content.facts[u"baseline_key"_s] = {{qint64(100), u"access-key-first"_s, u"readOnly"_s, u"192.0.2.7"_s,
                                         u"a note"_s, qint64(1'700'000'000'002)}};
    content.facts[u"baseline_address"_s] = {
        {qint64(100), u"usdt"_s, u"trc20usdt"_s, u"TX"_s, u""_s, u"mine"_s, qint64(1'700'000'000'003)}};
    content.facts[u"baseline_reading"_s] = {{qint64(100), u"usdt"_s, qint64(1'700'000'000'004)}};
    return content;
}

void compare(const BackupKey &key, const BackupKey &expected)
{
    QCOMPARE(key.label, expected.label);
    QCOMPARE(key.color, expected.color);
    QCOMPARE(key.accessKey, expected.accessKey);
    QCOMPARE(key.uid, expected.uid);
    QCOMPARE(key.isSubUser, expected.isSubUser);
    QCOMPARE(int(key.method), int(expected.method));
    QVERIFY(key.planned == expected.planned);
    QCOMPARE(key.plannedIps, expected.plannedIps);
    QCOMPARE(key.paused, expected.paused);
    QCOMPARE(key.addedAt, expected.addedAt);
    QCOMPARE(key.secret != nullptr, expected.secret != nullptr);
    QVERIFY(!key.secret || *key.secret == *expected.secret);
}

/// The plaintext of a backup from its parts.
Secret plainOf(const QByteArray &json, const QByteArray &secrets = {})
{
    const auto length = qToBigEndian(quint32(json.size()));
    return Secret(QByteArray(reinterpret_cast<const char *>(&length), sizeof length) + json + secrets);
}

QJsonObject goodKey()
{
    return {{u"label"_s, u"a"_s},
            {u"color"_s, u""_s},
            {u"accessKey"_s, u"k"_s},
            {u"uid"_s, 1},
            {u"isSubUser"_s, false},
            {u"method"_s, u"hmac-sha256"_s},
            {u"permissions"_s, u""_s},
            {u"paused"_s, false},
            {u"addedAt"_s, 0},
            {u"secretSize"_s, 0},
            {u"ipAddresses"_s, QJsonArray{u"192.0.2.1"_s}}};
}

QJsonObject goodRoot(const QJsonArray &keys = {goodKey()})
{
    return {{u"version"_s, 1}, {u"madeAt"_s, 5}, {u"keys"_s, keys}, {u"accepted"_s, QJsonObject()}};
}

Result<BackupContent> read(const QJsonObject &root, const QByteArray &secrets = {})
{
    return backupformat::unpack(plainOf(QJsonDocument(root).toJson(QJsonDocument::Compact), secrets));
}

const Error badContent{ErrorKind::UnknownFile, u"content"_s, {}, std::nullopt};

/// One device: a database and a keychain.
struct Device : ClientFixture
{
    Device() { stores.add(store); }

    store::Database database{QString(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    PendingTable pending{database};
    FactStore facts{database};
    FakeSecretStore store;
    SecretStores stores;
    Keyring keyring{client, stores, clock};
    KeyInventory inventory{table, stores, keyring, clock};
    BackupMaker maker{inventory, keyring, stores, facts, clock};
    Restore restore{inventory, keyring, stores, pending, facts, clock};

    Result<KeyRecord> add(const QString &name, const QByteArray &secret)
    {
        CheckedKey checked;
        checked.accessKey = u"access-key-"_s + name;
        checked.uid = mainUid;
        KeyPlan plan;
        plan.label = name;
        plan.color = u"accent"_s;
        Future<KeyRecord> added = inventory.add(checked, plan, secretOf(secret));
        return QTest::qWaitFor([&added] { return added.isFinished(); }) ? added.result()
                                                                        : fail(ErrorKind::Timeout);
    }

    std::optional<KeyRecord> held(const QString &name) const
    {
        for (const InventoryEntry &entry : inventory.entries()) {
            if (entry.held && entry.held->accessKey == u"access-key-"_s + name)
                return entry.held;
        }
        return std::nullopt;
    }

    QByteArray secretOfKey(const QString &name) const
    {
        const SharedSecret secret = store.secrets.value(held(name).value_or(KeyRecord()).id);
        return secret ? secret->view().toByteArray() : QByteArray();
    }
};

const RestoreItem &itemOf(const QList<RestoreItem> &items, const QString &name)
{
    return *std::ranges::find_if(
        items, [&name](const RestoreItem &item) { return item.key.accessKey == u"access-key-"_s + name; });
}

} // namespace

class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentComesBack();
    void secretsAreNoPartOfTheText();
    void hostileContentIsRefused_data();
    void hostileContentIsRefused();
    void mutationsNeverPass();
    void fileOpensWithItsPassphraseOnly();
    void fileOfAnotherKindIsNone();
    void oldFileStaysWhenTheNewOneFails();
    void scriptOfTheReadmeOpensIt();

    void gathersWithoutSecrets();
    void gathersWithSecrets();
    void namesKeysThatCanNotBeRead();
    void asksForNothingWhileLocked();

    void planKnowsWhatDiffers();
    void previewChangesNothing();
    void restoresOnAnotherDevice();
    void restoresWithoutSecrets();
    void keepsMineUnlessChosen();
    void takesTheBackupsWhereChosen();
    void keyThatFailsStaysWhole();
    void tellsOfAnInterruptedRestore();
    void factsThatAreHereStay();
};

void TestBackup::contentComesBack()
{
    const BackupContent content = exampleContent();
    const Result<BackupContent> back = backupformat::unpack(backupformat::pack(content));
    VERIFY_RESULT(back);
    QCOMPARE(back->madeAt, content.madeAt);
    QCOMPARE(back->keys.size(), content.keys.size());
    for (qsizetype at = 0; at < content.keys.size(); ++at)
        compare(back->keys.at(at), content.keys.at(at));
    QCOMPARE(back->facts, content.facts);
    QCOMPARE(back->secretCount(), 2);
    QCOMPARE(back->factCount(), 4);

    VERIFY_RESULT(backupformat::unpack(backupformat::pack(BackupContent())));
    BackupContent tooMany;
    for (int at = 0; at < 2001; ++at)
        tooMany.keys << keyNamed(QString::number(at));
    QCOMPARE(backupformat::unpack(backupformat::pack(tooMany)).error(), badContent);
}

void TestBackup::secretsAreNoPartOfTheText()
{
    const Secret plain = backupformat::pack(exampleContent());
    const QByteArray bytes = plain.view().toByteArray();
    const qsizetype length = qFromBigEndian<quint32>(bytes.constData());
    QVERIFY(QJsonDocument::fromJson(bytes.sliced(4, length)).isObject());
    QVERIFY(!bytes.sliced(4, length).contains(canary));
    QCOMPARE(bytes.sliced(4 + length), canary + "another\nsecret");
}

void TestBackup::hostileContentIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("secrets");
    const auto row = [](const char *name, const QJsonObject &root, const QByteArray &secrets = {}) {
        QTest::newRow(name) << QJsonDocument(root).toJson(QJsonDocument::Compact) << secrets;
    };
    const auto keyWith = [&row](const char *name, const QString &member, const QJsonValue &value) {
        QJsonObject key = goodKey();
        key.insert(member, value);
        row(name, goodRoot({key}));
    };
    const auto rootWith = [&row](const char *name, const QString &member, const QJsonValue &value) {
        QJsonObject root = goodRoot();
        root.insert(member, value);
        row(name, root);
    };
    QTest::newRow("no JSON") << "secret"_ba
                             << ""_ba;
    QTest::newRow("empty") << ""_ba
                           << ""_ba;
    QTest::newRow("null") << "null"_ba
                          << ""_ba;
    QTest::newRow("list") << "[]"_ba
                          << ""_ba;
    QTest::newRow("trailing") << "{} {}"_ba
                              << ""_ba;
    QTest::newRow("deep") << QByteArray(100'000, '[') << ""_ba;
    row("nothing in it", {});
    row("secret of nobody", goodRoot(), "x"_ba);
    for (const QString &member : goodKey().keys()) {
        if (member == "ipAddresses"_L1)
            continue; // which may be left out
        QJsonObject key = goodKey();
        key.remove(member);
        row(qPrintable(u"without "_s + member), goodRoot({key}));
        key.insert(member, QJsonValue::Null);
        row(qPrintable(u"null "_s + member), goodRoot({key}));
        key.insert(member, QJsonArray{1});
        row(qPrintable(u"list as "_s + member), goodRoot({key}));
    }
    for (const QString &member : goodRoot().keys()) {
        QJsonObject root = goodRoot();
        root.remove(member);
        row(qPrintable(u"root without "_s + member), root);
    }
    row("same key twice", goodRoot({goodKey(), goodKey()}));
    row("key that is none", goodRoot({1}));
    keyWith("unknown member", u"more"_s, 1);
    keyWith("nul in the label", u"label"_s, u"a\0b"_s);
    keyWith("label of 300", u"label"_s, QString(300, u'x'));
    keyWith("label of 1 MB", u"label"_s, QString(1'000'000, u'x'));
    keyWith("blank in the access key", u"accessKey"_s, u"a b"_s);
    keyWith("empty access key", u"accessKey"_s, u""_s);
    keyWith("access key beyond ASCII", u"accessKey"_s, u"k\u00e4y"_s);
    keyWith("access key with a newline", u"accessKey"_s, u"a\nb"_s);
    keyWith("unknown method", u"method"_s, u"none"_s);
    keyWith("negative uid", u"uid"_s, -1);
    keyWith("fraction as uid", u"uid"_s, 1.5);
    keyWith("uid in a text", u"uid"_s, u"1"_s);
    keyWith("huge uid", u"uid"_s, 1e300);
    keyWith("flag as number", u"paused"_s, 1);
    keyWith("secret too long", u"secretSize"_s, 1025);
    keyWith("secret that is not there", u"secretSize"_s, 5);
    keyWith("negative secret", u"secretSize"_s, -1);
    keyWith("addresses as text", u"ipAddresses"_s, u"192.0.2.1"_s);
    keyWith("address with a comma", u"ipAddresses"_s, QJsonArray{u"1,2"_s});
    keyWith("number as address", u"ipAddresses"_s, QJsonArray{1});
    keyWith("time after all time", u"addedAt"_s, 8'640'000'000'000'001.0);
    rootWith("version 0", u"version"_s, 0);
    rootWith("version as text", u"version"_s, u"1"_s);
    rootWith("unknown root member", u"more"_s, 1);
    rootWith("keys as object", u"keys"_s, QJsonObject());
    rootWith("unknown table", u"accepted"_s, QJsonObject{{u"key"_s, QJsonArray()}});
    rootWith("row that is none", u"accepted"_s, QJsonObject{{u"accepted_finding"_s, QJsonArray{1}}});
    rootWith("row without columns", u"accepted"_s,
             QJsonObject{{u"accepted_finding"_s, QJsonArray{QJsonObject()}}});
}

void TestBackup::hostileContentIsRefused()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, secrets);
    VERIFY_RESULT(read(goodRoot())); // it is the one change that matters
    const Result<BackupContent> content = backupformat::unpack(plainOf(json, secrets));
    QVERIFY(!content);
    QCOMPARE(content.error(), badContent);
}

/// Damage that the seal would notice, given to the reader behind it all the same: it refuses, or gives
/// something within the limits. The same changes in every run.
void TestBackup::mutationsNeverPass()
{
    const QByteArray good = backupformat::pack(exampleContent()).view().toByteArray();
    QRandomGenerator random(5);
    int refused = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray bytes = good;
        for (int change = 0; change <= round % 3 && !bytes.isEmpty(); ++change) {
            const qsizetype at = random.bounded(qint64(bytes.size()));
            switch (random.bounded(4)) {
            case 0:
                bytes[at] = char(random.bounded(256));
                break;
            case 1:
                bytes.remove(at, 1 + random.bounded(8));
                break;
            case 2:
                bytes.insert(at,
                             bytes.sliced(at, std::min<qsizetype>(random.bounded(16), bytes.size() - at)));
                break;
            default:
                bytes.truncate(std::max<qsizetype>(at, 1));
            }
        }
        const Result<BackupContent> content = backupformat::unpack(Secret(bytes));
        if (!content) {
            QCOMPARE(content.error().kind, ErrorKind::UnknownFile);
            ++refused;
            continue;
        }
        QVERIFY(content->keys.size() <= 2000);
        for (const BackupKey &key : content->keys) {
            QVERIFY(!key.accessKey.isEmpty() && key.accessKey.size() <= 256 && key.label.size() <= 256);
            QVERIFY(!key.secret || key.secret->size() <= keychainitem::longestSecret);
        }
    }
    QVERIFY(refused > 2000 && refused < 4000); // else this test would show nothing
}

void TestBackup::fileOpensWithItsPassphraseOnly()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"my backup.coffer"_s);
    const BackupContent content = exampleContent();
    VERIFY_RESULT(saveBackup(content, Secret(phrase), path));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.startsWith("COFFERBK"));
    for (const QByteArray &open : {canary, phrase, "access-key-first"_ba, "label"_ba})
        QVERIFY2(!bytes.contains(open), open);

    const Result<BackupContent> back = openBackup(Secret(phrase), path);
    VERIFY_RESULT(back);
    QCOMPARE(back->keys.size(), 3);
    QVERIFY(*back->keys.first().secret == Secret(canary));
    QCOMPARE(openBackup(Secret("another passphrase"), path).error().kind, ErrorKind::WrongPassphrase);
}

void TestBackup::fileOfAnotherKindIsNone()
{
    const QTemporaryDir folder;
    const auto errorFor = [&folder](const QByteArray &bytes) {
        const QString path = folder.filePath(u"file"_s);
        if (!sealed::writeFile(path, bytes))
            return Error{};
        return openBackup(Secret(phrase), path).error();
    };
    QCOMPARE(errorFor("").code, u"magic"_s);
    QCOMPARE(errorFor("\x89PNG\r\n\x1a\n and more").code, u"magic"_s);
    const sealed::SharedKey key = *sealed::deriveKey(Secret(phrase), sealed::newParameters());
    // Sealed with the right passphrase, but not by this program.
    QCOMPARE(errorFor(*sealed::seal(backupformat::format, *key, Secret("{}"))), badContent);
    QJsonObject newer = goodRoot();
    newer.insert(u"version"_s, 2);
    newer.insert(u"something"_s, u"new"_s);
    const QByteArray json = QJsonDocument(newer).toJson();
    QCOMPARE(errorFor(*sealed::seal(backupformat::format, *key, plainOf(json))).code, u"version"_s);
    QCOMPARE(openBackup(Secret(phrase), folder.filePath(u"missing"_s)).error().code, u"file"_s);
}

void TestBackup::oldFileStaysWhenTheNewOneFails()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"backup"_s);
    VERIFY_RESULT(saveBackup(exampleContent(), Secret(phrase), path));
    BackupContent tooMany;
    for (int at = 0; at < 2001; ++at)
        tooMany.keys << keyNamed(QString::number(at));
    QCOMPARE(saveBackup(tooMany, Secret(phrase), path).error(), badContent);
    QVERIFY(!saveBackup(exampleContent(), Secret(phrase), folder.filePath(u"no/such/folder"_s)));
    const Result<bool> stopped = saveBackup({}, Secret(phrase), path, [] { return true; });
    VERIFY_RESULT(stopped);
    QVERIFY(!*stopped);
    QCOMPARE(openBackup(Secret(phrase), path)->keys.size(), 3);
    VERIFY_RESULT(openBackup(Secret(phrase), path));
}

/// The promise that a backup can be read without this program, word for word as it is given.
void TestBackup::scriptOfTheReadmeOpensIt()
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    const auto run = [&python](const QStringList &arguments) {
        QProcess process;
        process.start(python, arguments);
        return process.waitForFinished() && process.exitCode() == 0
                   ? process.readAllStandardOutput()
                   : "failed: " + process.readAllStandardError();
    };
    if (python.isEmpty() || run({u"-c"_s, u"import cryptography; print('there')"_s}) != "there\n")
        QSKIP("Python with cryptography is not installed: there is no witness.");
    QFile readme(QStringLiteral(COFFER_FIXTURES "/../../README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    QString script = QString::fromUtf8(readme.readAll());
    script = script.section(u"```python\n"_s, 1, 1).section(u"```"_s, 0, 0);
    QVERIFY(script.contains(u"hashlib.scrypt"_s));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"backup"_s);
    VERIFY_RESULT(saveBackup(exampleContent(), Secret(phrase), path));
    // Only the question for the passphrase is answered here.
    const QString answered =
        u"import getpass; getpass.getpass = lambda: '%1'\n"_s.arg(QString::fromLatin1(phrase));
    const QByteArray output = run({u"-c"_s, answered + script, path});
    QVERIFY2(output.startsWith("first access-key-first " + canary + "\nsecond access-key-second \n"), output);
    QVERIFY(output.endsWith(" third-key another\nsecret\n"));
}

void TestBackup::gathersWithoutSecrets()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    AWAIT(gathered, device.maker.gather(false));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.keys.size(), 1);
    QCOMPARE(gathered->content.keys.first().label, u"a"_s);
    QVERIFY(!gathered->content.keys.first().secret);
    QCOMPARE(gathered->content.madeAt, device.clock.nowMs());
    QVERIFY(gathered->unread.isEmpty());
    QVERIFY(device.store.log.isEmpty()); // no secret was touched
}

void TestBackup::gathersWithSecrets()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    VERIFY_RESULT(device.add(u"b"_s, "another"));
    AWAIT(gathered, device.maker.gather(true));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.secretCount(), 2);
    QVERIFY(*gathered->content.keys.first().secret == Secret(canary));
}

void TestBackup::namesKeysThatCanNotBeRead()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    VERIFY_RESULT(device.add(u"b"_s, "another"));
    device.store.secrets.remove(device.held(u"a"_s)->id);
    AWAIT(gathered, device.maker.gather(true));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.keys.size(), 2);
    QCOMPARE(gathered->content.secretCount(), 1);
    QCOMPARE(gathered->unread.size(), 1);
    QCOMPARE(gathered->unread.first().key.label, u"a"_s);
    QCOMPARE(device.store.secrets.size(), 1); // nothing was deleted or written
}

void TestBackup::asksForNothingWhileLocked()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    device.keyring.lock();
    AWAIT(gathered, device.maker.gather(true));
    QVERIFY(!gathered);
    QCOMPARE(gathered.error().kind, ErrorKind::Locked);
    AWAIT(plan, device.restore.preview({keyNamed(u"a"_s, canary)}));
    QVERIFY(!plan);
    QVERIFY(device.store.log.isEmpty());
}

void TestBackup::planKnowsWhatDiffers()
{
    KeyRecord mine = keyRecord(u"a"_s, u"readOnly"_s);
    mine.color = u"accent"_s;
    mine.plannedIps = QStringList{u"2"_s, u"1"_s};
    BackupKey same = keyNamed(u"a"_s, canary);
    same.plannedIps = QStringList{u"1"_s, u"2"_s};
    const QHash<KeyId, SharedSecret> secrets{{mine.id, secretOf(canary)}};
    const auto only = [&](const BackupKey &key, const QHash<KeyId, SharedSecret> &read) {
        return restorePlan({key}, {mine}, read).first();
    };
    RestoreItem item = only(same, secrets);
    QCOMPARE(int(item.standing), int(Standing::Same));
    QCOMPARE(int(item.secret), int(SecretState::Same));
    QVERIFY(!item.isWanted());
    item = only(same, {});
    QCOMPARE(int(item.standing), int(Standing::Differs));
    QCOMPARE(int(item.secret), int(SecretState::MineUnread));
    QVERIFY(item.hasSecretChoice());
    QVERIFY(!item.isWanted()); // unless it is chosen
    item = only(same, {{mine.id, secretOf("other")}});
    QCOMPARE(int(item.secret), int(SecretState::Differs));
    BackupKey other = keyNamed(u"a"_s);
    other.label = u"b"_s;
    other.color.clear();
    other.planned = htx::PermissionSet::parse(u"trade"_s);
    other.paused = true;
    item = only(other, secrets);
    QCOMPARE(int(item.secret), int(SecretState::NotInBackup));
    QVERIFY(!item.hasSecretChoice());
    QCOMPARE(item.differences, (QList{Difference::Label, Difference::Color, Difference::Permissions,
                                      Difference::Addresses, Difference::Paused}));
    item = only(keyNamed(u"new"_s, canary), secrets);
    QCOMPARE(int(item.standing), int(Standing::New));
    QCOMPARE(int(item.secret), int(SecretState::OnlyInBackup));
    QVERIFY(item.isWanted());
}

void TestBackup::previewChangesNothing()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    AWAIT(plan, device.restore.preview({keyNamed(u"a"_s, canary), keyNamed(u"b"_s, "secret of b")}));
    VERIFY_RESULT(plan);
    QCOMPARE(plan->size(), 2);
    QCOMPARE(int(itemOf(*plan, u"a"_s).standing), int(Standing::Same));
    QCOMPARE(int(itemOf(*plan, u"b"_s).standing), int(Standing::New));
    QCOMPARE(device.store.log, QStringList{u"read "_s + device.held(u"a"_s)->id.value});
    QCOMPARE(device.inventory.entries().size(), 1);
    AWAIT(entries, device.pending.all());
    QVERIFY(entries->isEmpty());
}

void TestBackup::restoresOnAnotherDevice()
{
    Device other;
    const BackupContent content = exampleContent();
    AWAIT(plan, other.restore.preview(content.keys));
    AWAIT(outcome, other.restore.run(*plan, content.facts));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 3);
    QCOMPARE(outcome->facts, 4);
    QVERIFY(outcome->failures.isEmpty());
    QCOMPARE(other.secretOfKey(u"first"_s), canary);
    const std::optional<KeyRecord> second = other.held(u"second"_s);
    QVERIFY(second);
    QVERIFY(second->paused);
    QCOMPARE(second->plannedIps, content.keys.at(1).plannedIps);
    QCOMPARE(second->color, u"accent"_s);
    AWAIT(rows, other.table.all());
    QCOMPARE(rows->size(), 3);
    AWAIT(facts, other.facts.read());
    QCOMPARE(*facts, content.facts);
    AWAIT(entries, other.pending.all());
    QVERIFY(entries->isEmpty());
    AWAIT(again, other.restore.preview(content.keys)); // now all of it is here
    QCOMPARE(int(itemOf(*again, u"first"_s).standing), int(Standing::Same));
}

void TestBackup::restoresWithoutSecrets()
{
    Device other;
    AWAIT(plan, other.restore.preview({keyNamed(u"a"_s)}));
    AWAIT(outcome, other.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 1);
    QVERIFY(other.store.log.isEmpty());
    QCOMPARE(other.inventory.entries().size(), 1);
    const QList<Finding> &findings = other.inventory.entries().first().findings;
    QVERIFY(std::ranges::any_of(
        findings, [](const Finding &finding) { return finding.kind == FindingKind::SecretMissing; }));
    // Its secret is pasted.
    CheckedKey checked;
    checked.accessKey = u"access-key-a"_s;
    checked.uid = mainUid;
    AWAIT(replaced, other.inventory.add(checked, {}, secretOf(canary)));
    VERIFY_RESULT(replaced);
    QCOMPARE(other.secretOfKey(u"a"_s), canary);
    QVERIFY(std::ranges::none_of(other.inventory.entries().first().findings, [](const Finding &finding) {
        return finding.kind == FindingKind::SecretMissing;
    }));
}

void TestBackup::keepsMineUnlessChosen()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine"));
    BackupKey key = keyNamed(u"a"_s, canary);
    key.label = u"theirs"_s;
    AWAIT(plan, device.restore.preview({key, keyNamed(u"b"_s, canary)}));
    plan->last().add = false;
    device.store.log.clear();
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added + outcome->changed, 0);
    QVERIFY(device.store.log.isEmpty());
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s);
    QCOMPARE(device.secretOfKey(u"a"_s), "mine"_ba);
    QCOMPARE(device.inventory.entries().size(), 1);
}

void TestBackup::takesTheBackupsWhereChosen()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine of a"));
    VERIFY_RESULT(device.add(u"b"_s, "mine of b"));
    BackupKey a = keyNamed(u"a"_s, "theirs of a");
    BackupKey b = keyNamed(u"b"_s, "theirs of b");
    a.label = u"label of a"_s;
    b.label = u"label of b"_s;
    b.paused = true;
    AWAIT(plan, device.restore.preview({a, b}));
    plan->first().takeSecret = true;
    plan->last().takeDetails = true;
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->changed, 2);
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s);
    QCOMPARE(device.secretOfKey(u"a"_s), "theirs of a"_ba);
    QCOMPARE(device.held(u"b"_s)->label, u"label of b"_s);
    QVERIFY(device.held(u"b"_s)->paused);
    QCOMPARE(device.secretOfKey(u"b"_s), "mine of b"_ba);
    AWAIT(rows, device.table.all());
    QCOMPARE(rows->size(), 2);
}

void TestBackup::keyThatFailsStaysWhole()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine"));
    BackupKey a = keyNamed(u"a"_s, "theirs");
    a.label = u"label of a"_s;
    AWAIT(plan, device.restore.preview({a, keyNamed(u"b"_s, canary), keyNamed(u"c"_s)}));
    plan->first().takeSecret = plan->first().takeDetails = true;
    device.store.mode = FakeSecretStore::Mode::Denied;
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 1); // which has no secret to store
    QCOMPARE(outcome->changed, 0);
    QCOMPARE(outcome->failures.size(), 2);
    QCOMPARE(outcome->failures.first().label, u"label of a"_s);
    QCOMPARE(outcome->failures.first().error.kind, ErrorKind::KeychainDenied);
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s); // not even the label
    QCOMPARE(device.secretOfKey(u"a"_s), "mine"_ba);
    QVERIFY(!device.held(u"b"_s));
    AWAIT(rows, device.table.all());
    QCOMPARE(rows->size(), 2);
}

void TestBackup::tellsOfAnInterruptedRestore()
{
    Device device;
    AWAIT(none, device.restore.interrupted());
    VERIFY_RESULT(none);
    QVERIFY(!*none);
    VERIFY_RESULT(device.add(u"added"_s, canary)); // stored, but the end came before that was noted
    const auto row = [](const QString &name, bool isNew, bool isDone) {
        return QJsonObject{{u"accessKey"_s, u"access-key-"_s + name},
                           {u"label"_s, name},
                           {u"isNew"_s, isNew},
                           {u"isDone"_s, isDone}};
    };
    const QJsonArray rows{row(u"noted"_s, false, true), row(u"added"_s, true, false),
                          row(u"waiting"_s, true, false)};
    AWAIT(saved, device.pending.save({u"1"_s, u"restore"_s, u"keys"_s, {{u"keys"_s, rows}}, 77}));
    AWAIT(foreign, device.pending.save({u"2"_s, u"rotation"_s, u"x"_s, {}, 78}));
    AWAIT(found, device.restore.interrupted());
    VERIFY_RESULT(found);
    QVERIFY(*found);
    QCOMPARE((*found)->startedAt, qint64(77));
    QCOMPARE((*found)->restored, (QStringList{u"noted"_s, u"added"_s}));
    QCOMPARE((*found)->missing, QStringList{u"waiting"_s});
    AWAIT(dismissed, device.restore.dismissInterrupted());
    VERIFY_RESULT(dismissed);
    AWAIT(after, device.restore.interrupted());
    QVERIFY(!*after);
    AWAIT(rest, device.pending.all());
    QCOMPARE(rest->size(), 1); // what is not ours stays
}

void TestBackup::factsThatAreHereStay()
{
    Device device;
    Facts mine = exampleContent().facts;
    AWAIT(first, device.facts.merge(mine));
    QCOMPARE(*first, 4);
    Facts theirs = mine;
    theirs[u"accepted_finding"_s].first()[3] = u"another reason"_s;
    theirs[u"accepted_finding"_s] << QVariantList{u"k"_s, u"idle"_s, u""_s, u"yes"_s, qint64(1)};
    AWAIT(second, device.facts.merge(theirs));
    QCOMPARE(*second, 1);
    AWAIT(facts, device.facts.read());
    QCOMPARE(facts->value(u"accepted_finding"_s).size(), 2);
    QVERIFY(facts->value(u"accepted_finding"_s).contains(mine.value(u"accepted_finding"_s).first()));
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_keys_backup.moc"
