// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/keyfacts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

namespace {

using Kinds = QList<FindingKind>;

constexpr qint64 day = 86'400'000;
constexpr qint64 now = 1'768'478'400'000;

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
    void ofAge_data();
    void ofAge();
    void ofUse_data();
    void ofUse();
    void ofChanges_data();
    void ofChanges();
    void ofForeignOrdersAndAddresses();
    void evidenceHoldsForAStage();
    void evidenceIsOfWhatWasSeen();
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
        << Kinds{WithdrawWithoutIpBinding, UnplannedPermission, UnknownPermission, ExpiresUnused} << critical;
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
    const QList<Finding> found = findings({.held = &held, .listed = &listed});
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
    const QList<Finding> info = findings({.listed = &harmless});
    QCOMPARE(info.size(), 1);
    QCOMPARE(info.first().kind, FindingKind::NotHeldHere);
    QCOMPARE(info.first().severity, Severity::Info);

    const htx::ApiKeyRecord powerful = listedKey(u"readOnly,withdraw"_s, {u"192.0.2.7"_s}, -1);
    const QList<Finding> warning = findings({.listed = &powerful});
    QCOMPARE(warning.size(), 1);
    QCOMPARE(warning.first().severity, Severity::Warning);
}

void TestFindings::withoutAnyRecord()
{
    const KeyRecord held = heldKey(u"readOnly"_s);
    const QList<Finding> found = findings({.held = &held});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().kind, FindingKind::NotVerifiable);
}

void TestFindings::fromTheStoredRecord()
{
    KeyRecord held = heldKey(u"readOnly"_s);
    held.onExchange = listedKey(u"readOnly"_s, {}, -1);
    QCOMPARE(findings({.held = &held}).first().kind, FindingKind::NoIpBinding);
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
    const QList<Finding> found = findings({.held = &held});
    QCOMPARE(found.size(), 1);
    QCOMPARE(int(found.first().kind), kind);
    QCOMPARE(found.first().severity, Severity::Warning);
    QVERIFY(found.first().error == held.lastError);
}

void TestFindings::ofAge_data()
{
    QTest::addColumn<QString>("permissions");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<int>("validDays"); // -2: the exchange did not tell
    QTest::addColumn<int>("usedBefore");
    QTest::addColumn<int>("kind"); // -1: none
    QTest::addColumn<int>("days");
    const QStringList bound{u"192.0.2.7"_s};
    const auto row = [](const char *name, const QString &permissions, const QStringList &addresses,
                        int validDays, int usedBefore, int kind, int days) {
        QTest::newRow(name) << permissions << addresses << validDays << usedBefore << kind << days;
    };
    const int none = -1, soon = int(FindingKind::ExpiresSoon), unused = int(FindingKind::ExpiresUnused);
    row("bound, 14 days", u"readOnly,trade"_s, bound, 14, 1, soon, 14);
    row("unbound Read is permanent", u"readOnly"_s, {}, -1, 1, none, 0);
    row("unbound Trade, the exchange tells", u"readOnly,trade"_s, {}, 20, 1, unused, 20);
    row("unbound Trade, far off", u"readOnly,trade"_s, {}, 31, 1, none, 0);
    row("unbound Trade, not told, used lately", u"readOnly,trade"_s, {}, -2, 10, none, 0);
    row("unbound Trade, not told, unused", u"readOnly,trade"_s, {}, -2, 59, none, 0);
    row("unbound Trade, not told, long unused", u"readOnly,trade"_s, {}, -2, 85, unused, 5);
    row("unbound Trade, beyond", u"readOnly,trade"_s, {}, -2, 120, unused, 0);
    row("bound Trade needs no use", u"readOnly,trade"_s, bound, -2, 85, none, 0);
}

void TestFindings::ofAge()
{
    QFETCH(QString, permissions);
    QFETCH(QStringList, addresses);
    QFETCH(int, validDays);
    QFETCH(int, usedBefore);
    QFETCH(int, kind);
    QFETCH(int, days);
    KeyRecord held = heldKey(permissions);
    held.addedAt = now - 200 * day;
    held.lastUsedAt = now - usedBefore * day;
    const htx::ApiKeyRecord listed =
        listedKey(permissions, addresses, validDays == -2 ? std::nullopt : std::optional(validDays));
    int found = -1;
    for (const Finding &finding : findings({.held = &held, .listed = &listed, .now = now})) {
        if (finding.kind != FindingKind::ExpiresSoon && finding.kind != FindingKind::ExpiresUnused)
            continue;
        found = int(finding.kind);
        QCOMPARE(finding.days, days);
    }
    QCOMPARE(found, kind);
}

void TestFindings::ofUse_data()
{
    QTest::addColumn<int>("addedBefore");
    QTest::addColumn<int>("usedBefore"); // 0: never
    QTest::addColumn<int>("logSince");   // 0: no log
    QTest::addColumn<bool>("traded");
    QTest::addColumn<int>("kind"); // -1: none
    const auto row = [](const char *name, int added, int used, int since, bool traded, int kind) {
        QTest::newRow(name) << added << used << since << traded << kind;
    };
    const int idle = int(FindingKind::Idle), unused = int(FindingKind::UnusedPermission);
    row("used", 100, 1, 60, true, -1);
    row("Trade not needed", 100, 1, 60, false, unused);
    row("added lately", 59, 1, 60, false, -1);
    row("the log is too young to tell", 100, 1, 59, false, -1);
    row("no log", 100, 1, 0, false, -1);
    row("idle", 100, 60, 60, false, idle);
    row("never used", 60, 0, 60, false, idle);
    row("not idle yet", 100, 59, 60, true, -1);
}

void TestFindings::ofUse()
{
    QFETCH(int, addedBefore);
    QFETCH(int, usedBefore);
    QFETCH(int, logSince);
    QFETCH(bool, traded);
    QFETCH(int, kind);
    KeyRecord held = heldKey(u"readOnly,trade"_s);
    held.addedAt = now - addedBefore * day;
    held.lastUsedAt = usedBefore == 0 ? 0 : now - usedBefore * day;
    const htx::ApiKeyRecord listed = listedKey(u"readOnly,trade"_s, {u"192.0.2.7"_s}, -1);
    KeyUsage usage{now - logSince * day, {htx::Permission::Read}};
    if (traded)
        usage.needed.insert(htx::Permission::Trade);
    const QList<Finding> found =
        findings({.held = &held, .listed = &listed, .usage = logSince == 0 ? nullptr : &usage, .now = now});
    QCOMPARE(found.size(), kind < 0 ? 0 : 1);
    if (kind < 0)
        return;
    QCOMPARE(int(found.first().kind), kind);
    if (found.first().kind == FindingKind::UnusedPermission)
        QCOMPARE(found.first().permissions, QStringList{u"trade"_s});
}

void TestFindings::ofChanges_data()
{
    QTest::addColumn<QString>("permissions");
    QTest::addColumn<QString>("addresses");
    QTest::addColumn<QString>("note");
    QTest::addColumn<int>("kind"); // -1: none
    QTest::addColumn<int>("severity");
    const int info = int(Severity::Info), warning = int(Severity::Warning),
              critical = int(Severity::Critical);
    const auto row = [](const char *name, const char *permissions, const char *addresses, const char *note,
                        int kind, int severity) {
        QTest::newRow(name) << QString::fromLatin1(permissions) << QString::fromLatin1(addresses)
                            << QString::fromLatin1(note) << kind << severity;
    };
    const int rights = int(FindingKind::PermissionsChanged), looser = int(FindingKind::AddressesLooser);
    const int narrower = int(FindingKind::AddressesChanged), noted = int(FindingKind::NoteChanged);
    row("as it was", "trade, readOnly", "192.0.2.0/24", "bot", -1, info);
    row("gained Withdraw", "readOnly,trade,withdraw", "192.0.2.0/24", "bot", rights, critical);
    row("gained an unknown word", "readOnly,trade,teleport", "192.0.2.0/24", "bot", rights, critical);
    row("lost Trade", "readOnly", "192.0.2.0/24", "bot", rights, info);
    row("one of the network", "readOnly,trade", "192.0.2.7", "bot", narrower, info);
    row("another address", "readOnly,trade", "192.0.2.0/24,198.51.100.1", "bot", looser, warning);
    row("a wider network", "readOnly,trade", "192.0.0.0/16", "bot", looser, warning);
    row("anyone", "readOnly,trade", "", "bot", looser, warning);
    row("another note", "readOnly,trade", "192.0.2.0/24", "Bot", noted, info);
}

void TestFindings::ofChanges()
{
    QFETCH(QString, permissions);
    QFETCH(QString, addresses);
    QFETCH(QString, note);
    QFETCH(int, kind);
    QFETCH(int, severity);
    BaselineKey baseline;
    baseline.permissions = htx::PermissionSet::parse(u"readOnly,trade"_s);
    baseline.ipAddresses = {u"192.0.2.0/24"_s};
    baseline.note = u"bot"_s;
    htx::ApiKeyRecord listed = listedKey(permissions, addresses.split(u',', Qt::SkipEmptyParts), -1);
    listed.note = note;
    listed.updatedAt = now - day;
    const QList<Finding> found = driftFindings({.listed = &listed, .baseline = &baseline, .now = now});
    QCOMPARE(found.size(), kind < 0 ? 0 : 1);
    if (kind < 0)
        return;
    QCOMPARE(int(found.first().kind), kind);
    QCOMPARE(int(found.first().severity), severity);
    QCOMPARE(found.first().at, now - day);
    QVERIFY(found.first().before != found.first().now);
}

void TestFindings::ofForeignOrdersAndAddresses()
{
    const htx::ApiKeyRecord listed = listedKey(u"readOnly,withdraw"_s, {}, -1);
    const ForeignOrders orders{Uid{1}, 7, now - day, {u"spot-api"_s}, {u"btcusdt"_s}};
    KeyFacts facts{.listed = &listed, .foreignOrders = &orders, .now = now};
    facts.newAddresses << NewAddress{{Currency{u"usdt"_s}, u"trc20usdt"_s, u"mine"_s, u"TAddress"_s, {}},
                                     now};
    facts.isNew = true;
    QList<FindingKind> kinds;
    for (const Finding &finding : findings(facts))
        kinds << finding.kind;
    QCOMPARE(kinds, (Kinds{FindingKind::WithdrawWithoutIpBinding, FindingKind::UnknownKey,
                           FindingKind::NewAddress, FindingKind::ForeignOrders}));
}

void TestFindings::evidenceHoldsForAStage()
{
    Finding finding;
    finding.kind = FindingKind::ExpiresSoon;
    QStringList seen;
    for (const int days : {30, 15, 14, 8, 7, 4, 3, 2, 1}) {
        finding.days = days;
        finding.at = days; // no part of it
        seen << evidenceOf(finding);
    }
    QCOMPARE(seen[0], seen[1]);
    QCOMPARE(seen[2], seen[3]);
    QCOMPARE(seen[4], seen[5]);
    QCOMPARE(seen[6], seen[7]);
    QCOMPARE(QSet<QString>(seen.cbegin(), seen.cend()).size(), 5);
}

void TestFindings::evidenceIsOfWhatWasSeen()
{
    Finding finding;
    finding.kind = FindingKind::NotHeldHere;
    finding.permissions = {u"readOnly"_s, u"trade"_s};
    const QString before = evidenceOf(finding);
    finding.permissions = {u"trade"_s, u"readOnly"_s};
    QCOMPARE(evidenceOf(finding), before);
    finding.severity = Severity::Critical;
    finding.accepted = Acceptance{u"mine"_s, 1};
    QCOMPARE(evidenceOf(finding), before);
    finding.permissions << u"withdraw"_s;
    QVERIFY(evidenceOf(finding) != before);
    QSet<QString> words;
    for (int kind = 0; kind <= int(FindingKind::NotVerifiable); ++kind)
        words.insert(wireName(FindingKind(kind)));
    QCOMPARE(words.size(), int(FindingKind::NotVerifiable) + 1); // each its own, none empty
    QVERIFY(!words.contains(QString()));
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
