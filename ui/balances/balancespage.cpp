// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/balances/balancespage.h"

#include "portfolio/portfolioservice.h"
#include "ui/balances/assetdelegate.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/balances/totalsrow.h"
#include "ui/common/accountname.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/narrowcolumns.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;
using Column = HoldingsModel::Column;

namespace {

constexpr int wideDecimals = 8;
constexpr int narrowDecimals = 6;
constexpr int cellPadding = 18;
constexpr std::array amountColumns{Column::Available, Column::Frozen, Column::Borrowed, Column::Total};

int textWidth(const QWidget &widget, QLatin1String sample)
{
    return widget.fontMetrics().horizontalAdvance(sample) + cellPadding;
}

} // namespace

BalancesPage::BalancesPage(portfolio::PortfolioService &service, const Context &context, QWidget *parent)
    : Page(tr("Balances"), context, parent),
      m_service(service),
      m_model(new HoldingsModel(context.format, this))
{
    setObjectName(QStringLiteral("balancesPage"));
    buildHead();
    buildTable();
    buildFoot();

    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(200ms);
    connect(&m_searchDelay, &QTimer::timeout, this, [this] {
        m_model->setSearch(m_search->text());
        showEmptyState();
    });
    m_ageTick.setInterval(1s);
    connect(&m_ageTick, &QTimer::timeout, this, [this] { setSubtitle(subtitleText()); });

    connect(m_model, &HoldingsModel::totalsChanged, this, &BalancesPage::showTotals);
    connect(&service, &portfolio::PortfolioService::changed, this, &BalancesPage::showPortfolio);
    connect(&service, &portfolio::PortfolioService::stateChanged, this, &BalancesPage::showState);
    connect(&service, &portfolio::PortfolioService::failed, this, &BalancesPage::showError);
    connect(&context.format, &Format::changed, this, [this] {
        showTotals();
        showCompleteness();
    });
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == currencySetting.key)
            showPortfolio();
    });
    showState();
    showPortfolio();
}

void BalancesPage::buildHead()
{
    m_hideDust = new QCheckBox(tr("Hide under 1 USDT"));
    m_hideDust->setObjectName(QStringLiteral("hideDust"));
    m_hideDust->setToolTip(tr("Holdings worth less than 1 USDT. Those without a known price always show."));
    m_hideDust->setChecked(context().settings.value(hideDustSetting));
    m_model->setHideDust(m_hideDust->isChecked());
    connect(m_hideDust, &QCheckBox::toggled, this, [this](bool on) {
        context().settings.setValue(hideDustSetting, on);
        m_model->setHideDust(on);
        showEmptyState();
    });
    addAction(m_hideDust);

    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Search assets"));
    m_search->setAccessibleName(tr("Search assets"));
    m_search->setToolTip(
        tr("Search assets (%1)").arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(200);
    QAction *glass =
        m_search->addAction(icon(QStringLiteral("search"), context().theme), QLineEdit::LeadingPosition);
    connect(&context().theme, &Theme::changed, glass,
            [this, glass] { glass->setIcon(icon(QStringLiteral("search"), context().theme)); });
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchDelay.start(); });
    addAction(m_search);
    setFocusProxy(m_search);

    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    m_search->installEventFilter(this);
}

void BalancesPage::buildTable()
{
    m_table = new TableView(QStringLiteral("balancesTable"), context().theme);
    m_table->setAccessibleName(tr("Assets"));
    m_empty = new EmptyState(QStringLiteral("balances"), context().theme);
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        if (m_model->hasHoldings())
            showEverything();
        else
            Q_EMIT remedyRequested(Remedy::AddKey);
    });
    m_table->setModel(m_model);
    m_table->setEmptyState(m_empty);
    m_table->setItemDelegateForColumn(static_cast<int>(Column::Asset),
                                      new AssetDelegate(*m_table->itemDelegate(), context().theme, m_table));
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(static_cast<int>(Column::Asset), QHeaderView::Stretch);
    header->resizeSection(static_cast<int>(Column::Price),
                          textWidth(*m_table, QLatin1String("0.00000165400")));
    header->resizeSection(static_cast<int>(Column::Change24h),
                          textWidth(*m_table, QLatin1String("+188.88 %")));
    header->resizeSection(static_cast<int>(Column::Value),
                          textWidth(*m_table, QLatin1String("88,888,888.88")));
    header->resizeSection(static_cast<int>(Column::Share), textWidth(*m_table, QLatin1String("188.88 % ")));
    fitColumns();
    m_table->sortInitially(static_cast<int>(Column::Value), Qt::DescendingOrder);
    m_table->rememberColumns(context().settings);
    giveWayWhenNarrow();

    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QTableView::doubleClicked, this, &BalancesPage::openChart);
    content()->addWidget(m_table, 1);
}

void BalancesPage::giveWayWhenNarrow()
{
    QList<int> wanted;
    for (int column = 0; column < m_model->columnCount(); ++column)
        wanted.append(m_table->columnWidth(column));
    for (const Column column : amountColumns)
        wanted[static_cast<int>(column)] = textWidth(*m_table, QLatin1String("88,888.888888"));
    wanted[static_cast<int>(Column::Asset)] = textWidth(*m_table, QLatin1String("(O) LUNA2X  >"));
    new NarrowColumns(*m_table, {static_cast<int>(Column::Frozen), static_cast<int>(Column::Borrowed)},
                      wanted, context().settings);
}

void BalancesPage::buildFoot()
{
    m_totals = new TotalsRow(*m_table->horizontalHeader(), context().theme);
    m_totals->setObjectName(QStringLiteral("balancesTotals"));
    connect(m_table->horizontalScrollBar(), &QScrollBar::valueChanged, m_totals,
            qOverload<>(&QWidget::update));
    content()->addWidget(m_totals);
    content()->setSpacing(0);

    m_completeness = new Label(Label::Role::Meta);
    m_completeness->setObjectName(QStringLiteral("completeness"));
    m_completeness->setWordWrap(true);
    m_completeness->setContentsMargins(0, 8, 0, 0);
    content()->addWidget(m_completeness);
}

void BalancesPage::refresh()
{
    m_service.refresh();
}

bool BalancesPage::isReady() const
{
    const LoadState state = m_service.state();
    return state == LoadState::Failed || (state == LoadState::Ready && m_service.portfolio().pricesAt != 0);
}

void BalancesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_ageTick.start();
    setSubtitle(subtitleText());
}

void BalancesPage::hideEvent(QHideEvent *event)
{
    m_ageTick.stop();
    Page::hideEvent(event);
}

void BalancesPage::showPortfolio()
{
    const portfolio::Portfolio &portfolio = m_service.portfolio();
    m_model->setDenomination(
        Denomination::choose(context().settings.value(currencySetting), portfolio.rates));
    m_model->setHoldings(portfolio.holdings);
    setSubtitle(subtitleText());
    showCompleteness();
    showEmptyState();
}

void BalancesPage::showState()
{
    const LoadState state = m_service.state();
    const bool nothingRead = m_service.portfolio().balancesAt == 0;
    m_model->setLoading(nothingRead && (state == LoadState::Loading || state == LoadState::Stale));
    if (state == LoadState::Ready)
        clearError();
    setSubtitle(subtitleText());
    showEmptyState();
}

QString BalancesPage::subtitleText() const
{
    const portfolio::Portfolio &portfolio = m_service.portfolio();
    const Format &format = context().format;
    const LoadState state = m_service.state();
    if (portfolio.balancesAt == 0)
        return state == LoadState::Loading ? tr("Reading your accounts…") : tr("Nothing has been read yet");
    QStringList parts{portfolio.holdings.size() == 1 ? tr("1 asset")
                                                     : tr("%L1 assets").arg(portfolio.holdings.size())};
    if (state == LoadState::Failed)
        parts.append(tr("could not be read again, as of %1").arg(format.age(portfolio.balancesAt)));
    else if (portfolio.fromCache)
        parts.append(tr("kept from %1, reading again…").arg(format.age(portfolio.balancesAt)));
    else
        parts.append(tr("read %1").arg(format.age(portfolio.balancesAt)));
    if (portfolio.pricesAt == 0)
        parts.append(tr("no prices yet"));
    else
        parts.append(tr("prices %1").arg(format.age(portfolio.pricesAt)));
    return parts.join(QStringLiteral(" · "));
}

void BalancesPage::showTotals()
{
    const HoldingsModel::Totals &totals = m_model->totals();
    const Format &format = context().format;
    const Denomination &money = m_model->denomination();
    m_totals->setVisible(m_model->hasHoldings());
    QMap<int, TotalsRow::Cell> cells;
    QString label = totals.filtered > 0 ? tr("Total of %L1 found").arg(totals.assets) : tr("Total");
    if (totals.dust > 0)
        label = tr("%1, %L2 small ones included").arg(label).arg(totals.dust);
    if (totals.unpriced > 0)
        label = tr("%1, %L2 without a price left out").arg(label).arg(totals.unpriced);
    cells.insert(static_cast<int>(Column::Asset), {label, 0, true});
    const bool known = m_service.portfolio().isPriced();
    const auto ifKnown = [known](const Decimal &sum) { return known ? std::optional(sum) : std::nullopt; };
    cells.insert(static_cast<int>(Column::Value),
                 {format.money(money.convert(ifKnown(totals.value)), money.decimals)});
    const QString share = format.percent(ifKnown(totals.share));
    cells.insert(static_cast<int>(Column::Share),
                 {share.startsWith(QLatin1Char('+')) ? share.mid(1) : share});
    const std::optional<Decimal> &change = m_service.portfolio().change24h;
    if (change && totals.filtered == 0) {
        const Decimal before = m_service.portfolio().total - *change;
        const std::optional<Decimal> fraction =
            before.sign() > 0 ? std::optional<Decimal>(*change / before) : std::nullopt;
        cells.insert(static_cast<int>(Column::Change24h), {format.percent(fraction), change->sign()});
    }
    m_totals->setCells(cells);
}

QStringList BalancesPage::completenessParts() const
{
    const portfolio::Portfolio &portfolio = m_service.portfolio();
    const portfolio::Completeness &read = portfolio.completeness;
    QStringList parts;
    parts.append(tr("%1 of %2 accounts read").arg(read.accountsRead).arg(read.accountsKnown));
    QStringList unread;
    for (const portfolio::UnreadAccount &account : portfolio.unread)
        unread.append(accountName(account.account.type, account.account.subtype));
    if (!unread.isEmpty())
        parts.append(tr("not read: %1").arg(unread.join(QStringLiteral(", "))));
    parts.append(tr("%L1 balance rows").arg(read.rowsRead));
    if (read.rowsRejected > 0)
        parts.append(tr("%L1 not understood").arg(read.rowsRejected));
    if (!read.kindsNotCounted.isEmpty()) {
        QStringList kinds;
        for (const QString &kind : read.kindsNotCounted)
            kinds.append(Format::plain(kind, 40));
        parts.append(tr("not counted: %1").arg(kinds.join(QStringLiteral(", "))));
    }
    if (read.exchangeValue && read.ourValue && !read.exchangeValue->isZero()) {
        const Decimal difference = (*read.ourValue - *read.exchangeValue) / *read.exchangeValue;
        parts.append(tr("%1 from the exchange's own valuation").arg(context().format.percent(difference)));
    } else {
        parts.append(tr("the exchange's own valuation isn't known"));
    }
    if (const QString &wanted = m_model->denomination().unavailable; !wanted.isEmpty())
        parts.append(tr("no rate for %1 is known, so values are in USDT").arg(Format::plain(wanted, 8)));
    return parts;
}

void BalancesPage::showCompleteness()
{
    const bool read = m_service.portfolio().balancesAt != 0;
    m_completeness->setVisible(read);
    if (read)
        m_completeness->setText(completenessParts().join(QStringLiteral(" · ")));
}

void BalancesPage::showEmptyState()
{
    if (m_model->hasHoldings()) {
        if (!m_search->text().trimmed().isEmpty())
            m_empty->setText(tr("No asset matches “%1”").arg(Format::plain(m_search->text().trimmed(), 40)),
                             tr("Small holdings may be hidden too."));
        else
            m_empty->setText(tr("Only small holdings here"), tr("All of them are worth less than 1 USDT."));
        m_empty->setButton(tr("Show all assets"));
    } else if (m_service.portfolio().balancesAt != 0) {
        m_empty->setText(tr("This account holds nothing"),
                         tr("Assets appear here as soon as there are any."));
        m_empty->setButton({});
    } else {
        m_empty->setText(tr("No balances yet"),
                         tr("Coffer needs a key with the Read permission to see what your accounts hold."));
        m_empty->setButton(tr("Add a key…"));
    }
}

void BalancesPage::showEverything()
{
    m_search->clear();
    m_searchDelay.stop();
    m_model->setSearch({});
    m_hideDust->setChecked(false);
    showEmptyState();
}

void BalancesPage::fitColumns()
{
    const int full = textWidth(*m_table, QLatin1String("888,888.88888888"));
    const int rest = m_table->horizontalHeader()->sectionSize(static_cast<int>(Column::Price)) * 3;
    m_wide = m_table->viewport()->width() >=
             4 * full + rest + textWidth(*m_table, QLatin1String("Asset name and disc"));
    const int width = m_wide ? full : textWidth(*m_table, QLatin1String("88,888.888888"));
    for (const Column column : amountColumns) {
        // A width that the user chose stays.
        if (m_amountWidth == 0 ||
            m_table->horizontalHeader()->sectionSize(static_cast<int>(column)) == m_amountWidth)
            m_table->horizontalHeader()->resizeSection(static_cast<int>(column), width);
    }
    m_amountWidth = width;
    m_model->setAmountDecimals(m_wide ? wideDecimals : narrowDecimals);
}

bool BalancesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress)
        return keyPressed(static_cast<QKeyEvent *>(event)->key());
    if (watched == m_search && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (m_table && watched == m_table->viewport()) {
        if (event->type() == QEvent::Resize)
            fitColumns();
        if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick)
            return chevronPressed(static_cast<QMouseEvent *>(event)->position().toPoint());
    }
    return Page::eventFilter(watched, event);
}

bool BalancesPage::keyPressed(int key)
{
    const QModelIndex index = m_table->currentIndex();
    const portfolio::Holding *holding = m_model->holding(index.row());
    if (!holding)
        return false;
    switch (key) {
    case Qt::Key_Space:
        toggle(index);
        return true;
    case Qt::Key_Plus:
        m_model->setExpanded(holding->currency, true);
        return true;
    case Qt::Key_Minus:
        m_model->setExpanded(holding->currency, false);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openChart(index);
        return true;
    default:
        return false;
    }
}

bool BalancesPage::chevronPressed(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    if (index.column() != static_cast<int>(Column::Asset) ||
        !index.data(HoldingsModel::ExpandableRole).toBool() ||
        !AssetDelegate::chevronRect(m_table->visualRect(index), layoutDirection()).contains(position))
        return false;
    toggle(index);
    return true;
}

void BalancesPage::toggle(const QModelIndex &index)
{
    const portfolio::Holding *holding = m_model->holding(index.row());
    if (holding)
        m_model->setExpanded(holding->currency, !m_model->isExpanded(holding->currency));
}

void BalancesPage::openChart(const QModelIndex &index)
{
    const portfolio::Holding *holding = m_model->holding(index.row());
    if (holding && holding->price && holding->currency.value != QLatin1String("usdt"))
        Q_EMIT chartRequested(holding->currency.value + QStringLiteral("usdt"));
}

} // namespace coffer::ui
