// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/keychainitem.h"
#include "keys/stores/memorystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

/// What is written into a keychain item, and the store that keeps nothing.
class TestItem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void refusesWhatDoesNotFit();
    void everyFlippedBitIsNoticed();
    void everyOtherLengthIsNoticed();
    void foreignContentIsNoticed_data();
    void foreignContentIsNoticed();
    void belongsToOneKey();
    void memoryForgetsAtTheEnd();

private:
    const KeyId m_key{u"7c9e6679-7425-40de-944b-e07fc1f90ae7"_s};
};

void TestItem::comesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("usual") << "c405c550-6fa0583b-fb4bc38e-d317e"_ba;
    QTest::newRow("one byte") << "x"_ba;
    QTest::newRow("binary") << QByteArray("a\0b\xff\n", 5);
    QTest::newRow("longest") << QByteArray(keychainitem::longestSecret, 's');
}

void TestItem::comesBackAsItWas()
{
    QFETCH(QByteArray, secret);
    const Result<QByteArray> item = keychainitem::pack(m_key, Secret(secret));
    QVERIFY(item.has_value());
    QVERIFY(item->size() < 1536); // security.md 2: the smallest limit of all platforms, with room
    const Result<Secret> back = keychainitem::unpack(m_key, *item);
    QVERIFY(back.has_value());
    QVERIFY(*back == Secret(secret));
}

void TestItem::refusesWhatDoesNotFit()
{
    for (const QByteArray &secret : {QByteArray(), QByteArray(keychainitem::longestSecret + 1, 's')}) {
        const Result<QByteArray> item = keychainitem::pack(m_key, Secret(secret));
        QVERIFY(!item.has_value());
        QCOMPARE(item.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(item.error().code, u"secretKey"_s);
    }
}

void TestItem::everyFlippedBitIsNoticed()
{
    const QByteArray item = *keychainitem::pack(m_key, Secret("secret"_ba));
    for (qsizetype byte = 0; byte < item.size(); ++byte) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray damaged = item;
            damaged[byte] = char(damaged.at(byte) ^ (1 << bit));
            const Result<Secret> back = keychainitem::unpack(m_key, damaged);
            QVERIFY(!back.has_value());
            QCOMPARE(back.error().kind, ErrorKind::KeychainCorrupt);
        }
    }
}

void TestItem::everyOtherLengthIsNoticed()
{
    const QByteArray item = *keychainitem::pack(m_key, Secret("secret"_ba));
    for (qsizetype length = 0; length < item.size(); ++length)
        QVERIFY(!keychainitem::unpack(m_key, item.first(length)).has_value());
    QVERIFY(!keychainitem::unpack(m_key, item + 'x').has_value());
}

void TestItem::foreignContentIsNoticed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("bare secret") << "c405c550-6fa0583b-fb4bc38e-d317e"_ba;
    QTest::newRow("later version") << "CFK\x02\0\x06secretchecksum"_ba;
    QTest::newRow("what removal leaves") << "removed"_ba;
}

void TestItem::foreignContentIsNoticed()
{
    QFETCH(QByteArray, content);
    const Result<Secret> back = keychainitem::unpack(m_key, content);
    QVERIFY(!back.has_value());
    QCOMPARE(back.error().kind, ErrorKind::KeychainCorrupt);
}

void TestItem::belongsToOneKey()
{
    const QByteArray item = *keychainitem::pack(m_key, Secret("secret"_ba));
    QVERIFY(!keychainitem::unpack(KeyId{u"another"_s}, item).has_value());
}

void TestItem::memoryForgetsAtTheEnd()
{
    MemoryStore store;
    QCOMPARE(store.place(), u"memory"_s);
    QCOMPARE(store.read(m_key).result().error().kind, ErrorKind::SecretGone);
    QVERIFY(!store.write(m_key, nullptr).result().has_value());
    QVERIFY(store.write(m_key, std::make_shared<const Secret>("secret"_ba)).result().has_value());
    QVERIFY(**store.read(m_key).result() == Secret("secret"_ba));
    QVERIFY(store.remove(m_key).result().has_value());
    QVERIFY(store.remove(m_key).result().has_value());
    QVERIFY(!store.read(m_key).result().has_value());
}

QTEST_GUILESS_MAIN(TestItem)
#include "tst_keys_item.moc"
