// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/storetext.h"

#include "ui/common/errortext.h"
#include "ui/common/format.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

using keys::StoreState;

struct StoreTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::StoreText)

public:
    static Chip ofVault(StoreState state);
    static Chip ofKeychain(StoreState state);
};

bool isVault(const QString &place)
{
    return place == QLatin1String("vault");
}

bool isKeychain(const QString &place)
{
    return place == QLatin1String("keychain");
}

bool isMemory(const QString &place)
{
    return place == QLatin1String("memory");
}

Chip StoreTextWords::ofVault(StoreState state)
{
    switch (state) {
    case StoreState::Ready:
        return {tr("Open"), Chip::Tone::Good};
    case StoreState::Absent:
        return {tr("Not set up"), Chip::Tone::Neutral};
    case StoreState::Changed:
        return {tr("Can't be used"), Chip::Tone::Danger};
    case StoreState::Unknown:
    case StoreState::Locked:
    case StoreState::Denied:
    case StoreState::Waiting:
    case StoreState::Hanging:
        break;
    }
    return {tr("Locked"), Chip::Tone::Warning};
}

Chip StoreTextWords::ofKeychain(StoreState state)
{
    switch (state) {
    case StoreState::Ready:
        return {tr("Ready"), Chip::Tone::Good};
    case StoreState::Locked:
        return {tr("Locked"), Chip::Tone::Warning};
    case StoreState::Denied:
        return {tr("Access refused"), Chip::Tone::Warning};
    case StoreState::Absent:
        return {tr("None here"), Chip::Tone::Warning};
    case StoreState::Waiting:
        return {tr("Waiting"), Chip::Tone::Warning};
    case StoreState::Hanging:
        return {tr("No answer"), Chip::Tone::Danger};
    case StoreState::Changed:
        return {tr("Can't be used"), Chip::Tone::Danger};
    case StoreState::Unknown:
        break;
    }
    return {tr("Not asked yet"), Chip::Tone::Neutral};
}

} // namespace

QString placeName(const QString &place)
{
    if (isKeychain(place))
        return StoreTextWords::tr("System keychain");
    if (isVault(place))
        return StoreTextWords::tr("Vault file");
    if (isMemory(place))
        return StoreTextWords::tr("Memory only");
    return place.isEmpty() ? QStringLiteral("–") : Format::plain(place, 64);
}

QString placePhrase(const QString &place)
{
    if (isKeychain(place))
        return StoreTextWords::tr("in the system keychain");
    if (isVault(place))
        return StoreTextWords::tr("in the vault file");
    if (isMemory(place))
        return StoreTextWords::tr("in memory only");
    return StoreTextWords::tr("in “%1”").arg(Format::plain(place, 64));
}

QString placeExplanation(const QString &place)
{
    if (isKeychain(place))
        return StoreTextWords::tr(
            "One item a key in the keychain of this system, which opens when you log in.");
    if (isVault(place))
        return StoreTextWords::tr(
            "One encrypted file in the profile folder, which a passphrase of yours opens.");
    return StoreTextWords::tr(
        "Never written anywhere. Gone when Coffer quits; then the key must be pasted again.");
}

Chip stateChip(const keys::SecretStore &store)
{
    if (isMemory(store.place()))
        return {StoreTextWords::tr("Until Coffer quits"), Chip::Tone::Neutral};
    return isVault(store.place()) ? StoreTextWords::ofVault(store.state())
                                  : StoreTextWords::ofKeychain(store.state());
}

QString stateAdvice(const keys::SecretStore &store)
{
    switch (store.state()) {
    case StoreState::Waiting:
        return StoreTextWords::tr(
            "The keychain has not answered yet. Check for an unlock window: it may be behind "
            "others. Everything that needs no secret goes on.");
    case StoreState::Hanging:
        return StoreTextWords::tr(
            "The keychain does not answer. Check for an unlock window, or start the keychain "
            "again. Nothing was changed, and everything that needs no secret goes on.");
    case StoreState::Absent:
        return isVault(store.place())
                   ? QString()
                   : StoreTextWords::tr(
                         "This system has no keychain service. Start one (GNOME Keyring or KWallet), "
                         "or keep keys in the vault file or in memory.");
    case StoreState::Locked:
        if (isVault(store.place()))
            return StoreTextWords::tr("Its passphrase is asked for once, and again after Coffer was locked.");
        return StoreTextWords::tr(
            "Unlock the system's keychain, then check it again. Nothing was changed in it.");
    case StoreState::Denied:
        return StoreTextWords::tr(
            "Allow Coffer to use the keychain when the system asks, then check it again. Nothing "
            "was changed in it.");
    case StoreState::Changed:
        if (store.trouble()) {
            const ErrorText words = errorText(*store.trouble());
            return words.title + QLatin1Char(' ') + words.advice;
        }
        break;
    case StoreState::Unknown:
    case StoreState::Ready:
        break;
    }
    return {};
}

QString interruptedText(const keys::ItemNote &note, bool isOpen)
{
    const QString label = Format::plain(note.label, 80);
    QStringList left = note.places;
    left.removeAll(note.kept);
    const QString where = left.isEmpty() ? QString() : placePhrase(left.first());
    switch (note.reason) {
    case keys::ItemReason::Adding:
        if (!note.kept.isEmpty())
            return StoreTextWords::tr("Coffer ended while “%1” was being saved. It was saved.").arg(label);
        return isOpen ? StoreTextWords::tr(
                            "Coffer ended while “%1” was being saved. The key is not held here; what was "
                            "written %2 is removed as soon as that can be opened. Add the key again.")
                            .arg(label, where)
                      : StoreTextWords::tr(
                            "Coffer ended while “%1” was being saved. Nothing was kept: add the key again.")
                            .arg(label);
    case keys::ItemReason::Moving:
    case keys::ItemReason::Replacing:
        break;
    }
    if (note.kept.isEmpty())
        return StoreTextWords::tr("Coffer ended while “%1” was being removed. It is no longer held here.")
            .arg(label);
    const QString started =
        note.reason == keys::ItemReason::Moving
            ? StoreTextWords::tr("Coffer ended while “%1” was being moved.").arg(label)
            : StoreTextWords::tr("Coffer ended while “%1” was being pasted again.").arg(label);
    const QString now =
        isOpen ? StoreTextWords::tr("Its secret is %1; a copy %2 is removed as soon as that can be "
                                    "opened.")
                     .arg(placePhrase(note.kept), where)
               : StoreTextWords::tr("Its secret is %1, and only there.").arg(placePhrase(note.kept));
    return started + QLatin1Char(' ') + now;
}

} // namespace coffer::ui
