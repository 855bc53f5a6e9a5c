// SPDX-License-Identifier: GPL-3.0-or-later
// The vault: its file as others see it, and the store over it.
#include "core/sealed.h"
#include "keyfixture.h"
#include "keys/stores/secretstores.h"
#include "keys/stores/vaultfile.h"
#include "keys/stores/vaultstore.h"
#include "support/patience.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

const KeyId keyA{u"a"_s};
const KeyId keyB{u"b"_s};
const QByteArray canary("c405c550-6fa0583b-fb4bc38e-d317e");

SharedSecret phrase(const QByteArray &text)
{
    return secretOf(text);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"vault"_s);
    }

    void keepsSecretsOverARestart()
    {
        {
            VaultStore vault(m_path);
            QCOMPARE(vault.place(), u"vault"_s);
            QCOMPARE(vault.state(), StoreState::Absent);
            AWAIT(created, vault.create(phrase("correct horse battery")));
            VERIFY_RESULT(created);
            QCOMPARE(vault.state(), StoreState::Ready);
            AWAIT(written, vault.write(keyA, secretOf(canary)));
            VERIFY_RESULT(written);
            AWAIT(second, vault.write(keyB, secretOf("another")));
            VERIFY_RESULT(second);
            AWAIT(removed, vault.remove(keyB));
            VERIFY_RESULT(removed);
        }
        VaultStore vault(m_path);
        QCOMPARE(vault.state(), StoreState::Locked);
        AWAIT(shut, vault.read(keyA));
        QCOMPARE(shut.error().kind, ErrorKind::VaultLocked);
        AWAIT(unwritten, vault.write(keyA, secretOf("other")));
        QCOMPARE(unwritten.error().kind, ErrorKind::VaultLocked);
        AWAIT(unlocked, vault.unlock(phrase("correct horse battery")));
        VERIFY_RESULT(unlocked);
        AWAIT(read, vault.read(keyA));
        VERIFY_RESULT(read);
        QVERIFY(**read == Secret(canary));
        AWAIT(gone, vault.read(keyB));
        QCOMPARE(gone.error().kind, ErrorKind::SecretGone);
        QCOMPARE(gone.error().code, u"vault"_s);
    }

    void theFileIsForItsOwnerAndHoldsNoPlainText()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        const QByteArray empty = contentOf(m_path);
        QVERIFY(QFile::setPermissions(m_path, QFileInfo(m_path).permissions() | QFileDevice::ReadOther));
        AWAIT(written, vault.write(keyA, secretOf(canary)));
        VERIFY_RESULT(written);
        const QByteArray first = contentOf(m_path);
        QCOMPARE(int(QFileInfo(m_path).permissions() & QFileDevice::Permissions(0x0077)), 0);
        for (const QByteArray &form : {canary, canary.toHex(), canary.toBase64(), "correct horse battery"_ba})
            QVERIFY(!first.contains(form));
        // The same content again is other bytes: no nonce is used twice. The salt stays, so does the key.
        AWAIT(again, vault.write(keyA, secretOf(canary)));
        VERIFY_RESULT(again);
        const QByteArray second = contentOf(m_path);
        QCOMPARE(second.size(), first.size());
        constexpr qsizetype nonceAt = 8 + 2 + 1 + 1 + 4 + 4 + 16;
        QVERIFY(second.sliced(nonceAt, 12) != first.sliced(nonceAt, 12));
        QCOMPARE(second.first(nonceAt), empty.first(nonceAt));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"vault"_s});
    }

    void aWrongPassphraseAndAChangedByteAreRefused_data()
    {
        QTest::addColumn<int>("at"); // the byte that is changed; -1 none, but the passphrase is wrong
        QTest::newRow("passphrase") << -1;
        QTest::newRow("log2N") << 11;
        QTest::newRow("salt") << 25;
        QTest::newRow("nonce") << 40;
        QTest::newRow("content") << 60;
        QTest::newRow("tag") << -2;
    }
    void aWrongPassphraseAndAChangedByteAreRefused()
    {
        QFETCH(int, at);
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        AWAIT(written, vault.write(keyA, secretOf(canary)));
        VERIFY_RESULT(written);
        vault.lock();
        QByteArray file = contentOf(m_path);
        if (at != -1) {
            char &byte = file[at == -2 ? file.size() - 1 : at];
            byte = static_cast<char>(byte ^ 1);
            overwrite(m_path, file);
        }
        AWAIT(unlocked, vault.unlock(phrase(at == -1 ? "correct horse batterie" : "correct horse battery")));
        QCOMPARE(unlocked.error().kind, ErrorKind::WrongPassphrase);
        QCOMPARE(vault.state(), StoreState::Locked);
        QCOMPARE(contentOf(m_path), file);
    }

    void aForeignFileIsNeverOverwritten_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("text") << QByteArray(200, 'x') << ErrorKind::VaultDamaged;
        QTest::newRow("backup") << "CFBACKUP"_ba + QByteArray(100, 'x') << ErrorKind::VaultDamaged;
        QTest::newRow("newer") << "CFVAULT\x01\x00\x63"_ba + QByteArray(100, '\0')
                               << ErrorKind::StorageTooNew;
        QTest::newRow("cut") << "CFVAULT\x01\x00\x01"_ba << ErrorKind::WrongPassphrase;
    }
    void aForeignFileIsNeverOverwritten()
    {
        QFETCH(QByteArray, content);
        QFETCH(ErrorKind, kind);
        overwrite(m_path, content);
        VaultStore vault(m_path);
        AWAIT(unlocked, vault.unlock(phrase("correct horse battery")));
        QCOMPARE(unlocked.error().kind, kind);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        QCOMPARE(created.error().code, u"exists"_s);
        AWAIT(written, vault.write(keyA, secretOf(canary)));
        QCOMPARE(written.error().kind, ErrorKind::VaultLocked);
        QCOMPARE(contentOf(m_path), content);
    }

    void anotherProgramsChangeIsNotOverwritten()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        VaultStore other(m_path); // as another computer that shares the folder
        AWAIT(opened, other.unlock(phrase("correct horse battery")));
        VERIFY_RESULT(opened);
        AWAIT(theirs, other.write(keyB, secretOf("theirs")));
        VERIFY_RESULT(theirs);
        AWAIT(ours, vault.write(keyA, secretOf("ours")));
        QCOMPARE(ours.error().kind, ErrorKind::VaultChanged);
        QCOMPARE(vault.state(), StoreState::Changed);
        vault.lock();
        AWAIT(again, vault.unlock(phrase("correct horse battery")));
        VERIFY_RESULT(again);
        AWAIT(kept, vault.read(keyB));
        VERIFY_RESULT(kept);
        AWAIT(now, vault.write(keyA, secretOf("ours")));
        VERIFY_RESULT(now);
    }

    void lockingWipes()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        SharedSecret secret = secretOf(canary);
        const std::weak_ptr<const Secret> watched = secret;
        AWAIT(written, vault.write(keyA, std::exchange(secret, nullptr)));
        VERIFY_RESULT(written);
        QTRY_COMPARE(watched.use_count(), 1L); // the vault's own
        SecretStores stores;
        stores.add(vault);
        stores.lock();
        QVERIFY(watched.expired());
        QCOMPARE(vault.state(), StoreState::Locked);
        QVERIFY(!vault.isOpen());
        AWAIT(read, vault.read(keyA));
        QCOMPARE(read.error().kind, ErrorKind::VaultLocked);
    }

    void aLockOrACancelBeatsAnUnlockUnderWay()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        vault.lock();
        Future<void> unlocking = vault.unlock(phrase("correct horse battery"));
        vault.lock();
        AWAIT(unlocked, unlocking);
        QVERIFY(!vault.isOpen());
        Future<void> cancelled = vault.unlock(phrase("correct horse battery"));
        cancelled.cancel();
        AWAIT(refused, vault.unlock(phrase("not this one"))); // which comes after it
        QCOMPARE(refused.error().kind, ErrorKind::WrongPassphrase);
        QVERIFY(!vault.isOpen());
    }

    void writesAreInOrderAndNoneIsLost()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        QList<Future<void>> writes;
        for (int number = 0; number < 5; ++number)
            writes << vault.write(KeyId{QString::number(number)}, secretOf(QByteArray::number(number)));
        AWAIT(last, vault.remove(KeyId{u"2"_s}));
        VERIFY_RESULT(last);
        for (int number = 0; number < 5; ++number) {
            VERIFY_RESULT(writes.at(number).result());
            AWAIT(read, vault.read(KeyId{QString::number(number)}));
            QCOMPARE(read.has_value(), number != 2);
        }
        AWAIT(tooLong, vault.write(keyA, secretOf(QByteArray(1025, 's'))));
        QCOMPARE(tooLong.error().kind, ErrorKind::InvalidInput);
    }

    void thePassphraseIsChangedInOneStep()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        AWAIT(written, vault.write(keyA, secretOf(canary)));
        VERIFY_RESULT(written);
        const QByteArray before = contentOf(m_path);
        AWAIT(wrong, vault.changePassphrase(phrase("a guess that fails"), phrase("staple and more")));
        QCOMPARE(wrong.error().kind, ErrorKind::WrongPassphrase);
        QCOMPARE(contentOf(m_path), before);
        QVERIFY(vault.isOpen());
        AWAIT(changed, vault.changePassphrase(phrase("correct horse battery"), phrase("staple and more")));
        VERIFY_RESULT(changed);
        constexpr qsizetype saltAt = 8 + 2 + 1 + 1 + 4 + 4;
        QVERIFY(contentOf(m_path).sliced(saltAt, 16) != before.sliced(saltAt, 16));
        AWAIT(after, vault.write(keyB, secretOf("after"))); // under the new key
        VERIFY_RESULT(after);
        vault.lock();
        AWAIT(old, vault.unlock(phrase("correct horse battery")));
        QCOMPARE(old.error().kind, ErrorKind::WrongPassphrase);
        AWAIT(unlocked, vault.unlock(phrase("staple and more")));
        VERIFY_RESULT(unlocked);
        AWAIT(read, vault.read(keyA));
        QVERIFY(**read == Secret(canary));
    }

    void killedWhileThePassphraseChanges_data()
    {
        QTest::addColumn<QString>("point");
        QTest::addColumn<bool>("isChanged");
        QTest::newRow("before the file") << u"vault.sealed"_s << false;
        QTest::newRow("after it") << u"vault.saved"_s << true;
    }
    /// The child is this program again, see main().
    void killedWhileThePassphraseChanges()
    {
        QFETCH(QString, point);
        QFETCH(bool, isChanged);
        QVERIFY(vaultfile::create(m_path, *phrase("correct horse battery")).has_value());
        const Result<vaultfile::Contents> empty = vaultfile::open(m_path, *phrase("correct horse battery"));
        VERIFY_RESULT(empty);
        VERIFY_RESULT(vaultfile::replace(m_path, *empty, {{keyA, secretOf(canary)}}));
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"COFFER_STOP_AT"_s, point);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"--change"_s, m_path});
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 137); // killed there, and not done
        const Result<vaultfile::Contents> now =
            vaultfile::open(m_path, *phrase(isChanged ? "staple and more" : "correct horse battery"));
        VERIFY_RESULT(now);
        QVERIFY(*now->items.value(keyA) == Secret(canary));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"vault"_s});
    }

    void aVaultThatIsGoneIsTold()
    {
        VaultStore vault(m_path);
        AWAIT(created, vault.create(phrase("correct horse battery")));
        VERIFY_RESULT(created);
        QVERIFY(QFile::remove(m_path));
        AWAIT(written, vault.write(keyA, secretOf(canary)));
        QCOMPARE(written.error().kind, ErrorKind::VaultAbsent);
        QVERIFY(!QFileInfo::exists(m_path)); // no vault comes into being unasked
        vault.lock();
        QCOMPARE(vault.state(), StoreState::Absent);
        AWAIT(unlocked, vault.unlock(phrase("correct horse battery")));
        QCOMPARE(unlocked.error().kind, ErrorKind::VaultAbsent);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--change"_s) {
        const auto changed = vaultfile::changePassphrase(arguments.value(2), *phrase("correct horse battery"),
                                                         *phrase("staple and more"));
        return changed ? 0 : 2;
    }
    TestVault vault;
    return QTest::qExec(&vault, arguments);
}

#include "tst_keys_vault.moc"
