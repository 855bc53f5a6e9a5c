// SPDX-License-Identifier: GPL-3.0-or-later
#include "backupexample.h"

#include "core/sealedfile.h"
#include "keys/backup/backupmaker.h"
#include "keys/stores/keychainitem.h"

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

const QByteArray phrase = "correct horse battery staple"_ba;

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

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_keys_backup.moc"
