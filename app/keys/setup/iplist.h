// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace coffer::keys {

/// How many addresses and networks a key can be bound to (htx-api.md 3.1).
inline constexpr int mostIpEntries = 20;

/// What there is to say about one entry of a list of addresses.
enum class IpNote {
    // It can't be used: the exchange takes addresses and IPv4 networks only
    NotAnAddress,
    LeadingZeros, ///< "010.0.0.1": some read that as octal
    Ipv6Network,  ///< networks are for IPv4 only
    Everyone,     ///< a network of prefix 0
    // It is left out
    Duplicate, ///< an entry before it says the same
    // It can be used, but see
    Covered,       ///< a network of the list holds it: IpRow::other
    Rewritten,     ///< meant as written in IpRow::canonical
    WideNetwork,   ///< more than 256 addresses: IpRow::addresses
    Private,       ///< an address of a home or company network, which the exchange never sees
    Loopback,      ///< this computer itself
    LinkLocal,     ///< one cable or one wireless network
    Documentation, ///< addresses of examples, which nobody has
    NotPublic,     ///< any other range that the exchange never sees: multicast, reserved, unspecified
};

/// True for the notes of entries that can't be part of a list.
bool isUnusable(IpNote note);

/// One entry as it was typed and what became of it.
struct IpRow
{
    QString typed;        ///< at most some 60 characters of it
    QString canonical;    ///< as the exchange gets it; empty when it can't be used
    QList<IpNote> notes;  ///< in the order of IpNote
    QString other;        ///< for Covered and Duplicate: the entry that is meant, as it is written
    qint64 addresses = 1; ///< how many addresses it allows; IPv6: 1

    bool isUsable() const { return !canonical.isEmpty(); }
    friend bool operator==(const IpRow &, const IpRow &) = default;
};

/// A list of addresses, looked at.
struct IpList
{
    QList<IpRow> rows;

    /// What the exchange gets: canonical, each once, in the order typed.
    QStringList entries() const;
    bool isTooLong() const { return entries().size() > mostIpEntries; }
    /// No entry is unusable (duplicates are only left out) and there are not too many. An empty list is
    /// valid: it binds the key to nothing.
    bool isValid() const;
};

/// The words of a pasted list: split at commas, semicolons, blanks and line ends; at most 1000.
QStringList splitIpList(const QString &text);
/// Looks at the entries: IPv4 and IPv6 addresses, IPv4 networks (htx-api.md 3.1).
IpList readIpList(const QStringList &entries);
IpList readIpList(const QString &text);

/// An entry in the form in which lists are compared; nullopt when it is none.
std::optional<QString> canonicalIp(const QString &entry);

/// True when whoever may use a key bound to `list` may also use one bound to `bounds`: the list is equal or
/// narrower. An empty list allows every address. An entry that nobody can read is only within itself.
bool isWithin(const QStringList &list, const QStringList &bounds);
/// Both allow the same addresses.
bool areSameAddresses(const QStringList &left, const QStringList &right);

} // namespace coffer::keys
