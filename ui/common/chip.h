// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>
#include <QMetaType>
#include <QRect>
#include <QString>

class QPainter;

namespace coffer::ui {

struct Colors;

/// A small label in a cell or a row: a permission, a state.
struct Chip
{
    enum class Tone { Neutral, Good, Warning, Danger, DangerOutlined, Hollow };
    QString text;
    Tone tone = Tone::Neutral;
};

/// How a chip is painted, the same in tables and in labels. Plain text; colours come from the theme.
QSize chipSize(const Chip &chip, const QFont &font);
void paintChip(QPainter &painter, const QRect &rect, const Chip &chip, const QFont &font,
               const Colors &colors);

/// Paints chips one after another from the leading edge, as many as fit; "+2" stands for the rest.
void paintChips(QPainter &painter, const QRect &rect, const QList<Chip> &chips, const QFont &font,
                const Colors &colors, Qt::LayoutDirection direction);

/// What a screen reader says for them: "Read, Trade".
QString chipsText(const QList<Chip> &chips);

} // namespace coffer::ui

Q_DECLARE_METATYPE(coffer::ui::Chip)
Q_DECLARE_METATYPE(QList<coffer::ui::Chip>)
