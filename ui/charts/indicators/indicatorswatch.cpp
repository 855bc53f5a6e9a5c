// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorswatch.h"

#include "ui/common/theme.h"

#include <QColorDialog>
#include <QIcon>
#include <QPainter>

namespace coffer::ui {

namespace {

constexpr int dotSize = 12;
constexpr int gap = 3;

} // namespace

QPixmap indicatorDots(const QList<QColor> &colors, int size, qreal devicePixelRatio)
{
    const int count = static_cast<int>(colors.size());
    QPixmap pixmap(QSize(std::max(1, count * (size + gap) - gap), size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < count; ++i) {
        painter.setBrush(colors[i]);
        painter.drawEllipse(i * (size + gap), 0, size, size);
    }
    return pixmap;
}

IndicatorSwatch::IndicatorSwatch(const Theme &theme, QWidget *parent) : QComboBox(parent), m_theme(theme)
{
    setIconSize({dotSize, dotSize});
    setMaxVisibleItems(12);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QComboBox::activated, this, &IndicatorSwatch::choose);
}

void IndicatorSwatch::setColour(const QString &chosen, const QColor &usual)
{
    m_chosen = chosen;
    m_usual = usual;
    clear();
    add(tr("Usual"), {}, usual);
    const QList<QColor> &series = m_theme.colors().series;
    for (qsizetype i = 0; i < series.size(); ++i)
        add(tr("Colour %1").arg(i + 1), QString::number(i + 1), series[i]);
    if (chosen.startsWith(u'#'))
        add(chosen, chosen, QColor(chosen));
    addItem(tr("Other…"));
    setCurrentIndex(std::max(0, findData(chosen)));
}

void IndicatorSwatch::add(const QString &text, const QString &colour, const QColor &color)
{
    QIcon dot;
    const QPixmap pixmap = indicatorDots({color}, dotSize, devicePixelRatioF());
    dot.addPixmap(pixmap, QIcon::Normal);
    dot.addPixmap(pixmap, QIcon::Selected); // as it is, without the tint of a selection
    addItem(dot, text, colour);
}

void IndicatorSwatch::choose(int index)
{
    const QVariant colour = itemData(index);
    if (!colour.isValid()) {
        setCurrentIndex(std::max(0, findData(m_chosen)));
        openDialog();
    } else if (colour.toString() != m_chosen) {
        Q_EMIT chosen(colour.toString());
    }
}

void IndicatorSwatch::openDialog()
{
    const QColor now = m_chosen.isEmpty() ? m_usual
                       : m_chosen.startsWith(u'#')
                           ? QColor(m_chosen)
                           : m_theme.colors().series.value(m_chosen.toInt() - 1, m_usual);
    auto *dialog = new QColorDialog(now, this);
    dialog->setObjectName(QStringLiteral("indicatorColourDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        if (const QString name = color.name(QColor::HexRgb); name != m_chosen)
            Q_EMIT chosen(name);
    });
    dialog->open();
}

} // namespace coffer::ui
