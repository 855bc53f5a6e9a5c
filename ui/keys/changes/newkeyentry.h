// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keycheck.h"
#include "ui/common/page.h"

#include <QWidget>

class QPushButton;

namespace coffer::ui {

class KeyCheckPanel;
class KeyEntry;
struct CheckPlan;

/// Where a key that was just made on the exchange's web page is pasted and checked. Nothing is stored.
class NewKeyEntry : public QWidget
{
    Q_OBJECT

public:
    NewKeyEntry(htx::Client &client, const Context &context, QWidget *parent = nullptr);
    ~NewKeyEntry() override;

    /// What is planned, against which what was found is shown.
    void setPlan(const CheckPlan &plan);
    /// What the check found; nothing while the fields were not checked as they stand.
    const std::optional<keys::CheckedKey> &checked() const;
    SharedSecret secret() const { return m_secret; }
    /// Overwrites what was entered, and forgets what was checked.
    void wipe();

Q_SIGNALS:
    void changed();

private:
    void invalidate();
    void check();

    KeyEntry *m_entry;
    KeyCheckPanel *m_panel;
    QPushButton *m_button;
    SharedSecret m_secret; ///< of the key that was checked
};

} // namespace coffer::ui
