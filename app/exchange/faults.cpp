// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/faults.h"

#include <algorithm>
#include <array>

namespace coffer::exchange {

namespace {

struct FaultName
{
    const char *name;
    FaultKind kind;
};

constexpr std::array names{
    FaultName{"close", FaultKind::Close},
    FaultName{"cut", FaultKind::Cut},
    FaultName{"hang", FaultKind::Hang},
    FaultName{"delay", FaultKind::Delay},
    FaultName{"drip", FaultKind::Drip},
    FaultName{"truncated", FaultKind::Truncated},
    FaultName{"empty", FaultKind::Empty},
    FaultName{"html", FaultKind::Html},
    FaultName{"wrong-type", FaultKind::WrongType},
    FaultName{"status", FaultKind::Status},
    FaultName{"redirect", FaultKind::Redirect},
    FaultName{"error", FaultKind::Error},
    FaultName{"body", FaultKind::Body},
    FaultName{"trailing-junk", FaultKind::TrailingJunk},
    FaultName{"bom", FaultKind::ByteOrderMark},
    FaultName{"invalid-utf8", FaultKind::InvalidUtf8},
    FaultName{"nan", FaultKind::NotANumber},
    FaultName{"duplicate-keys", FaultKind::DuplicateKeys},
    FaultName{"deep-nesting", FaultKind::DeepNesting},
    FaultName{"huge", FaultKind::Huge},
    FaultName{"huge-number", FaultKind::HugeNumber},
    FaultName{"wrong-clock", FaultKind::WrongClock},
    FaultName{"drop", FaultKind::Drop},
    FaultName{"silence", FaultKind::Silence},
    FaultName{"no-ping", FaultKind::NoPing},
    FaultName{"ping-flood", FaultKind::PingFlood},
    FaultName{"random-bytes", FaultKind::RandomBytes},
    FaultName{"text-frame", FaultKind::TextFrame},
    FaultName{"huge-frame", FaultKind::HugeFrame},
    FaultName{"bomb", FaultKind::Bomb},
    FaultName{"truncated-gzip", FaultKind::TruncatedGzip},
    FaultName{"bad-checksum", FaultKind::BadChecksum},
    FaultName{"sequence-gap", FaultKind::SequenceGap},
    FaultName{"wrong-symbol", FaultKind::WrongSymbol},
    FaultName{"refuse-auth", FaultKind::RefuseAuth},
};

bool covers(const QByteArray &pattern, const QByteArray &path)
{
    return pattern.endsWith('*') ? path.startsWith(QByteArrayView(pattern).chopped(1)) : path == pattern;
}

} // namespace

std::optional<FaultKind> faultKindOf(const QByteArray &name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const FaultName &known) { return known.name == name; });
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
