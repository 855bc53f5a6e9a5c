// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "ui/common/appsettings.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/shell/actions.h"

#include <QAction>
#include <QApplication>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr qsizetype mostLines = 3;

} // namespace

Tray::Tray(keys::KeyInventory &inventory, keys::Keyring &keyring, const Actions &actions,
           const Context &context, QWidget *window)
    : QObject(window), m_inventory(inventory), m_keyring(keyring), m_context(context), m_window(window)
{
    makeMenu(actions);
    m_icon.setIcon(QIcon(pixmap(QStringLiteral("app"), Qt::black, 64)));
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Context)
            showWindow();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::answerClick);
    connect(this, &Tray::told, &m_icon, [this](const QString &title, const QString &text) {
        if (m_icon.isVisible())
            m_icon.showMessage(title, text, QSystemTrayIcon::Warning);
    });
    connect(&inventory, &keys::KeyInventory::changed, this, [this] {
        updateText();
        tellNews();
    });
    connect(&keyring, &keys::Keyring::lockedChanged, this, [this] {
        updateText();
        tellNews();
    });
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == traySetting.key)
            updateVisible();
    });
    updateText();
    updateVisible();
}

void Tray::makeMenu(const Actions &actions)
{
    m_menu.setObjectName(QStringLiteral("trayMenu"));
    QAction *show = m_menu.addAction(tr("&Show Coffer"), this, &Tray::showWindow);
    show->setObjectName(QStringLiteral("trayShow"));
    m_menu.addAction(actions.lock);
    m_menu.addSeparator();
    m_menu.addAction(actions.quit);
}

void Tray::showWindow()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Tray::updateVisible()
{
    m_icon.setVisible(QSystemTrayIcon::isSystemTrayAvailable() && m_context.settings.value(traySetting));
}

void Tray::updateText()
{
    if (m_keyring.isLocked()) {
        m_icon.setToolTip(tr("Coffer is locked"));
        return;
    }
    const KeyAlarm alarm = keyAlarm(m_inventory.entries());
    // Some systems show markup here, and a key's name may hold any.
    m_icon.setToolTip(alarm.worst ? tr("Coffer: %1\n%2").arg(alarm.words, alarm.example.toHtmlEscaped())
                                  : tr("Coffer"));
}

void Tray::tellNews()
{
    if (m_keyring.isLocked())
        return;
    const QList<keys::InventoryEntry> &entries = m_inventory.entries();
    const bool isReading = std::ranges::any_of(
        entries, [](const keys::InventoryEntry &entry) { return entry.listed.has_value(); });
    const QStringList news = m_news.take(entries, isReading);
    if (news.isEmpty())
        return;
    QStringList lines = news.first(std::min(mostLines, news.size()));
    if (news.size() > mostLines)
        lines << tr("and %n more", nullptr, int(news.size() - mostLines));
    const QString title =
        news.size() == 1 ? tr("A key needs attention") : tr("Keys need attention: %1").arg(news.size());
    m_market.clear();
    Q_EMIT told(title, lines.join(QLatin1Char('\n')).toHtmlEscaped());
}

void Tray::tell(const QString &title, const QString &text, const QString &market)
{
    m_market = market;
    QApplication::alert(m_window); // also where there is no tray
    Q_EMIT told(title, text.toHtmlEscaped());
}

void Tray::answerClick()
{
    showWindow();
    if (!m_market.isEmpty() && !m_keyring.isLocked())
        Q_EMIT marketRequested(m_market);
}

} // namespace coffer::ui
