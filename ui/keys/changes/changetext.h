// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/keywish.h"
#include "keys/changes/keywitness.h"
#include "keys/changes/ownaccess.h"
#include "keys/changes/pendingtable.h"

#include <QString>

#include <optional>

namespace coffer::ui {

/// The name of a key that is changed, in quotation marks where it has one, else masked.
QString targetText(const keys::KeyTarget &target);

/// Why the user changes a key on the exchange's web page, as a sentence; empty when Coffer can.
QString whyNotHereText(const std::optional<keys::WhyNotHere> &why);

/// Who sees the exchange's list, for "seen by …".
QString witnessText(keys::Witness witness);

/// "Any address", or the list.
QString addressesText(const QStringList &ips);
/// "Permissions: Read, Trade → Read", a line for each field that differs; empty when nothing does.
QString differenceText(const keys::KeyWish &from, const keys::KeyWish &to,
                       const QList<keys::KeyField> &fields);
/// What is wrong with it and what to do; empty for None.
QString faultText(keys::WishFault fault);
/// What a new key would allow beyond the old one, by name; empty when nothing.
QString wideningText(const keys::Widening &widening);
/// Whether this computer could still use the key; empty when it surely can.
QString ownAccessText(const keys::OwnAddress &own);

/// A failure as one paragraph: what happened, what was kept, what to do.
QString failureText(const Error &error);

/// Why a second change of a key can't begin now, and what to do. kind: of the first one.
QString underWayText(const QString &kind);
/// What is under way, of every kind that the journal knows: "A rotation of “Bot” is under way."
QString pendingTitle(const keys::Pending &pending);
/// How far it came and what becomes of it when it is discarded.
QString pendingAdvice(const keys::Pending &pending);

} // namespace coffer::ui
