// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sealed.h"
#include "support/patience.h"
#include "ui/common/label.h"
#include "ui/keys/passphrasefield.h"
#include "ui/keys/passphrasestrength.h"
#include "ui/keys/secretfield.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;

class TestPassphrase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strength_data();
    void strength();
    void fieldWantsTheSameTwice();
    void fieldCountsCharacters();
    void fieldWipesItself();
};

void TestPassphrase::strength_data()
{
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<int>("expected");
    QTest::newRow("short") << u"Tr0ub4dor&3"_s << int(Strength::TooShort);
    QTest::newRow("eleven letters of two bytes") << u"\u00e4"_s.repeated(11) << int(Strength::TooShort);
    QTest::newRow("one letter") << u"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s << int(Strength::Weak);
    QTest::newRow("row") << u"abcdefghijklmnopqrstuvwxyz"_s << int(Strength::Weak);
    QTest::newRow("digits") << u"123456789012345"_s << int(Strength::Weak);
    QTest::newRow("repeated word") << u"ababababababababababababab"_s << int(Strength::Weak);
    QTest::newRow("words") << u"horse battery staple"_s << int(Strength::Fair);
    QTest::newRow("more words") << u"correct horse battery staple"_s << int(Strength::Strong);
    QTest::newRow("random") << u"q7#Vz0!mK2&xR9pL4@"_s << int(Strength::Strong);
}

void TestPassphrase::strength()
{
    QFETCH(const QString, passphrase);
    QFETCH(const int, expected);
    QCOMPARE(int(strengthOf(Secret(passphrase.toUtf8()))), expected);
}

void TestPassphrase::fieldWantsTheSameTwice()
{
    PassphraseField field;
    QSignalSpy changed(&field, &PassphraseField::changed);
    auto *first = field.findChild<SecretField *>(u"passphraseField"_s);
    auto *second = field.findChild<SecretField *>(u"repeatPassphraseField"_s);
    const auto *hint = field.findChild<Label *>(u"passphraseHint"_s);
    QVERIFY(!field.isAcceptable());
    QVERIFY(!field.passphrase());
    first->setText(u"correct horse battery staple"_s);
    QVERIFY(!field.isAcceptable());
    second->setText(u"correct horse battery stable"_s);
    QVERIFY(!field.isAcceptable());
    QVERIFY(hint->text().contains(u"not the same"_s));
    second->setText(u"correct horse battery staple"_s);
    QVERIFY(field.isAcceptable());
    QVERIFY(hint->text().contains(u"Strong"_s));
    QCOMPARE(first->accessibleDescription(), hint->text());
    QCOMPARE(field.passphrase()->view().toByteArray(), "correct horse battery staple"_ba);
    QCOMPARE(changed.count(), 3);
    first->setText(QString(2000, u'x'));
    QVERIFY(!field.isAcceptable());
    QVERIFY(hint->text().contains(u"too long"_s));
}

void TestPassphrase::fieldCountsCharacters()
{
    PassphraseField field;
    auto *first = field.findChild<SecretField *>(u"passphraseField"_s);
    auto *second = field.findChild<SecretField *>(u"repeatPassphraseField"_s);
    const QString eleven = u"\u00e4hre f\u00fcr b\u00f6"_s;
    QCOMPARE(eleven.size(), 11);
    first->setText(eleven);
    second->setText(eleven);
    QVERIFY(!field.isAcceptable());
    first->setText(eleven + u'!');
    second->setText(eleven.normalized(QString::NormalizationForm_D) + u'!');
    QVERIFY(field.isAcceptable()); // two spellings of the same
}

void TestPassphrase::fieldWipesItself()
{
    PassphraseField field;
    auto *first = field.findChild<SecretField *>(u"passphraseField"_s);
    first->setText(u"correct horse battery staple"_s);
    field.wipe();
    QVERIFY(first->text().isEmpty());
    first->setText(u"correct horse battery staple"_s);
    first->setWipeDelay(std::chrono::milliseconds(1));
    QEvent deactivate(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(first, &deactivate);
    QTRY_VERIFY(first->text().isEmpty());
    QVERIFY(field.findChild<Label *>(u"passphraseHint"_s)->text().contains(u"left alone"_s));
    field.show();
    first->setText(u"correct horse battery staple"_s);
    field.hide();
    QVERIFY(first->text().isEmpty());
}

QTEST_MAIN(TestPassphrase)
#include "tst_keys_passphrase.moc"
