// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffer::test {

/// data as a gzip file.
QByteArray gzip(const QByteArray &data);

} // namespace coffer::test
