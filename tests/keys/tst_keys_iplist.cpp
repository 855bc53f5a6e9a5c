// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/iplist.h"

#include <QTest>

using namespace coffer::keys;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(QList<coffer::keys::IpNote>)

class TestIpList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entries_data();
    void entries();
    void splits_data();
    void splits();
    void duplicatesAreLeftOut();
    void coveredEntriesAreNamed();
    void tooManyAreRefused();
    void hostileTextIsBounded();
    void within_data();
    void within();
    void withinIsAnOrder();
};

void TestIpList::entries_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("canonical"); // empty: unusable
    QTest::addColumn<QList<IpNote>>("notes");
    using N = IpNote;
    const auto row = [](const char *typed, const char *canonical, const QList<IpNote> &notes) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(canonical) << notes;
    };
    row("8.8.8.8", "8.8.8.8", {});
    row("255.255.255.255", "255.255.255.255", {N::NotPublic});
    row("202.106.96.0/24", "202.106.96.0/24", {});
    row("202.106.96.77/24", "202.106.96.0/24", {N::Rewritten});
    row("202.106.96.77/32", "202.106.96.77", {N::Rewritten});
    row("202.106.96.0/23", "202.106.96.0/23", {N::WideNetwork});
    row("8.0.0.0/1", "0.0.0.0/1", {N::Rewritten, N::WideNetwork});
    row("2a00:1450:4001:800::200e", "2a00:1450:4001:800::200e", {});
    row("2A00:1450:4001:0800:0000:0000:0000:200E", "2a00:1450:4001:800::200e", {N::Rewritten});
    row("2a00::1/128", "2a00::1", {N::Rewritten});
    row("::ffff:8.8.4.4", "8.8.4.4", {N::Rewritten});
    row("10.1.2.3", "10.1.2.3", {N::Private});
    row("172.31.255.255", "172.31.255.255", {N::Private});
    row("172.32.0.0", "172.32.0.0", {});
    row("192.168.0.0/16", "192.168.0.0/16", {N::WideNetwork, N::Private});
    row("192.168.0.0/15", "192.168.0.0/15", {N::WideNetwork}); // half of it is public
    row("100.64.0.1", "100.64.0.1", {N::Private});
    row("127.0.0.1", "127.0.0.1", {N::Loopback});
    row("::1", "::1", {N::Loopback});
    row("169.254.9.9", "169.254.9.9", {N::LinkLocal});
    row("fe80::1", "fe80::1", {N::LinkLocal});
    row("fd00::7", "fd00::7", {N::Private});
    row("203.0.113.9", "203.0.113.9", {N::Documentation});
    row("2001:db8::1", "2001:db8::1", {N::Documentation});
    row("224.0.0.5", "224.0.0.5", {N::NotPublic});
    row("0.0.0.0", "0.0.0.0", {N::NotPublic});
    row("0.0.0.0/0", "", {N::Everyone});
    row("8.8.8.8/0", "", {N::Everyone});
    row("2a00::/32", "", {N::Ipv6Network});
    row("::/0", "", {N::Ipv6Network});
    row("2a00::1/64/64", "", {N::Ipv6Network});
    row("8.8.8.08", "", {N::LeadingZeros});
    row("010.1.1.1", "", {N::LeadingZeros});
    for (const char *typed : {"8.8.8",
                              "8.8",
                              "134744072",
                              "0x8.8.8.8",
                              "8.8.8.8.8",
                              "8.8.8.256",
                              "8.8.8.-1",
                              "8.8.8.8:443",
                              "8.8.8.8/33",
                              "8.8.8.8/",
                              "8.8.8.8/2 4",
                              "8.8.8.8/024",
                              "8.8.8.8/a",
                              "/24",
                              "fe80::1%eth0",
                              "[2a00::1]",
                              "2a00:::1",
                              "2a00",
                              ":",
                              "::ffff:8.8.8",
                              "example.com",
                              "*",
                              "8.8.8.*",
                              "8.8.8.8-9",
                              "８.8.8.8",
                              "٨.8.8.8",
                              "<b>8.8.8.8</b>",
                              "1:2:3:4:5:6:7:8:9"})
        row(typed, "", {N::NotAnAddress});
}

void TestIpList::entries()
{
    QFETCH(QString, typed);
    QFETCH(QString, canonical);
    QFETCH(QList<IpNote>, notes);
    const IpList list = readIpList(QStringList{typed});
    QCOMPARE(list.rows.size(), 1);
    QCOMPARE(list.rows.first().canonical, canonical);
    QVERIFY2(list.rows.first().notes == notes,
             list.rows.first().notes.isEmpty()
                 ? "no note"
                 : qPrintable(QString::number(int(list.rows.first().notes.last()))));
    QCOMPARE(list.isValid(), !canonical.isEmpty());
    QCOMPARE(list.entries(), canonical.isEmpty() ? QStringList() : QStringList{canonical});
    QCOMPARE(canonicalIp(typed).has_value(), !canonical.isEmpty());
    if (!canonical.isEmpty()) { // what is canonical stays as it is
        QCOMPARE(readIpList(canonical).entries(), QStringList{canonical});
        QVERIFY(!readIpList(canonical).rows.first().notes.contains(IpNote::Rewritten));
    }
    for (const IpNote note : notes)
        QCOMPARE(isUnusable(note), canonical.isEmpty());
}

void TestIpList::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("blanks") << u" \t\r\n,;, "_s << QStringList();
    QTest::newRow("commas") << u"8.8.8.8,9.9.9.9"_s << QStringList{u"8.8.8.8"_s, u"9.9.9.9"_s};
    QTest::newRow("mixed") << u" 8.8.8.8 ,\r\n9.9.9.9;\t1.1.1.0/24\n"_s
                           << QStringList{u"8.8.8.8"_s, u"9.9.9.9"_s, u"1.1.1.0/24"_s};
    QTest::newRow("no-break blank") << u"8.8.8.8\u00a09.9.9.9"_s << QStringList{u"8.8.8.8"_s, u"9.9.9.9"_s};
}

void TestIpList::splits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QCOMPARE(splitIpList(text), words);
}

void TestIpList::duplicatesAreLeftOut()
{
    const IpList list = readIpList(u"8.8.8.8, 8.8.8.8/32, 2a00::1, 2A00:0::1"_s);
    QCOMPARE(list.entries(), (QStringList{u"8.8.8.8"_s, u"2a00::1"_s}));
    QCOMPARE(list.rows[1].notes, QList{IpNote::Duplicate});
    QCOMPARE(list.rows[1].other, u"8.8.8.8"_s);
    QCOMPARE(list.rows[3].notes, QList{IpNote::Duplicate});
    QVERIFY(list.isValid());
}

void TestIpList::coveredEntriesAreNamed()
{
    const IpList list = readIpList(u"8.8.8.8 8.8.8.0/24 8.8.9.1"_s);
    QCOMPARE(list.rows[0].notes, QList{IpNote::Covered});
    QCOMPARE(list.rows[0].other, u"8.8.8.0/24"_s);
    QVERIFY(list.rows[1].notes.isEmpty());
    QCOMPARE(list.rows[1].addresses, 256);
    QVERIFY(list.rows[2].notes.isEmpty());
    QVERIFY(list.isValid());
}

void TestIpList::tooManyAreRefused()
{
    QStringList many;
    for (int i = 0; i < mostIpEntries; ++i)
        many << u"8.8.%1.1"_s.arg(i);
    QVERIFY(readIpList(many).isValid());
    many << u"8.8.0.1"_s; // once more the same
    QVERIFY(readIpList(many).isValid());
    many << u"8.8.99.1"_s;
    QVERIFY(readIpList(many).isTooLong());
    QVERIFY(!readIpList(many).isValid());
}

void TestIpList::hostileTextIsBounded()
{
    const IpList wide = readIpList(QStringList{QString(1'000'000, u'8')});
    QVERIFY(!wide.isValid());
    QVERIFY(wide.rows.first().typed.size() < 100);
    QVERIFY(splitIpList(u"8.8.8.8,"_s.repeated(500'000)).size() <= 1000);
    QVERIFY(readIpList(QStringList(100'000, u"8.8.8.8"_s)).rows.size() <= 1000);
    const IpList odd = readIpList(u"\u202e8.8.8.8"_s);
    QVERIFY(!odd.isValid());
    QVERIFY(!readIpList(QStringList{QString(QChar(0))}).isValid());
}

void TestIpList::within_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("bounds");
    QTest::addColumn<bool>("isInside");
    const auto row = [](const char *list, const char *bounds, bool isInside) {
        QTest::addRow("'%s' in '%s'", list, bounds)
            << QString::fromLatin1(list) << QString::fromLatin1(bounds) << isInside;
    };
    row("", "", true);
    row("8.8.8.8", "", true);
    row("", "8.8.8.8", false);
    row("8.8.8.8", "8.8.8.8", true);
    row("8.8.8.8", "8.8.8.0/24", true);
    row("8.8.8.0/24", "8.8.8.8", false);
    row("8.8.8.0/25", "8.8.8.0/24", true);
    row("8.8.8.0/24", "8.8.8.0/25", false);
    row("8.8.8.0/24", "8.8.8.0/25,8.8.8.128/25", true); // both halves
    row("8.8.8.0/24", "8.8.8.0/25,8.8.8.192/26", false);
    row("8.8.8.8,9.9.9.9", "9.9.9.9,8.8.8.8", true);
    row("8.8.8.8,9.9.9.9", "9.9.9.9", false);
    row("255.255.255.255", "255.255.255.254/31", true);
    row("2a00::1", "2A00:0:0::1", true);
    row("2a00::1", "2a00::2", false);
    row("2a00::1", "8.8.8.0/24", false);
    row("2a00::/32", "2a00::/32", true); // not understood, but the same
    row("2a00::1", "2a00::/32", false);  // not understood: nothing is assumed
    row("moon", "8.8.8.8", false);
}

void TestIpList::within()
{
    QFETCH(QString, list);
    QFETCH(QString, bounds);
    QFETCH(bool, isInside);
    QCOMPARE(isWithin(list.split(u',', Qt::SkipEmptyParts), bounds.split(u',', Qt::SkipEmptyParts)),
             isInside);
}

void TestIpList::withinIsAnOrder()
{
    const QList<QStringList> lists{{},
                                   {u"8.8.8.8"_s},
                                   {u"8.8.8.0/24"_s},
                                   {u"8.8.8.0/25"_s, u"8.8.8.128/25"_s},
                                   {u"8.0.0.0/8"_s, u"2a00::1"_s},
                                   {u"2a00::1"_s}};
    for (const QStringList &a : lists) {
        QVERIFY(isWithin(a, a));
        for (const QStringList &b : lists) {
            QCOMPARE(areSameAddresses(a, b), isWithin(a, b) && isWithin(b, a));
            for (const QStringList &c : lists)
                QVERIFY(!isWithin(a, b) || !isWithin(b, c) || isWithin(a, c));
        }
    }
    QVERIFY(areSameAddresses(lists[2], lists[3]));
}

QTEST_GUILESS_MAIN(TestIpList)
#include "tst_keys_iplist.moc"
