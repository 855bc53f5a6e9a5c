// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorlist.h"

#include "ui/charts/indicators/indicatorsetmodel.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QToolButton>

namespace coffer::ui {

namespace {

constexpr int iconSize = 16;
constexpr QSize dotsSize{80, 10}; ///< room for the dots of all outputs

} // namespace

IndicatorList::IndicatorList(IndicatorSetModel &model, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_theme(theme),
      m_view(new QListView(this)),
      m_empty(new Label(Label::Role::Muted, tr("Nothing but the candles. Add an indicator below."), this))
{
    setObjectName(QStringLiteral("indicatorList"));
    m_view->setObjectName(QStringLiteral("indicatorsOnChart"));
    m_view->setAccessibleName(tr("Indicators on the chart"));
    m_view->setModel(&model);
    m_view->setUniformItemSizes(true);
    m_view->setIconSize(dotsSize);
    setFocusProxy(m_view);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTextElideMode(Qt::ElideRight);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);

    m_up = makeButton("indicatorUp", QStringLiteral("arrow-up"), tr("Move up"),
                      QKeySequence(Qt::ALT | Qt::Key_Up));
    m_down = makeButton("indicatorDown", QStringLiteral("arrow-down"), tr("Move down"),
                        QKeySequence(Qt::ALT | Qt::Key_Down));
    m_remove = makeButton("indicatorRemove", QStringLiteral("trash"), tr("Remove from the chart"),
                          QKeySequence(QKeySequence::Delete));
    auto *over = new QVBoxLayout(m_view);
    over->setContentsMargins(16, 16, 16, 16);
    over->addWidget(m_empty);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QToolButton *button : {m_up, m_down, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);

    connect(m_up->defaultAction(), &QAction::triggered, this, [this] { m_model.moveUp(currentRow()); });
    connect(m_down->defaultAction(), &QAction::triggered, this, [this] { m_model.moveDown(currentRow()); });
    connect(m_remove->defaultAction(), &QAction::triggered, this, &IndicatorList::remove);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showState();
        Q_EMIT currentRowChanged();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &IndicatorList::showState);
    connect(&model, &QAbstractItemModel::rowsMoved, this, &IndicatorList::showState);
    connect(&theme, &Theme::changed, this, &IndicatorList::showState);
    showState();
}

QToolButton *IndicatorList::makeButton(const char *name, const QString &iconName, const QString &text,
                                       const QKeySequence &key)
{
    auto *action = new QAction(icon(iconName, m_theme), text, this);
    action->setObjectName(QLatin1String(name) + QLatin1String("Action"));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setToolTip(tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    connect(&m_theme, &Theme::changed, action,
            [action, iconName, this] { action->setIcon(icon(iconName, m_theme)); });
    m_view->addAction(action);
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setDefaultAction(action);
    button->setAccessibleName(text);
    button->setIconSize({iconSize, iconSize});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

int IndicatorList::currentRow() const
{
    return m_view->currentIndex().row();
}

void IndicatorList::setCurrentRow(int row)
{
    m_view->setCurrentIndex(m_model.index(row));
}

void IndicatorList::remove()
{
    m_model.removeAt(currentRow());
}

void IndicatorList::showState()
{
    const int row = currentRow(), count = m_model.rowCount();
    m_empty->setVisible(count == 0);
    m_up->defaultAction()->setEnabled(row > 0);
    m_down->defaultAction()->setEnabled(row >= 0 && row + 1 < count);
    m_remove->defaultAction()->setEnabled(row >= 0);
}

} // namespace coffer::ui
