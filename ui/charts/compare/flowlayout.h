// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace coffer::ui {

/// Widgets one after another, in as many lines as the width needs. Hidden ones take no room; right to left
/// where the language is.
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent = nullptr) : QLayout(parent) {}
    ~FlowLayout() override;

    /// Before the item at this place.
    void insertWidget(qsizetype place, QWidget *widget);

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool moves) const;

    QList<QLayoutItem *> m_items;
};

} // namespace coffer::ui
