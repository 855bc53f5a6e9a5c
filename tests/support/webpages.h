// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDesktopServices>
#include <QList>
#include <QObject>
#include <QUrl>

namespace coffer::test {

/// Takes the place of the browser while it lives: remembers what was opened.
class WebPages : public QObject
{
    Q_OBJECT

public:
    WebPages() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open"); }
    ~WebPages() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }

    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

} // namespace coffer::test
