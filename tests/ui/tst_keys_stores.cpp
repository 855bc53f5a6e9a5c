// SPDX-License-Identifier: GPL-3.0-or-later
// The windows about where secrets are kept.
#include "../keys/keyfixture.h"
#include "keys/keyinventory.h"
#include "keys/stores/memorystore.h"
#include "keys/stores/vaultstore.h"
#include "store/database.h"
#include "support/patience.h"
#include "ui/common/chiplabel.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/keys/secretfield.h"
#include "ui/keys/stores/movekeysdialog.h"
#include "ui/keys/stores/storechoice.h"
#include "ui/keys/stores/storenotice.h"
#include "ui/keys/stores/storescard.h"
#include "ui/keys/stores/storetext.h"
#include "ui/keys/stores/vaultdialog.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;

namespace {

using Mode = FakeSecretStore::Mode;

const QString passphrase = u"correct horse battery"_s;

/// Two keys in a keychain, a vault that is not set up yet, and memory.
struct Fixture
{
    Fixture()
    {
        stores.add(keychain);
        stores.add(vault);
        stores.add(memory);
        for (const QString &name : {u"one"_s, u"two"_s}) {
            const keys::KeyRecord record = keyRecord(name, u"readOnly"_s);
            table.save(record);
            keychain.secrets.insert(record.id, secretOf("secret of " + name.toUtf8()));
        }
    }
    Context context() { return {theme, format, settings, base.clock}; }

    ClientFixture base;
    QTemporaryDir folder;
    Settings settings{QString()};
    Theme theme{settings};
    Format format{settings, base.clock};
    store::Database database{QString(), keys::KeyTable::schema(), store::Durability::Record};
    keys::KeyTable table{database};
    FakeSecretStore keychain;
    keys::VaultStore vault{folder.filePath(u"vault"_s)};
    keys::MemoryStore memory;
    keys::SecretStores stores;
    keys::Keyring keyring{base.client, stores, base.clock};
    keys::KeyInventory inventory{table, stores, keyring, base.clock};
};

template<class T = QPushButton>
T *child(QWidget &parent, const char *name)
{
    return parent.findChild<T *>(QString::fromLatin1(name));
}

void type(QWidget &window, const char *field, const QString &text)
{
    QTest::keyClicks(child<SecretField>(window, field), text);
}

} // namespace

class TestKeyStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<Fixture>();
        AWAIT(loaded, m->inventory.load());
        VERIFY_RESULT(loaded);
    }
    void cleanup() { m.reset(); }

    void everyStateHasItsWords_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("chip");
        QTest::newRow("ready") << int(Mode::Ok) << u"Ready"_s;
        QTest::newRow("locked") << int(Mode::Locked) << u"Locked"_s;
        QTest::newRow("denied") << int(Mode::Denied) << u"Access refused"_s;
        QTest::newRow("absent") << int(Mode::Absent) << u"None here"_s;
    }
    void everyStateHasItsWords()
    {
        QFETCH(int, mode);
        QFETCH(QString, chip);
        StoresCard card(m->inventory, m->stores, m->context());
        StoreNotice notice(m->inventory, m->keyring, m->stores, m->context());
        auto *state = child<ChipLabel>(card, "state_keychain");
        QCOMPARE(state->chips().first().text, u"Not asked yet"_s);
        m->keychain.mode = Mode(mode);
        child(card, "checkKeychainButton")->click();
        QTRY_COMPARE(state->chips().first().text, chip);
        const bool isTrouble = mode != int(Mode::Ok);
        QCOMPARE(!notice.isHidden(), isTrouble); // two keys are in it
        if (!isTrouble)
            return;
        QCOMPARE(child<QLabel>(notice, "storeNoticeText")->text(), stateAdvice(m->keychain));
        m->keychain.mode = Mode::Ok;
        child(notice, "storeNoticeButton")->click();
        QTRY_VERIFY(notice.isHidden());
        QTRY_VERIFY(!m->keychain.secrets.contains(KeyId{u"check"_s})); // nothing stays of the check
        QCOMPARE(m->keychain.secrets.size(), 2);
    }

    void theVaultIsSetUpUnlockedAndChanged()
    {
        StoresCard card(m->inventory, m->stores, m->context());
        auto *state = child<ChipLabel>(card, "state_vault");
        QCOMPARE(state->chips().first().text, u"Not set up"_s);
        QVERIFY(child(card, "changePassphraseButton")->isHidden());
        QPointer<VaultDialog> dialog = new VaultDialog(m->vault, VaultDialog::Mode::Create, m->context());
        dialog->open();
        QPushButton *accept = child(*dialog, "vaultAccept");
        QVERIFY(!accept->isEnabled());
        type(*dialog, "passphraseField", u"too short"_s);
        QCOMPARE(child<QLabel>(*dialog, "passphraseHint")->text(), u"3 more characters are needed."_s);
        type(*dialog, "passphraseField", u" by far"_s);
        type(*dialog, "repeatPassphraseField", u"too short by fat"_s);
        QVERIFY(!accept->isEnabled());
        QCOMPARE(child<QLabel>(*dialog, "passphraseHint")->text(), u"The two are not the same yet."_s);
        child<SecretField>(*dialog, "repeatPassphraseField")->wipe();
        type(*dialog, "repeatPassphraseField", u"too short by far"_s);
        QVERIFY(accept->isEnabled());
        accept->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(state->chips().first().text, u"Open"_s);

        child(card, "vaultButton")->click(); // Lock
        QCOMPARE(state->chips().first().text, u"Locked"_s);
        dialog = new VaultDialog(m->vault, VaultDialog::Mode::Unlock, m->context());
        dialog->open();
        type(*dialog, "vaultCurrent", u"something else"_s);
        child(*dialog, "vaultAccept")->click();
        auto *error = dialog->findChild<ErrorBar *>();
        QTRY_VERIFY(error->isVisible());
        QVERIFY(child<SecretField>(*dialog, "vaultCurrent")->text().isEmpty());
        type(*dialog, "vaultCurrent", u"too short by far"_s);
        QTest::keyClick(child<SecretField>(*dialog, "vaultCurrent"), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(m->vault.isOpen());

        dialog = new VaultDialog(m->vault, VaultDialog::Mode::ChangePassphrase, m->context());
        dialog->open();
        type(*dialog, "vaultCurrent", u"too short by far"_s);
        type(*dialog, "passphraseField", passphrase);
        type(*dialog, "repeatPassphraseField", passphrase);
        child(*dialog, "vaultAccept")->click();
        QTRY_VERIFY(!dialog);
        m->vault.lock();
        AWAIT(old, m->vault.unlock(secretOf("too short by far")));
        QCOMPARE(old.error().kind, ErrorKind::WrongPassphrase);
        AWAIT(opened, m->vault.unlock(secretOf(passphrase.toUtf8())));
        VERIFY_RESULT(opened);
    }

    void leavingTheUnlockDialogLeavesTheVaultLocked()
    {
        AWAIT(created, m->vault.create(secretOf(passphrase.toUtf8())));
        VERIFY_RESULT(created);
        m->vault.lock();
        QPointer<VaultDialog> dialog = new VaultDialog(m->vault, VaultDialog::Mode::Unlock, m->context());
        dialog->open();
        type(*dialog, "vaultCurrent", passphrase);
        child(*dialog, "vaultAccept")->click();
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        AWAIT(after, m->vault.unlock(secretOf("not this one"))); // comes after the one that was left
        QVERIFY(!after);
        QVERIFY(!m->vault.isOpen());
    }

    void thePlaceOfNewKeysIsRemembered()
    {
        StoresCard card(m->inventory, m->stores, m->context());
        auto *box = child<QComboBox>(card, "placeChoice");
        QCOMPARE(box->currentData().toString(), u"keychain"_s);
        box->setCurrentIndex(box->findData(u"memory"_s));
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(m->stores.preferred().place(), u"memory"_s);
        QCOMPARE(m->settings.value(placeSetting), u"memory"_s);
        QCOMPARE(child<QLabel>(card, "placeCounts")->text(), u"2 in the system keychain"_s);
    }

    void aChoiceNeedsAnOpenVault()
    {
        StoreChoice choice(m->stores, m->context());
        QSignalSpy changed(&choice, &StoreChoice::changed);
        QCOMPARE(choice.place(), u"keychain"_s);
        QVERIFY(choice.isUsable());
        child<QRadioButton>(choice, "place_vault")->click();
        QCOMPARE(choice.place(), u"vault"_s);
        QVERIFY(!choice.isUsable());
        QVERIFY(!child(choice, "openVaultButton")->isHidden());
        QCOMPARE(child(choice, "openVaultButton")->text(), u"Set up a vault…"_s);
        AWAIT(created, m->vault.create(secretOf(passphrase.toUtf8())));
        QVERIFY(choice.isUsable());
        QVERIFY(child(choice, "openVaultButton")->isHidden());
        QCOMPARE(changed.count(), 2);
        child<QRadioButton>(choice, "place_memory")->click();
        QVERIFY(choice.isUsable());
        QCOMPARE(m->stores.preferred().place(), u"keychain"_s); // no setting is changed
    }

    void keysAreMovedWithWhatBecameOfEach()
    {
        AWAIT(created, m->vault.create(secretOf(passphrase.toUtf8())));
        m->keychain.secrets.remove(KeyId{u"id-two"_s}); // this one can't be read
        QPointer<MoveKeysDialog> dialog = new MoveKeysDialog(m->inventory, m->stores, m->context());
        dialog->open();
        QPushButton *button = child(*dialog, "moveButton");
        QVERIFY(!button->isEnabled()); // they are there already
        child<QRadioButton>(*dialog, "place_vault")->click();
        QVERIFY(button->isEnabled());
        QCOMPARE(button->text(), u"Move 2 keys"_s);
        button->click();
        QTRY_COMPARE(child<QLabel>(*dialog, "moveSummary")->text(), u"1 moved, 1 not moved."_s);
        auto *list = child<QListWidget>(*dialog, "moveKeysList");
        QStringList lines{list->item(0)->text(), list->item(1)->text()};
        lines.sort();
        QVERIFY(lines.first().contains(u"moved, in the vault file"_s));
        QVERIFY(lines.last().contains(u"not moved: "_s));
        AWAIT(read, m->vault.read(KeyId{u"id-one"_s}));
        VERIFY_RESULT(read);
        QCOMPARE(button->text(), u"Move 1 key"_s); // the other can be tried again
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void aMoveThatIsClosedEndsAfterTheKeyUnderWay()
    {
        FakeSecretStore slow(u"slow"_s);
        slow.mode = Mode::Late;
        m->stores.add(slow);
        QPointer<MoveKeysDialog> dialog = new MoveKeysDialog(m->inventory, m->stores, m->context());
        dialog->open();
        child<QRadioButton>(*dialog, "place_slow")->click();
        child(*dialog, "moveButton")->click();
        QTRY_COMPARE(slow.log.size(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(dialog); // a key is on its way
        slow.mode = Mode::Ok;
        slow.release();
        QTRY_VERIFY(!dialog);
        QCOMPARE(slow.log.size(), 1);
        QCOMPARE(m->keychain.secrets.size(), 1);
        QCOMPARE(slow.secrets.size(), 1);
    }

    void aLockedVaultIsNoticed()
    {
        AWAIT(created, m->vault.create(secretOf(passphrase.toUtf8())));
        AWAIT(written, m->vault.write(KeyId{u"id-one"_s}, secretOf("moved")));
        AWAIT(switched, m->inventory.setPlace(KeyId{u"id-one"_s}, u"vault"_s));
        StoreNotice notice(m->inventory, m->keyring, m->stores, m->context());
        QVERIFY(notice.isHidden());
        m->vault.lock();
        QVERIFY(!notice.isHidden());
        QVERIFY(
            child<QLabel>(notice, "storeNoticeText")->text().startsWith(u"The vault is locked: the key"_s));
        AWAIT(opened, m->vault.unlock(secretOf(passphrase.toUtf8())));
        QVERIFY(notice.isHidden());
        m->keyring.lock(); // locks the vault too, and is told by a bar of its own
        QVERIFY(!m->vault.isOpen());
        QVERIFY(notice.isHidden());
    }

private:
    std::unique_ptr<Fixture> m;
};

QTEST_MAIN(TestKeyStores)
#include "tst_keys_stores.moc"
