// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

namespace coffer::ui {

/// How well one colour is read on the other: 1 to 21, as WCAG 2 counts it.
double contrast(const QColor &one, const QColor &other);

/// Of the theme's text and surface the one that is read better on that background.
QColor readableOn(const QColor &background, const Colors &colors);

} // namespace coffer::ui
