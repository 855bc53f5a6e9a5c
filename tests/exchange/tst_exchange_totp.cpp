// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/totp.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace coffer::exchange;

namespace {

const QByteArray secret = "12345678901234567890";
const QString secretText = QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

} // namespace

/// One-time passwords against the vectors of RFC 6238, and against another program.
class TotpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data();
    void vectors();
    void agreesWithAnotherProgram_data() { vectors_data(); }
    void agreesWithAnotherProgram();
    void base32_data();
    void base32();
    void acceptsTheStepAndItsNeighbours_data();
    void acceptsTheStepAndItsNeighbours();
};

void TotpTest::vectors_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](qint64 seconds, const char *expected) {
        QTest::newRow(QByteArray::number(seconds).constData()) << seconds << QByteArray(expected);
    };
    row(59, "94287082");
    row(1'111'111'109, "07081804");
    row(1'111'111'111, "14050471");
    row(1'234'567'890, "89005924");
    row(2'000'000'000, "69279037");
    row(20'000'000'000, "65353130");
}

void TotpTest::vectors()
{
    QFETCH(qint64, seconds);
    QFETCH(QByteArray, expected);
    QCOMPARE(oneTimePassword(secret, seconds * 1000, 8), expected);
    QCOMPARE(oneTimePassword(secret, seconds * 1000), expected.right(6));
}

void TotpTest::agreesWithAnotherProgram()
{
    QFETCH(qint64, seconds);
    const QString program = QStandardPaths::findExecutable(QStringLiteral("oathtool"));
    if (program.isEmpty())
        QSKIP("oathtool is not installed");
    QProcess oathtool;
    oathtool.start(program, {QStringLiteral("--totp"), QStringLiteral("--base32"), QStringLiteral("--now"),
                             QStringLiteral("@%1").arg(seconds), secretText});
    QVERIFY(oathtool.waitForFinished());
    QCOMPARE(oathtool.readAllStandardOutput().trimmed(), oneTimePassword(secret, seconds * 1000));
}

void TotpTest::base32_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected"); // empty: refused
    QTest::newRow("vector") << secretText << secret;
    QTest::newRow("lower case and blanks")
        << QStringLiteral("gezd gnbv gy3t qojq gezd gnbv gy3t qojq") << secret;
    QTest::newRow("padding") << QStringLiteral("MZXW6YQ=") << QByteArray("foob");
    QTest::newRow("a digit that is none of it") << QStringLiteral("MZXW6YQ1") << QByteArray();
}

void TotpTest::base32()
{
    QFETCH(QString, text);
    QTEST(fromBase32(text).value_or(QByteArray()), "expected");
}

void TotpTest::acceptsTheStepAndItsNeighbours_data()
{
    QTest::addColumn<qint64>("drift"); // seconds
    QTest::addColumn<bool>("expected");
    QTest::newRow("two steps late") << qint64(-60) << false;
    QTest::newRow("one step late") << qint64(-30) << true;
    QTest::newRow("now") << qint64(0) << true;
    QTest::newRow("one step early") << qint64(30) << true;
    QTest::newRow("two steps early") << qint64(60) << false;
}

void TotpTest::acceptsTheStepAndItsNeighbours()
{
    QFETCH(qint64, drift);
    constexpr qint64 now = 1'700'000'010'000;
    QTEST(acceptsOneTimePassword(secretText, oneTimePassword(secret, now + drift * 1000), now), "expected");
    QVERIFY(!acceptsOneTimePassword(secretText, oneTimePassword(secret, now + drift * 1000).chopped(1), now));
    QVERIFY(!acceptsOneTimePassword(secretText, {}, now));
}

QTEST_GUILESS_MAIN(TotpTest)
#include "tst_exchange_totp.moc"
