// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "ui/common/page.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/services.h"

#include <QMainWindow>

namespace coffer::ui {

class Actions;
class AlertTeller;
class FeedDriver;
class LockKeeper;
class Navigation;
class PageHost;
class Refresher;
class StatusLine;
class StoreNotice;
class TopBar;
class Tray;
class WatchDriver;

inline const Setting<QByteArray> geometrySetting{QStringLiteral("window/geometry"), {}};
inline const Setting<bool> narrowNavigationSetting{QStringLiteral("window/narrowNavigation"), false};
inline const Setting<qint64> accountSetting{QStringLiteral("view/account"), 0};

/// The window: navigation, top bar, pages, status line, menus, palette. Shows at once and asks nobody before
/// start().
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Services &services, const Run &run, const Context &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The exchange can be asked now: begins to refresh. The account is chosen as soon as the keys are known.
    void start();

    PageHost *pages() const { return m_pages; }
    /// The parts around the page show what they are for.
    bool isReady() const;

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildLayout();
    void connectActions();
    void connectServices();
    void updateKeyActions();
    void connectPages();
    void updateAccounts();
    void setAccount(qint64 uid);
    void setLocked(bool locked);
    void leaveDialogs();
    void updateTitle();
    void updateAlarm();
    void connectAlerts();
    void updateAlerts();
    void answer(Remedy remedy);
    QList<Command> commands();
    void addAssetCommands(QList<Command> &list);
    void showAbout();
    void showShortcuts();

    Services m_services;
    Run m_run;
    Context m_context;
    LockKeeper *m_lock;
    Actions *m_actions;
    Refresher *m_refresher;
    FeedDriver *m_feeds;
    WatchDriver *m_watch;
    Navigation *m_navigation;
    TopBar *m_top;
    StoreNotice *m_storeNotice;
    PageHost *m_pages;
    StatusLine *m_status;
    Tray *m_tray;
    AlertTeller *m_alertTeller;
    CommandPalette *m_palette = nullptr;
    QList<std::pair<qint64, QString>> m_accounts;
    qint64 m_account = 0; ///< whose data is shown; 0 nobody's
};

} // namespace coffer::ui
