// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace coffer::ui {

/// The exchange's web page where the keys of a main account are made, changed and deleted.
QUrl apiManagementPage();
/// The exchange's own start page: to register, and to find the account's security settings.
QUrl exchangeStartPage();

/// Opens a page of the exchange in the user's browser; only when the user asks for it. Nothing of the account
/// is in the address. False when there is no browser.
bool openInBrowser(const QUrl &page);

} // namespace coffer::ui
