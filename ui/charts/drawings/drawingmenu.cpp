// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingmenu.h"

#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QActionGroup>
#include <QPainter>

#include <cmath>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;

namespace {

constexpr int swatchSize = 16;

/// A stroke of that colour and width, as lines are drawn.
QPixmap swatch(const QColor &color, int width, qreal ratio)
{
    QPixmap result(QSize(swatchSize, swatchSize) * ratio);
    result.setDevicePixelRatio(ratio);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    const double y = swatchSize / 2.0 + (width % 2 == 1 ? 0.5 : 0);
    painter.drawLine(QLineF(2.5, y, swatchSize - 2.5, y));
    return result;
}

} // namespace

DrawingMenu::DrawingMenu(DrawingEditor &editor, const Theme &theme, QWidget *parent)
    : QMenu(parent), m_editor(editor)
{
    setObjectName(QStringLiteral("drawingMenu"));
    setAttribute(Qt::WA_DeleteOnClose);
    const Drawing drawing = *editor.selected();
    setTitle(kindName(drawing.kind));
    const auto action = [&](const char *name, const char *image, const QString &text) {
        QAction *result = addAction(ui::icon(QLatin1String(image), theme), text);
        result->setObjectName(QLatin1String(name));
        return result;
    };
    if (drawing.kind == DrawingKind::Text) {
        QAction *write = action("writeText", "draw-text", tr("&Edit text"));
        write->setEnabled(!drawing.locked);
        connect(write, &QAction::triggered, this, &DrawingMenu::textChosen);
    }
    addColors(drawing.color, theme);
    if (drawing.kind != DrawingKind::Text)
        addWidths(drawing.width, theme);
    addSeparator();
    QAction *lock = drawing.locked ? action("lock", "unlock", tr("Un&lock"))
                                   : action("lock", "lock", tr("&Lock in its place"));
    connect(lock, &QAction::triggered, &editor,
            [&editor, locked = drawing.locked] { editor.setLocked(!locked); });
    QAction *hide = action("hide", "eye-off", tr("&Hide"));
    connect(hide, &QAction::triggered, &editor, &DrawingEditor::hideSelected);
    QAction *duplicate = action("duplicate", "copy", tr("&Duplicate"));
    connect(duplicate, &QAction::triggered, this, &DrawingMenu::duplicateChosen);
    addSeparator();
    QAction *remove = action("remove", "trash", tr("&Remove"));
    remove->setEnabled(!drawing.locked);
    connect(remove, &QAction::triggered, this, &DrawingMenu::removeChosen);
}

void DrawingMenu::addColors(const QString &current, const Theme &theme)
{
    QMenu *menu = addMenu(tr("&Colour"));
    menu->setObjectName(QStringLiteral("colors"));
    auto *group = new QActionGroup(menu);
    QList<DrawingColor> colors = drawingColors();
    colors.prepend({QString(), tr("Automatic")});
    for (const DrawingColor &each : colors) {
        QAction *action = menu->addAction(
            swatch(colorOf(each.name, theme.colors()), market::Drawing::widest, devicePixelRatioF()),
            each.word);
        action->setObjectName(each.name);
        action->setCheckable(true);
        action->setChecked(each.name == current);
        group->addAction(action);
        connect(action, &QAction::triggered, &m_editor,
                [&editor = m_editor, name = each.name] { editor.setColor(name); });
    }
}

void DrawingMenu::addWidths(int current, const Theme &theme)
{
    QMenu *menu = addMenu(tr("&Width"));
    menu->setObjectName(QStringLiteral("widths"));
    auto *group = new QActionGroup(menu);
    for (int width = 1; width <= market::Drawing::widest; ++width) {
        QAction *action =
            menu->addAction(swatch(theme.colors().text, width, devicePixelRatioF()), tr("%1 px").arg(width));
        action->setCheckable(true);
        action->setChecked(width == current);
        group->addAction(action);
        connect(action, &QAction::triggered, &m_editor,
                [&editor = m_editor, width] { editor.setWidth(width); });
    }
}

} // namespace coffer::ui
