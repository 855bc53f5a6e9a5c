// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/feedrules.h"

namespace coffer::htx::feed {

QUrl socketUrl(const QUrl &exchange, const QString &path)
{
    if (!exchange.isValid() || exchange.host().isEmpty())
        return {};
    QUrl url = exchange;
    url.setScheme(exchange.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setPath(path);
    return url;
}

} // namespace coffer::htx::feed
