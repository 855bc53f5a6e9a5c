// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

namespace coffer::ui {

/// Columns that give way while a table is too narrow for all of them, and come back when there is room. Which
/// ones it has hidden is remembered, so that a column the user hid stays hidden.
class NarrowColumns : public QObject
{
public:
    /// columns: the least important first; each gives way as soon as the table is narrower than what all
    /// shown columns want (wanted, by logical column). Make it after the table's columns have been restored;
    /// the table owns it.
    NarrowColumns(QTableView &view, const QList<int> &columns, const QList<int> &wanted, Settings &settings)
        : QObject(&view),
          m_view(view),
          m_viewport(view.viewport()),
          m_columns(columns),
          m_wanted(wanted),
          m_settings(settings),
          m_setting{QStringLiteral("columns/") + view.objectName() + QStringLiteral("-narrow"), {}}
    {
        m_viewport->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // The viewport still sends events while the view around it is being destroyed.
        if (watched == m_viewport && event->type() == QEvent::Resize)
            fit();
        return QObject::eventFilter(watched, event);
    }

private:
    void fit()
    {
        if (m_fitting) // hiding a column may resize the viewport
            return;
        m_fitting = true;
        QStringList hidden = m_settings.value(m_setting);
        const QStringList before = hidden;
        int needed = 0;
        for (int column = 0; column < m_wanted.size(); ++column) {
            const bool counts = !m_view.isColumnHidden(column) || hidden.contains(QString::number(column));
            needed += counts ? m_wanted.at(column) : 0;
        }
        for (const int column : std::as_const(m_columns)) {
            const QString name = QString::number(column);
            const bool ours = hidden.contains(name);
            if (m_view.isColumnHidden(column) && !ours)
                continue; // the user's choice
            const bool narrow = needed > m_view.viewport()->width();
            if (narrow)
                needed -= m_wanted.at(column);
            if (narrow == ours)
                continue;
            m_view.setColumnHidden(column, narrow);
            if (narrow)
                hidden.append(name);
            else
                hidden.removeAll(name);
        }
        if (hidden != before)
            m_settings.setValue(m_setting, hidden);
        m_fitting = false;
    }

    QTableView &m_view;
    QWidget *m_viewport; ///< the view's own
    QList<int> m_columns;
    QList<int> m_wanted;
    Settings &m_settings;
    Setting<QStringList> m_setting;
    bool m_fitting = false;
};

} // namespace coffer::ui
