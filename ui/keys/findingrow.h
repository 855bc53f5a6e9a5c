// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/finding.h"
#include "ui/common/page.h"
#include "ui/keys/keyactions.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace coffer::ui {

/// One finding: a bar in its severity's colour, what is so, why it matters, what was seen and when, the
/// button that answers it, and the one that accepts it. Of an accepted one: by which reason, and a way back.
class FindingRow : public QWidget
{
    Q_OBJECT

public:
    /// allowed: whether its action can be taken on this key here.
    FindingRow(const keys::Finding &finding, bool allowed, const Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void requested(coffer::ui::KeyAction action);
    /// The user wants to say that it is all right.
    void acceptRequested(const coffer::keys::Finding &finding);
    /// Or no longer.
    void undoRequested(const coffer::keys::Finding &finding);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addTexts(QBoxLayout &layout);
    void addButtons(QBoxLayout &layout, bool allowed);
    QPushButton *addButton(QBoxLayout &row, const QString &text, const char *name);
    QString timeText() const;

    keys::Finding m_finding;
    Context m_context;
};

} // namespace coffer::ui
