// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/depth/depthmarket.h"
#include "ui/charts/depth/ladderbook.h"
#include "ui/charts/depth/ladderlayout.h"

#include <QFont>

class QPainter;

namespace coffer::ui {

class Format;
class Theme;

/// What a ladder looks like at the moment, beside its levels.
struct LadderLook
{
    LadderLayout layout;
    int current = 0; ///< the chosen row; 0 none
    int hovered = 0; ///< the row under the pointer; 0 none
    bool focused = false;
    bool doubtful = false;       ///< what is shown is not to be traded on
    std::optional<Decimal> last; ///< the price of the last trade
    int direction = 0;           ///< of that price
    Qt::LayoutDirection reading = Qt::LeftToRight;
};

/// Paints a ladder: a header, levels with a bar for what is offered up to them, and the spread.
class LadderPainter
{
public:
    LadderPainter(const LadderBook &book, const DepthMarket &market, const Theme &theme,
                  const Format &format);

    void setFonts();
    const QFont &rowFont() const { return m_font; }
    const QFont &priceFont() const { return m_priceFont; }

    void paint(QPainter &painter, const LadderLook &look);

private:
    /// Where the columns are and how amounts are written in them, for the rows in sight.
    struct Columns
    {
        int first = 0, last = 0; ///< rows in sight
        QRect price, amount, total;
        int amountDecimals = 0, totalDecimals = 0;
        int amountRoom = 0, totalRoom = 0; ///< characters
        double mostTotal = 0;
    };

    Columns columns(const LadderLook &look) const;
    void paintHeader(QPainter &painter, const LadderLook &look, const Columns &columns) const;
    void paintRow(QPainter &painter, const LadderLook &look, const Columns &columns, int row) const;
    void paintSpread(QPainter &painter, const LadderLook &look) const;
    void paintAbsence(QPainter &painter, const LadderLook &look, htx::Side side) const;
    QString spreadText() const;

    const LadderBook &m_book;
    const DepthMarket &m_market;
    const Theme &m_theme;
    const Format &m_format;
    QFont m_font;
    QFont m_priceFont;
};

} // namespace coffer::ui
