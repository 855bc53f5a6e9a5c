// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/outcome.h"

namespace coffer::activity {

Outcome outcomeOf(const htx::RequestRecord &record)
{
    if (!record.failure)
        return Outcome::Ok;
    switch (*record.failure) {
    case ErrorKind::OutcomeUnknown:
        return Outcome::Unknown;
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
        return Outcome::Refused;
    default:
        return Outcome::Failed;
    }
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return QStringLiteral("ok");
    case Outcome::Refused:
        return QStringLiteral("refused");
    case Outcome::Failed:
        return QStringLiteral("failed");
    case Outcome::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

} // namespace coffer::activity
