// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QUrl>

/// The exchange seen by programs that are not ours: a signature made by openssl, sent by curl.
class ExchangeWitnessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void balancesByCurl();
    void wrongSignatureByCurl();

private:
    static QByteArray run(const QString &tool, const QStringList &arguments, const QByteArray &input = {});
    QJsonObject ask(const QByteArray &path, const QByteArray &secret);

    QProcess m_exchange;
    QByteArray m_url, m_accessKey, m_secret;
};

void ExchangeWitnessTest::initTestCase()
{
    for (const char *tool : {"curl", "openssl"}) {
        if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty())
            QSKIP("curl or openssl is not installed: nothing to compare with.");
    }
    m_exchange.start(QStringLiteral(COFFER_BIN "/coffer-exchange"), {});
    while (!m_exchange.canReadLine() && m_exchange.waitForReadyRead(20'000)) {
    }
    const QJsonObject line = QJsonDocument::fromJson(m_exchange.readLine()).object();
    m_url = line.value(QLatin1String("url")).toString().toLatin1();
    const QJsonObject key = line.value(QLatin1String("keys")).toArray().first().toObject();
    m_accessKey = key.value(QLatin1String("accessKey")).toString().toLatin1();
    m_secret = key.value(QLatin1String("secretKey")).toString().toLatin1();
    QVERIFY(m_url.startsWith("http://127.0.0.1:") && !m_secret.isEmpty());
}

void ExchangeWitnessTest::cleanupTestCase()
{
    m_exchange.closeWriteChannel();
    QVERIFY(m_exchange.state() == QProcess::NotRunning || m_exchange.waitForFinished());
}

QByteArray ExchangeWitnessTest::run(const QString &tool, const QStringList &arguments,
                                    const QByteArray &input)
{
    QProcess process;
    process.start(tool, arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                : QByteArray();
}

QJsonObject ExchangeWitnessTest::ask(const QByteArray &path, const QByteArray &secret)
{
    const QByteArray time =
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddThh'%3A'mm'%3A'ss")).toLatin1();
    const QByteArray query =
        "AccessKeyId=" + m_accessKey + "&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=" + time;
    const QByteArray host = m_url.mid(qstrlen("http://"));
    const QByteArray raw = run(QStringLiteral("openssl"),
                               {QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-hmac"),
                                QString::fromLatin1(secret), QStringLiteral("-binary")},
                               "GET\n" + host + '\n' + path + '\n' + query);
    const QByteArray target = m_url + path + '?' + query +
                              "&Signature=" + QUrl::toPercentEncoding(QString::fromLatin1(raw.toBase64()));
    const QByteArray body = run(QStringLiteral("curl"), {QStringLiteral("--silent"), QStringLiteral("--fail"),
                                                         QStringLiteral("--noproxy"), QStringLiteral("*"),
                                                         QString::fromLatin1(target)});
    return QJsonDocument::fromJson(body).object();
}

void ExchangeWitnessTest::balancesByCurl()
{
    const QJsonObject accounts = ask("/v1/account/accounts", m_secret);
    QCOMPARE(accounts.value(QLatin1String("status")).toString(), QStringLiteral("ok"));
    const QJsonArray rows = accounts.value(QLatin1String("data")).toArray();
    QCOMPARE(rows.size(), 5);
    const QByteArray id = QByteArray::number(rows.first().toObject().value(QLatin1String("id")).toInteger());
    const QJsonObject balance = ask("/v1/account/accounts/" + id + "/balance", m_secret);
    QCOMPARE(balance.value(QLatin1String("status")).toString(), QStringLiteral("ok"));
    QVERIFY(balance.value(QLatin1String("data")).toObject().value(QLatin1String("list")).toArray().size() >=
            2000);
}

void ExchangeWitnessTest::wrongSignatureByCurl()
{
    const QJsonObject refused = ask("/v1/account/accounts", m_secret + 'x');
    QCOMPARE(refused.value(QLatin1String("err-msg")).toString(),
             QStringLiteral("Signature not valid: Verification failure [校验失败]"));
}

QTEST_GUILESS_MAIN(ExchangeWitnessTest)
#include "tst_exchange_witness.moc"
