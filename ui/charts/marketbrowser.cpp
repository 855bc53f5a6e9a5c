// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marketbrowser.h"

#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/charts/marketmodel.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace coffer::ui {

namespace {

using Column = MarketModel::Column;

constexpr int starWidth = 29;
constexpr int priceWidth = 104;
constexpr int changeWidth = 74;
constexpr int compactRow = 24;

} // namespace

MarketBrowser::MarketBrowser(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                             QWidget *parent)
    : QWidget(parent),
      m_board(board),
      m_watchlist(watchlist),
      m_context(context),
      m_model(new MarketModel(board, watchlist, context.format, this)),
      m_filter(new MarketFilter(*m_model, this)),
      m_search(new QLineEdit(this)),
      m_kinds(new QButtonGroup(this)),
      m_table(new TableView(QStringLiteral("marketsTable"), context.theme, this)),
      m_empty(new EmptyState(QStringLiteral("search"), context.theme))
{
    setAccessibleName(tr("Markets"));
    m_search->setObjectName(QStringLiteral("marketSearch"));
    m_search->setPlaceholderText(tr("Search markets"));
    m_search->setAccessibleName(tr("Search markets"));
    m_search->setClearButtonEnabled(true);
    QAction *lens =
        m_search->addAction(icon(QStringLiteral("search"), context.theme), QLineEdit::LeadingPosition);
    connect(&context.theme, &Theme::changed, lens,
            [this, lens] { lens->setIcon(icon(QStringLiteral("search"), m_context.theme)); });
    m_search->installEventFilter(this);
    makeTable();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(makeFilters());
    layout->addWidget(m_table, 1);

    connect(m_search, &QLineEdit::textChanged, this, &MarketBrowser::filterWords);
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        m_search->clear();
        setKind(MarketFilter::Kind::All);
    });
    connect(&board, &market::TickerBoard::symbolsChanged, this, [this] {
        m_filter->sort(m_filter->sortColumn(), m_filter->sortOrder());
        restoreSelection();
    });
    connect(&board, &market::TickerBoard::quotesChanged, this, &MarketBrowser::renewOrder);
    connect(&board, &market::TickerBoard::stateChanged, this, &MarketBrowser::updateEmptyState);
    connect(&watchlist, &market::Watchlist::changed, this, [this] {
        const QScopedValueRollback quiet(m_quiet, true);
        m_filter->setKind(m_filter->kind());
        restoreSelection();
    });
    connect(&context.format, &Format::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    setKind(static_cast<MarketFilter::Kind>(std::clamp(context.settings.value(marketFilterSetting), 0, 3)));
}

QWidget *MarketBrowser::makeFilters()
{
    struct Choice
    {
        MarketFilter::Kind kind;
        QString text, name;
    };
    const std::array<Choice, 4> choices{
        {{MarketFilter::Kind::All, tr("All"), tr("All markets")},
         {MarketFilter::Kind::Usdt, QStringLiteral("USDT"), tr("Priced in USDT")},
         {MarketFilter::Kind::Btc, QStringLiteral("BTC"), tr("Priced in BTC")},
         {MarketFilter::Kind::Favourites, QStringLiteral("★"), tr("Favourites")}}};
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (const Choice &choice : choices) {
        auto *button = new QToolButton(row);
        button->setObjectName(QStringLiteral("marketFilter%1").arg(int(choice.kind)));
        button->setText(choice.text);
        button->setToolTip(choice.name);
        button->setAccessibleName(choice.name);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_kinds->addButton(button, int(choice.kind));
        layout->addWidget(button);
    }
    layout->addStretch(1);
    connect(m_kinds, &QButtonGroup::idClicked, this,
            [this](int kind) { setKind(static_cast<MarketFilter::Kind>(kind)); });
    return row;
}

void MarketBrowser::makeTable()
{
    // Rows that jump away from the pointer are worse than an order that is a moment old: see renewOrder().
    m_filter->setDynamicSortFilter(false);
    m_table->setModel(m_filter);
    m_table->setEmptyState(m_empty);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->installEventFilter(this);
    const QFont font = Label::font(Label::Role::Meta); // compact: a long list in a narrow column
    const int rowHeight = std::max(compactRow, QFontMetrics(font).height() + 8);
    m_table->setFont(font);
    m_table->verticalHeader()->setMinimumSectionSize(rowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setFont(font);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(starWidth);
    header->setSectionResizeMode(int(Column::Favourite), QHeaderView::Fixed);
    header->setSectionResizeMode(int(Column::Market), QHeaderView::Stretch);
    m_table->setColumnWidth(int(Column::Favourite), starWidth);
    m_table->setColumnWidth(int(Column::Price), priceWidth);
    m_table->setColumnWidth(int(Column::Change), changeWidth);
    m_table->hideInitially({int(Column::Volume)});
    m_table->sortInitially(int(Column::Volume), Qt::DescendingOrder);
    m_table->rememberColumns(m_context.settings);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MarketBrowser::rowChosen);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == int(Column::Favourite))
            toggleFavourite(index);
    });
}

void MarketBrowser::setKind(MarketFilter::Kind kind)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_kinds->button(int(kind))->setChecked(true);
    m_context.settings.setValue(marketFilterSetting, int(kind));
    m_filter->setKind(kind);
    updateEmptyState();
    restoreSelection();
}

void MarketBrowser::filterWords(const QString &words)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_filter->setWords(words);
    updateEmptyState();
    restoreSelection();
}

void MarketBrowser::rowChosen(const QModelIndex &current)
{
    if (m_quiet || !current.isValid())
        return;
    const Symbol symbol = m_model->symbol(m_filter->mapToSource(current).row());
    if (symbol == m_selected)
        return;
    m_selected = symbol;
    Q_EMIT chosen(symbol);
}

void MarketBrowser::select(const Symbol &symbol)
{
    m_selected = symbol;
    restoreSelection();
}

void MarketBrowser::restoreSelection()
{
    const QScopedValueRollback quiet(m_quiet, true);
    const int row = m_model->rowOf(m_selected);
    const QModelIndex shown =
        row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row, int(Column::Market)));
    if (!shown.isValid()) {
        m_table->selectionModel()->clear();
        return;
    }
    m_table->selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    m_table->scrollTo(shown);
}

void MarketBrowser::renewOrder()
{
    const bool isUsed = m_table->hasFocus() || (m_table->isVisible() && m_table->underMouse());
    if (!isUsed)
        m_filter->sort(m_filter->sortColumn(), m_filter->sortOrder());
}

void MarketBrowser::toggleFavourite(const QModelIndex &index)
{
    if (index.isValid())
        m_watchlist.toggle(m_model->symbol(m_filter->mapToSource(index).row()));
}

void MarketBrowser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool MarketBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_table && key->key() == Qt::Key_Space) {
        toggleFavourite(m_table->currentIndex());
        return true;
    }
    // From the search field straight into what was found.
    if (watched == m_search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) &&
        m_filter->rowCount() > 0) {
        if (!m_table->currentIndex().isValid() || key->key() == Qt::Key_Return)
            m_table->setCurrentIndex(m_filter->index(0, int(Column::Market)));
        m_table->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void MarketBrowser::updateEmptyState()
{
    if (m_model->rowCount() == 0) {
        const bool failed = m_board.state() == LoadState::Failed;
        m_empty->setText(failed ? tr("No markets yet") : tr("Loading markets…"),
                         failed ? tr("The list could not be read. Coffer tries again by itself.")
                                : QString());
        m_empty->setButton({});
    } else if (m_filter->kind() == MarketFilter::Kind::Favourites && m_search->text().isEmpty()) {
        m_empty->setText(tr("No favourites"),
                         tr("Click a market's star to keep it here and in the ticker strip."));
        m_empty->setButton(tr("Show all markets"));
    } else {
        m_empty->setText(tr("No market found"), tr("No market has that name in this list."));
        m_empty->setButton(tr("Show all markets"));
    }
}

} // namespace coffer::ui
