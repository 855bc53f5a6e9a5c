// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aesgcm.h"
#include "core/scrypt.h"
#include "core/sealed.h"
#include "core/sealedfile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#if defined(Q_OS_UNIX)
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using namespace coffer;

namespace {

constexpr sealed::Format format{"TESTFILE"};
const QByteArray content = "what nobody else may read, \xc3\xa4\0 and a nul"_ba;
const QByteArray phrase = "correct horse battery staple"_ba;

/// As cheap as the format allows, so that a thousand damaged files can be tried.
sealed::SharedKey cheapKey(const QByteArray &passphrase = phrase)
{
    sealed::Parameters parameters = sealed::newParameters();
    parameters.log2N = 15;
    return *sealed::deriveKey(Secret(passphrase), parameters);
}

Error errorOf(const Result<Secret> &result)
{
    return result ? Error{ErrorKind::NotFound, u"opened"_s, {}, std::nullopt} : result.error();
}

const Error wrongPassphrase{ErrorKind::WrongPassphrase, {}, {}, std::nullopt};

/// Writes a number into a copy of the file.
template<class Number>
QByteArray with(QByteArray file, qsizetype at, Number value)
{
    const Number wire = qToBigEndian(value);
    return file.replace(at, sizeof wire, QByteArrayView(reinterpret_cast<const char *>(&wire), sizeof wire));
}

/// What Node.js makes of the file, with nothing of ours: its own scrypt and its own AES-256-GCM.
const char witness[] = R"(
const { scryptSync, createDecipheriv } = require('crypto');
const file = require('fs').readFileSync(process.argv[1]);
const key = scryptSync(process.argv[2], file.subarray(20, 36), 32,
    { N: 2 ** file[11], r: file.readUInt32BE(12), p: file.readUInt32BE(16), maxmem: 1 << 28 });
const cipher = createDecipheriv('aes-256-gcm', key, file.subarray(36, 48));
cipher.setAAD(file.subarray(0, 56));
cipher.setAuthTag(file.subarray(-16));
process.stdout.write(Buffer.concat([cipher.update(file.subarray(56, -16)), cipher.final()]));
)";

} // namespace

class TestSealed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scryptAsInRfc7914_data();
    void scryptAsInRfc7914();
    void gcmAsNistHasIt_data();
    void gcmAsNistHasIt();
    void passphraseIsOneInEverySpelling();
    void passphraseHasLimits_data();
    void passphraseHasLimits();
    void opensWhatItSealed();
    void keySealsAgainWithAFreshNonce();
    void usualCostIsTheDesigns();
    void anotherProgramOpensIt();
    void everyChangedByteIsTheSameRefusal();
    void everyOtherLengthIsRefused();
    void badParametersCostNothing_data();
    void badParametersCostNothing();
    void tooMuchIsNotSealed();
    void writesForTheOwnerAlone();
    void keepsTheOldFileWhenTheDiskIsFull();
    void readsOnlySmallRegularFiles();
};

void TestSealed::scryptAsInRfc7914_data()
{
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint32>("r");
    QTest::addColumn<quint32>("p");
    QTest::addColumn<QByteArray>("derived");
    // RFC 7914, 12
    QTest::newRow("empty") << ""_ba
                           << ""_ba << quint64(16) << 1u << 1u
                           << "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                              "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"_ba;
    QTest::newRow("NaCl") << "password"_ba
                          << "NaCl"_ba << quint64(1024) << 8u << 16u
                          << "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                             "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"_ba;
    QTest::newRow("SodiumChloride") << "pleaseletmein"_ba
                                    << "SodiumChloride"_ba << quint64(16384) << 8u << 1u
                                    << "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                                       "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"_ba;
}

void TestSealed::scryptAsInRfc7914()
{
    QFETCH(const QByteArray, passphrase);
    QFETCH(const QByteArray, salt);
    QFETCH(const quint64, n);
    QFETCH(const quint32, r);
    QFETCH(const quint32, p);
    QFETCH(const QByteArray, derived);
    const Result<Secret> bytes = scrypt(Secret(passphrase), salt, {n, r, p}, 64);
    QVERIFY(bytes);
    QCOMPARE(bytes->view().toByteArray().toHex(), derived);
    QVERIFY(!scrypt(Secret(passphrase), salt, {n + 1, r, p}, 64)); // no power of two
}

void TestSealed::gcmAsNistHasIt_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("associated");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("sealed");
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    const QByteArray zero(32, '\0');
    // The Galois/Counter Mode of Operation (McGrew, Viega), test cases 13, 14 and 16
    QTest::newRow("13") << zero << QByteArray(12, '\0') << ""_ba
                        << ""_ba << hex("530f8afbc74536b9a963b4f1c4cb738b");
    QTest::newRow("14") << zero << QByteArray(12, '\0') << ""_ba << QByteArray(16, '\0')
                        << hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    QTest::newRow("16") << hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
                        << hex("cafebabefacedbaddecaf888") << hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
                        << hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                               "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
                        << hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                               "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                               "76fc6ece0f4e1768cddf8853bb2d551b");
}

void TestSealed::gcmAsNistHasIt()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, nonce);
    QFETCH(const QByteArray, associated);
    QFETCH(const QByteArray, plain);
    QFETCH(const QByteArray, sealed);
    const std::optional<QByteArray> made = aesgcm::encrypt(Secret(key), nonce, associated, plain);
    QVERIFY(made);
    QCOMPARE(made->toHex(), sealed.toHex());
    const std::optional<Secret> opened = aesgcm::decrypt(Secret(key), nonce, associated, sealed);
    QVERIFY(opened);
    QCOMPARE(opened->view().toByteArray(), plain);
    QVERIFY(!aesgcm::decrypt(Secret(key), nonce, associated + 'x', sealed));
    QVERIFY(!aesgcm::decrypt(Secret(key), nonce, associated, sealed.chopped(1)));
    QVERIFY(!aesgcm::decrypt(Secret(key.chopped(1)), nonce, associated, sealed));
    QVERIFY(!aesgcm::encrypt(Secret(key), nonce.chopped(1), associated, plain));
}

void TestSealed::passphraseIsOneInEverySpelling()
{
    const Result<Secret> composed = sealed::passphrase(Secret(u"Zo\u00eb's key"_s.toUtf8()));
    const Result<Secret> decomposed = sealed::passphrase(Secret(u"Zoe\u0308's key"_s.toUtf8()));
    QVERIFY(composed && decomposed);
    QVERIFY(*composed == *decomposed);
    QCOMPARE(sealed::lengthOf(*decomposed), 9);
    sealed::Parameters parameters = sealed::newParameters();
    parameters.log2N = 15;
    const Result<sealed::SharedKey> one = sealed::deriveKey(*composed, parameters);
    const Result<sealed::SharedKey> other = sealed::deriveKey(*decomposed, parameters);
    QVERIFY(one && other);
    QVERIFY((*one)->bytes == (*other)->bytes);
    QVERIFY(!(*sealed::passphrase(Secret("zo")) == *sealed::passphrase(Secret("Zo")))); // nothing else is
}

void TestSealed::passphraseHasLimits_data()
{
    QTest::addColumn<QByteArray>("entered");
    QTest::addColumn<bool>("isUsable");
    QTest::newRow("empty") << ""_ba << false;
    QTest::newRow("1 KiB") << QByteArray(1024, 'p') << true;
    QTest::newRow("one more") << QByteArray(1025, 'p') << false;
    QTest::newRow("1 MB") << QByteArray(1'000'000, 'p') << false;
    QTest::newRow("only longer before") << u"e\u0308"_s.repeated(500).toUtf8() << true; // 1,500, then 1,000
}

void TestSealed::passphraseHasLimits()
{
    QFETCH(const QByteArray, entered);
    QFETCH(const bool, isUsable);
    const Result<Secret> passphrase = sealed::passphrase(Secret(entered));
    QCOMPARE(passphrase.has_value(), isUsable);
    if (!isUsable) {
        QCOMPARE(passphrase.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(passphrase.error().code, u"passphrase"_s);
    }
}

void TestSealed::opensWhatItSealed()
{
    for (const QByteArray &plain : {""_ba, content, QByteArray(300'000, 'x')}) {
        const sealed::SharedKey key = cheapKey();
        const Result<QByteArray> file = sealed::seal(format, *key, Secret(plain));
        QVERIFY(file);
        QCOMPARE(file->size(), sealed::headerSize + plain.size() + 16);
        QVERIFY(plain.isEmpty() || !file->contains(plain.first(16)));
        const Result<Secret> opened = sealed::open(format, Secret(phrase), *file);
        QVERIFY(opened);
        QCOMPARE(opened->view().toByteArray(), plain);
        QCOMPARE(errorOf(sealed::open(format, Secret("another"), *file)), wrongPassphrase);
        QCOMPARE(errorOf(sealed::open({"OTHERONE"}, *key, *file)),
                 (Error{ErrorKind::UnknownFile, u"magic"_s, {}, std::nullopt}));
    }
}

void TestSealed::keySealsAgainWithAFreshNonce()
{
    const sealed::SharedKey key = cheapKey();
    const QByteArray first = *sealed::seal(format, *key, Secret(content));
    const QByteArray second = *sealed::seal(format, *key, Secret(content));
    QCOMPARE(first.first(36), second.first(36));            // the same key
    QVERIFY(first.sliced(36, 12) != second.sliced(36, 12)); // and never the same nonce
    QVERIFY(first.sliced(56) != second.sliced(56));
    const Result<sealed::Parameters> parameters = sealed::readHeader(format, second);
    QVERIFY(parameters);
    QVERIFY(*parameters == key->parameters);
    QCOMPARE(sealed::open(format, *key, second)->view().toByteArray(), content);
    // Another salt, another key: also for the same passphrase.
    QCOMPARE(errorOf(sealed::open(format, *cheapKey(), first)), wrongPassphrase);
    QVERIFY(sealed::newParameters().salt != sealed::newParameters().salt);
}

void TestSealed::usualCostIsTheDesigns()
{
    QCOMPARE(sealed::newParameters().log2N, quint8(17));
    QCOMPARE(sealed::newParameters().salt.size(), 16);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(sealed::deriveKey(Secret(phrase), sealed::newParameters()));
    qInfo("A key from a passphrase took %lld ms.", timer.elapsed());
}

void TestSealed::anotherProgramOpensIt()
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty())
        QSKIP("Node.js is not installed: there is no witness.");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    const Result<sealed::SharedKey> key = sealed::deriveKey(Secret(phrase), sealed::newParameters());
    QVERIFY(key);
    QVERIFY(sealed::writeFile(path, *sealed::seal(format, **key, Secret(content))));
    QProcess process;
    process.start(node, {u"-e"_s, QString::fromLatin1(witness), path, QString::fromLatin1(phrase)});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(process.readAllStandardOutput(), content);
}

/// security.md 8b, 104 to 107. What names another kind or version of file says so; nothing else differs.
void TestSealed::everyChangedByteIsTheSameRefusal()
{
    const sealed::SharedKey key = cheapKey();
    const QByteArray file = *sealed::seal(format, *key, Secret(content));
    for (qsizetype at = 0; at < file.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray damaged = file;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            const Error error = errorOf(sealed::open(format, *key, damaged));
            const QString where = u"byte %1, bit %2"_s.arg(at).arg(bit);
            if (at < 8)
                QVERIFY2(error.kind == ErrorKind::UnknownFile && error.code == u"magic"_s, qPrintable(where));
            else if (at < 10 && error.kind == ErrorKind::UnknownFile)
                QVERIFY2(error.code == u"version"_s, qPrintable(where));
            else
                QVERIFY2(error == wrongPassphrase, qPrintable(where));
        }
    }
    // With the passphrase instead of the key: here the other cost and the other salt are really tried.
    for (const qsizetype at : {11, 20, 35, 36, 55, 56, int(file.size()) - 1}) {
        QByteArray damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ (at == 11 ? 0x1f : 1)); // 2^15 to 2^16
        QCOMPARE(errorOf(sealed::open(format, Secret(phrase), damaged)), wrongPassphrase);
    }
}

void TestSealed::everyOtherLengthIsRefused()
{
    const sealed::SharedKey key = cheapKey();
    const QByteArray file = *sealed::seal(format, *key, Secret(content));
    for (qsizetype length = 0; length < file.size(); ++length) {
        const Error error = errorOf(sealed::open(format, *key, file.first(length)));
        QCOMPARE(error.kind, length < 8 ? ErrorKind::UnknownFile : ErrorKind::WrongPassphrase);
    }
    for (const QByteArray &trailing : {"\0"_ba, "\n"_ba, file})
        QCOMPARE(errorOf(sealed::open(format, *key, file + trailing)), wrongPassphrase);
}

void TestSealed::badParametersCostNothing_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("kind");
    const QByteArray file = *sealed::seal(format, *cheapKey(), Secret(content));
    const int wrong = int(ErrorKind::WrongPassphrase);
    const int unknown = int(ErrorKind::UnknownFile);
    QTest::newRow("log2N 14") << with<quint8>(file, 11, 14) << wrong;
    QTest::newRow("log2N 21") << with<quint8>(file, 11, 21) << wrong;
    QTest::newRow("log2N 63") << with<quint8>(file, 11, 63) << wrong;
    QTest::newRow("log2N 255") << with<quint8>(file, 11, 255) << wrong;
    QTest::newRow("r 0") << with<quint32>(file, 12, 0) << wrong;
    QTest::newRow("r huge") << with<quint32>(file, 12, 0xFFFFFFFF) << wrong;
    QTest::newRow("p 1024") << with<quint32>(file, 16, 1024) << wrong;
    QTest::newRow("p huge") << with<quint32>(file, 16, 0xFFFFFFFF) << wrong;
    QTest::newRow("kdf 2") << with<quint8>(file, 10, 2) << wrong;
    QTest::newRow("version 0") << with<quint16>(file, 8, 0) << wrong;
    QTest::newRow("version 0xFFFF") << with<quint16>(file, 8, 0xFFFF) << unknown;
    QTest::newRow("length 0") << with<quint64>(file, 48, 0) << wrong;
    QTest::newRow("length 2^64 - 1") << with<quint64>(file, 48, ~quint64{0}) << wrong;
    QTest::newRow("nothing") << QByteArray() << unknown;
    QTest::newRow("only a header") << file.first(sealed::headerSize) << wrong;
    QTest::newRow("too large") << file + QByteArray(sealed::largestFile, '\0') << unknown;
}

/// Refused from the header alone: opening with a passphrase never gets to the work.
void TestSealed::badParametersCostNothing()
{
    QFETCH(const QByteArray, file);
    QFETCH(const int, kind);
    const Result<sealed::Parameters> parameters = sealed::readHeader(format, file);
    QVERIFY(!parameters);
    QCOMPARE(int(parameters.error().kind), kind);
    QCOMPARE(errorOf(sealed::open(format, Secret(phrase), file)), parameters.error());
}

void TestSealed::tooMuchIsNotSealed()
{
    const sealed::SharedKey key = cheapKey();
    const qsizetype most = sealed::largestFile - sealed::headerSize - 16;
    const Result<QByteArray> file = sealed::seal(format, *key, Secret(QByteArray(most, 'x')));
    QVERIFY(file);
    QCOMPARE(sealed::open(format, *key, *file)->size(), most);
    QVERIFY(!sealed::seal(format, *key, Secret(QByteArray(most + 1, 'x'))));
}

/// security.md 8b, 117
void TestSealed::writesForTheOwnerAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    const auto mode = [&path] {
        return QFile::permissions(path) & (QFile::ReadOther | QFile::WriteOther | QFile::ReadGroup |
                                           QFile::WriteGroup | QFile::ReadOwner | QFile::WriteOwner);
    };
    QVERIFY(sealed::writeFile(path, "first"_ba));
    QCOMPARE(mode(), QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                            QFile::ReadOther));
    QVERIFY(sealed::writeFile(path, "second"_ba));
    QCOMPARE(mode(), QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(*sealed::readFile(path), "second"_ba);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"file"_s}); // nothing beside it
}

void TestSealed::keepsTheOldFileWhenTheDiskIsFull()
{
#if defined(Q_OS_UNIX)
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    QVERIFY(sealed::writeFile(path, "old"_ba));
    // A limit on the size of files fails a write half way, as a full disk does.
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, usual.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<void> written = sealed::writeFile(path, QByteArray(100'000, 'x'));
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::StorageUnavailable);
    QCOMPARE(*sealed::readFile(path), "old"_ba);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"file"_s});
#else
    QSKIP("There is no such limit here.");
#endif
}

/// security.md 8b, 113
void TestSealed::readsOnlySmallRegularFiles()
{
    const QTemporaryDir folder;
    QFile huge(folder.filePath(u"huge"_s));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(10'000'000'000)); // sparse: it takes no space
    huge.close();
    const Result<QByteArray> refused = sealed::readFile(huge.fileName());
    QVERIFY(!refused);
    QCOMPARE(refused.error(), (Error{ErrorKind::UnknownFile, u"size"_s, {}, std::nullopt}));
    for (const QString &path : {folder.path(), folder.filePath(u"missing"_s), u"/dev/zero"_s, QString()}) {
        const Result<QByteArray> bytes = sealed::readFile(path);
        QVERIFY2(!bytes, qPrintable(path));
        QCOMPARE(bytes.error().code, u"file"_s);
    }
    QVERIFY(!sealed::writeFile(folder.filePath(u"no/such/folder"_s), "x"_ba));
#if defined(Q_OS_UNIX)
    const QByteArray pipe = QFile::encodeName(folder.filePath(u"pipe"_s));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    QVERIFY(!sealed::readFile(QFile::decodeName(pipe)));
#endif
}

QTEST_GUILESS_MAIN(TestSealed)
#include "tst_sealed.moc"
