// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/types/ordering.h"

namespace coffer::htx {

OrderState orderStateFromCode(int code)
{
    switch (code) {
    case 5:
        return OrderState::PartiallyCanceled;
    case 6:
        return OrderState::Filled;
    case 7:
        return OrderState::Canceled;
    case 10:
        return OrderState::Canceling;
    default:
        return OrderState::Unknown;
    }
}

} // namespace coffer::htx
