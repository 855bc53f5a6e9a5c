// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include "core/settings.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/keys/keyactions.h"
#include "ui/shell/pagehost.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace coffer::ui {
namespace {

// An ampersand in a name would become a mnemonic.
QString menuText(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

Actions::Actions(const Context &context, QWidget *window)
    : QObject(window),
      themes(new QActionGroup(this)),
      accounts(new QActionGroup(this)),
      unlocked(new QActionGroup(this)),
      m_context(context),
      m_window(window)
{
    unlocked->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    for (int i = 0; i < static_cast<int>(PageId::Count); ++i) {
        const auto id = static_cast<PageId>(i);
        QAction *action = make("page", PageHost::title(id), PageHost::iconName(id),
                               QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        action->setObjectName(QStringLiteral("page-") + PageHost::iconName(id));
        action->setData(i);
        pages += action;
    }
    refresh = make("refresh", tr("&Refresh"), QStringLiteral("refresh"), QKeySequence(Qt::Key_F5));
    quit = make("quit", tr("&Quit"), QStringLiteral("close"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    addKey = make("addKey", tr("&Add a key…"), QStringLiteral("add"), QKeySequence(Qt::CTRL | Qt::Key_N));
    pasteKey = make("pasteKey", tr("&Paste a key…"), QStringLiteral("key"));
    verifyKeys = make("verifyKeys", tr("&Verify all keys"), QStringLiteral("check"));
    respondToKey = make("respondToKey", tr("This key may be &compromised…"), QStringLiteral("warning"));
    backUpKeys = make("backUpKeys", tr("&Back up…"), QString());
    restoreKeys = make("restoreKeys", tr("&Restore…"), QString());
    const std::pair<const char *, KeyAction> ofCurrentKey[] = {
        {"editKey", KeyAction::Edit},     {"rotateKey", KeyAction::Rotate}, {"pauseKey", KeyAction::Pause},
        {"resumeKey", KeyAction::Resume}, {"forgetKey", KeyAction::Forget}, {"revokeKey", KeyAction::Revoke}};
    for (const auto &[name, keyAction] : ofCurrentKey) {
        QAction *action = make(name, KeyActions::label(keyAction), QString());
        action->setData(int(keyAction));
        currentKey += action;
    }
    keyReport = make("keyReport", tr("Key re&port…"), QStringLiteral("info"));
    lock = make("lock", tr("&Lock now"), QStringLiteral("lock"), QKeySequence(Qt::CTRL | Qt::Key_L));
    privacy = make("privacy", tr("&Privacy mode"), QStringLiteral("eye-off"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    privacy->setCheckable(true);
    privacy->setToolTip(tr("Hides every amount"));
    narrowNavigation = make("narrowNavigation", tr("&Narrow navigation"), QStringLiteral("menu"),
                            QKeySequence(Qt::CTRL | Qt::Key_B));
    narrowNavigation->setCheckable(true);
    fullScreen = make("fullScreen", tr("&Full screen"), QString(), QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
    find = make("find", tr("&Find anything…"), QStringLiteral("search"), QKeySequence(Qt::CTRL | Qt::Key_K));
    shortcuts =
        make("shortcuts", tr("&Keyboard shortcuts"), QStringLiteral("info"), QKeySequence(Qt::Key_F1));
    about = make("about", tr("&About Coffer"), QStringLiteral("coffer"));
    about->setMenuRole(QAction::AboutRole);

    const std::pair<const char *, QString> schemes[] = {{"system", tr("Theme: as the &system")},
                                                        {"light", tr("Theme: &light")},
                                                        {"dark", tr("Theme: &dark")}};
    for (const auto &[word, text] : schemes) {
        QAction *action = make("theme", text, QString());
        action->setCheckable(true);
        action->setData(QString::fromLatin1(word));
        themes->addAction(action);
        action->setChecked(context.settings.value(schemeSetting) == QLatin1String(word));
    }
}

QAction *Actions::make(const char *name, const QString &text, const QString &iconName,
                       const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName, m_context.theme));
    action->setShortcut(keys);
    m_window->addAction(action);
    return action;
}

void Actions::addTo(QMenuBar &bar)
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addAction(refresh);
    file->addSeparator();
    file->addAction(pages.at(static_cast<qsizetype>(PageId::Settings)));
    file->addSeparator();
    file->addAction(quit);
    m_accountMenu = bar.addMenu(tr("&Account"));
    m_accountMenu->menuAction()->setVisible(false);
    QMenu *keys = bar.addMenu(tr("&Keys"));
    keys->addAction(addKey);
    keys->addAction(pasteKey);
    keys->addAction(verifyKeys);
    keys->addAction(keyReport);
    keys->addSeparator();
    keys->addActions(currentKey);
    keys->addAction(respondToKey);
    keys->addSeparator();
    keys->addAction(backUpKeys);
    keys->addAction(restoreKeys);
    keys->addSeparator();
    keys->addAction(lock);
    const QList<QAction *> aboutKeys = keys->actions();
    for (QAction *action : aboutKeys) {
        if (action != lock)
            unlocked->addAction(action);
    }
    unlocked->addAction(refresh);
    QMenu *view = bar.addMenu(tr("&View"));
    view->addActions(pages);
    view->addSeparator();
    view->addAction(privacy);
    view->addAction(narrowNavigation);
    view->addAction(fullScreen);
    view->addSeparator();
    view->addActions(themes->actions());
    QMenu *help = bar.addMenu(tr("&Help"));
    help->addAction(find);
    help->addAction(shortcuts);
    help->addSeparator();
    help->addAction(about);
}

QList<QAction *> Actions::all() const
{
    QList<QAction *> list = pages;
    list += {refresh,   find,         privacy,    lock,        addKey,           pasteKey,  verifyKeys,
             keyReport, respondToKey, backUpKeys, restoreKeys, narrowNavigation, fullScreen};
    list += currentKey;
    list += themes->actions();
    list += accounts->actions();
    list += {shortcuts, about, quit};
    return list;
}

void Actions::setAccounts(const QList<std::pair<qint64, QString>> &names, qint64 current)
{
    qDeleteAll(accounts->actions());
    for (const auto &[id, name] : names) {
        auto *action = new QAction(menuText(name), accounts);
        action->setCheckable(true);
        action->setChecked(id == current);
        action->setData(id);
        if (m_accountMenu)
            m_accountMenu->addAction(action);
    }
    if (m_accountMenu)
        m_accountMenu->menuAction()->setVisible(!names.isEmpty());
}

} // namespace coffer::ui
