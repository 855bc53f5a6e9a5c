// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/contrast.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

QColor readableOn(const QColor &background, const Colors &colors)
{
    return contrast(background, colors.surface) >= contrast(background, colors.text) ? colors.surface
                                                                                     : colors.text;
}

} // namespace coffer::ui
