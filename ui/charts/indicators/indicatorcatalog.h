// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorinfo.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace coffer::ui {

class Label;
class Theme;

/// All indicators there are, in two groups, with a search field above and a button below that adds the chosen
/// one.
class IndicatorCatalog : public QWidget
{
    Q_OBJECT

public:
    explicit IndicatorCatalog(const Theme &theme, QWidget *parent = nullptr);

    /// No more can be added; says why.
    void setFull(bool full);

Q_SIGNALS:
    void chosen(coffer::market::IndicatorKind kind);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(bool onPrice, const QString &group);
    void search(const QString &text);
    void choose();
    void showState();
    QListWidgetItem *firstShown() const;

    QLineEdit *m_search;
    QListWidget *m_list;
    Label *m_nothing;
    QPushButton *m_add;
    bool m_full = false;
};

} // namespace coffer::ui
