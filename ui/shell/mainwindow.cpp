// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "history/historysync.h"
#include "htx/client.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "keys/stores/secretstores.h"
#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"
#include "ui/common/appsettings.h"
#include "ui/common/clipboard.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/keys/findingtext.h"
#include "ui/keys/keyactions.h"
#include "ui/keys/secretfield.h"
#include "ui/keys/setup/setupwizard.h"
#include "ui/keys/setup/unfinisheddialog.h"
#include "ui/keys/stores/storenotice.h"
#include "ui/lock/captureguard.h"
#include "ui/lock/lockbar.h"
#include "ui/lock/lockkeeper.h"
#include "ui/shell/actions.h"
#include "ui/shell/alertteller.h"
#include "ui/shell/feeddriver.h"
#include "ui/shell/keyalarm.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pagehost.h"
#include "ui/shell/refresher.h"
#include "ui/shell/statusline.h"
#include "ui/shell/tickerstrip.h"
#include "ui/shell/topbar.h"
#include "ui/shell/tray.h"
#include "ui/shell/watchdriver.h"

#include <QActionGroup>
#include <QApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QTimer>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr QSize defaultSize(1280, 800);
constexpr QSize smallest(720, 480);

} // namespace

MainWindow::MainWindow(const Services &services, const Run &run, const Context &context, QWidget *parent)
    : QMainWindow(parent),
      m_services(services),
      m_run(run),
      m_context(context),
      m_lock(new LockKeeper(services.keyring, context, this)),
      m_actions(new Actions(context, this)),
      m_refresher(new Refresher(services, context, this)),
      m_feeds(new FeedDriver(services, this)),
      m_watch(new WatchDriver(services, context, this)),
      m_navigation(new Navigation(context.theme, run.isDemo, this)),
      m_top(new TopBar(services, *m_actions, context, this)),
      m_storeNotice(new StoreNotice(services.inventory, services.keyring, services.stores, context, this)),
      m_pages(new PageHost(services, run, context, this)),
      m_status(new StatusLine(services, run, context, this)),
      m_tray(new Tray(services.inventory, services.keyring, *m_actions, context, this)),
      m_alertTeller(new AlertTeller(services.alerts, services.board, services.keyring, context, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(smallest);
    buildLayout();
    connectActions();
    connectPages();
    connectServices();
    connectAlerts();
    resize(defaultSize);
    restoreGeometry(context.settings.value(geometrySetting));
    m_navigation->setCollapsed(context.settings.value(narrowNavigationSetting));
    m_pages->show(PageId::Overview);
    followClipboardSetting(context.settings);
    new CaptureGuard(context.settings, this);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    m_actions->addTo(*menuBar());
    setStatusBar(m_status);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_top);
    right->addWidget(new LockBar(*m_lock, m_context.theme, this));
    right->addWidget(m_storeNotice);
    right->addWidget(m_pages, 1);
    auto *middle = new QWidget(this);
    auto *layout = new QHBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addLayout(right, 1);
    setCentralWidget(middle);
}

void MainWindow::connectActions()
{
    for (QAction *action : std::as_const(m_actions->pages)) {
        connect(action, &QAction::triggered, this,
                [this, action] { m_pages->show(static_cast<PageId>(action->data().toInt())); });
    }
    connect(m_actions->refresh, &QAction::triggered, this, [this] {
        m_services.keyring.forgetFailures(); // who asks again has perhaps unlocked the keychain
        m_refresher->refreshAll();
        m_feeds->retry();
        m_pages->currentPage()->refresh();
    });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->addKey, &QAction::triggered, m_pages, &PageHost::addKey);
    connect(m_actions->pasteKey, &QAction::triggered, m_pages, &PageHost::pasteKey);
    connect(m_actions->verifyKeys, &QAction::triggered, m_pages, &PageHost::verifyKeys);
    connect(m_actions->respondToKey, &QAction::triggered, m_pages,
            [this] { m_pages->takeKeyAction(KeyAction::Respond); });
    connect(m_actions->backUpKeys, &QAction::triggered, m_pages,
            [this] { m_pages->takeKeyAction(KeyAction::BackUp); });
    connect(m_actions->restoreKeys, &QAction::triggered, m_pages,
            [this] { m_pages->takeKeyAction(KeyAction::Restore); });
    connect(m_actions->keyReport, &QAction::triggered, m_pages, &PageHost::saveKeyReport);
    for (QAction *action : std::as_const(m_actions->currentKey)) {
        connect(action, &QAction::triggered, m_pages,
                [this, action] { m_pages->takeKeyAction(static_cast<KeyAction>(action->data().toInt())); });
    }
    connect(m_pages, &PageHost::currentKeyChanged, this, &MainWindow::updateKeyActions);
    connect(m_actions->lock, &QAction::triggered, this,
            [this] { m_lock->state() == LockKeeper::State::Locked ? m_lock->unlock() : m_lock->lock(); });
    m_actions->privacy->setChecked(m_context.format.isPrivacyChosen());
    connect(m_actions->privacy, &QAction::toggled, &m_context.format, &Format::setPrivate);
    connect(m_actions->narrowNavigation, &QAction::toggled, m_navigation, &Navigation::setCollapsed);
    connect(m_navigation, &Navigation::collapsedChanged, this, [this](bool collapsed) {
        m_actions->narrowNavigation->setChecked(collapsed);
        m_context.settings.setValue(narrowNavigationSetting, collapsed);
    });
    connect(m_actions->fullScreen, &QAction::toggled, this,
            [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(m_actions->find, &QAction::triggered, this, [this] {
        if (!m_palette)
            m_palette = new CommandPalette(m_context.theme, this);
        m_palette->openWith(commands());
    });
    connect(m_actions->themes, &QActionGroup::triggered, this, [this](QAction *action) {
        m_context.settings.setValue(schemeSetting, action->data().toString());
    });
    connect(m_actions->accounts, &QActionGroup::triggered, this,
            [this](QAction *action) { setAccount(action->data().toLongLong()); });
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
}

/// Only what can be done is offered (KeyActions::isPossible()); Resume stands in the place of Pause.
void MainWindow::updateKeyActions()
{
    const bool isOpen = !m_services.keyring.isLocked();
    m_actions->backUpKeys->setEnabled(isOpen && !m_services.inventory.accounts().isEmpty());
    m_actions->restoreKeys->setEnabled(isOpen);
    m_actions->respondToKey->setEnabled(m_pages->canTakeKeyAction(KeyAction::Respond));
    const bool isPaused = m_pages->canTakeKeyAction(KeyAction::Resume);
    for (QAction *action : std::as_const(m_actions->currentKey)) {
        const auto keyAction = static_cast<KeyAction>(action->data().toInt());
        action->setEnabled(m_pages->canTakeKeyAction(keyAction));
        if (keyAction == KeyAction::Resume || keyAction == KeyAction::Pause)
            action->setVisible(isPaused == (keyAction == KeyAction::Resume));
    }
}

void MainWindow::connectPages()
{
    connect(m_navigation, &Navigation::chosen, m_pages, &PageHost::show);
    connect(m_top, &TopBar::accountChosen, this, &MainWindow::setAccount);
    connect(m_top->strip(), &TickerStrip::chosen, m_pages, &PageHost::showMarket);
    connect(m_storeNotice, &StoreNotice::settingsRequested, m_pages,
            [this] { m_pages->show(PageId::Settings); });
    connect(m_status, &StatusLine::activityRequested, m_pages, [this] { m_pages->show(PageId::Activity); });
    connect(m_pages, &PageHost::remedyRequested, this, &MainWindow::answer);
    connect(m_pages, &PageHost::shown, this, [this](PageId id) {
        m_navigation->setCurrent(id);
        updateTitle();
        updateKeyActions();
    });
}

void MainWindow::connectServices()
{
    new UnfinishedNotice(m_pages->keyServices(), m_context, this);
    connect(&m_services.inventory, &keys::KeyInventory::changed, this, &MainWindow::updateAccounts);
    connect(&m_services.inventory, &keys::KeyInventory::changed, this, &MainWindow::updateAlarm);
    connect(&m_services.keyring, &keys::Keyring::lockedChanged, this, &MainWindow::setLocked);
    connect(m_lock, &LockKeeper::changed, this, [this] {
        if (m_lock->trouble() && m_lock->trouble()->kind == ErrorKind::VaultLocked)
            m_storeNotice->openVault(); // which has to be open first
    });
    connect(&m_services.stores, &keys::SecretStores::opened, this, [this](const keys::SecretStore &store) {
        if (m_services.keyring.isLocked()) { // who gave the vault's passphrase wants in
            if (store.place() == QLatin1String("vault"))
                m_lock->unlock();
            return;
        }
        m_refresher->refreshAll(); // what could not be signed before can be now
        m_services.inventory.verify();
    });
    connect(&m_services.inventory, &keys::KeyInventory::changed, this, &MainWindow::updateKeyActions);
    connect(&m_services.keyring, &keys::Keyring::lockedChanged, this, &MainWindow::updateKeyActions);
    updateKeyActions();
    connect(&m_context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == hostSetting.key) // later: what was asked of the old host has yet to hear that it is off
            QTimer::singleShot(0, m_refresher, [this] {
                m_refresher->refreshAll();
                m_feeds->start();
            });
        else if (key == currencySetting.key)
            m_services.portfolio.setFiat(m_context.settings.value(currencySetting));
        else if (key == schemeSetting.key) {
            const QString word = m_context.settings.value(schemeSetting);
            for (QAction *action : m_actions->themes->actions())
                action->setChecked(action->data().toString() == word);
        }
    });
    m_services.portfolio.setFiat(m_context.settings.value(currencySetting));
}

void MainWindow::connectAlerts()
{
    connect(m_alertTeller, &AlertTeller::told, m_tray, &Tray::tell);
    connect(m_alertTeller, &AlertTeller::sounded, this, [] { QApplication::beep(); });
    connect(m_tray, &Tray::marketRequested, m_pages, &PageHost::showMarket);
    connect(&m_services.alerts, &market::AlertWatch::unseenChanged, this, &MainWindow::updateAlerts);
    updateAlerts();
}

/// The navigation bar tells how many alerts fired that nobody has looked at.
void MainWindow::updateAlerts()
{
    constexpr int most = 99;
    const int unseen = m_services.alerts.unseen();
    const QString count = unseen > most ? tr("%1+").arg(most) : QString::number(unseen);
    m_navigation->setMark(PageId::Charts, unseen > 0 ? Chip{count, Chip::Tone::Warning} : Chip(),
                          AlertTeller::unseenWords(unseen));
}

void MainWindow::start()
{
    m_refresher->start();
    m_feeds->start();
    m_lock->watchComputer();
    m_watch->start();
}

void MainWindow::updateAccounts()
{
    const QList<Uid> uids = m_services.inventory.accounts();
    QList<std::pair<qint64, QString>> names;
    for (const Uid &uid : uids) {
        QString name;
        bool isSubUser = false;
        for (const keys::InventoryEntry &entry : m_services.inventory.entries()) {
            if (entry.uid != uid)
                continue;
            isSubUser = isSubUser || entry.isSubUser;
            if (name.isEmpty())
                name = Format::plain(entry.holder, 40);
        }
        if (name.isEmpty())
            name = isSubUser ? tr("Sub-user %1").arg(uid.value) : tr("Main account");
        names.emplace_back(uid.value, name);
    }
    if (names == m_accounts)
        return;
    m_accounts = names;
    // The one on screen, else the one of the last run, else the one that the keyring took.
    qint64 wanted = m_services.keyring.activeAccount().value;
    for (const qint64 candidate : {m_context.settings.value(accountSetting), m_account}) {
        if (uids.contains(Uid{candidate}))
            wanted = candidate;
    }
    setAccount(wanted);
}

void MainWindow::setAccount(qint64 uid)
{
    const Uid account{uid};
    m_services.keyring.setActiveAccount(account);
    m_top->setAccounts(m_accounts, uid);
    m_actions->setAccounts(m_accounts, uid);
    if (uid == m_account)
        return;
    m_account = uid;
    if (uid != 0)
        m_context.settings.setValue(accountSetting, uid);
    m_services.portfolio.setAccount(account);
    m_services.history.setAccount(account);
    m_pages->setAccount(account);
}

void MainWindow::setLocked(bool locked)
{
    m_context.format.setConcealed(locked);
    m_pages->setEnabled(!locked); // what is on them would ask the exchange, or for secrets
    m_actions->unlocked->setEnabled(!locked);
    if (locked) {
        SecretField::wipeAll();
        clearConcealed();
        leaveDialogs();
    }
    m_actions->lock->setText(locked ? tr("Un&lock") : tr("&Lock now"));
    m_actions->lock->setIcon(
        icon(locked ? QStringLiteral("unlock") : QStringLiteral("lock"), m_context.theme));
}

/// A window over a disabled page would be disabled with it, and be in the way of Unlock. The guided set-up
/// may hold a key that nobody else has: it stays, and asks.
void MainWindow::leaveDialogs()
{
    const QList<QDialog *> dialogs = findChildren<QDialog *>();
    for (QDialog *dialog : dialogs) {
        if (!dialog->isVisible())
            continue;
        dialog->setEnabled(true);
        const bool isQuestion = qobject_cast<QMessageBox *>(dialog) != nullptr;
        if (!isQuestion && !qobject_cast<SetupWizard *>(dialog))
            dialog->reject();
    }
}

void MainWindow::updateTitle()
{
    const QString title = PageHost::title(m_pages->current());
    setWindowTitle(m_run.isDemo ? tr("%1 – Coffer (Demo)").arg(title) : tr("%1 – Coffer").arg(title));
}

/// The navigation bar tells how the keys stand; a mere note is no alarm.
void MainWindow::updateAlarm()
{
    const KeyAlarm alarm = keyAlarm(m_services.inventory.entries());
    const bool isAlarm = alarm.worst && *alarm.worst != keys::Severity::Info;
    m_navigation->setMark(PageId::Keys,
                          isAlarm ? Chip{QString::number(alarm.count), severityTone(*alarm.worst)} : Chip(),
                          isAlarm ? alarm.words : QString());
}

void MainWindow::answer(Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        m_actions->refresh->trigger();
        break;
    case Remedy::AddKey:
        m_pages->addKey();
        break;
    case Remedy::OpenKeys:
        m_pages->show(PageId::Keys);
        break;
    case Remedy::OpenSettings:
        m_pages->show(PageId::Settings);
        break;
    case Remedy::SynchroniseClock:
        m_services.client.forgetOutages();
        whenDone(this, m_services.client.synchroniseClock(), [this](const Result<qint64> &offset) {
            if (offset)
                m_refresher->refreshAll();
        });
        break;
    case Remedy::Unlock:
        m_lock->unlock();
        break;
    case Remedy::UnlockVault:
        m_storeNotice->openVault();
        break;
    case Remedy::None:
    case Remedy::CopyAddress: // the error bar's own
        break;
    }
}

bool MainWindow::isReady() const
{
    switch (m_status->connection()) {
    case StatusLine::Connection::Unknown:
        return false;
    case StatusLine::Connection::Connected:
        return m_top->strip()->isReady();
    case StatusLine::Connection::Trouble:
    case StatusLine::Connection::Offline: // that is what there is to show
        return true;
    }
    return false;
}

QList<Command> MainWindow::commands()
{
    static const QRegularExpression mnemonic(QStringLiteral("&(?!&)"));
    QList<Command> list;
    for (QAction *action : m_actions->all()) {
        if (!action->isEnabled())
            continue;
        QString text = action->text();
        text.remove(mnemonic);
        const bool isPage = m_actions->pages.contains(action);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const bool isAccount = m_actions->accounts->actions().contains(action);
        Command command{text, isAccount ? tr("Account") : keys, {}, [action] { action->trigger(); }};
        if (isPage)
            command.iconName = PageHost::iconName(static_cast<PageId>(action->data().toInt()));
        list += command;
    }
    addAssetCommands(list);
    for (const Symbol &symbol : m_services.board.symbols()) {
        const market::Quote *quote = m_services.board.quote(symbol);
        if (!quote || !quote->info.isOnline())
            continue;
        list += Command{Format::plain(quote->info.displayName, 40), tr("Market"), QStringLiteral("charts"),
                        [this, symbol] { m_pages->showMarket(symbol.value); }};
    }
    return list;
}

void MainWindow::addAssetCommands(QList<Command> &list)
{
    for (const portfolio::Holding &holding : m_services.portfolio.portfolio().holdings) {
        list += Command{Format::plain(holding.displayName, 40), tr("Asset"), QStringLiteral("balances"),
                        [this] { m_pages->show(PageId::Balances); }};
    }
}

void MainWindow::showAbout()
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Coffer"),
                        tr("Coffer %1").arg(QStringLiteral(COFFER_VERSION)), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(pixmap(QStringLiteral("app"), Qt::black, 64, devicePixelRatioF()));
    box->setInformativeText(
        tr("Assets on the HTX exchange, and the API keys that reach them.\n\n"
           "Free software under the GNU General Public License, version 3 or later. It comes with "
           "no warranty. Coffer is not made or endorsed by HTX.\n\nProfile folder: %1")
            .arg(m_run.profileFolder));
    // setTextFormat() is of the title alone, and a folder may have any name.
    const QList<QLabel *> labels = box->findChildren<QLabel *>();
    for (QLabel *label : labels)
        label->setTextFormat(Qt::PlainText);
    box->open();
}

void MainWindow::showShortcuts()
{
    QStringList lines;
    for (QAction *action : m_actions->all()) {
        if (action->shortcut().isEmpty())
            continue;
        QString text = action->text();
        lines += action->shortcut().toString(QKeySequence::NativeText) + u'\t' + text.remove(u'&');
    }
    lines +=
        {tr("Ctrl+C\tCopy the selected rows of a table"), tr("Home, End\tFirst and last row of a table")};
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keyboard shortcuts"), tr("Keyboard shortcuts"),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(lines.join(u'\n'));
    box->open();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        m_refresher->setPaused(isMinimized());
        m_feeds->setPaused(isMinimized());
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_context.settings.setValue(geometrySetting, saveGeometry());
    m_context.settings.sync();
    QMainWindow::closeEvent(event);
}

} // namespace coffer::ui
