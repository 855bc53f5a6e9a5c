// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/shell/services.h"

class QComboBox;
class QToolButton;

namespace coffer::ui {

class Actions;
class TickerStrip;

/// The row above the pages: favourite markets, account picker, privacy and lock buttons.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(const Services &services, const Actions &actions, const Context &context,
           QWidget *parent = nullptr);

    TickerStrip *strip() const { return m_strip; }
    /// Hidden while there is no account.
    void setAccounts(const QList<std::pair<qint64, QString>> &names, qint64 current);

Q_SIGNALS:
    void accountChosen(qint64 uid);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    TickerStrip *m_strip;
    QComboBox *m_accounts;
};

} // namespace coffer::ui
