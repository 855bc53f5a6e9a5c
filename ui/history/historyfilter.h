// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"
#include "ui/common/page.h"

#include <QTimer>

class QComboBox;
class QLineEdit;

namespace coffer::ui {

/// The filters over the history's tables: market, side, open or finished, free text. They combine.
class HistoryFilter : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryFilter(const Context &context, QWidget *parent = nullptr);

    /// Markets to choose from, as symbol and name. Keeps the choice where it still exists.
    void setMarkets(const QList<std::pair<Symbol, QString>> &markets);
    /// Which filters mean something for what is shown.
    void setUsable(bool market, bool side, bool state);
    /// Fills in the filters that are usable.
    void apply(history::Query &query) const;
    bool isEmpty() const;
    void clear();
    void focusSearch();
    QString text() const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_text;
    QComboBox *m_market;
    QComboBox *m_side;
    QComboBox *m_state;
    QTimer m_delay;
};

} // namespace coffer::ui
