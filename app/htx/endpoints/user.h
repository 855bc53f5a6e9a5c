// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/call.h"
#include "htx/types/apikeyrecord.h"

#include <QList>

/// The user and the key list (htx-api.md 3.2). All need Read.
namespace coffer::htx::endpoints::user {

/// The user that the signing key belongs to.
Call<Uid> uid();
/// All keys of that user or sub-user, or one of them.
Call<QList<ApiKeyRecord>> apiKeys(Uid uid, const QString &accessKey = {});

} // namespace coffer::htx::endpoints::user
