// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "ui/common/page.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace coffer::htx {
class Client;
}

namespace coffer::ui {

class SettingRow;

/// What the page tells about this run.
struct SettingsFacts
{
    bool isDemo = false;
    QString profileFolder;
};

/// Theme, colours, currency, exchange host, refresh rates; each applies as soon as it is chosen.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    /// secrets: the card that shows where secrets are kept.
    SettingsPage(htx::Client &client, QWidget *secrets, const SettingsFacts &facts, const Context &context,
                 QWidget *parent = nullptr);

    void activate() override;
    bool isReady() const override { return true; }

private:
    QWidget *makeAppearance();
    QWidget *makeExchange();
    QWidget *makeStorage();
    SettingRow *makeRow(QWidget *parent, const QString &name, const QString &explanation);
    void applyHost();
    void resetHost();

    htx::Client &m_client;
    SettingsFacts m_facts;
    QComboBox *m_first = nullptr;
    SettingRow *m_hostRow = nullptr;
    QLineEdit *m_host = nullptr;
    QPushButton *m_applyHost = nullptr;
    QPushButton *m_resetHost = nullptr;
};

} // namespace coffer::ui
