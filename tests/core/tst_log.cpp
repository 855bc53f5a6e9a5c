// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"

#include <QDebug>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <map>

#include <cstdio>

namespace log_ns = coffer::log;

namespace {

// Neither looks like a word, both have what URLs, JSON and QDebug escape.
const QByteArray kCanary = QByteArrayLiteral("cAn4ry/sEcr3t+Z0\\\"q=w==");
const QByteArray kAccessKey = QByteArrayLiteral("e2xxxxxx-99xxxxxx-84xxxxxx-7xxxx");

const char *const kChildFlag = "--write-canaries";

/// Every way in which a text was ever seen to get into a message.
std::map<QString, std::function<void(const QByteArray &)>> shapes()
{
    using Bytes = const QByteArray &;
    const auto quoted = [](Bytes s) { return QString::fromUtf8(s); };
    return {
        {QStringLiteral("alone"), [=](Bytes s) { qWarning("%s", s.constData()); }},
        {QStringLiteral("QDebug of QByteArray"), [](Bytes s) { qWarning() << s; }},
        {QStringLiteral("QDebug of QString"), [=](Bytes s) { qWarning() << quoted(s); }},
        {QStringLiteral("QDebug twice escaped"),
         [](Bytes s) {
             QString inner;
             QDebug(&inner) << s;
             qWarning() << inner;
         }},
        {QStringLiteral("inside a word"), [](Bytes s) { qWarning() << ("xx" + s + "yy"); }},
        {QStringLiteral("glued from halves"),
         [](Bytes s) { qWarning().noquote().nospace() << s.left(9) << s.mid(9); }},
        {QStringLiteral("printf of halves"),
         [](Bytes s) { qWarning("%.*s%s", 9, s.constData(), s.constData() + 9); }},
        {QStringLiteral("several lines"), [](Bytes s) { qWarning().noquote() << "one\n" + s + "\nthree"; }},
        {QStringLiteral("broken over lines"),
         [](Bytes s) { qWarning().noquote() << s.left(10) + "\n" + s.mid(10); }},
        {QStringLiteral("percent-encoded"),
         [](Bytes s) { qWarning("x=%s", s.toPercentEncoding().constData()); }},
        {QStringLiteral("percent-encoded twice"),
         [](Bytes s) { qWarning("x=%s", s.toPercentEncoding().toPercentEncoding().constData()); }},
        {QStringLiteral("percent-encoded all"),
         [](Bytes s) {
             QByteArray all;
             for (const char c : s)
                 all += '%' + QByteArray(1, c).toHex();
             qWarning("%s", all.constData());
         }},
        {QStringLiteral("QUrl"),
         [=](Bytes s) {
             QUrl url(QStringLiteral("https://api.htx.com/v1/account/accounts"));
             QUrlQuery query;
             query.addQueryItem(QStringLiteral("anything"), quoted(s));
             url.setQuery(query);
             qWarning() << url;
         }},
        {QStringLiteral("path of a URL"),
         [](Bytes s) { qWarning("GET https://h/%s/x", s.toPercentEncoding().constData()); }},
        {QStringLiteral("error string"),
         [](Bytes s) {
             qWarning("Error transferring https://api.htx.com/v1/x?AccessKeyId=%s&Signature=%s - server "
                      "replied: Bad",
                      s.constData(), s.toPercentEncoding().constData());
         }},
        {QStringLiteral("JSON"),
         [=](Bytes s) {
             const QJsonObject object{{QStringLiteral("any"), quoted(s)}};
             qWarning("%s", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
         }},
        {QStringLiteral("JSON in QDebug"),
         [=](Bytes s) {
             const QJsonObject object{{QStringLiteral("secretKey"), quoted(s)}};
             qWarning() << QJsonDocument(object).toJson(QJsonDocument::Compact);
         }},
        {QStringLiteral("JSON with escaped slashes"),
         [](Bytes s) {
             QByteArray text = s;
             text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/").replace("+", "\\u002B");
             qWarning("{\"any\":\"%s\"}", text.constData());
         }},
        {QStringLiteral("header"), [](Bytes s) { qWarning("X-Any: %s", s.constData()); }},
        {QStringLiteral("variant"), [=](Bytes s) { qWarning() << QVariant(quoted(s)) << QVariant(s); }},
        {QStringLiteral("map"),
         [=](Bytes s) {
             qWarning() << QVariantMap{{QStringLiteral("any"), quoted(s)}};
         }},
        {QStringLiteral("list"),
         [](Bytes s) {
             qWarning() << QByteArrayList{"a", s, "b"};
         }},
        {QStringLiteral("form body"),
         [](Bytes s) { qWarning("a=1&any=%s&b=2", s.toPercentEncoding().constData()); }},
        {QStringLiteral("twice in a row"), [](Bytes s) { qWarning("%s%s", s.constData(), s.constData()); }},
        {QStringLiteral("after what looks like it"),
         [](Bytes s) { qWarning("%s", (s.left(12) + s).constData()); }},
        {QStringLiteral("debug level"), [](Bytes s) { qDebug("%s", s.constData()); }},
        {QStringLiteral("information level"), [](Bytes s) { qInfo("%s", s.constData()); }},
        {QStringLiteral("critical level"), [](Bytes s) { qCritical("%s", s.constData()); }},
        {QStringLiteral("after 20 kB"),
         [](Bytes s) { qWarning("%s", (QByteArray(16'380, 'a') + s).constData()); }},
    };
}

int writeCanaries(const QString &file)
{
    log_ns::install(file);
    log_ns::protect(kCanary);
    log_ns::protect(kAccessKey);
    const auto all = shapes();
    for (const auto &[name, write] : all) {
        qWarning("begin %s", qPrintable(name));
        write(kCanary);
        write(kAccessKey);
    }
    qWarning("all written");
    log_ns::uninstall();
    return 0;
}

/// All that a reader of the text could make of it: as it is, and with the escapes resolved.
QByteArrayList readings(const QByteArray &text)
{
    QByteArrayList result{text};
    QByteArray decoded = text;
    for (int i = 0; i < 3; ++i) {
        decoded = QByteArray::fromPercentEncoding(decoded);
        result.append(decoded);
    }
    for (int i = 0; i < 3; ++i) {
        decoded.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\/", "/").replace("\\u002B", "+");
        result.append(decoded);
    }
    decoded.replace("\\n", "").replace("\n", "");
    result.append(decoded);
    return result;
}

bool mentions(const QByteArray &text, const QByteArray &secret)
{
    const QByteArrayList all = readings(text);
    for (const QByteArray &reading : all) {
        // Half of it would be too much as well.
        if (reading.contains(secret) || reading.contains(secret.mid(2, secret.size() / 2)))
            return true;
    }
    return false;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void canariesNeverArrive();
    void canaryShapesWouldShow();
    void hidesByName_data();
    void hidesByName();
    void keepsWhatIsHarmless_data();
    void keepsWhatIsHarmless();
    void makesVisible_data();
    void makesVisible();
    void writesOneLineAMessage();
    void namesLevelAndCategory();
    void rotates();
    void writesForTheOwnerOnly();
    void worksWithoutAFile();
    void takesMessagesFromManyThreads();
    void givesTheMessagesBack();
    void ignoresShortProtectedTexts();
    void survivesHostileText();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("coffer.log")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestLog::cleanup()
{
    log_ns::uninstall();
}

void TestLog::canariesNeverArrive()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kChildFlag), path()});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 0);
    const QByteArray standardError = child.readAllStandardError();
    const QByteArray file = readAll(path());
    QVERIFY(file.contains("all written"));
    QVERIFY(standardError.contains("all written"));
    for (const QByteArray &text : {file, standardError, child.readAllStandardOutput()}) {
        const QByteArrayList parts = QByteArray(text).replace("begin ", QByteArray(1, '\1')).split('\1');
        for (const QByteArray &part : parts) {
            QVERIFY2(!mentions(part, kCanary), part.constData());
            QVERIFY2(!mentions(part, kAccessKey), part.constData());
        }
    }
    QVERIFY(file.count("[hidden]") >= static_cast<qsizetype>(shapes().size()) * 2);
}

/// The check above must be able to fail: unprotected, each shape shows the canary to it.
void TestLog::canaryShapesWouldShow()
{
    static QByteArray seen; // a message handler is a plain function
    const auto all = shapes();
    for (const auto &[name, write] : all) {
        seen.clear();
        const QtMessageHandler before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &message) { seen += message.toUtf8(); });
        write(kCanary);
        qInstallMessageHandler(before);
        QVERIFY2(mentions(seen, kCanary), qPrintable(name + QStringLiteral(": ") + QString::fromUtf8(seen)));
    }
}

void TestLog::hidesByName_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *text) {
        QTest::newRow(name) << QString::fromUtf8(text);
    };
    // Each holds "s3cret" where something is to be hidden.
    row("signed URL",
        "https://api.htx.com/v1/x?AccessKeyId=s3cret&SignatureMethod=HmacSHA256&Signature=s3cret%3D&a=b");
    row("signed URL, encoded", "u=https%3A%2F%2Fh%2Fx%3FAccessKeyId%3Ds3cret%26Signature%3Ds3cret");
    row("signed URL, encoded twice", "AccessKeyId%253Ds3cret%2526Signature%253Ds3cret");
    row("lower case", "accesskeyid=s3cret&signature=s3cret");
    row("JSON", R"({"accessKey":"s3cret","secretKey":"s3cret","signature": "s3cret"})");
    row("JSON with escapes", R"({"secretKey":"a\"s3cret","x":1})");
    row("JSON in JSON", R"({"body":"{\"secretKey\":\"s3cret\",\"passphrase\":\"two s3cret words\"}"})");
    row("JSON in JSON in JSON", R"("{\\\"secretKey\\\":\\\"s3cret\\\"}")");
    row("passphrase", R"({"passphrase" : "correct s3cret battery"})");
    row("one-time code", R"({"otpToken":"s3cret"})");
    row("number", R"({"otpToken": 1s3cret23})");
    row("single quotes", "{'secretKey': 's3cret'}");
    row("pair", R"(std::pair("secretKey", "s3cret"))");
    row("authorization", "Authorization: Basic s3cret s3cret");
    row("bearer", "authorization: Bearer s3cret\nX: y");
    row("proxy", "Proxy-Authorization: Digest username=s3cret, response=s3cret");
    row("cookie", "Set-Cookie: a=s3cret; b=s3cret");
    row("header", "X-Access-Key: s3cret");
    row("prose", "the signature: s3cret is wrong");
    row("assignment", "secret_key = s3cret");
    row("quoted assignment", "password=\"s3cret word s3cret\"");
    row("environment", "HTX_SECRET_KEY=s3cret");
    row("PEM", "-----BEGIN PRIVATE KEY-----\nMC4s3cret\ns3cret\n-----END PRIVATE KEY-----");
    row("PEM on one line", "-----BEGIN PRIVATE KEY-----\\nMC4s3cret\\n-----END PRIVATE KEY-----");
    row("PEM cut off", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4s3cret\ns3cret");
    row("two PEMs", "-----BEGIN A-----\ns3cret\n-----END A-----\n-----BEGIN B-----\ns3cret\n-----END B-----");
}

void TestLog::hidesByName()
{
    QFETCH(QString, text);
    QVERIFY(text.contains(QStringLiteral("s3cret")));
    const QString redacted = log_ns::redact(text);
    QVERIFY2(!redacted.contains(QStringLiteral("s3cret")), qPrintable(redacted));
    QVERIFY2(redacted.contains(QStringLiteral("[hidden]")), qPrintable(redacted));
    QCOMPARE(log_ns::redact(redacted).contains(QStringLiteral("s3cret")), false);
}

void TestLog::keepsWhatIsHarmless_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "plain words", "https://api.htx.com/market/tickers?symbol=btcusdt&size=5", "balance=12.5 USDT",
          "SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2026-01-01T00%3A00%3A00",
          R"({"status":"ok","data":[{"id":1}]})", "100 % sure, C:\\folder\\name", "äöü 漢字 €",
          "the key has 12 days left"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestLog::keepsWhatIsHarmless()
{
    QFETCH(QString, text);
    QCOMPARE(log_ns::redact(text), text);
}

void TestLog::makesVisible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("visible");
    QTest::newRow("line break") << QStringLiteral("a\nb\r") << QStringLiteral("a\\nb\\u000d");
    QTest::newRow("tab") << QStringLiteral("a\tb") << QStringLiteral("a\\tb");
    QTest::newRow("escape") << QStringLiteral("\x1b[31mred") << QStringLiteral("\\u001b[31mred");
    QTest::newRow("NUL") << QString(QChar(u'\0')) << QStringLiteral("\\u0000");
    QTest::newRow("delete") << QStringLiteral("\u007f\u0085") << QStringLiteral("\\u007f\\u0085");
    QTest::newRow("right to left") << QStringLiteral("\u202etxt\u2066")
                                   << QStringLiteral("\\u202etxt\\u2066");
    QTest::newRow("zero width") << QStringLiteral("b\u200btc\ufeff") << QStringLiteral("b\\u200btc\\ufeff");
    QTest::newRow("line separator") << QStringLiteral("a\u2028b") << QStringLiteral("a\\u2028b");
}

void TestLog::makesVisible()
{
    QFETCH(QString, text);
    QTEST(log_ns::redact(text), "visible");
}

void TestLog::writesOneLineAMessage()
{
    log_ns::install(path());
    qInfo("first\nsecond\r\nthird");
    qInfo("next");
    const QByteArrayList lines = readAll(path()).split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).endsWith(": first\\nsecond\\u000d\\nthird"));
    QVERIFY(lines.at(1).endsWith(": next"));
    QVERIFY(lines.at(2).isEmpty());
}

void TestLog::namesLevelAndCategory()
{
    static const QLoggingCategory category("coffer.test");
    log_ns::install(path());
    qCInfo(category, "hello");
    qDebug("there");
    const QString text = QString::fromUtf8(readAll(path()));
    static const QRegularExpression first(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info coffer\\.test: hello\n"));
    QVERIFY2(first.match(text).hasMatch(), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("Z debug: there\n")));
}

void TestLog::rotates()
{
    log_ns::install(path());
    const QByteArray filler(1000, 'x');
    for (int i = 0; i < 2500; ++i)
        qInfo("%d %s", i, filler.constData());
    const QByteArray now = readAll(path());
    const QByteArray old = readAll(path() + QStringLiteral(".1"));
    constexpr int limit = 1 << 20;
    QVERIFY(now.size() > 0 && now.size() <= limit);
    QVERIFY(old.size() > limit / 2 && old.size() <= limit);
    QVERIFY(now.contains("info: 2499 "));
    QVERIFY(old.endsWith("x\n") && now.endsWith("x\n"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);
#if !defined(Q_OS_WIN)
    QCOMPARE(QFile::permissions(path() + QStringLiteral(".1")) & QFile::ReadOther, QFile::Permissions());
#endif
}

void TestLog::writesForTheOwnerOnly()
{
#if defined(Q_OS_WIN)
    QSKIP("Windows takes the permissions of the profile folder");
#endif
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    log_ns::install(path());
    qInfo("hello");
    QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
    log_ns::uninstall();
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    log_ns::install(path());
    QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
    qInfo("again");
    QCOMPARE(readAll(path()).count('\n'), 2); // appended
}

void TestLog::worksWithoutAFile()
{
    log_ns::install(QString());
    qInfo("to nobody");
    log_ns::install(m_folder->filePath(QStringLiteral("no/folder/coffer.log")));
    qInfo("to nobody");
    log_ns::install(m_folder->path()); // a folder
    qInfo("to nobody");
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestLog::takesMessagesFromManyThreads()
{
    log_ns::install(path());
    constexpr int threads = 4;
    constexpr int messages = 300;
    std::vector<std::unique_ptr<QThread>> running;
    for (int t = 0; t < threads; ++t) {
        running.emplace_back(QThread::create([t] {
            log_ns::protect("protected by thread " + QByteArray::number(t));
            for (int i = 0; i < messages; ++i)
                qInfo("thread %d message %d end", t, i);
        }));
        running.back()->start();
    }
    for (const auto &thread : running)
        QVERIFY(thread->wait());
    const QByteArrayList lines = readAll(path()).split('\n');
    QCOMPARE(lines.size(), threads * messages + 1);
    for (int i = 0; i < threads * messages; ++i)
        QVERIFY2(lines.at(i).contains("Z info: thread ") && lines.at(i).endsWith(" end"),
                 lines.at(i).constData());
}

void TestLog::givesTheMessagesBack()
{
    log_ns::install(path());
    log_ns::install(path()); // twice does no harm
    qInfo("kept");
    log_ns::uninstall();
    QTest::ignoreMessage(QtInfoMsg, "not kept"); // Qt Test has its handler back
    qInfo("not kept");
    QVERIFY(readAll(path()).contains(": kept\n"));
    QVERIFY(!readAll(path()).contains("not kept"));
}

void TestLog::ignoresShortProtectedTexts()
{
    log_ns::protect("1234567");
    log_ns::protect("");
    QCOMPARE(log_ns::redact(QStringLiteral("1234567")), QStringLiteral("1234567"));
    log_ns::protect("pass wört with blanks");
    QCOMPARE(log_ns::redact(QStringLiteral("is pass wört with blanks!")), QStringLiteral("is [hidden]!"));
    QCOMPARE(log_ns::redact(QStringLiteral("pass%20w%C3%B6rt%20with%20blanks")), QStringLiteral("[hidden]"));
}

void TestLog::survivesHostileText()
{
    log_ns::protect("some protected text");
    for (const QString &piece :
         {QStringLiteral("%"), QStringLiteral("%2"), QStringLiteral("%25"), QStringLiteral("\\"),
          QStringLiteral("\\u"), QStringLiteral("\\x"), QStringLiteral("\""), QStringLiteral("'"),
          QStringLiteral("secret"), QStringLiteral("secret="), QStringLiteral("\"secret\":\""),
          QStringLiteral("-----BEGIN A-----"), QStringLiteral("a-"), QString(QChar(0xd800)),
          QStringLiteral("=%3D")}) {
        QCOMPARE(log_ns::redact(piece).isNull(), false);
        const QString many = piece.repeated(20'000);
        QVERIFY(!log_ns::redact(many + QStringLiteral("some protected text"))
                     .contains(QStringLiteral("protected")));
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String(kChildFlag))
        return writeCanaries(arguments.at(2));
    TestLog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_log.moc"
