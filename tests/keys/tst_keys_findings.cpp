// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/finding.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

namespace {

using Kinds = QList<FindingKind>;

KeyRecord heldKey(const QString &planned)
{
    KeyRecord record;
    record.accessKey = u"access"_s;
    record.planned = htx::PermissionSet::parse(planned);
    return record;
}

htx::ApiKeyRecord listedKey(const QString &permissions, const QStringList &addresses,
                            std::optional<int> validDays)
{
    htx::ApiKeyRecord record;
    record.accessKey = u"access"_s;
    record.status = u"normal"_s;
    record.permissions = htx::PermissionSet::parse(permissions);
    record.ipAddresses = addresses;
    record.validDays = validDays;
    return record;
}

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofListedKeys_data();
    void ofListedKeys();
    void ofKeysNotHeld();
    void withoutAnyRecord();
    void fromTheStoredRecord();
    void ofErrors_data();
    void ofErrors();
    void masking_data();
    void masking();
};

void TestFindings::ofListedKeys_data()
{
    QTest::addColumn<QString>("planned");
    QTest::addColumn<QString>("permissions");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<int>("validDays");
    QTest::addColumn<Kinds>("kinds");
    QTest::addColumn<int>("worst");
    const QStringList bound{u"192.0.2.7"_s};
    const int info = int(Severity::Info);
    const int warning = int(Severity::Warning);
    const int critical = int(Severity::Critical);
    using enum FindingKind;

    QTest::newRow("healthy") << u"readOnly"_s << u"readOnly"_s << bound << -1 << Kinds{} << info;
    QTest::newRow("read, anywhere") << u"readOnly"_s << u"readOnly"_s << QStringList() << -1
                                    << Kinds{NoIpBinding} << info;
    QTest::newRow("trade, anywhere") << u"readOnly,trade"_s << u"readOnly,trade"_s << QStringList() << 90
                                     << Kinds{NoIpBinding} << warning;
    QTest::newRow("withdraw, anywhere") << u"readOnly,withdraw"_s << u"withdraw,readOnly"_s << QStringList()
                                        << 90 << Kinds{WithdrawWithoutIpBinding} << critical;
    QTest::newRow("withdraw, bound") << u"readOnly,withdraw"_s << u"readOnly,withdraw"_s << bound << 90
                                     << Kinds{} << info;
    QTest::newRow("unplanned trade") << u"readOnly"_s << u"readOnly,trade"_s << bound << -1
                                     << Kinds{UnplannedPermission} << warning;
    QTest::newRow("unplanned withdraw")
        << u"readOnly"_s << u"readOnly,withdraw"_s << bound << -1 << Kinds{UnplannedPermission} << critical;
    QTest::newRow("less than planned")
        << u"readOnly,trade"_s << u"readOnly"_s << bound << -1 << Kinds{} << info;
    QTest::newRow("unknown word") << u"readOnly"_s << u"readOnly,teleport"_s << bound << -1
                                  << Kinds{UnknownPermission} << critical;
    QTest::newRow("expired") << u"readOnly"_s << u"readOnly"_s << bound << 0 << Kinds{Expired} << warning;
    QTest::newRow("31 days") << u"readOnly"_s << u"readOnly"_s << bound << 31 << Kinds{} << info;
    QTest::newRow("30 days") << u"readOnly"_s << u"readOnly"_s << bound << 30 << Kinds{ExpiresSoon} << info;
    QTest::newRow("7 days") << u"readOnly"_s << u"readOnly"_s << bound << 7 << Kinds{ExpiresSoon} << warning;
    QTest::newRow("all at once, worst first")
        << u"readOnly"_s << u"readOnly,withdraw,teleport"_s << QStringList() << 7
        << Kinds{WithdrawWithoutIpBinding, UnplannedPermission, UnknownPermission, ExpiresSoon} << critical;
}

void TestFindings::ofListedKeys()
{
    QFETCH(QString, planned);
    QFETCH(QString, permissions);
    QFETCH(QStringList, addresses);
    QFETCH(int, validDays);
    QFETCH(Kinds, kinds);
    QFETCH(int, worst);
    const KeyRecord held = heldKey(planned);
    const htx::ApiKeyRecord listed = listedKey(permissions, addresses, validDays);
    const QList<Finding> found = findings(&held, &listed);
    Kinds foundKinds;
    for (const Finding &finding : found) {
        foundKinds << finding.kind;
        if (finding.kind == FindingKind::ExpiresSoon)
            QCOMPARE(finding.days, validDays);
        if (finding.kind == FindingKind::UnknownPermission)
            QCOMPARE(finding.permissions, QStringList{u"teleport"_s});
        if (finding.kind == FindingKind::UnplannedPermission)
            QVERIFY(!finding.permissions.contains(u"readOnly"_s) && !finding.permissions.isEmpty());
    }
    QCOMPARE(foundKinds, kinds);
    if (!found.isEmpty())
        QCOMPARE(int(found.first().severity), worst);
}

void TestFindings::ofKeysNotHeld()
{
    const htx::ApiKeyRecord harmless = listedKey(u"readOnly"_s, {u"192.0.2.7"_s}, -1);
    const QList<Finding> info = findings(nullptr, &harmless);
    QCOMPARE(info.size(), 1);
    QCOMPARE(info.first().kind, FindingKind::NotHeldHere);
    QCOMPARE(info.first().severity, Severity::Info);

    const htx::ApiKeyRecord powerful = listedKey(u"readOnly,withdraw"_s, {u"192.0.2.7"_s}, -1);
    const QList<Finding> warning = findings(nullptr, &powerful);
    QCOMPARE(warning.size(), 1);
    QCOMPARE(warning.first().severity, Severity::Warning);
}

void TestFindings::withoutAnyRecord()
{
    const KeyRecord held = heldKey(u"readOnly"_s);
    const QList<Finding> found = findings(&held, nullptr);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().kind, FindingKind::NotVerifiable);
}

void TestFindings::fromTheStoredRecord()
{
    KeyRecord held = heldKey(u"readOnly"_s);
    held.onExchange = listedKey(u"readOnly"_s, {}, -1);
    QCOMPARE(findings(&held, nullptr).first().kind, FindingKind::NoIpBinding);
}

void TestFindings::ofErrors_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, ErrorKind error, FindingKind kind) {
        QTest::newRow(name) << int(error) << int(kind);
    };
    row("access key", ErrorKind::WrongAccessKey, FindingKind::Refused);
    row("signature", ErrorKind::WrongSignature, FindingKind::Refused);
    row("address", ErrorKind::IpNotAllowed, FindingKind::Refused);
    row("not listed", ErrorKind::Rejected, FindingKind::Refused);
    row("locked", ErrorKind::KeychainLocked, FindingKind::SecretMissing);
    row("denied", ErrorKind::KeychainDenied, FindingKind::SecretMissing);
    row("absent", ErrorKind::KeychainAbsent, FindingKind::SecretMissing);
    row("silent", ErrorKind::KeychainTimeout, FindingKind::SecretMissing);
    row("corrupt", ErrorKind::KeychainCorrupt, FindingKind::SecretMissing);
    row("secret gone", ErrorKind::SecretGone, FindingKind::SecretMissing);
    row("vault locked", ErrorKind::VaultLocked, FindingKind::SecretMissing);
    row("vault absent", ErrorKind::VaultAbsent, FindingKind::SecretMissing);
}

void TestFindings::ofErrors()
{
    QFETCH(int, error);
    QFETCH(int, kind);
    KeyRecord held = heldKey(u"readOnly"_s);
    held.onExchange = listedKey(u"readOnly"_s, {u"192.0.2.7"_s}, -1);
    held.lastError = Error{ErrorKind(error), u"code"_s, u"detail"_s, std::nullopt};
    const QList<Finding> found = findings(&held, nullptr);
    QCOMPARE(found.size(), 1);
    QCOMPARE(int(found.first().kind), kind);
    QCOMPARE(found.first().severity, Severity::Warning);
    QVERIFY(found.first().error == held.lastError);
}

void TestFindings::masking_data()
{
    QTest::addColumn<QString>("accessKey");
    QTest::addColumn<QString>("shown");
    QTest::newRow("usual") << u"2b55df29-vf25treb80-1535713d-8aea2"_s << u"2b55df29…8aea2"_s;
    QTest::newRow("short") << u"abcdefghijkl"_s << u"abc…kl"_s;
    QTest::newRow("tiny") << u"abc"_s << u"…"_s;
    QTest::newRow("none") << QString() << QString();
}

void TestFindings::masking()
{
    QFETCH(QString, accessKey);
    QFETCH(QString, shown);
    QCOMPARE(masked(accessKey), shown);
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_keys_findings.moc"
