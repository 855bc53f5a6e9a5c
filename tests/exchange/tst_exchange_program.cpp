// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

namespace {

const QString program = QStringLiteral(COFFER_BIN "/coffer-exchange");

} // namespace

/// coffer-exchange as a process: its line of JSON, its options, and its ends.
class ExchangeProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsWhereItServes();
    void sameOptionsSameWorld();
    void endsWhenInputCloses();
    void endsOnSignal();
    void answersQuestions_data();
    void answersQuestions();
    void refusesBadOptions_data();
    void refusesBadOptions();

private:
    static QJsonObject firstLine(QProcess &process);
    static QJsonObject start(QProcess &process, const QStringList &arguments);
    static QJsonObject get(const QJsonObject &served, const QByteArray &target);
    /// The candles of a reply but the newest, which still moves.
    static QJsonArray hoursBefore(const QJsonObject &served, const QByteArray &target);
};

QJsonObject ExchangeProgramTest::firstLine(QProcess &process)
{
    while (!process.canReadLine() && process.waitForReadyRead(20'000)) {
    }
    return QJsonDocument::fromJson(process.readLine()).object();
}

QJsonObject ExchangeProgramTest::start(QProcess &process, const QStringList &arguments)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return firstLine(process);
}

QJsonObject ExchangeProgramTest::get(const QJsonObject &served, const QByteArray &target)
{
    const QUrl url = QUrl::fromEncoded(served.value(QLatin1String("url")).toString().toLatin1() + target);
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(20'000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

QJsonArray ExchangeProgramTest::hoursBefore(const QJsonObject &served, const QByteArray &target)
{
    QJsonArray candles = get(served, target).value(QLatin1String("data")).toArray();
    candles.removeFirst();
    return candles;
}

void ExchangeProgramTest::printsWhereItServes()
{
    QProcess process;
    const QJsonObject line =
        start(process, {QStringLiteral("--now"), QStringLiteral("2026-01-31T12:00:00Z")});
    const QUrl url(line.value(QLatin1String("url")).toString());
    QCOMPARE(url.scheme(), QStringLiteral("http"));
    QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
    for (const char *name : {"marketWs", "feedWs", "privateWs", "otpSecret"})
        QVERIFY2(!line.value(QLatin1String(name)).toString().isEmpty(), name);
    const QJsonArray keys = line.value(QLatin1String("keys")).toArray();
    QCOMPARE(keys.size(), 8);
    for (const QJsonValue key : keys) {
        for (const char *name : {"label", "accessKey", "secretKey", "permission"})
            QVERIFY2(!key.toObject().value(QLatin1String(name)).toString().isEmpty(), name);
        QVERIFY(key.toObject().value(QLatin1String("uid")).toInteger() > 0);
    }
    const qint64 now = get(line, "/v1/common/timestamp").value(QLatin1String("data")).toInteger();
    QVERIFY(now >= 1'769'860'800'000 && now < 1'769'860'800'000 + 60'000);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
}

/// Also in another process, where everything that Qt salts is salted differently.
void ExchangeProgramTest::sameOptionsSameWorld()
{
    const QStringList arguments{QStringLiteral("--seed"),  QStringLiteral("9"),
                                QStringLiteral("--now"),   QStringLiteral("2026-01-31T12:00:00Z"),
                                QStringLiteral("--speed"), QStringLiteral("60")};
    QProcess one, other, third;
    const QJsonObject first = start(one, arguments), second = start(other, arguments);
    QVERIFY(!first.isEmpty());
    QCOMPARE(first.value(QLatin1String("keys")), second.value(QLatin1String("keys")));
    QVERIFY(start(third, {}).value(QLatin1String("keys")) != first.value(QLatin1String("keys")));
    const QByteArray past = "/market/history/kline?symbol=ethbtc&period=60min&size=50";
    const QJsonArray firstHours = hoursBefore(first, past), secondHours = hoursBefore(second, past);
    QCOMPARE(firstHours.size(), 49);
    QCOMPARE(firstHours, secondHours);
    for (QProcess *process : {&one, &other, &third}) {
        process->closeWriteChannel();
        QVERIFY(process->waitForFinished());
    }
}

void ExchangeProgramTest::endsWhenInputCloses()
{
    QProcess process;
    QVERIFY(!start(process, {}).isEmpty());
    process.write("ignored\n");
    QVERIFY(process.waitForBytesWritten());
    QCOMPARE(process.state(), QProcess::Running);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void ExchangeProgramTest::endsOnSignal()
{
#ifdef Q_OS_UNIX
    QProcess process;
    QVERIFY(!start(process, {}).isEmpty());
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
#else
    QSKIP("There are no signals on this system.");
#endif
}

void ExchangeProgramTest::answersQuestions_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("contains");
    QTest::newRow("version") << QStringLiteral("--version") << QByteArray("coffer-exchange " COFFER_VERSION);
    QTest::newRow("help") << QStringLiteral("--help") << QByteArray("--speed <X>");
}

void ExchangeProgramTest::answersQuestions()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, contains);
    QProcess process;
    process.start(program, {option});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().contains(contains));
}

void ExchangeProgramTest::refusesBadOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const QStringList &arguments) { QTest::newRow(name) << arguments; };
    row("unknown", {QStringLiteral("--nonsense")});
    row("port too large", {QStringLiteral("--port"), QStringLiteral("65536")});
    row("port no number", {QStringLiteral("--port"), QStringLiteral("http")});
    row("port missing", {QStringLiteral("--port")});
    row("seed", {QStringLiteral("--seed"), QStringLiteral("-1")});
    row("time", {QStringLiteral("--now"), QStringLiteral("yesterday")});
    row("speed zero", {QStringLiteral("--speed"), QStringLiteral("0")});
    row("speed infinite", {QStringLiteral("--speed"), QStringLiteral("inf")});
    row("argument", {QStringLiteral("file")});
}

void ExchangeProgramTest::refusesBadOptions()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(program, arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardOutput().isEmpty());
    QVERIFY(process.readAllStandardError().startsWith("coffer-exchange: "));
}

QTEST_GUILESS_MAIN(ExchangeProgramTest)
#include "tst_exchange_program.moc"
