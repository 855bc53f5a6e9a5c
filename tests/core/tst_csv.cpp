// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv.h"

#include <QTest>

using namespace coffer;

class CsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << QStringLiteral("BTC") << QByteArray("\"BTC\"");
        QTest::newRow("empty") << QString() << QByteArray("\"\"");
        QTest::newRow("quotes, commas, lines")
            << QStringLiteral("a \"b\", c\r\nd") << QByteArray("\"a \"\"b\"\", c\r\nd\"");
        QTest::newRow("beyond latin") << QStringLiteral("Größe 火币") << QByteArray("\"Größe 火币\"");
        QTest::newRow("inner signs stay") << QStringLiteral("a=b+c-d@e") << QByteArray("\"a=b+c-d@e\"");
        QTest::newRow("security.md 8b 31: =")
            << QStringLiteral("=cmd|'/C calc'!A0") << QByteArray("\"'=cmd|'/C calc'!A0\"");
        QTest::newRow("8b 31: +") << QStringLiteral("+1") << QByteArray("\"'+1\"");
        QTest::newRow("8b 31: -") << QStringLiteral("-2+3") << QByteArray("\"'-2+3\"");
        QTest::newRow("8b 31: @") << QStringLiteral("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
        QTest::newRow("8b 31: tab") << QStringLiteral("\t=1") << QByteArray("\"'\t=1\"");
        QTest::newRow("8b 31: return") << QStringLiteral("\r=1") << QByteArray("\"'\r=1\"");
        QTest::newRow("8b 31: full width") << QStringLiteral("＝1") << QByteArray("\"'＝1\"");
    }
    void cells()
    {
        QFETCH(QString, text);
        QTEST(csv::cell(text), "cell");
    }

    void lines()
    {
        QCOMPARE(csv::line({csv::cell(QStringLiteral("a")), "-1.5", {}}), QByteArray("\"a\",-1.5,\r\n"));
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
