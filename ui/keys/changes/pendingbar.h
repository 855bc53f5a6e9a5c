// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/pendingtable.h"
#include "ui/common/page.h"

#include <QFrame>

#include <functional>

class QVBoxLayout;

namespace coffer::ui {

/// What was begun and has not ended: a line each, with what it is, how far it came, and buttons to continue
/// or to discard it. Hidden while there is nothing.
class PendingBar : public QFrame
{
    Q_OBJECT

public:
    /// isShown: which entries this bar is for; the others are told elsewhere.
    PendingBar(keys::PendingTable &table, std::function<bool(const keys::Pending &)> isShown,
               const Context &context, QWidget *parent = nullptr);

    const QList<keys::Pending> &entries() const { return m_entries; }

Q_SIGNALS:
    void continueRequested(const coffer::keys::Pending &pending);
    void discardRequested(const coffer::keys::Pending &pending);
    void failed(const coffer::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void reload();
    void setEntries(QList<keys::Pending> entries);
    QWidget *makeLine(const keys::Pending &pending);

    keys::PendingTable &m_table;
    std::function<bool(const keys::Pending &)> m_isShown;
    Context m_context;
    QList<keys::Pending> m_entries;
    QVBoxLayout *m_lines;
};

} // namespace coffer::ui
