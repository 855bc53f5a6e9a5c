// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/findingtext.h"

#include "ui/common/errortext.h"
#include "ui/common/permissiontext.h"
#include "ui/common/theme.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::FindingText)

public:
    static QString permissionList(const QStringList &wire)
    {
        QStringList names;
        for (const QString &word : wire)
            names.append(permissionName(word));
        return names.join(tr(", "));
    }

    static FindingText ofRights(const keys::Finding &finding);
    static FindingText ofAge(const keys::Finding &finding);
    static FindingText ofSecret(const keys::Finding &finding);
    static FindingText refused(const keys::Finding &finding);
};

FindingText Words::ofRights(const keys::Finding &finding)
{
    const QString rights = permissionList(finding.permissions);
    switch (finding.kind) {
    case keys::FindingKind::WithdrawWithoutIpBinding:
        return {tr("Unbound Withdraw"), tr("Can send funds away from any internet address."),
                tr("Whoever learns this key can withdraw to the account's saved addresses, without a 2FA "
                   "code. Bind it to "
                   "your addresses on the exchange's API Management page, or replace it by a key without "
                   "Withdraw."),
                KeyAction::Pause};
    case keys::FindingKind::UnplannedPermission:
        return {tr("Unplanned right"), tr("Has a right that is not in your plan: %1.").arg(rights),
                tr("A right nobody needs is a risk for nothing. Untick it on the exchange's API Management "
                   "page, or "
                   "create a key that has only what you planned."),
                KeyAction::Pause};
    case keys::FindingKind::UnknownPermission:
        return {tr("Unknown right"), tr("Has a right that Coffer does not know: %1.").arg(rights),
                tr("What it allows is not documented, so it counts as the highest risk. Ask the exchange "
                   "what it is for, "
                   "or replace the key."),
                KeyAction::Pause};
    default:
        return {tr("No IP binding"), tr("Works from any internet address."),
                tr("Bind it to your addresses on the exchange's API Management page. A key that can trade or "
                   "withdraw "
                   "and is not bound is also switched off after 90 days without use."),
                KeyAction::Verify};
    }
}

FindingText Words::ofAge(const keys::Finding &finding)
{
    if (finding.kind == keys::FindingKind::Expired) {
        return {tr("Expired"), tr("The exchange no longer accepts this key."),
                tr("Create a new key on the exchange's API Management page and paste it here. This one can "
                   "be forgotten."),
                KeyAction::Forget};
    }
    const QString title = !finding.days        ? tr("Expires soon.")
                          : *finding.days == 1 ? tr("Expires in 1 day.")
                                               : tr("Expires in %n days.", nullptr, *finding.days);
    const QString chip = finding.days ? tr("Expires in %n d", nullptr, *finding.days) : tr("Expires soon");
    return {chip, title,
            tr("Create a new key in time and paste it here, so that nothing stops. A key that is bound to "
               "addresses does not run out."),
            KeyAction::None};
}

FindingText Words::refused(const keys::Finding &finding)
{
    if (!finding.error) {
        return {tr("Refused"), tr("The exchange refused this key."),
                tr("Coffer does not use it for now. Verify it again once the cause is gone."),
                KeyAction::Verify};
    }
    const ErrorText error = errorText(*finding.error);
    return {tr("Refused"), tr("The exchange refused this key: %1").arg(error.title), error.advice,
            KeyAction::Verify};
}

FindingText Words::ofSecret(const keys::Finding &finding)
{
    switch (finding.kind) {
    case keys::FindingKind::SecretMissing: {
        const QString cause =
            finding.error ? errorText(*finding.error).title : tr("The keychain did not give it.");
        return {tr("Secret unreadable"), tr("Its secret could not be read."),
                tr("%1 Nothing was overwritten. Unlock the keychain and verify again, or forget the key here "
                   "and paste it "
                   "anew.")
                    .arg(cause),
                KeyAction::Verify};
    }
    case keys::FindingKind::NotHeldHere:
        return {tr("Not held here"), tr("Exists on the account, but Coffer does not hold it."),
                tr("If another program of yours uses it, all is well. If you don't know it, delete it on the "
                   "exchange's "
                   "API Management page."),
                KeyAction::Paste};
    default:
        return {tr("Not verifiable"), tr("The exchange does not tell this key about itself."),
                tr("Its rights, addresses and expiry are unknown; what is shown is your plan. Sub-users' "
                   "keys are "
                   "described to the main account only: hold a Read key of that here as well."),
                KeyAction::Verify};
    }
}

} // namespace

FindingText findingText(const keys::Finding &finding)
{
    // Every kind is named, so that a new one is a compiler warning.
    switch (finding.kind) {
    case keys::FindingKind::WithdrawWithoutIpBinding:
    case keys::FindingKind::UnplannedPermission:
    case keys::FindingKind::UnknownPermission:
    case keys::FindingKind::NoIpBinding:
        return Words::ofRights(finding);
    case keys::FindingKind::Expired:
    case keys::FindingKind::ExpiresSoon:
        return Words::ofAge(finding);
    case keys::FindingKind::Refused:
        return Words::refused(finding);
    case keys::FindingKind::NotHeldHere:
    case keys::FindingKind::SecretMissing:
    case keys::FindingKind::NotVerifiable:
        return Words::ofSecret(finding);
    }
    return {};
}

QString severityName(keys::Severity severity)
{
    switch (severity) {
    case keys::Severity::Critical:
        return Words::tr("Critical");
    case keys::Severity::Warning:
        return Words::tr("Warning");
    case keys::Severity::Info:
        return Words::tr("Note");
    }
    return {};
}

Chip::Tone severityTone(keys::Severity severity)
{
    switch (severity) {
    case keys::Severity::Critical:
        return Chip::Tone::Danger;
    case keys::Severity::Warning:
        return Chip::Tone::Warning;
    case keys::Severity::Info:
        return Chip::Tone::Neutral;
    }
    return Chip::Tone::Neutral;
}

QColor severityColor(keys::Severity severity, const Colors &colors)
{
    switch (severity) {
    case keys::Severity::Critical:
        return colors.danger;
    case keys::Severity::Warning:
        return colors.warning;
    case keys::Severity::Info:
        return colors.accent;
    }
    return colors.accent;
}

} // namespace coffer::ui
