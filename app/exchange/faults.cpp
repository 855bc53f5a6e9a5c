// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/faults.h"

#include <algorithm>
#include <array>

namespace coffer::exchange {

namespace {

struct Name
{
    const char *name;
    FaultKind kind;
};

constexpr std::array names{
    Name{"close", FaultKind::Close},
    Name{"cut", FaultKind::Cut},
    Name{"hang", FaultKind::Hang},
    Name{"delay", FaultKind::Delay},
    Name{"drip", FaultKind::Drip},
    Name{"truncated", FaultKind::Truncated},
    Name{"empty", FaultKind::Empty},
    Name{"html", FaultKind::Html},
    Name{"wrong-type", FaultKind::WrongType},
    Name{"status", FaultKind::Status},
    Name{"redirect", FaultKind::Redirect},
    Name{"error", FaultKind::Error},
    Name{"body", FaultKind::Body},
    Name{"trailing-junk", FaultKind::TrailingJunk},
    Name{"bom", FaultKind::ByteOrderMark},
    Name{"invalid-utf8", FaultKind::InvalidUtf8},
    Name{"nan", FaultKind::NotANumber},
    Name{"duplicate-keys", FaultKind::DuplicateKeys},
    Name{"deep-nesting", FaultKind::DeepNesting},
    Name{"huge", FaultKind::Huge},
    Name{"huge-number", FaultKind::HugeNumber},
    Name{"wrong-clock", FaultKind::WrongClock},
    Name{"drop", FaultKind::Drop},
    Name{"silence", FaultKind::Silence},
    Name{"no-ping", FaultKind::NoPing},
    Name{"ping-flood", FaultKind::PingFlood},
    Name{"random-bytes", FaultKind::RandomBytes},
    Name{"text-frame", FaultKind::TextFrame},
    Name{"huge-frame", FaultKind::HugeFrame},
    Name{"bomb", FaultKind::Bomb},
    Name{"truncated-gzip", FaultKind::TruncatedGzip},
    Name{"bad-checksum", FaultKind::BadChecksum},
    Name{"sequence-gap", FaultKind::SequenceGap},
    Name{"wrong-symbol", FaultKind::WrongSymbol},
    Name{"refuse-auth", FaultKind::RefuseAuth},
};

bool covers(const QByteArray &pattern, const QByteArray &path)
{
    return pattern.endsWith('*') ? path.startsWith(QByteArrayView(pattern).chopped(1)) : path == pattern;
}

} // namespace

std::optional<FaultKind> faultKindOf(const QByteArray &name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const Name &known) { return known.name == name; });
    return found == names.end() ? std::nullopt : std::optional(found->kind);
}

bool isSocketFault(FaultKind kind)
{
    return kind >= FaultKind::Drop;
}

template<class Matches>
std::optional<Fault> Faults::take(Matches matches)
{
    for (auto fault = m_faults.begin(); fault != m_faults.end(); ++fault) {
        if (!matches(*fault))
            continue;
        if (fault->skip > 0) {
            --fault->skip;
            continue;
        }
        Fault struck = *fault;
        if (--fault->count <= 0)
            m_faults.erase(fault);
        return struck;
    }
    return std::nullopt;
}

std::optional<Fault> Faults::strike(const QByteArray &method, const QByteArray &path)
{
    return take([&](const Fault &fault) {
        return !isSocketFault(fault.kind) && covers(fault.path, path) &&
               (fault.method.isEmpty() || fault.method == method);
    });
}

std::optional<Fault> Faults::strikeSocket(const QByteArray &path, bool (*isWanted)(FaultKind))
{
    return take([&](const Fault &fault) { return isWanted(fault.kind) && covers(fault.path, path); });
}

} // namespace coffer::exchange
