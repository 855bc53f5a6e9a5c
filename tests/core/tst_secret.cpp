// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <QTest>

#include <type_traits>
#include <utility>

using coffer::Secret;

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheBytes();
    void movesAndLeavesNothing();
    void compares();
    void wipesBuffers();
    void wipesWhatWasLongerBefore();
    void leavesLiteralsAlone();
    void isNeverCopied();
};

void TestSecret::keepsTheBytes()
{
    const QByteArray bytes("a\0b secret", 10);
    const Secret secret(bytes);
    QCOMPARE(secret.size(), 10);
    QVERIFY(!secret.isEmpty());
    QCOMPARE(secret.view().toByteArray(), bytes);
    QVERIFY(secret.view().data() != bytes.constData());

    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret(QByteArrayView()).isEmpty());
    QCOMPARE(Secret().view().size(), 0);

    const QByteArray large(100'000, 'x'); // more than may be locked, perhaps
    QCOMPARE(Secret(large).view().toByteArray(), large);
}

void TestSecret::movesAndLeavesNothing()
{
    Secret first("first secret");
    const char *const bytes = first.view().data();
    Secret second(std::move(first));
    QCOMPARE(second.view().data(), bytes); // moved, not copied
    QVERIFY(first.isEmpty());              // NOLINT(bugprone-use-after-move): what is tested
    Secret third("third");
    third = std::move(second);
    QCOMPARE(third.view().toByteArray(), QByteArray("first secret"));
    QVERIFY(second.isEmpty()); // NOLINT(bugprone-use-after-move)
    Secret &itself = third;
    third = std::move(itself);
    QCOMPARE(third.size(), 12);
}

void TestSecret::compares()
{
    QVERIFY(Secret("abc") == Secret("abc"));
    QVERIFY(!(Secret("abc") == Secret("abd")));
    QVERIFY(!(Secret("abc") == Secret("abcd")));
    QVERIFY(!(Secret("abc") == Secret()));
    QVERIFY(Secret() == Secret());
}

void TestSecret::wipesBuffers()
{
    QByteArray bytes = QByteArray(40, 's');
    const QByteArray watcher = bytes; // shares the buffer, so that it can be looked at afterwards
    Secret::wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QCOMPARE(watcher, QByteArray(40, '\0'));

    QString text(40, u's');
    const QString textWatcher = text;
    Secret::wipe(text);
    QVERIFY(text.isEmpty());
    QCOMPARE(textWatcher, QString(40, QChar(u'\0')));
}

void TestSecret::wipesWhatWasLongerBefore()
{
    QByteArray bytes("0123456789abcdef");
    bytes.reserve(64);
    const QByteArray watcher = bytes;
    bytes = QByteArray();
    QByteArray shortened = watcher;
    Secret::wipe(shortened);
    QCOMPARE(watcher.size(), 16);
    QCOMPARE(watcher, QByteArray(16, '\0'));
}

void TestSecret::leavesLiteralsAlone()
{
    QByteArray literal = QByteArrayLiteral("in read-only memory");
    Secret::wipe(literal);
    QVERIFY(literal.isEmpty());
    QString text = QStringLiteral("in read-only memory");
    Secret::wipe(text);
    QVERIFY(text.isEmpty());
    QByteArray nothing;
    Secret::wipe(nothing);
    QVERIFY(nothing.isEmpty());
}

void TestSecret::isNeverCopied()
{
    QVERIFY(!std::is_copy_constructible_v<Secret>);
    QVERIFY(!std::is_copy_assignable_v<Secret>);
    QVERIFY((!std::is_convertible_v<Secret, QByteArray>));
    QVERIFY((!std::is_convertible_v<QByteArray, Secret>));
    QVERIFY(std::is_nothrow_move_constructible_v<Secret>);
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
