// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/finding.h"
#include "ui/common/page.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace coffer::keys {
class FindingBook;
}

namespace coffer::ui {

/// Asks why a finding is all right; without a reason it can't be accepted. Closes itself once that is kept.
class AcceptDialog : public QDialog
{
    Q_OBJECT

public:
    /// key: its name, as shown.
    AcceptDialog(keys::FindingBook &book, const QString &accessKey, const QString &key,
                 const keys::Finding &finding, const Context &context, QWidget *parent);

private:
    void save();

    keys::FindingBook &m_book;
    QString m_accessKey;
    keys::Finding m_finding;
    QLineEdit *m_reason;
    QPushButton *m_accept;
    ErrorBar *m_error;
};

} // namespace coffer::ui
