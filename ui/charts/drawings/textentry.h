// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace coffer::ui {

/// A field over the chart in which the text of a drawing is written. Enter, or leaving it, takes the text;
/// Esc does not. Tells one of its signals once and goes.
class TextEntry final : public QLineEdit
{
    Q_OBJECT

public:
    /// Its top left corner is put at a pixel of the parent, as far as it stays inside.
    TextEntry(const QString &text, const QPoint &at, QWidget *parent);

Q_SIGNALS:
    void taken(const QString &text);
    void abandoned();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void finish(bool isTaken);

    bool m_isFinished = false;
};

} // namespace coffer::ui
