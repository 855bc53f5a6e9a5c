// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "ui/common/format.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;

namespace {

Decimal decimal(const char *text)
{
    return *Decimal::parse(QByteArrayView(text));
}

} // namespace

class FormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void amounts_data()
    {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("shown");
        QTest::newRow("whole") << "1234567"
                               << "1,234,567";
        QTest::newRow("zeros cut") << "0.15000000"
                                   << "0.15";
        QTest::newRow("eight places") << "1.123456789"
                                      << "1.12345679";
        QTest::newRow("negative") << "-1234.5" << QStringLiteral("\u22121,234.5");
        QTest::newRow("zero") << "0"
                              << "0";
        QTest::newRow("too small to show") << "0.000000001"
                                           << "< 0.00000001";
        QTest::newRow("too small and negative") << "-0.000000001" << QStringLiteral("> \u22120.00000001");
        QTest::newRow("thirty digits") << "123456789012345678901234.5"
                                       << "123,456,789,012,345,678,901,234.5";
    }
    void amounts()
    {
        QFETCH(QString, amount);
        QFETCH(QString, shown);
        QCOMPARE(m_format.amount(Decimal::parse(amount)), shown);
    }

    void unknownIsNeverZero()
    {
        const QString dash = QStringLiteral("\u2013");
        QCOMPARE(m_format.amount({}), dash);
        QCOMPARE(m_format.alignedAmount({}), dash);
        QCOMPARE(m_format.money({}), dash);
        QCOMPARE(m_format.money({}, QStringLiteral("USDT")), dash);
        QCOMPARE(m_format.price({}), dash);
        QCOMPARE(m_format.percent({}), dash);
        QCOMPARE(m_format.change({}), dash);
        QCOMPARE(m_format.time(0), dash);
        QCOMPARE(m_format.age(0), dash);
        QCOMPARE(Format::arrow({}), QString());
    }

    void alignedAmountsKeepTheirZeros()
    {
        QCOMPARE(m_format.alignedAmount(decimal("0.15")), QStringLiteral("0.15000000"));
        QCOMPARE(m_format.alignedAmount(decimal("0.000000001")), QStringLiteral("< 0.00000001"));
    }

    void prices_data()
    {
        QTest::addColumn<QString>("price");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("shown");
        QTest::newRow("market precision") << "87959.9" << 2 << "87,959.90";
        QTest::newRow("six digits, large") << "87959.907984" << -1 << "87,959.91";
        QTest::newRow("six digits, middle") << "2.2373245" << -1 << "2.23732";
        QTest::newRow("six digits, small") << "0.0000123456789" << -1 << "0.0000123457";
        QTest::newRow("zero") << "0" << -1 << "0.00";
    }
    void prices()
    {
        QFETCH(QString, price);
        QFETCH(int, decimals);
        QFETCH(QString, shown);
        QCOMPARE(m_format.price(Decimal::parse(price), decimals), shown);
    }

    void changes()
    {
        QCOMPARE(m_format.percent(decimal("0.0134")), QStringLiteral("+1.34\u00a0%"));
        QCOMPARE(m_format.percent(decimal("-0.0287")), QStringLiteral("\u22122.87\u00a0%"));
        QCOMPARE(m_format.percent(decimal("0")), QStringLiteral("0.00\u00a0%"));
        QCOMPARE(m_format.percent(decimal("0.00001")), QStringLiteral("0.00\u00a0%"));
        QCOMPARE(m_format.percent(decimal("-0.00001")), QStringLiteral("0.00\u00a0%"));
        QCOMPARE(m_format.change(decimal("12.5")), QStringLiteral("+12.50"));
        QCOMPARE(Format::arrow(decimal("1")), QStringLiteral("\u25b2"));
        QCOMPARE(Format::arrow(decimal("-1")), QStringLiteral("\u25bc"));
        QCOMPARE(Format::arrow(decimal("0")), QString());
    }

    void privacyMasksAmountsAndIsRemembered()
    {
        QSignalSpy changed(&m_format, &Format::changed);
        m_format.setPrivate(true);
        QCOMPARE(changed.size(), 1);
        const QString mask = QStringLiteral("\u2022\u2022\u2022");
        QCOMPARE(m_format.amount(decimal("1.5")), mask);
        QCOMPARE(m_format.alignedAmount(decimal("1.5")), mask);
        QCOMPARE(m_format.money(decimal("1.5")), mask);
        QCOMPARE(m_format.money(decimal("1.5"), QStringLiteral("USDT")),
                 QString(mask + QStringLiteral(" USDT")));
        QCOMPARE(m_format.change(decimal("1.5")), mask);
        QCOMPARE(m_format.price(decimal("1.5"), 2), QStringLiteral("1.50"));
        QCOMPARE(m_format.percent(decimal("0.015")), QStringLiteral("+1.50\u00a0%"));
        QVERIFY(Format(m_settings, m_clock).isPrivate());
        m_format.setPrivate(false);
        QCOMPARE(m_format.amount(decimal("1.5")), QStringLiteral("1.5"));
    }

    void concealingIsNotRemembered()
    {
        m_format.setConcealed(true);
        QVERIFY(m_format.isPrivate());
        QVERIFY(!m_format.isPrivacyChosen());
        QVERIFY(!Format(m_settings, m_clock).isPrivate());
        m_format.setConcealed(false);
        QVERIFY(!m_format.isPrivate());
    }

    void ages()
    {
        const qint64 now = m_clock.nowMs();
        QCOMPARE(m_format.age(now - 12'000), QStringLiteral("12 s ago"));
        QCOMPARE(m_format.age(now + 5'000),
                 QStringLiteral("0 s ago")); // a clock that is behind: never a negative age
        QCOMPARE(m_format.age(now - 59'999), QStringLiteral("59 s ago"));
        QVERIFY(!m_format.age(now - 60'000).contains(QStringLiteral("ago")));
        QCOMPARE(m_format.age(now - 10LL * 24 * 3600 * 1000).size(), qsizetype(16)); // yyyy-MM-dd HH:mm
        QVERIFY(m_format.timeWithZone(now).contains(QStringLiteral("2026-01-15 12:00:00 UTC")));
    }

    void hostileTextIsMadeVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("right to left override") << QStringLiteral("a\u202eb") << "a[U+202E]b";
        QTest::newRow("zero width") << QStringLiteral("a\u200bb") << "a[U+200B]b";
        QTest::newRow("line end") << "a\nb" << QStringLiteral("a\u240ab");
        QTest::newRow("escape") << "a\x1b[0m" << QStringLiteral("a\u241b[0m");
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << QString(QChar(0xfffd));
        QTest::newRow("markup stays text") << "<b>x</b>"
                                           << "<b>x</b>";
        QTest::newRow("cut") << QString(300, u'x') << QString(200, u'x') + QStringLiteral("\u2026");
        QTest::newRow("other scripts stay") << QStringLiteral("币安") << QStringLiteral("币安");
    }
    void hostileTextIsMadeVisible()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(Format::plain(text), shown);
    }

private:
    Settings m_settings{QString()};
    test::FakeClock m_clock;
    Format m_format{m_settings, m_clock};
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_ui_format.moc"
