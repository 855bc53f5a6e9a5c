// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/finding.h"

#include "keys/refusal.h"

#include <algorithm>

namespace coffer::keys {

namespace {

constexpr int soonDays = 30;
constexpr int urgentDays = 7;

using htx::Permission;

Finding finding(FindingKind kind, Severity severity)
{
    Finding result;
    result.kind = kind;
    result.severity = severity;
    return result;
}

bool movesFunds(const htx::PermissionSet &permissions)
{
    return permissions.has(Permission::Withdraw) || permissions.has(Permission::Account) ||
           !permissions.unknown.isEmpty();
}

void addPermissionFindings(const KeyRecord *held, const htx::ApiKeyRecord &record, QList<Finding> &out)
{
    if (!record.permissions.unknown.isEmpty()) {
        Finding unknown = finding(FindingKind::UnknownPermission, Severity::Critical);
        unknown.permissions = record.permissions.unknown;
        out << unknown;
    }
    if (!held)
        return;
    Finding unplanned = finding(FindingKind::UnplannedPermission, Severity::Warning);
    for (const Permission permission :
         {Permission::Read, Permission::Trade, Permission::Withdraw, Permission::Account}) {
        if (!record.permissions.has(permission) || held->planned.has(permission))
            continue;
        unplanned.permissions << htx::wireName(permission);
        if (permission == Permission::Withdraw || permission == Permission::Account)
            unplanned.severity = Severity::Critical;
    }
    if (!unplanned.permissions.isEmpty())
        out << unplanned;
}

void addAddressFindings(const htx::ApiKeyRecord &record, QList<Finding> &out)
{
    if (!record.ipAddresses.isEmpty())
        return;
    if (record.permissions.has(Permission::Withdraw))
        out << finding(FindingKind::WithdrawWithoutIpBinding, Severity::Critical);
    else if (record.permissions.risk() > 0)
        out << finding(FindingKind::NoIpBinding, Severity::Warning);
    else
        out << finding(FindingKind::NoIpBinding, Severity::Info); // it can only look
}

void addExpiryFindings(const htx::ApiKeyRecord &record, QList<Finding> &out)
{
    if (record.isExpired()) {
        out << finding(FindingKind::Expired, Severity::Warning);
    } else if (record.validDays && *record.validDays > 0 && *record.validDays <= soonDays) {
        Finding soon = finding(FindingKind::ExpiresSoon,
                               *record.validDays <= urgentDays ? Severity::Warning : Severity::Info);
        soon.days = record.validDays;
        out << soon;
    }
}

void addErrorFinding(const Error &error, QList<Finding> &out)
{
    Finding result = isSecretMissing(error.kind) ? finding(FindingKind::SecretMissing, Severity::Warning)
                                                 : finding(FindingKind::Refused, Severity::Warning);
    result.error = error;
    out << result;
}

} // namespace

QList<Finding> findings(const KeyRecord *held, const htx::ApiKeyRecord *listed)
{
    Q_ASSERT(held || listed);
    QList<Finding> out;
    const htx::ApiKeyRecord *record = listed;
    if (!record && held && held->onExchange)
        record = &*held->onExchange;
    if (record) {
        addPermissionFindings(held, *record, out);
        addAddressFindings(*record, out);
        addExpiryFindings(*record, out);
        if (!held)
            out << finding(FindingKind::NotHeldHere,
                           movesFunds(record->permissions) ? Severity::Warning : Severity::Info);
    } else {
        out << finding(FindingKind::NotVerifiable, Severity::Info);
    }
    if (held && held->lastError)
        addErrorFinding(*held->lastError, out);
    std::ranges::stable_sort(out, [](const Finding &left, const Finding &right) {
        return left.severity != right.severity ? left.severity > right.severity : left.kind < right.kind;
    });
    return out;
}

} // namespace coffer::keys
