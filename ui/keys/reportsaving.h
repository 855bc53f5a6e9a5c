// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/common/page.h"

namespace coffer::keys {
class KeyInventory;
}

namespace coffer::ui {

/// "Key report…": asks where to, and writes the report as pages (PDF) or for other programs (JSON), by the
/// name that was chosen.
class ReportSaving : public QObject
{
    Q_OBJECT

public:
    ReportSaving(const keys::KeyInventory &inventory, const Context &context, QWidget *window);

    /// Opens the dialog.
    void ask();
    void save(const QString &file);

Q_SIGNALS:
    void saved(const QString &file);
    void failed(const coffer::Error &error);

private:
    const keys::KeyInventory &m_inventory;
    Context m_context;
    QWidget *m_window;
};

} // namespace coffer::ui
