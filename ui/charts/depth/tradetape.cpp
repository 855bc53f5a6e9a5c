// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/tradetape.h"

#include "htx/types/market.h"
#include "ui/charts/depth/tapemodel.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/scrollanchor.h"
#include "ui/common/theme.h"

#include <QHeaderView>

namespace coffer::ui {

namespace {

using Column = TapeModel::Column;

constexpr int compactRow = 22;

} // namespace

TradeTape::TradeTape(const Context &context, QWidget *parent)
    : TableView(QStringLiteral("depthTape"), context.theme, parent),
      m_model(new TapeModel(context.format, context.clock, this)),
      m_empty(new EmptyState(QStringLiteral("clock"), context.theme))
{
    setAccessibleName(tr("Recent trades"));
    setModel(m_model);
    setEmptyState(m_empty);
    setSortingEnabled(false);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new ScrollAnchor(*this); // owned by the table
    connect(&context.format, &Format::changed, m_model, &TapeModel::rewrite);
    arrange();
}

void TradeTape::arrange()
{
    const QFont font = Label::font(Label::Role::Meta);
    const QFontMetrics metrics(font);
    const int rowHeight = std::max(compactRow, metrics.height() + 6);
    setFont(font);
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *header = horizontalHeader();
    header->setFont(font);
    header->setFixedHeight(metrics.height() + 10);
    header->setContextMenuPolicy(Qt::NoContextMenu);
    header->setSectionsMovable(false);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(int(Column::Time), QHeaderView::Fixed);
    header->setSectionResizeMode(int(Column::Price), QHeaderView::Stretch);
    header->setSectionResizeMode(int(Column::Amount), QHeaderView::Stretch);
    setColumnWidth(int(Column::Time), metrics.horizontalAdvance(QStringLiteral("00-00 00:00")) + 16);
}

void TradeTape::setMarket(const DepthMarket &market)
{
    m_model->setMarket(market);
    setAccessibleName(tr("Recent trades of %1/%2").arg(market.base, market.quote));
}

void TradeTape::setTrades(const QList<htx::Trade> &trades)
{
    m_model->setTrades(trades);
}

void TradeTape::setEmptyText(const QString &title, const QString &advice)
{
    m_empty->setText(title, advice);
}

} // namespace coffer::ui
