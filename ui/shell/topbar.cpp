// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/shell/actions.h"
#include "ui/shell/tickerstrip.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace coffer::ui {
namespace {

QToolButton *actionButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setIconSize({20, 20});
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    const auto name = [button, action] {
        const QString text = action->toolTip();
        button->setAccessibleName(text);
        button->setToolTip(
            TopBar::tr("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText)));
    };
    QObject::connect(action, &QAction::changed, button, name);
    name();
    return button;
}

} // namespace

TopBar::TopBar(const Services &services, const Actions &actions, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_theme(context.theme),
      m_strip(new TickerStrip(services.board, services.watchlist, context, this)),
      m_accounts(new QComboBox(this))
{
    setObjectName(QStringLiteral("topBar"));
    m_accounts->setObjectName(QStringLiteral("accountPicker"));
    m_accounts->setAccessibleName(tr("Account"));
    m_accounts->setToolTip(tr("The account whose assets are shown"));
    m_accounts->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_accounts->setMaximumWidth(240);
    m_accounts->hide();
    connect(m_accounts, &QComboBox::activated, this,
            [this](int index) { Q_EMIT accountChosen(m_accounts->itemData(index).toLongLong()); });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 5);
    layout->setSpacing(4);
    layout->addWidget(m_strip, 1);
    layout->addSpacing(8);
    layout->addWidget(m_accounts);
    layout->addSpacing(4);
    layout->addWidget(actionButton(actions.find, this));
    layout->addWidget(actionButton(actions.refresh, this));
    layout->addWidget(actionButton(actions.privacy, this));
    layout->addWidget(actionButton(actions.lock, this));
}

void TopBar::setAccounts(const QList<std::pair<qint64, QString>> &names, qint64 current)
{
    m_accounts->clear();
    for (const auto &[id, name] : names) {
        m_accounts->addItem(name, id);
        if (id == current)
            m_accounts->setCurrentIndex(m_accounts->count() - 1);
    }
    m_accounts->setVisible(!names.isEmpty());
    m_accounts->setEnabled(names.size() > 1);
}

void TopBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().surface);
    painter.setPen(m_theme.colors().line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace coffer::ui
