// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QComboBox>
#include <QPixmap>

namespace coffer::ui {

class Theme;

/// A row of dots, one a colour, each as wide as high.
QPixmap indicatorDots(const QList<QColor> &colors, int size, qreal devicePixelRatio);

/// The colour of an output: the usual one, one of the theme's, or any.
class IndicatorSwatch : public QComboBox
{
    Q_OBJECT

public:
    explicit IndicatorSwatch(const Theme &theme, QWidget *parent = nullptr);

    /// What is chosen as IndicatorSpec::colours has it, and what the usual one looks like now.
    void setColour(const QString &chosen, const QColor &usual);

Q_SIGNALS:
    void chosen(const QString &colour);

private:
    void add(const QString &text, const QString &colour, const QColor &color);
    void choose(int index);
    void openDialog();

    const Theme &m_theme;
    QString m_chosen;
    QColor m_usual;
};

} // namespace coffer::ui
