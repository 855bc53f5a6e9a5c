// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/allocationcard.h"

#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/overview/chartframe.h"
#include "ui/overview/rowlist.h"

#include <QChart>
#include <QChartView>
#include <QHBoxLayout>
#include <QPieSlice>

namespace coffer::ui {

namespace {
constexpr qsizetype namedSlices = 7;
constexpr int chartSize = 152;
} // namespace

AllocationCard::AllocationCard(const Theme &theme, const Format &format, QWidget *parent)
    : Card(tr("Allocation"), theme, parent),
      m_theme(theme),
      m_format(format),
      m_legend(new RowList(theme)),
      m_place(new QWidget),
      m_nothing(new Label(Label::Role::Muted, tr("Nothing here has a price yet.")))
{
    setObjectName(QStringLiteral("allocationCard"));
    m_place->setFixedSize(chartSize, chartSize);
    auto *placeLayout = new QVBoxLayout(m_place);
    placeLayout->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_place, 0, Qt::AlignVCenter);
    row->addWidget(m_legend, 1, Qt::AlignVCenter);
    body()->addLayout(row);
    body()->addWidget(m_nothing);
    body()->addStretch(1);
    setLink(tr("Balances"));
    connect(&theme, &Theme::changed, this, &AllocationCard::applyColors);
}

void AllocationCard::show(const QList<portfolio::Holding> &holdings, const Denomination &denomination)
{
    QList<Slice> slices = allocate(holdings, namedSlices);
    m_denomination = denomination;
    const bool sameSlices = m_slices == slices;
    m_slices = std::move(slices);
    m_nothing->setVisible(m_slices.isEmpty());
    m_place->setVisible(!m_slices.isEmpty());
    m_legend->setVisible(!m_slices.isEmpty());
    showLegend();
    if (!sameSlices)
        showSlices();
}

QString AllocationCard::nameOf(const Slice &slice) const
{
    return slice.isOther() ? tr("%1 others").arg(slice.assets) : slice.name;
}

QString AllocationCard::percent(const Slice &slice) const
{
    // A share is no change: it has no sign.
    const QString text = m_format.percent(slice.share);
    return text.startsWith(QLatin1Char('+')) ? text.mid(1) : text;
}

QColor AllocationCard::sliceColor(qsizetype index) const
{
    const Colors &colors = m_theme.colors();
    return m_slices.at(index).isOther() || index >= colors.series.size() ? colors.other
                                                                         : colors.series.at(index);
}

void AllocationCard::showLegend()
{
    QList<ListRow> rows;
    for (qsizetype i = 0; i < m_slices.size(); ++i) {
        const Slice &slice = m_slices.at(i);
        ListRow row;
        row.mark = ListRow::Mark::Series;
        row.index = slice.isOther() ? -1 : static_cast<int>(i);
        row.text = slice.isOther() ? tr("Other") : slice.name;
        row.tooltip =
            tr("%1: %2").arg(nameOf(slice), m_format.money(m_denomination.convert(slice.value),
                                                           m_denomination.currency, m_denomination.decimals));
        row.value = m_format.money(m_denomination.convert(slice.value), m_denomination.decimals);
        row.extra = percent(slice);
        rows.append(row);
    }
    m_legend->setRows(rows);
}

void AllocationCard::createChart()
{
    if (m_view)
        return;
    m_series = new QPieSeries;
    m_series->setHoleSize(0.66);
    m_series->setPieSize(1.0);
    m_view = newChartView(m_place);
    m_view->setObjectName(QStringLiteral("allocationChart"));
    m_view->chart()->addSeries(m_series);
    m_place->layout()->addWidget(m_view);

    auto *centre = new QVBoxLayout(m_view->viewport());
    centre->setSpacing(0);
    m_centreShare = new Label(Label::Role::Section);
    m_centreName = new Label(Label::Role::Meta);
    centre->addStretch(1);
    for (Label *label : {m_centreShare, m_centreName}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setAlignment(Qt::AlignCenter);
        centre->addWidget(label);
    }
    centre->addStretch(1);
    connect(m_series, &QPieSeries::hovered, this, [this](QPieSlice *slice, bool entered) {
        const qsizetype index = m_series->slices().indexOf(slice);
        showCentre(entered && index >= 0 && index < m_slices.size() ? &m_slices.at(index) : nullptr);
    });
    showSlices();
}

void AllocationCard::showSlices()
{
    if (!m_series)
        return;
    while (m_series->count() > m_slices.size())
        m_series->remove(m_series->slices().constLast());
    while (m_series->count() < m_slices.size())
        m_series->append(QString(), 0);
    QStringList words;
    const QList<QPieSlice *> slices = m_series->slices();
    for (qsizetype i = 0; i < m_slices.size(); ++i) {
        slices.at(i)->setValue(m_slices.at(i).share.toDouble());
        words.append(tr("%1 %2").arg(nameOf(m_slices.at(i)), percent(m_slices.at(i))));
    }
    m_view->setAccessibleName(tr("Allocation"));
    m_view->setAccessibleDescription(words.join(QStringLiteral(", ")));
    applyColors();
    showCentre(nullptr);
}

void AllocationCard::showCentre(const Slice *slice)
{
    if (slice) {
        m_centreShare->setText(percent(*slice));
        m_centreName->setText(nameOf(*slice));
        return;
    }
    qsizetype assets = 0;
    for (const Slice &each : std::as_const(m_slices))
        assets += each.assets;
    m_centreShare->setText(QString::number(assets));
    m_centreName->setText(assets == 1 ? tr("asset") : tr("assets"));
}

void AllocationCard::applyColors()
{
    if (!m_series)
        return;
    const QList<QPieSlice *> slices = m_series->slices();
    for (qsizetype i = 0; i < std::min(slices.size(), m_slices.size()); ++i) {
        slices.at(i)->setBrush(sliceColor(i));
        // A line of the card's own colour keeps neighbours apart.
        slices.at(i)->setPen(QPen(m_theme.colors().surface, 2));
    }
}

} // namespace coffer::ui
