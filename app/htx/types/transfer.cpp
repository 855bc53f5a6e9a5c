// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/types/transfer.h"

namespace coffer::htx {

bool isSettled(const Transfer &transfer)
{
    // A deposit counts for trading at "confirmed" and can be withdrawn at "safe" (htx-api.md 6).
    switch (transfer.direction) {
    case TransferDirection::Deposit:
        return transfer.state == QLatin1String("confirmed") || transfer.state == QLatin1String("safe");
    case TransferDirection::Withdrawal:
        return transfer.state == QLatin1String("confirmed");
    }
    Q_UNREACHABLE();
}

} // namespace coffer::htx
