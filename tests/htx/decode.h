// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/envelope.h"

#include <QFile>

namespace coffer::htx::test {

/// A reply of our own in tests/fixtures/htx.
inline QByteArray fixture(const QByteArray &name)
{
    QFile file(QStringLiteral(COFFER_FIXTURES "/htx/%1.json").arg(QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no fixture %s.", name.constData());
    return file.readAll();
}

/// The body as the answer to this call.
template<class T>
Result<T> decode(const Call<T> &call, const QByteArray &body, int httpStatus = 200)
{
    return decodeEnvelope(httpStatus, body, call.parse);
}

} // namespace coffer::htx::test
