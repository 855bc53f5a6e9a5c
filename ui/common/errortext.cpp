// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errortext.h"

#include "ui/common/format.h"
#include "ui/common/refusaltext.h"

#include <QCoreApplication>

namespace coffer::ui {
namespace {

struct ErrorTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::ErrorText)

public:
    static QString buttonOf(Remedy remedy)
    {
        switch (remedy) {
        case Remedy::None:
            return {};
        case Remedy::Retry:
            return tr("Try again");
        case Remedy::AddKey:
            return tr("Add a key…");
        case Remedy::OpenKeys:
            return tr("Open Keys");
        case Remedy::OpenSettings:
            return tr("Open Settings");
        case Remedy::CopyAddress:
            return tr("Copy the address");
        case Remedy::SynchroniseClock:
            return tr("Measure the clock again");
        case Remedy::Unlock:
            return tr("Unlock");
        case Remedy::UnlockVault:
            return tr("Unlock the vault…");
        }
        return {};
    }

    static ErrorText text(const QString &title, const QString &advice, Remedy remedy)
    {
        return {title, advice, {}, remedy, buttonOf(remedy)};
    }

    static QString waitAdvice(const Error &error)
    {
        if (!error.retryAfter)
            return tr("Nothing was lost. Coffer slows down by itself and asks again in a moment.");
        const qint64 seconds = (error.retryAfter->count() + 999) / 1000;
        return tr("Nothing was lost. The exchange answers again in about %1 s; Coffer waits until then.")
            .arg(seconds);
    }

    static ErrorText ofWay(const Error &error);
    static ErrorText ofExchange(const Error &error);
    static ErrorText ofKeychain(const Error &error);
    static ErrorText ofStore(const Error &error);
    static ErrorText ofComputer(const Error &error);
    static ErrorText ofFile(const Error &error);
    static ErrorText ofAddress(const Error &error);
    static ErrorText of(const Error &error);
};

ErrorText ErrorTextWords::ofWay(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Timeout:
        return text(
            tr("The exchange did not answer in time."),
            tr("What is shown is from the last answer. The network may be slow; Coffer goes on trying."),
            Remedy::Retry);
    case ErrorKind::InsecureConnection:
        return text(
            tr("The connection to the exchange is not secure."),
            tr("Nothing was sent. Somebody on the way, a proxy or an outdated system may be the cause: "
               "use another network, and check the date of this computer and the exchange's address."),
            Remedy::OpenSettings);
    case ErrorKind::Proxy:
        return text(tr("The proxy refused the connection."),
                    tr("Check the proxy in the settings of this computer, and whether it asks for a login."),
                    Remedy::Retry);
    case ErrorKind::Redirected:
        return text(
            tr("The exchange's address points somewhere else."),
            tr("Coffer does not follow, because the signature would go along. Check the exchange host in "
               "Settings, or the network that you are in."),
            Remedy::OpenSettings);
    case ErrorKind::CaptivePortal:
        return text(
            tr("This network asks you to sign in first."),
            tr("A web page came back instead of the exchange's answer. Sign in to the network in a browser, "
               "then try again."),
            Remedy::Retry);
    case ErrorKind::TooLarge:
        return text(
            tr("The answer was larger than any answer should be."),
            tr("It was dropped and what was there is kept. If this repeats, check the exchange host in "
               "Settings."),
            Remedy::OpenSettings);
    case ErrorKind::MalformedReply:
        return text(
            tr("The exchange's answer could not be understood."),
            tr("It was dropped and what was there is kept. If this repeats, the exchange may have changed: "
               "look for a newer Coffer."),
            Remedy::Retry);
    default:
        return text(
            tr("The exchange can't be reached."),
            tr("What is shown is from the last answer, with its time. Check the network connection; Coffer "
               "goes on trying."),
            Remedy::Retry);
    }
}

ErrorText ErrorTextWords::ofAddress(const Error &error)
{
    ErrorText words =
        text(tr("The key may not be used from this internet address."), QString(), Remedy::CopyAddress);
    if (error.detail.isEmpty()) {
        words.advice =
            tr("The key is bound to other addresses. Add this computer's public address to the key on the "
               "exchange's API Management page.");
        words.remedy = Remedy::OpenKeys;
        words.button = buttonOf(Remedy::OpenKeys);
    } else {
        words.advice =
            tr("The exchange saw the address %1. Add it to the key on the exchange's API Management page.")
                .arg(Format::plain(error.detail, 64));
    }
    return words;
}

ErrorText ErrorTextWords::ofExchange(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::WrongAccessKey:
        return text(
            tr("The exchange does not know this access key."),
            tr("It may have been deleted, or belong to another host. Compare it with the exchange's API "
               "Management page, or paste the key again."),
            Remedy::OpenKeys);
    case ErrorKind::WrongSignature:
        return text(
            tr("The secret does not belong to this access key."),
            tr("The exchange rejected the signature. Paste access key and secret once more, both from the "
               "same key."),
            Remedy::OpenKeys);
    case ErrorKind::IpNotAllowed:
        return ofAddress(error);
    case ErrorKind::KeyExpired:
        return text(
            tr("The key has expired."),
            tr("Create a new one on the exchange's API Management page and paste it here. What was read so "
               "far is kept."),
            Remedy::AddKey);
    case ErrorKind::ClockOff:
        return text(
            tr("The clocks of this computer and of the exchange differ too much."),
            tr("The exchange refuses signatures that are more than five minutes off. Set this computer's "
               "clock, or let Coffer measure the difference again."),
            Remedy::SynchroniseClock);
    case ErrorKind::PermissionMissing:
        return text(
            tr("The key does not have the permission for this."),
            tr("Tick the missing permission on the exchange's API Management page, or use another key."),
            Remedy::OpenKeys);
    case ErrorKind::RateLimited:
        return text(tr("Too many requests in a short time."), waitAdvice(error), Remedy::None);
    case ErrorKind::Maintenance:
        return text(tr("The exchange is under maintenance."),
                    tr("What is shown is from before. Coffer asks again by itself."), Remedy::Retry);
    case ErrorKind::NotFound:
        return text(
            tr("The exchange has no such record."),
            tr("It may be too old: the exchange forgets orders after some months. What is kept here stays."),
            Remedy::None);
    case ErrorKind::OutcomeUnknown:
        return text(
            tr("It is not known whether the exchange carried this out."),
            tr("The request was sent but no answer came, and it was not sent again. Look at the orders "
               "before you repeat it."),
            Remedy::Retry);
    default:
        return text(tr("The exchange refused the request."),
                    tr("Nothing was changed. The details hold the exchange's own words."), Remedy::Retry);
    }
}

ErrorText ErrorTextWords::ofKeychain(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NoSuitableKey:
        return text(tr("No key here can do this."),
                    tr("Coffer needs a key with the permission for it. Keys that are paused or refused are "
                       "not used."),
                    Remedy::AddKey);
    case ErrorKind::Locked:
        return text(tr("Coffer is locked."),
                    tr("Secrets are out of memory and nothing is signed. What was read is kept."),
                    Remedy::Unlock);
    case ErrorKind::KeychainLocked:
        return text(
            tr("The secret could not be read: the keychain is locked."),
            tr("The key is still known and nothing was overwritten. Unlock the system's keychain, then try "
               "again."),
            Remedy::Retry);
    case ErrorKind::KeychainDenied:
        return text(
            tr("The keychain refused access."),
            tr("Nothing was stored or changed. Allow Coffer to use the keychain when the system asks."),
            Remedy::Retry);
    case ErrorKind::KeychainAbsent:
        return text(
            tr("This system has no keychain service."),
            tr("Nothing was stored: secrets are never written to a plain file. Install and start a keychain "
               "(GNOME Keyring or KWallet), then try again."),
            Remedy::Retry);
    case ErrorKind::KeychainTimeout:
        return text(
            tr("The keychain does not answer."),
            tr("Perhaps a window that asks for its password is waiting behind others. Nothing was changed."),
            Remedy::Retry);
    default:
        return text(
            tr("The secret in the keychain is damaged."),
            tr("It is not what Coffer wrote, so it was not used. Paste the key again; the record of the key "
               "is kept."),
            Remedy::OpenKeys);
    }
}

ErrorText ErrorTextWords::ofStore(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::VaultLocked:
        return text(tr("The vault is locked."),
                    tr("The keys in it are still known. Unlock it with its passphrase to go on."),
                    Remedy::UnlockVault);
    case ErrorKind::VaultAbsent:
        return text(tr("There is no vault file."),
                    tr("Set one up in Settings. If there was one, put it back into the profile folder; what "
                       "is known of its keys is kept."),
                    Remedy::OpenSettings);
    case ErrorKind::VaultChanged:
        return text(tr("Another program changed the vault file."),
                    tr("It was not overwritten. Lock the vault and unlock it again to use the file as it is "
                       "now."),
                    Remedy::OpenSettings);
    case ErrorKind::VaultDamaged:
        return text(
            tr("The vault file is not one that Coffer wrote."),
            tr("It was left as it is. Put a copy of the vault in its place, or move it away, set up a "
               "new vault and paste the keys again."),
            Remedy::OpenSettings);
    default:
        if (error.code == QLatin1String("memory"))
            return text(tr("The secret was kept in memory only, and Coffer was started again since."),
                        tr("Everything else about the key is kept. Paste its secret again."),
                        Remedy::OpenKeys);
        return text(tr("The secret of this key is gone from where it was kept."),
                    tr("Another program or person removed it. Everything else about the key is kept: paste "
                       "its secret again."),
                    Remedy::OpenKeys);
    }
}

ErrorText ErrorTextWords::ofComputer(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StorageCorrupt:
        return text(
            tr("A data file is damaged."),
            tr("It was left as it is. Restore it from a backup, or move it away and start Coffer again; "
               "secrets are in the keychain and not affected."),
            Remedy::None);
    case ErrorKind::StorageTooNew:
        return text(
            tr("A data file was written by a newer Coffer."),
            tr("Nothing was changed in it. Start the newer version, or choose another profile folder with "
               "--profile."),
            Remedy::None);
    case ErrorKind::StorageFull:
        return text(tr("There is no space left on the disk."),
                    tr("What is on screen is complete but can't be kept. Free some space, then try again."),
                    Remedy::Retry);
    case ErrorKind::OutOfMemory:
        return text(
            tr("There is not enough memory for this."),
            tr("Turning a passphrase into a key takes 130 MB for a moment. Nothing was changed. Close "
               "other programs, then try again."),
            Remedy::Retry);
    case ErrorKind::InvalidInput:
        return text(tr("This can't be used as it is."),
                    error.detail.isEmpty() ? tr("Check what was entered; nothing was stored.")
                                           : Format::plain(error.detail),
                    Remedy::None);
    default:
        if (error.code == QLatin1String("in-use"))
            return text(
                tr("The profile is in use."),
                tr("Another Coffer has it open. Use that window, or choose another profile folder with "
                   "--profile."),
                Remedy::None);
        if (error.code == QLatin1String("file"))
            return text(
                tr("The file can't be read or written."),
                tr("What was there before is kept. Check that its folder exists, belongs to you and is "
                   "not on a read-only disk, or choose another place."),
                Remedy::Retry);
        return text(
            tr("The profile folder can't be read or written."),
            tr("Check that the folder exists, belongs to you and is not on a read-only disk, or choose "
               "another one with --profile."),
            Remedy::Retry);
    }
}

/// A wrong passphrase and a changed file have the same words on purpose: nobody can tell them apart.
ErrorText ErrorTextWords::ofFile(const Error &error)
{
    if (error.kind == ErrorKind::WrongPassphrase)
        return text(
            tr("The passphrase does not open this file."),
            tr("Either the passphrase is another one, or the file was damaged or changed. Nothing was "
               "taken from it. Type the passphrase again, or use another copy of the file."),
            Remedy::None);
    if (error.code == QLatin1String("version"))
        return text(tr("This file was written by a newer Coffer."),
                    tr("Nothing was taken from it. Open it with that version, or a newer one."),
                    Remedy::None);
    if (error.code == QLatin1String("content"))
        return text(
            tr("What is inside this file can't be used."),
            tr("The passphrase is right, but the content is not what Coffer writes. Nothing was taken "
               "from it. Use another copy of the file."),
            Remedy::None);
    return text(tr("This is not a file that Coffer wrote for this purpose."),
                tr("Nothing was taken from it. Choose the file that Coffer saved."), Remedy::None);
}

// Every kind is named here, so that a new one is a compiler warning; the parts above word them.
ErrorText ErrorTextWords::of(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::InsecureConnection:
    case ErrorKind::Proxy:
    case ErrorKind::Redirected:
    case ErrorKind::CaptivePortal:
    case ErrorKind::TooLarge:
    case ErrorKind::MalformedReply:
        return ofWay(error);
    case ErrorKind::WrongAccessKey:
    case ErrorKind::WrongSignature:
    case ErrorKind::IpNotAllowed:
    case ErrorKind::KeyExpired:
    case ErrorKind::ClockOff:
    case ErrorKind::PermissionMissing:
    case ErrorKind::RateLimited:
    case ErrorKind::Maintenance:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::OutcomeUnknown:
        return ofExchange(error);
    case ErrorKind::NoSuitableKey:
    case ErrorKind::Locked:
    case ErrorKind::KeychainLocked:
    case ErrorKind::KeychainDenied:
    case ErrorKind::KeychainAbsent:
    case ErrorKind::KeychainTimeout:
    case ErrorKind::KeychainCorrupt:
        return ofKeychain(error);
    case ErrorKind::SecretGone:
    case ErrorKind::VaultLocked:
    case ErrorKind::VaultAbsent:
    case ErrorKind::VaultChanged:
    case ErrorKind::VaultDamaged:
        return ofStore(error);
    case ErrorKind::StorageUnavailable:
    case ErrorKind::StorageCorrupt:
    case ErrorKind::StorageTooNew:
    case ErrorKind::StorageFull:
    case ErrorKind::InvalidInput:
    case ErrorKind::OutOfMemory:
        return ofComputer(error);
    case ErrorKind::WrongPassphrase:
    case ErrorKind::UnknownFile:
        return ofFile(error);
    }
    return ofExchange(error);
}

} // namespace

ErrorText errorText(const Error &error)
{
    ErrorText words = ErrorTextWords::of(error);
    // What is unknown stays so, whatever the code says.
    if (error.kind != ErrorKind::OutcomeUnknown) {
        if (RefusalText known = refusalText(htx::reasonOf(error)); !known.title.isEmpty()) {
            words.title = std::move(known.title);
            words.advice = std::move(known.advice);
        }
    }
    const QString code = Format::plain(error.code, 80);
    const QString detail = Format::plain(error.detail, 400);
    words.details = code.isEmpty() ? detail : detail.isEmpty() ? code : code + QStringLiteral(": ") + detail;
    return words;
}

} // namespace coffer::ui
