// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketbrowser.h"

#include "market/recentmarkets.h"
#include "market/sparklines.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/charts/browser/marketdelegate.h"
#include "ui/charts/browser/marketlist.h"
#include "ui/charts/browser/marketmodel.h"
#include "ui/charts/browser/marketsort.h"
#include "ui/charts/browser/scopebar.h"
#include "ui/charts/browser/sortbar.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

using Kind = MarketScope::Kind;
using Sort = MarketFilter::Sort;

constexpr int longestNotice = 24; ///< characters of a name
constexpr int lookedAtMs = 1500;  ///< markets that are only passed by are not worth remembering

} // namespace

MarketBrowser::MarketBrowser(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                             QWidget *parent)
    : QWidget(parent),
      m_board(board),
      m_watchlist(watchlist),
      m_context(context),
      m_model(new MarketModel(board, watchlist, context.format, this)),
      m_filter(new MarketFilter(*m_model, watchlist, this)),
      m_search(new QLineEdit(this)),
      m_scopes(new ScopeBar(context.theme, this)),
      m_sorts(new SortBar(context.theme, this)),
      m_notice(new Label(Label::Role::Meta, this)),
      m_delegate(new MarketDelegate(*m_filter, context.theme, context.format, this)),
      m_list(new MarketList(*m_filter, m_delegate, context.theme, this)),
      m_empty(new EmptyState(QStringLiteral("search"), context.theme)),
      m_trendAction(new QAction(tr("Show the last 24 hours as a line"), this))
{
    setAccessibleName(tr("Markets"));
    makeSearch();
    makeList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_search);
    layout->addSpacing(4);
    layout->addWidget(m_scopes);
    layout->addWidget(m_sorts);
    layout->addWidget(m_notice);
    layout->addWidget(m_list, 1);

    m_lookedAt.setSingleShot(true);
    m_lookedAt.setInterval(lookedAtMs);
    connect(&m_lookedAt, &QTimer::timeout, this, [this] {
        if (m_recent && m_model->rowOf(m_selected) >= 0)
            m_recent->add(m_selected);
    });
    connectServices();
    m_trendAction->setCheckable(true);
    connect(m_trendAction, &QAction::toggled, this, &MarketBrowser::setTrendVisible);
    setTrendVisible(context.settings.value(marketTrendSetting));
    m_scopes->setQuotes(m_model->quotes());
    updateNotice();
    setScope(MarketScope::fromText(context.settings.value(marketScopeSetting)));
}

MarketBrowser::~MarketBrowser()
{
    if (m_sparklines)
        m_sparklines->setWanted(QString::number(quintptr(this), 16), {});
}

void MarketBrowser::makeSearch()
{
    m_search->setObjectName(QStringLiteral("marketSearch"));
    m_search->setPlaceholderText(tr("Search markets"));
    m_search->setAccessibleName(tr("Search markets"));
    m_search->setClearButtonEnabled(true);
    QAction *lens =
        m_search->addAction(icon(QStringLiteral("search"), m_context.theme), QLineEdit::LeadingPosition);
    connect(&m_context.theme, &Theme::changed, lens,
            [this, lens] { lens->setIcon(icon(QStringLiteral("search"), m_context.theme)); });
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &MarketBrowser::filterWords);
}

void MarketBrowser::makeList()
{
    m_list->setAccessibleName(tr("Markets"));
    m_list->setEmptyState(m_empty);
    m_notice->setObjectName(QStringLiteral("marketNotice"));
    m_notice->setWordWrap(true);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MarketBrowser::rowChosen);
    connect(m_list, &MarketList::starToggled, this,
            [this](int row) { m_watchlist.toggle(m_filter->symbol(row)); });
    connect(m_list, &MarketList::typed, this, [this](const QString &text) {
        m_search->setFocus(Qt::OtherFocusReason);
        m_search->end(false);
        if (text.isEmpty())
            m_search->backspace();
        else
            m_search->insert(text);
    });
    connect(m_list, &MarketList::escaped, m_search, &QLineEdit::clear);
    connect(m_list, &MarketList::menuRequested, this, &MarketBrowser::showMenu);
    connect(m_list, &MarketList::settled, this, &MarketBrowser::askForTrends);
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        m_search->clear();
        setScope({});
    });
    connect(m_scopes, &ScopeBar::chosen, this, &MarketBrowser::setScope);
    connect(m_sorts, &SortBar::chosen, this, &MarketBrowser::setSort);
    m_scopes->addMenuAction(m_trendAction);
}

void MarketBrowser::connectServices()
{
    connect(&m_board, &market::TickerBoard::symbolsChanged, this, &MarketBrowser::listChanged);
    connect(&m_board, &market::TickerBoard::quotesChanged, this, &MarketBrowser::renewOrder);
    connect(&m_board, &market::TickerBoard::stateChanged, this, &MarketBrowser::updateEmptyState);
    connect(&m_watchlist, &market::Watchlist::changed, this, [this] {
        const QScopedValueRollback quiet(m_quiet, true);
        m_filter->renew();
        updateEmptyState();
        restoreSelection();
    });
    connect(&m_context.format, &Format::changed, m_list->viewport(), qOverload<>(&QWidget::update));
}

void MarketBrowser::setSparklines(market::Sparklines *sparklines)
{
    m_sparklines = sparklines;
    m_model->setSparklines(sparklines);
    setTrendVisible(m_trendAction->isChecked());
}

void MarketBrowser::setRecent(market::RecentMarkets *recent)
{
    m_recent = recent;
    m_filter->setRecent(recent);
    m_scopes->setRecentAvailable(recent != nullptr);
    if (recent)
        connect(recent, &market::RecentMarkets::changed, this, &MarketBrowser::renewOrder);
}

void MarketBrowser::setScope(const MarketScope &scope)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_context.settings.setValue(marketScopeSetting, scope.toText());
    m_scopes->setScope(scope);
    m_filter->setScope(scope);
    m_sorts->setOwnOrderAvailable(scope.hasOwnOrder());
    restoreSort();
    updateEmptyState();
    m_list->scrollToTop();
    restoreSelection(true);
}

void MarketBrowser::restoreSort()
{
    const auto [sort, order] = marketSort(m_context.settings, m_filter->scope());
    m_filter->setSort(sort, order);
    m_sorts->setSort(sort, order);
}

void MarketBrowser::setSort(Sort sort, Qt::SortOrder order)
{
    setMarketSort(m_context.settings, m_filter->scope(), sort, order);
    m_filter->setSort(sort, order);
    m_list->scrollToTop();
}

void MarketBrowser::filterWords(const QString &words)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_filter->setWords(words);
    updateEmptyState();
    restoreSelection();
    if (m_filter->isSearching()) // the best match is at the top
        m_list->scrollToTop();
}

void MarketBrowser::rowChosen(const QModelIndex &current, const QModelIndex &previous)
{
    if (m_quiet || !current.isValid())
        return;
    const Symbol symbol = m_filter->symbol(current.row());
    if (symbol == m_selected)
        return;
    m_selected = symbol;
    m_lookedAt.start();
    updateNotice();
    Q_EMIT chosen(symbol);
    const int next = current.row() + (previous.isValid() && previous.row() > current.row() ? -1 : 1);
    if (next >= 0 && next < m_filter->rowCount())
        Q_EMIT prefetch(m_filter->symbol(next));
}

void MarketBrowser::select(const Symbol &symbol)
{
    const bool isOther = symbol != m_selected;
    if (isOther) {
        m_selected = symbol;
        m_selectedName.clear();
        m_lookedAt.start();
    }
    updateNotice();
    restoreSelection(isOther);
}

void MarketBrowser::restoreSelection(bool scrolls)
{
    const QScopedValueRollback quiet(m_quiet, true);
    const int row = m_filter->rowOf(m_selected);
    if (row < 0) {
        m_list->selectionModel()->clear();
        return;
    }
    const QModelIndex shown = m_filter->index(row, 0);
    m_list->selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect);
    if (scrolls)
        m_list->scrollTo(shown);
}

void MarketBrowser::renewOrder()
{
    const bool isUsed = m_list->hasFocus() || (m_list->isVisible() && m_list->underMouse());
    if (isUsed)
        return;
    const QScopedValueRollback quiet(m_quiet, true);
    m_filter->renew();
}

void MarketBrowser::listChanged()
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_scopes->setQuotes(m_model->quotes());
    m_filter->renew();
    updateNotice();
    updateEmptyState();
    restoreSelection();
}

/// The market on the chart has no row to say so any more when it is closed or gone.
void MarketBrowser::updateNotice()
{
    const int row = m_model->rowOf(m_selected);
    if (row >= 0)
        m_selectedName = m_model->facts(row).name;
    const bool isGone = row < 0 && m_model->rowCount() > 0 && !m_selected.value.isEmpty();
    const bool isClosed = row >= 0 && !m_model->facts(row).online;
    m_notice->setVisible(isGone || isClosed);
    const QString code = m_selectedName.isEmpty() ? m_selected.value.toUpper() : m_selectedName;
    const QString name = Format::plain(code, longestNotice);
    m_notice->setText(
        isGone ? tr("%1 is not listed on HTX any more. Its chart stays until you choose another market.")
                     .arg(name)
        : isClosed ? tr("%1 is not open for trading at the moment.").arg(name)
                   : QString());
}

void MarketBrowser::setTrendVisible(bool visible)
{
    m_context.settings.setValue(marketTrendSetting, visible);
    const QSignalBlocker blocker(m_trendAction);
    m_trendAction->setChecked(visible);
    m_trendAction->setEnabled(m_sparklines != nullptr);
    m_delegate->setTrendVisible(visible && m_sparklines);
    m_list->viewport()->update();
    askForTrends();
}

void MarketBrowser::askForTrends()
{
    if (!m_sparklines)
        return;
    QList<Symbol> inSight;
    const auto [first, last] = m_list->rowsInSight();
    if (m_list->isVisible() && m_delegate->isTrendVisible()) {
        for (int row = std::max(first, 0); row <= last; ++row)
            inSight.append(m_filter->symbol(row));
    }
    m_sparklines->setWanted(QString::number(quintptr(this), 16), inSight);
}

void MarketBrowser::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_sparklines)
        m_sparklines->setWanted(QString::number(quintptr(this), 16), {});
}

void MarketBrowser::showMenu(int row, const QPoint &globalPosition)
{
    const Symbol symbol = m_filter->symbol(row);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("marketMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const QString &name, const QString &text, auto act) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, menu, act);
        return action;
    };
    add(QStringLiteral("openInWindow"), tr("Open in a new window"),
        [this, symbol] { Q_EMIT openInWindowRequested(symbol); });
    add(QStringLiteral("compare"), tr("Compare with the chart's market"), [this, symbol] {
        Q_EMIT compareRequested(symbol);
    })->setEnabled(symbol != m_selected);
    add(QStringLiteral("setAlert"), tr("Set a price alert…"),
        [this, symbol] { Q_EMIT alertRequested(symbol); });
    menu->addSeparator();
    const bool isFavourite = m_watchlist.contains(symbol);
    add(QStringLiteral("favourite"),
        isFavourite ? tr("Take off the favourites") : tr("Add to the favourites"),
        [this, symbol] { m_watchlist.toggle(symbol); });
    if (m_filter->canMoveRows()) {
        const auto move = [this, symbol](int by) {
            const int from = m_filter->rowOf(symbol);
            if (from >= 0)
                m_filter->moveRow({}, from, {}, by > 0 ? from + 2 : from - 1);
        };
        QAction *up = add(QStringLiteral("moveUp"), tr("Move up"), [move] { move(-1); });
        up->setShortcut(Qt::ALT | Qt::Key_Up); // to be read; the list itself has the key
        up->setEnabled(row > 0);
        QAction *down = add(QStringLiteral("moveDown"), tr("Move down"), [move] { move(1); });
        down->setShortcut(Qt::ALT | Qt::Key_Down);
        down->setEnabled(row + 1 < m_filter->rowCount());
    }
    menu->popup(globalPosition);
}

void MarketBrowser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool MarketBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress &&
        searchKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

/// From the search field straight into what was found.
bool MarketBrowser::searchKey(int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if ((key != Qt::Key_Down && !isEnter) || m_filter->rowCount() == 0)
        return false;
    if (isEnter || !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_filter->index(0, 0));
    m_list->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void MarketBrowser::updateEmptyState()
{
    const bool searching = m_filter->isSearching();
    m_empty->setButton(tr("Show all markets"));
    if (m_model->rowCount() == 0) {
        const bool failed = m_board.state() == LoadState::Failed;
        m_empty->setText(failed ? tr("No markets yet") : tr("Loading markets…"),
                         failed ? tr("The list could not be read. Coffer tries again by itself.")
                                : QString());
        m_empty->setButton({});
    } else if (!searching && m_filter->scope().kind == Kind::Favourites) {
        m_empty->setText(tr("No favourites"),
                         tr("Click a market's star to keep it here and in the ticker strip."));
    } else if (!searching && m_filter->scope().kind == Kind::Recent) {
        m_empty->setText(tr("Nothing viewed yet"), tr("Markets that you look at are kept here."));
    } else {
        m_empty->setText(tr("No market found"), tr("No market has that name."));
    }
}

} // namespace coffer::ui
