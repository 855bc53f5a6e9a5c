// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingbar.h"

#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QFrame>
#include <QToolButton>

namespace coffer::ui {

using market::DrawingKind;

namespace {

constexpr int iconSize = 20;
constexpr int gap = 2;

QKeySequence altAnd(Qt::Key key)
{
    return QKeySequence(Qt::ALT | key);
}

QString onTheChart(QKeyCombination keys)
{
    return DrawingBar::tr("%1 on the chart").arg(QKeySequence(keys).toString(QKeySequence::NativeText));
}

void name(QAction *action, const QString &text, const QString &more = {})
{
    QString tip = text;
    if (const QKeySequence keys = action->shortcut(); !keys.isEmpty())
        tip = DrawingBar::tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText));
    action->setText(text);
    action->setToolTip(more.isEmpty() ? tip : tip + QLatin1Char('\n') + more);
}

} // namespace

DrawingBar::DrawingBar(Qt::Orientation orientation, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_orientation(orientation),
      m_layout(new QBoxLayout(
          orientation == Qt::Horizontal ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this))
{
    setObjectName(QStringLiteral("drawingBar"));
    setAccessibleName(tr("Drawings"));
    m_layout->setContentsMargins({});
    m_layout->setSpacing(gap);

    addKind(std::nullopt, {});
    // Alt with F, A, K, V and H opens the window's menus.
    addKind(DrawingKind::TrendLine, altAnd(Qt::Key_T));
    addKind(DrawingKind::Ray, altAnd(Qt::Key_R));
    addKind(DrawingKind::HorizontalLine, altAnd(Qt::Key_L));
    addKind(DrawingKind::VerticalLine, altAnd(Qt::Key_I));
    addKind(DrawingKind::Rectangle, altAnd(Qt::Key_B));
    addKind(DrawingKind::Retracement, altAnd(Qt::Key_O));
    addKind(DrawingKind::Text, altAnd(Qt::Key_N));
    addKind(DrawingKind::Measure, altAnd(Qt::Key_M));
    addLine();
    m_snap = add("snap", QStringLiteral("magnet"), tr("Snap to candles"), altAnd(Qt::Key_G));
    name(m_snap, m_snap->text(),
         tr("Points go to the open, high, low or close nearby. Ctrl turns it round."));
    m_snap->setCheckable(true);
    connect(m_snap, &QAction::triggered, this,
            [this](bool on) { m_context.settings.setValue(snapSetting, on); });
    addLine();
    m_undo = add("undo", QStringLiteral("undo"), tr("Undo"), {});
    name(m_undo, m_undo->text(), onTheChart(Qt::CTRL | Qt::Key_Z));
    m_redo = add("redo", QStringLiteral("redo"), tr("Redo"), {});
    name(m_redo, m_redo->text(), onTheChart(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    m_hide = add("hide", QStringLiteral("eye"), tr("Hide all drawings"), {});
    m_remove = add("removeAll", QStringLiteral("trash"), tr("Remove all drawings of this market"), {});
    name(m_remove, m_remove->text(), tr("They come back with Undo."));
    connect(m_undo, &QAction::triggered, this, [this] { m_target->editor().undo(); });
    connect(m_redo, &QAction::triggered, this, [this] { m_target->editor().redo(); });
    connect(m_hide, &QAction::triggered, this, &DrawingBar::toggleHidden);
    connect(m_remove, &QAction::triggered, this, &DrawingBar::removeAll);
    m_layout->addStretch(1);

    connect(&context.settings, &Settings::changed, this, &DrawingBar::sync);
    sync();
}

QAction *DrawingBar::add(const char *objectName, const QString &iconName, const QString &text,
                         const QKeySequence &keys)
{
    auto *action = new QAction(icon(iconName, m_context.theme), text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcut(keys);
    name(action, text);
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("%1Button").arg(QLatin1String(objectName)));
    button->setAutoRaise(true);
    button->setIconSize({iconSize, iconSize});
    button->setDefaultAction(action);
    button->setAccessibleName(text);
    connect(action, &QAction::changed, button,
            [button, action] { button->setAccessibleName(action->text()); });
    m_layout->addWidget(button, 0, Qt::AlignCenter);
    return action;
}

void DrawingBar::addKind(std::optional<DrawingKind> kind, const QKeySequence &keys)
{
    QAction *action = kind ? add(qPrintable(market::wireName(*kind)), kindIcon(*kind), kindName(*kind), keys)
                           : add("select", QStringLiteral("pointer"), tr("Select"), keys);
    if (kind) {
        name(action, action->text(), kindHint(*kind));
        m_kinds.insert(*kind, action);
    } else {
        name(action, action->text(),
             tr("Click a drawing, drag it or its handles. On the chart N goes to the next drawing, the\n"
                "arrows move it, Space chooses a handle, Delete removes it."));
        m_select = action;
    }
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, kind] { choose(kind); });
}

void DrawingBar::addLine()
{
    auto *line = new QFrame(this);
    line->setFrameShape(m_orientation == Qt::Horizontal ? QFrame::VLine : QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    m_layout->addSpacing(gap);
    m_layout->addWidget(line);
    m_layout->addSpacing(gap);
}

void DrawingBar::setTarget(ChartDrawings *target)
{
    if (target == m_target)
        return;
    std::optional<DrawingKind> kind;
    if (m_target) {
        kind = m_target->tool().kind();
        m_target->tool().setKind(std::nullopt);
        m_target->editor().disconnect(this);
        m_target->tool().disconnect(this);
        m_target->disconnect(this);
        for (QAction *action : findChildren<QAction *>())
            m_target->view().removeAction(action);
    }
    m_target = target;
    if (target) {
        target->tool().setKind(kind);
        target->view().addActions(findChildren<QAction *>()); // their keys, also while the bar is hidden
        connect(&target->editor(), &DrawingEditor::edited, this, &DrawingBar::sync);
        connect(&target->editor(), &DrawingEditor::changed, this, &DrawingBar::sync);
        connect(&target->tool(), &DrawingTool::kindChanged, this, &DrawingBar::sync);
        connect(target, &QObject::destroyed, this, &DrawingBar::sync);
    }
    sync();
}

void DrawingBar::choose(std::optional<DrawingKind> kind)
{
    if (m_target) {
        const bool isAgain = kind && kind == m_target->tool().kind();
        m_target->tool().setKind(isAgain ? std::nullopt : kind);
        m_target->view().setFocus(); // Enter and Esc are meant for what was chosen
    }
    sync();
}

void DrawingBar::toggleHidden()
{
    DrawingEditor &editor = m_target->editor();
    if (editor.hidesAny())
        editor.showAll();
    else
        editor.setHidden(true);
}

void DrawingBar::removeAll()
{
    const qsizetype count = m_target->editor().book()->drawings().size();
    m_target->tool().cancel();
    m_target->editor().clear();
    Q_EMIT m_target->message(
        tr("%n drawings were removed. Undo brings them back.", nullptr, static_cast<int>(count)));
}

void DrawingBar::sync()
{
    const market::DrawingBook *book = m_target ? m_target->editor().book() : nullptr;
    const std::optional<DrawingKind> kind = m_target ? m_target->tool().kind() : std::nullopt;
    m_select->setEnabled(book);
    m_select->setChecked(book && !kind);
    for (auto each = m_kinds.cbegin(); each != m_kinds.cend(); ++each) {
        each.value()->setEnabled(book);
        each.value()->setChecked(kind == each.key());
    }
    m_snap->setChecked(m_context.settings.value(snapSetting));
    m_undo->setEnabled(book && book->canUndo());
    m_redo->setEnabled(book && book->canRedo());
    const bool hides = book && m_target->editor().hidesAny();
    m_hide->setEnabled(book && !book->drawings().isEmpty());
    m_remove->setEnabled(book && !book->drawings().isEmpty());
    const QString hideText = hides ? tr("Show all drawings") : tr("Hide all drawings");
    if (m_hide->text() != hideText) {
        m_hide->setIcon(icon(hides ? QStringLiteral("eye-off") : QStringLiteral("eye"), m_context.theme));
        name(m_hide, hideText);
    }
}

} // namespace coffer::ui
