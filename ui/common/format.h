// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/decimal.h"
#include "core/settings.h"

#include <QLocale>
#include <QObject>
#include <QString>

#include <optional>

namespace coffer::ui {

inline const Setting<QString> currencySetting{QStringLiteral("view/currency"), QStringLiteral("USDT")};
inline const Setting<bool> privacySetting{QStringLiteral("view/privacy"), false};

/// How numbers and times are written: thousands separators, market precision, sign, and masked in privacy
/// mode. An unknown value is "–", never 0.
class Format : public QObject
{
    Q_OBJECT

public:
    Format(Settings &settings, const Clock &clock, QObject *parent = nullptr);

    /// Amounts are masked: by choice or because Coffer is locked.
    bool isPrivate() const { return m_private || m_concealed; }
    /// The user's choice (privacy mode), which is remembered.
    bool isPrivacyChosen() const { return m_private; }
    void setPrivate(bool on);
    /// Masks amounts for as long as it is on, whatever the user's choice; not remembered.
    void setConcealed(bool on);

    /// An amount of an asset: up to decimals digits after the point, trailing zeros cut; "•••" in privacy
    /// mode.
    QString amount(const std::optional<Decimal> &amount, int decimals = 8) const;
    /// The same with exactly decimals digits, so that points line up in a column (the delegate mutes the
    /// zeros).
    QString alignedAmount(const std::optional<Decimal> &amount, int decimals = 8) const;
    /// Money: exactly decimals digits; masked in privacy mode.
    QString money(const std::optional<Decimal> &value, int decimals = 2) const;
    /// Money with its currency word: "12,345.67 USDT".
    QString money(const std::optional<Decimal> &value, const QString &currency, int decimals = 2) const;
    /// A market price (never masked): exactly decimals digits, or six significant ones when decimals is -1.
    QString price(const std::optional<Decimal> &price, int decimals = -1) const;
    /// A fraction as a signed percentage: "+1.34 %". Never masked.
    QString percent(const std::optional<Decimal> &fraction) const;
    /// "▲", "▼" or "" to go with a change.
    static QString arrow(const std::optional<Decimal> &value);
    /// An amount of change with its sign; masked in privacy mode.
    QString change(const std::optional<Decimal> &value, int decimals = 2) const;

    /// Local date and time of ms UTC; "–" for 0.
    QString time(qint64 ms) const;
    /// With zone and UTC, for tooltips.
    QString timeWithZone(qint64 ms) const;
    /// The local date so many days from now.
    QString dayAhead(int days) const;
    /// "12 s ago" under a minute, else the time of day or the date.
    QString age(qint64 ms) const;

    /// A server's or user's text made safe to show: control and bidi characters visible, at most limit
    /// characters.
    static QString plain(const QString &text, int limit = 200);

Q_SIGNALS:
    /// Everything shown is to be written anew.
    void changed();

private:
    QString grouped(const QByteArray &digits) const;

    Settings &m_settings;
    const Clock &m_clock;
    QLocale m_locale;
    bool m_private = false;
    bool m_concealed = false;
};

} // namespace coffer::ui
