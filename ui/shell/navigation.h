// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chip.h"
#include "ui/common/page.h"

class QLabel;
class QToolButton;

namespace coffer::ui {

class ChipLabel;

/// The bar at the leading edge with a button a page. Collapses to icons; Up and Down move along the buttons.
class Navigation : public QWidget
{
    Q_OBJECT

public:
    Navigation(const Theme &theme, bool isDemo, QWidget *parent = nullptr);

    void setCurrent(PageId id);
    bool isCollapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);
    /// What waits on a page: a count in a colour, and its words for tooltip and screen reader. No count:
    /// nothing.
    void setMark(PageId id, const Chip &mark, const QString &words);
    QToolButton *button(PageId id) const { return m_buttons.at(static_cast<qsizetype>(id)); }

Q_SIGNALS:
    void chosen(coffer::ui::PageId id);
    void collapsedChanged(bool collapsed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *makeButton(PageId id);
    void updateLook();

    const Theme &m_theme;
    QList<QToolButton *> m_buttons;
    QLabel *m_mark;
    Label *m_name;
    ChipLabel *m_badge = nullptr;
    QToolButton *m_collapse;
    bool m_collapsed = false;
};

} // namespace coffer::ui
