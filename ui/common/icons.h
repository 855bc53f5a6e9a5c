// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

namespace coffer::ui {

class Theme;

/// One of Coffer's outline icons (resources/icons/<name>.svg), tinted with the theme's colours: normal,
/// disabled and selected. Names: overview balances history keys charts trade activity settings refresh lock
/// unlock search add warning error info check close copy chevron-down chevron-right chevron-left eye eye-off
/// star star-filled clock wifi wifi-off key trash pause more menu coffer arrow-up arrow-down undo redo
/// pointer magnet draw-line draw-ray draw-horizontal draw-vertical draw-rectangle draw-retracement draw-text
/// draw-measure bell.
QIcon icon(const QString &name, const Theme &theme);
QPixmap pixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio = 1);

/// The lettered disc of an asset: a colour derived from its code (hand-set for the best known), its first
/// letters.
QPixmap coinDisc(const QString &code, int size, qreal devicePixelRatio = 1);

} // namespace coffer::ui
