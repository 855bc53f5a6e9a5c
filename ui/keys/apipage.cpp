// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/apipage.h"

#include <QDesktopServices>

namespace coffer::ui {

QUrl apiManagementPage()
{
    return QUrl(QStringLiteral("https://www.htx.com/en-us/apikey/"));
}

QUrl exchangeStartPage()
{
    return QUrl(QStringLiteral("https://www.htx.com/"));
}

bool openInBrowser(const QUrl &page)
{
    return QDesktopServices::openUrl(page);
}

} // namespace coffer::ui
