// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/findingtext.h"

#include "ui/common/errortext.h"
#include "ui/common/theme.h"
#include "ui/keys/findingwords.h"

namespace coffer::ui {

using Words = FindingWords;

namespace {

FindingText refused(const keys::Finding &finding)
{
    if (!finding.error) {
        return {Words::tr("Refused"),
                Words::tr("The exchange refused this key."),
                Words::tr("Coffer does not use it for now. Verify it again once the cause is gone."),
                {},
                KeyAction::Verify};
    }
    const ErrorText error = errorText(*finding.error);
    const bool isBinding = finding.error->kind == ErrorKind::IpNotAllowed;
    return {Words::tr("Refused"), Words::tr("The exchange refused this key: %1").arg(error.title),
            error.advice, error.details, isBinding ? KeyAction::Edit : KeyAction::Verify};
}

FindingText secretMissing(const keys::Finding &finding)
{
    const QString cause =
        finding.error ? errorText(*finding.error).title : Words::tr("The keychain did not give it.");
    const bool isLost = finding.error && (finding.error->kind == ErrorKind::SecretGone ||
                                          finding.error->kind == ErrorKind::KeychainCorrupt);
    return {Words::tr("Secret unreadable"),
            Words::tr("Its secret could not be read."),
            isLost
                ? Words::tr("%1 Paste it anew, or forget the key here.").arg(cause)
                : Words::tr("%1 Nothing was overwritten. Unlock the keychain and verify again.").arg(cause),
            {},
            isLost ? KeyAction::Paste : KeyAction::Verify};
}

FindingText notHeldHere()
{
    return {
        Words::tr("Not held here"),
        Words::tr("Exists on the account, but Coffer does not hold it."),
        Words::tr("If another program of yours uses it, accept it. If you don't know it, delete it on the "
                  "exchange's API Management page."),
        {},
        KeyAction::Paste};
}

FindingText notVerifiable()
{
    return {Words::tr("Not verifiable"),
            Words::tr("The exchange does not tell this key about itself."),
            Words::tr("Its rights, addresses and expiry are unknown; what is shown is your plan. Sub-users' "
                      "keys are described to the main account only: add a Read key of that here as well."),
            {},
            KeyAction::Add};
}

} // namespace

FindingText findingText(const keys::Finding &finding)
{
    // Every kind is named, so that a new one is a compiler warning.
    switch (finding.kind) {
    case keys::FindingKind::WithdrawWithoutIpBinding:
    case keys::FindingKind::UnplannedPermission:
    case keys::FindingKind::UnknownPermission:
    case keys::FindingKind::UnusedPermission:
    case keys::FindingKind::NoIpBinding:
        return Words::ofRights(finding);
    case keys::FindingKind::Expired:
    case keys::FindingKind::ExpiresSoon:
    case keys::FindingKind::ExpiresUnused:
    case keys::FindingKind::Idle:
        return Words::ofAge(finding);
    case keys::FindingKind::UnknownKey:
    case keys::FindingKind::PermissionsChanged:
    case keys::FindingKind::AddressesLooser:
    case keys::FindingKind::AddressesChanged:
    case keys::FindingKind::NoteChanged:
    case keys::FindingKind::NewAddress:
    case keys::FindingKind::ForeignOrders:
        return Words::ofDrift(finding);
    case keys::FindingKind::Refused:
        return refused(finding);
    case keys::FindingKind::SecretMissing:
        return secretMissing(finding);
    case keys::FindingKind::NotHeldHere:
        return notHeldHere();
    case keys::FindingKind::NotVerifiable:
        return notVerifiable();
    }
    return {};
}

QString answerLabel(KeyAction action)
{
    if (action == KeyAction::Edit)
        return Words::tr("Edit…");
    if (action == KeyAction::Respond)
        return Words::tr("Respond…");
    if (action == KeyAction::Forget)
        return Words::tr("Forget…");
    return KeyActions::label(action);
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
