// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace coffer::ui {

class Format;
class MarketFilter;
class Theme;

/// Paints one market as two lines: star, name over volume, the course of the last 24 hours, price over
/// change. Prices are never cut; where there is no room the course gives way first, then the end of the name.
class MarketDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    MarketDelegate(const MarketFilter &markets, const Theme &theme, const Format &format,
                   QObject *parent = nullptr);

    void setTrendVisible(bool visible) { m_trendVisible = visible; }
    bool isTrendVisible() const { return m_trendVisible; }
    /// Where a click changes whether the market of this row is a favourite.
    QRect starArea(const QRect &row, Qt::LayoutDirection direction) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// Rows painted so far: what the cost of updates is measured by.
    qint64 paintedRows() const { return m_paintedRows; }

private:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintStar(QPainter &painter, const QStyleOptionViewItem &option, bool favourite) const;
    int paintFigures(QPainter &painter, const QStyleOptionViewItem &option, int row, const QRect &area) const;
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, int row, const QRect &area) const;
    void paintTrend(QPainter &painter, const QStyleOptionViewItem &option, int row, const QRect &area) const;

    const MarketFilter &m_markets;
    const Theme &m_theme;
    const Format &m_format;
    bool m_trendVisible = true;
    mutable qint64 m_paintedRows = 0;
};

} // namespace coffer::ui
