// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "ui/common/page.h"

#include <QTimer>

class QComboBox;
class QLineEdit;

namespace coffer::ui {

/// The filters over the requests: free text, key, permission, outcome, span of time. They combine.
class ActivityFilter : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityFilter(const Context &context, QWidget *parent = nullptr);

    /// Keys to choose from, as id and name. Keeps the choice.
    void setKeys(const QList<std::pair<KeyId, QString>> &keys);
    /// Spans count back from now.
    activity::Query query() const;
    bool isEmpty() const;
    void clear();
    void focusSearch();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSearch();
    void fillBoxes();
    QList<QComboBox *> boxes() const { return {m_key, m_permission, m_outcome, m_span}; }

    Context m_context;
    QLineEdit *m_text;
    QComboBox *m_key;
    QComboBox *m_permission;
    QComboBox *m_outcome;
    QComboBox *m_span;
    QTimer m_delay;
};

} // namespace coffer::ui
