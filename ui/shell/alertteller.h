// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/shell/alertnews.h"

#include <QTimer>

namespace coffer::keys {
class Keyring;
}
namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// Puts alerts that fired into words for the desktop. While Coffer is locked it keeps silent, and tells them
/// together afterwards. Says prices and the user's own notes, never what the user holds.
class AlertTeller : public QObject
{
    Q_OBJECT

public:
    AlertTeller(market::AlertWatch &watch, const market::TickerBoard &board, keys::Keyring &keyring,
                const Context &context, QObject *parent = nullptr);

    /// "3 alerts fired", for the mark of the page; empty when all were seen.
    static QString unseenWords(int unseen);

Q_SIGNALS:
    /// A notification: plain text. market: whose chart to open on a click; empty when it is about several.
    void told(const QString &title, const QString &text, const QString &market);
    /// Goes with the notification, where one of its alerts is to be heard.
    void sounded();

private:
    void tellSoon();
    void tell();
    QString line(const market::AlertEvent &event) const;

    const market::TickerBoard &m_board;
    keys::Keyring &m_keyring;
    Context m_context;
    AlertNews m_news;
    QTimer m_soon;
};

} // namespace coffer::ui
