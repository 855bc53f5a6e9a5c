// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/iplist.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

constexpr qsizetype mostWords = 1000;
constexpr qsizetype longestTyped = 60;
constexpr int narrowestWide = 24; ///< a network of a smaller prefix is pointed out

/// An address or network: IPv4 as the numbers from first to last, IPv6 as its text.
struct Parsed
{
    QString canonical;
    bool isIpv6 = false;
    quint32 first = 0, last = 0;
    int prefix = 32;
    QHostAddress address;
};

enum class Fault { None, NotAnAddress, LeadingZeros, Ipv6Network, Everyone };

bool isNumber(QStringView text, int longest)
{
    return !text.isEmpty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Four decimal numbers with dots; QHostAddress alone would take "10.1" and octal numbers too.
Fault readIpv4(QStringView text, quint32 &address)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4)
        return Fault::NotAnAddress;
    address = 0;
    bool hasLeadingZeros = false;
    for (const QStringView part : parts) {
        if (!isNumber(part, 3) || part.toInt() > 255)
            return Fault::NotAnAddress;
        hasLeadingZeros |= part.size() > 1 && part[0] == u'0';
        address = address << 8 | static_cast<quint32>(part.toInt());
    }
    return hasLeadingZeros ? Fault::LeadingZeros : Fault::None;
}

QString writeIpv4(quint32 address, int prefix)
{
    const QString text = QHostAddress(address).toString();
    return prefix == 32 ? text : u"%1/%2"_s.arg(text).arg(prefix);
}

void setIpv4(Parsed &parsed, quint32 address, int prefix)
{
    const quint32 mask = prefix == 0 ? 0 : ~quint32(0) << (32 - prefix);
    parsed.prefix = prefix;
    parsed.first = address & mask;
    parsed.last = parsed.first | ~mask;
    parsed.address = QHostAddress(parsed.first);
    parsed.canonical = writeIpv4(parsed.first, prefix);
}

Fault readIpv6(QStringView text, Parsed &parsed)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F') ||
               c == u':' || c == u'.';
    });
    QHostAddress address;
    if (!isPlain || !address.setAddress(text.toString()) ||
        address.protocol() != QAbstractSocket::IPv6Protocol) {
        return Fault::NotAnAddress;
    }
    bool isMapped = false;
    const quint32 mapped = address.toIPv4Address(&isMapped);
    if (isMapped) { // ::ffff:192.0.2.1 is an IPv4 address
        setIpv4(parsed, mapped, 32);
        return Fault::None;
    }
    parsed.isIpv6 = true;
    parsed.address = address;
    parsed.canonical = address.toString();
    return Fault::None;
}

Fault read(QStringView text, Parsed &parsed)
{
    const qsizetype slash = text.indexOf(u'/');
    const QStringView host = slash < 0 ? text : text.first(slash);
    if (host.contains(u':')) {
        const Fault fault = readIpv6(host, parsed);
        if (fault != Fault::None || slash < 0)
            return fault;
        return text.sliced(slash + 1) == u"128" && parsed.isIpv6 ? Fault::None : Fault::Ipv6Network;
    }
    int prefix = 32;
    if (slash >= 0) {
        const QStringView bits = text.sliced(slash + 1);
        prefix = bits.toInt();
        if (!isNumber(bits, 2) || prefix > 32)
            return Fault::NotAnAddress;
    }
    quint32 address = 0;
    if (const Fault fault = readIpv4(host, address); fault != Fault::None)
        return fault;
    setIpv4(parsed, address, prefix);
    return prefix == 0 ? Fault::Everyone : Fault::None;
}

std::optional<Parsed> parsed(const QString &entry)
{
    Parsed result;
    if (read(QStringView(entry).trimmed(), result) != Fault::None)
        return std::nullopt;
    return result;
}

struct Range
{
    const char *network;
    IpNote note;
};

/// What never reaches the exchange as a sender's address (IANA special-purpose registries).
constexpr std::array specialRanges{
    Range{"10.0.0.0/8", IpNote::Private},
    Range{"172.16.0.0/12", IpNote::Private},
    Range{"192.168.0.0/16", IpNote::Private},
    Range{"100.64.0.0/10", IpNote::Private},
    Range{"fc00::/7", IpNote::Private},
    Range{"127.0.0.0/8", IpNote::Loopback},
    Range{"::1/128", IpNote::Loopback},
    Range{"169.254.0.0/16", IpNote::LinkLocal},
    Range{"fe80::/10", IpNote::LinkLocal},
    Range{"192.0.2.0/24", IpNote::Documentation},
    Range{"198.51.100.0/24", IpNote::Documentation},
    Range{"203.0.113.0/24", IpNote::Documentation},
    Range{"2001:db8::/32", IpNote::Documentation},
    Range{"0.0.0.0/8", IpNote::NotPublic},
    Range{"192.0.0.0/24", IpNote::NotPublic},
    Range{"198.18.0.0/15", IpNote::NotPublic},
    Range{"224.0.0.0/3", IpNote::NotPublic},
    Range{"::/128", IpNote::NotPublic},
    Range{"ff00::/8", IpNote::NotPublic},
};

std::optional<IpNote> specialNote(const Parsed &entry)
{
    for (const Range &range : specialRanges) {
        const QPair<QHostAddress, int> network = QHostAddress::parseSubnet(QLatin1String(range.network));
        const bool isSameKind = (network.first.protocol() == QAbstractSocket::IPv6Protocol) == entry.isIpv6;
        if (isSameKind && (entry.isIpv6 || entry.prefix >= network.second) &&
            entry.address.isInSubnet(network)) {
            return range.note;
        }
    }
    return std::nullopt;
}

IpNote noteOf(Fault fault)
{
    switch (fault) {
    case Fault::None:
    case Fault::NotAnAddress:
        break;
    case Fault::LeadingZeros:
        return IpNote::LeadingZeros;
    case Fault::Ipv6Network:
        return IpNote::Ipv6Network;
    case Fault::Everyone:
        return IpNote::Everyone;
    }
    return IpNote::NotAnAddress;
}

bool holds(const Parsed &network, const Parsed &entry)
{
    if (network.isIpv6 || entry.isIpv6)
        return network.isIpv6 && entry.isIpv6 && network.canonical == entry.canonical;
    return network.first <= entry.first && entry.last <= network.last;
}

void addNotes(IpRow &row, const Parsed &entry)
{
    if (entry.canonical.compare(row.typed, Qt::CaseInsensitive) != 0)
        row.notes << IpNote::Rewritten;
    if (!entry.isIpv6) {
        row.addresses = qint64(entry.last) - entry.first + 1;
        if (entry.prefix < narrowestWide)
            row.notes << IpNote::WideNetwork;
    }
    if (const std::optional<IpNote> special = specialNote(entry))
        row.notes << *special;
}

/// IPv4 ranges, joined where they touch.
std::vector<std::pair<qint64, qint64>> joinedRanges(const QList<Parsed> &entries)
{
    std::vector<std::pair<qint64, qint64>> ranges;
    for (const Parsed &entry : entries) {
        if (!entry.isIpv6)
            ranges.emplace_back(entry.first, entry.last);
    }
    std::ranges::sort(ranges);
    std::vector<std::pair<qint64, qint64>> joined;
    for (const auto &[first, last] : ranges) {
        if (!joined.empty() && first <= joined.back().second + 1)
            joined.back().second = std::max(joined.back().second, last);
        else
            joined.emplace_back(first, last);
    }
    return joined;
}

} // namespace

bool isUnusable(IpNote note)
{
    return note <= IpNote::Everyone;
}

QStringList IpList::entries() const
{
    QStringList entries;
    for (const IpRow &row : rows) {
        if (row.isUsable() && !row.notes.contains(IpNote::Duplicate))
            entries << row.canonical;
    }
    return entries;
}

bool IpList::isValid() const
{
    return std::ranges::all_of(rows, &IpRow::isUsable) && !isTooLong();
}

QStringList splitIpList(const QString &text)
{
    static const QRegularExpression between(u"[\\s,;]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    constexpr qsizetype longestText = mostWords * (longestTyped + 2);
    return text.left(longestText).split(between, Qt::SkipEmptyParts).mid(0, mostWords);
}

IpList readIpList(const QString &text)
{
    return readIpList(splitIpList(text));
}

IpList readIpList(const QStringList &entries)
{
    IpList list;
    QList<std::pair<qsizetype, Parsed>> usable; // the row and what it says
    for (const QString &typed : entries.mid(0, mostWords)) {
        IpRow row;
        row.typed = typed.trimmed().left(longestTyped);
        Parsed entry;
        const Fault fault = typed.size() > longestTyped ? Fault::NotAnAddress : read(row.typed, entry);
        if (fault != Fault::None) {
            row.notes << noteOf(fault);
        } else {
            row.canonical = entry.canonical;
            const auto before = std::ranges::find_if(
                usable, [&entry](const auto &known) { return known.second.canonical == entry.canonical; });
            if (before != usable.end()) {
                row.notes << IpNote::Duplicate;
                row.other = entry.canonical;
            } else {
                addNotes(row, entry);
                usable.emplaceBack(list.rows.size(), entry);
            }
        }
        list.rows << row;
    }
    for (const auto &[place, entry] : std::as_const(usable)) {
        const auto wider = std::ranges::find_if(usable, [&place, &entry](const auto &candidate) {
            return candidate.first != place && holds(candidate.second, entry);
        });
        if (wider == usable.end())
            continue;
        list.rows[place].notes.prepend(IpNote::Covered);
        list.rows[place].other = wider->second.canonical;
    }
    return list;
}

std::optional<QString> canonicalIp(const QString &entry)
{
    const std::optional<Parsed> result = parsed(entry);
    return result ? std::optional(result->canonical) : std::nullopt;
}

bool isWithin(const QStringList &list, const QStringList &bounds)
{
    if (bounds.isEmpty())
        return true;
    if (list.isEmpty())
        return false;
    QList<Parsed> wider;
    for (const QString &bound : bounds) {
        if (std::optional<Parsed> entry = parsed(bound))
            wider << *std::move(entry);
    }
    const auto ranges = joinedRanges(wider);
    return std::ranges::all_of(list, [&](const QString &text) {
        const std::optional<Parsed> entry = parsed(text);
        if (!entry)
            return bounds.contains(text);
        if (entry->isIpv6)
            return std::ranges::any_of(wider, [&](const Parsed &bound) { return holds(bound, *entry); });
        return std::ranges::any_of(ranges, [&](const auto &range) {
            return range.first <= entry->first && entry->last <= range.second;
        });
    });
}

bool areSameAddresses(const QStringList &left, const QStringList &right)
{
    return isWithin(left, right) && isWithin(right, left);
}

} // namespace coffer::keys
