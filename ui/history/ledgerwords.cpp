// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/ledgerwords.h"

#include "ui/common/format.h"

#include <QCoreApplication>

#include <array>

namespace coffer::ui {

namespace {

using Word = std::pair<const char *, const char *>;

template<std::size_t size>
QString translated(const std::array<Word, size> &words, const QString &wire)
{
    for (const auto &[from, to] : words) {
        if (wire == QLatin1String(from))
            return QCoreApplication::translate("LedgerWords", to);
    }
    return Format::plain(wire, 40);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("LedgerWords", text);
}

} // namespace

QString orderKindText(const QString &kind)
{
    static constexpr std::array<Word, 8> words{{
        {"limit", QT_TRANSLATE_NOOP("LedgerWords", "Limit")},
        {"market", QT_TRANSLATE_NOOP("LedgerWords", "Market")},
        {"stop-limit", QT_TRANSLATE_NOOP("LedgerWords", "Stop limit")},
        {"limit-maker", QT_TRANSLATE_NOOP("LedgerWords", "Limit maker")},
        {"ioc", QT_TRANSLATE_NOOP("LedgerWords", "IOC")},
        {"limit-fok", QT_TRANSLATE_NOOP("LedgerWords", "FOK")},
        {"stop-limit-fok", QT_TRANSLATE_NOOP("LedgerWords", "Stop FOK")},
        {"market-grid", QT_TRANSLATE_NOOP("LedgerWords", "Market grid")},
    }};
    return translated(words, kind);
}

QString sourceText(const QString &source)
{
    static constexpr std::array<Word, 9> words{{
        {"api", QT_TRANSLATE_NOOP("LedgerWords", "API")},
        {"spot-api", QT_TRANSLATE_NOOP("LedgerWords", "API")},
        {"web", QT_TRANSLATE_NOOP("LedgerWords", "Web")},
        {"spot-web", QT_TRANSLATE_NOOP("LedgerWords", "Web")},
        {"app", QT_TRANSLATE_NOOP("LedgerWords", "App")},
        {"spot-app", QT_TRANSLATE_NOOP("LedgerWords", "App")},
        {"sys", QT_TRANSLATE_NOOP("LedgerWords", "System")},
        {"margin-api", QT_TRANSLATE_NOOP("LedgerWords", "Margin API")},
        {"super-margin-api", QT_TRANSLATE_NOOP("LedgerWords", "Cross margin API")},
    }};
    return translated(words, source);
}

Chip orderStateChip(const htx::Order &order)
{
    switch (order.state) {
    case htx::OrderState::Created:
        return {tr("Waiting"), Chip::Tone::Neutral};
    case htx::OrderState::Submitted:
        return {tr("Open"), Chip::Tone::Neutral};
    case htx::OrderState::PartiallyFilled:
        return {tr("Part filled"), Chip::Tone::Warning};
    case htx::OrderState::Filled:
        return {tr("Filled"), Chip::Tone::Good};
    case htx::OrderState::PartiallyCanceled:
        return {tr("Part cancelled"), Chip::Tone::Hollow};
    case htx::OrderState::Canceling:
        return {tr("Cancelling"), Chip::Tone::Warning};
    case htx::OrderState::Canceled:
        return {tr("Cancelled"), Chip::Tone::Hollow};
    case htx::OrderState::Rejected:
        return {tr("Rejected"), Chip::Tone::Danger};
    case htx::OrderState::Unknown:
        break;
    }
    return {Format::plain(order.rawState, 24), Chip::Tone::Warning};
}

Chip transferStateChip(const htx::Transfer &transfer)
{
    static constexpr std::array<Word, 18> words{{
        {"unknown", QT_TRANSLATE_NOOP("LedgerWords", "Unknown")},
        {"confirming", QT_TRANSLATE_NOOP("LedgerWords", "Confirming")},
        {"confirmed", QT_TRANSLATE_NOOP("LedgerWords", "Confirmed")},
        {"safe", QT_TRANSLATE_NOOP("LedgerWords", "Safe")},
        {"orphan", QT_TRANSLATE_NOOP("LedgerWords", "Orphaned")},
        {"waiting-tiny-amount", QT_TRANSLATE_NOOP("LedgerWords", "Too small yet")},
        {"verifying", QT_TRANSLATE_NOOP("LedgerWords", "Verifying")},
        {"failed", QT_TRANSLATE_NOOP("LedgerWords", "Failed")},
        {"submitted", QT_TRANSLATE_NOOP("LedgerWords", "Submitted")},
        {"reexamine", QT_TRANSLATE_NOOP("LedgerWords", "In review")},
        {"canceled", QT_TRANSLATE_NOOP("LedgerWords", "Cancelled")},
        {"pass", QT_TRANSLATE_NOOP("LedgerWords", "Approved")},
        {"reject", QT_TRANSLATE_NOOP("LedgerWords", "Rejected")},
        {"pre-transfer", QT_TRANSLATE_NOOP("LedgerWords", "Preparing")},
        {"wallet-transfer", QT_TRANSLATE_NOOP("LedgerWords", "Sending")},
        {"wallet-reject", QT_TRANSLATE_NOOP("LedgerWords", "Wallet refused")},
        {"confirm-error", QT_TRANSLATE_NOOP("LedgerWords", "Not confirmed")},
        {"repealed", QT_TRANSLATE_NOOP("LedgerWords", "Revoked")},
    }};
    static constexpr std::array bad{"orphan", "failed", "reject", "wallet-reject", "confirm-error"};
    const QString text = translated(words, transfer.state);
    if (htx::isSettled(transfer))
        return {text, Chip::Tone::Good};
    if (std::any_of(bad.cbegin(), bad.cend(),
                    [&](const char *word) { return transfer.state == QLatin1String(word); }))
        return {text, Chip::Tone::Danger};
    if (transfer.state == QLatin1String("canceled") || transfer.state == QLatin1String("repealed"))
        return {text, Chip::Tone::Hollow};
    return {text, Chip::Tone::Neutral};
}

} // namespace coffer::ui
