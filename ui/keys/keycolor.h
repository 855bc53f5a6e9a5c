// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QStringList>

#include <optional>

namespace coffer::ui {

struct Colors;

/// The words that KeyRecord::color may hold, in the order they are offered: the theme's series colours.
const QStringList &keyColorWords();

/// "Blue"; empty for a word that is none of them.
QString keyColorName(const QString &word);
/// Of the theme; nothing for an empty or unknown word.
std::optional<QColor> keyColor(const QString &word, const Colors &colors);

} // namespace coffer::ui
