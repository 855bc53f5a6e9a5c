// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QList>

class QVBoxLayout;

namespace coffer::ui {

class Theme;

/// What one line of a card says.
struct ListRow
{
    /// What stands before the text.
    enum class Mark {
        None,
        Coin,     ///< the disc of an asset
        Series,   ///< a square in the series colour of index; -1 is "other"
        Severity, ///< a bar: 0 information, 1 warning, 2 critical
    };

    QString id; ///< given back by activated()
    Mark mark = Mark::None;
    QString coin;
    int index = 0;
    QString text;
    QString note;      ///< muted, after the text
    QString value;     ///< right aligned
    QString extra;     ///< right aligned, after value
    int extraSign = 0; ///< colours extra as loss or gain
    QString tooltip;
    bool clickable = false;

    friend bool operator==(const ListRow &, const ListRow &) = default;
};

/// One line of a card, painted by itself; a button when it leads somewhere.
class ListRowButton : public QAbstractButton
{
    Q_OBJECT

public:
    ListRowButton(const Theme &theme, QWidget *parent);

    void setRow(const ListRow &row);
    const ListRow &row() const { return m_row; }
    /// What value and extra want, and what they get so that they stand under one another.
    int valueWidth() const;
    int extraWidth() const;
    void setColumns(int valueWidth, int extraWidth);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintMark(QPainter &painter, const QRect &area) const;
    void paintTexts(QPainter &painter, QRect area) const;

    const Theme &m_theme;
    ListRow m_row;
    int m_valueWidth = 0;
    int m_extraWidth = 0;
};

/// A short list in a card. Its rows keep their widgets when their content changes.
class RowList : public QWidget
{
    Q_OBJECT

public:
    explicit RowList(const Theme &theme, QWidget *parent = nullptr);

    void setRows(const QList<ListRow> &rows);

Q_SIGNALS:
    void activated(const QString &id);

private:
    void alignColumns();

    const Theme &m_theme;
    QVBoxLayout *m_layout;
    QList<ListRowButton *> m_buttons;
    QList<ListRow> m_rows;
};

} // namespace coffer::ui
