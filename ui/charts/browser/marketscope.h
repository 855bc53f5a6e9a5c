// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

namespace coffer::ui {

/// Which markets the list is about.
struct MarketScope
{
    enum class Kind { All, Favourites, Recent, Quote };

    Kind kind = Kind::All;
    Currency quote{}; ///< of Kind::Quote: the currency that prices are in

    /// The user gave these an order of their own: favourites, or by when they were looked at.
    bool hasOwnOrder() const { return kind == Kind::Favourites || kind == Kind::Recent; }

    /// "all", "favourites", "recent" or "quote:usdt", as it is kept in the settings.
    QString toText() const;
    /// All markets when it is none of these.
    static MarketScope fromText(const QString &text);

    friend bool operator==(const MarketScope &, const MarketScope &) = default;
};

} // namespace coffer::ui
