// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace coffer::ui {

/// Cards in as many columns as there is room for: one, two, or three in a wide window.
class CardGrid : public QWidget
{
    Q_OBJECT

public:
    explicit CardGrid(QWidget *parent = nullptr);

    void add(QWidget *card);
    int columns() const { return m_columns; }
    /// How many columns fit a width.
    static int columnsFor(int width);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(int columns);

    QGridLayout *m_layout;
    QList<QWidget *> m_cards;
    int m_columns = 0;
};

} // namespace coffer::ui
