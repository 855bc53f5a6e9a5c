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
    bool inKeychain = true; ///< where secrets are; else in memory
    QString profileFolder;
};

/// Theme, colours, currency, exchange host, refresh rates; each applies as soon as it is chosen.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    SettingsPage(htx::Client &client, const SettingsFacts &facts, const Context &context,
                 QWidget *parent = nullptr);

    void activate() override;
    bool isReady() const override { return true; }

private:
    /// What a combo box offers: the stored word and its name.
    template<class T>
    using Choices = QList<std::pair<T, QString>>;

    QWidget *makeAppearance();
    QWidget *makeExchange();
    QWidget *makeStorage();
    SettingRow *makeRow(QWidget *parent, const QString &name, const QString &explanation);
    template<class T>
    QComboBox *makeChoice(const QString &objectName, const Setting<T> &setting, const Choices<T> &choices);
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
