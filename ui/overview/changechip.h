// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace coffer::ui {

class Theme;

/// A change as a chip in the colour of gain or loss, with its arrow, sign and words.
class ChangeChip : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeChip(const Theme &theme, QWidget *parent = nullptr);

    void setChange(const QString &text, int sign);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    int m_sign = 0;
};

} // namespace coffer::ui
