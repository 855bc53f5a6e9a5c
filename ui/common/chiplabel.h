// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chip.h"

#include <QWidget>

namespace coffer::ui {

class Theme;

/// One or more chips as a widget; reads out as their words.
class ChipLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ChipLabel(const Theme &theme, QWidget *parent = nullptr);

    void setChip(const Chip &chip) { setChips({chip}); }
    void setChips(const QList<Chip> &chips);
    const QList<Chip> &chips() const { return m_chips; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    QList<Chip> m_chips;
};

} // namespace coffer::ui
