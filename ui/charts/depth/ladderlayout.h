// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <algorithm>

namespace coffer::ui {

/// Where a ladder's rows are: the spread in the middle, asks above it and bids below, under a header. Rows
/// count as in LadderBook.
struct LadderLayout
{
    QSize size;
    int header = 22;
    int row = 20;
    int spread = 30;
    int scroll = 0; ///< pixels that everything is moved down by

    int spreadTop() const { return header + (size.height() - header - spread) / 2 + scroll; }
    int rowTop(int index) const
    {
        return index < 0    ? spreadTop() + index * row
               : index == 0 ? spreadTop()
                            : spreadTop() + spread + (index - 1) * row;
    }
    QRect rowRect(int index) const { return {0, rowTop(index), size.width(), index == 0 ? spread : row}; }
    /// The row at this height, whether or not there is a level for it.
    int rowAt(int y) const
    {
        const int top = spreadTop();
        if (y < top)
            return -((top - 1 - y) / row + 1);
        return y < top + spread ? 0 : (y - top - spread) / row + 1;
    }
    /// How far it can be scrolled with so many rows: to the last of each side.
    int mostScroll(int asks) const { return std::max(0, asks * row - (size.height() - header - spread) / 2); }
    int leastScroll(int bids) const
    {
        const int below = size.height() - header - spread - (size.height() - header - spread) / 2;
        return -std::max(0, bids * row - below);
    }
};

} // namespace coffer::ui
