// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace coffer::ui {

/// What an endpoint is for, as a sentence: of htx::RequestRecord::endpoint, with ids in braces. Empty for one
/// that nobody described.
QString endpointPurpose(const QByteArray &endpoint);

} // namespace coffer::ui
