// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/transfer.h"

#include <QList>

/// Deposits and withdrawals (htx-api.md 6).
namespace coffer::htx::endpoints::wallet {

/// Newest first; from is the last id of the page before. Read.
Call<QList<Transfer>> transfers(TransferDirection direction, const QString &from = {}, int size = 100);

} // namespace coffer::htx::endpoints::wallet
