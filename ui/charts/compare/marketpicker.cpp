// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/marketpicker.h"

#include "market/tickerboard.h"
#include "ui/charts/browser/marketrow.h"
#include "ui/charts/browser/marketsearch.h"
#include "ui/charts/compare/comparison.h"
#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr qsizetype mostShown = 50;
constexpr int popupWidth = 300;
constexpr int listHeight = 260;
constexpr int longestName = 40;

MarketRow rowOf(const market::Quote &quote)
{
    MarketRow row;
    row.base = quote.info.base;
    row.quote = quote.info.quote;
    for (const QChar letter : quote.info.displayName) {
        if (letter.isLetterOrNumber())
            row.searchName.append(letter.toLower());
    }
    return row;
}

} // namespace

QList<Symbol> marketsToCompare(const market::TickerBoard &board, const Comparison &comparison,
                               const QString &typed, qsizetype most)
{
    struct Found
    {
        int rank;
        bool isOtherQuote;
        Decimal volume;
        Symbol symbol;
    };
    const MarketSearch search(typed);
    const QList<Symbol> compared = comparison.symbols();
    const market::Quote *own = board.quote(comparison.own());
    QList<Found> found;
    for (const Symbol &symbol : board.symbols()) {
        const market::Quote *quote = board.quote(symbol);
        if (!quote || symbol == comparison.own() || compared.contains(symbol))
            continue;
        if (const std::optional<int> rank = search.rank(symbol.value, rowOf(*quote)))
            found.append({*rank, !own || quote->info.quote != own->info.quote,
                          quote->volume.value_or(Decimal()), symbol});
    }
    const auto isBetter = [](const Found &one, const Found &other) {
        return std::tie(one.rank, one.isOtherQuote, other.volume, one.symbol) <
               std::tie(other.rank, other.isOtherQuote, one.volume, other.symbol);
    };
    const auto end = found.begin() + std::min(most, found.size());
    std::partial_sort(found.begin(), end, found.end(), isBetter);
    QList<Symbol> result;
    for (auto each = found.begin(); each != end; ++each)
        result.append(each->symbol);
    return result;
}

MarketPicker::MarketPicker(const market::TickerBoard &board, const Comparison &comparison, QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_board(board),
      m_comparison(comparison),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_nothing(new Label(Label::Role::Muted, this))
{
    setObjectName(QStringLiteral("marketPicker"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Compare with a market"));
    setFocusProxy(m_search);
    m_search->setObjectName(QStringLiteral("marketPickerSearch"));
    m_search->setPlaceholderText(tr("Search markets"));
    m_search->setAccessibleName(tr("Search markets"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("marketPickerList"));
    m_list->setAccessibleName(tr("Markets"));
    m_list->setFocusPolicy(Qt::NoFocus); // the keys of the search field move in it
    m_list->setUniformItemSizes(true);
    m_nothing->setText(tr("No other market is called so. Try its code, such as ETH."));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setFixedHeight(listHeight);
    m_list->setFixedHeight(listHeight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    setFixedWidth(popupWidth);
    connect(m_search, &QLineEdit::textChanged, this, &MarketPicker::fill);
    connect(m_list, &QListWidget::itemClicked, this, &MarketPicker::take);
    fill();
}

void MarketPicker::popUp(const QWidget &below)
{
    m_search->clear();
    fill();
    adjustSize();
    QPoint at = below.mapToGlobal(QPoint(0, below.height() + 2));
    if (const QScreen *screen = below.screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - sizeHint().width())));
        if (at.y() + sizeHint().height() > room.bottom())
            at.setY(std::max(room.top(), below.mapToGlobal(QPoint()).y() - sizeHint().height() - 2));
    }
    move(at);
    show();
    m_search->setFocus();
}

void MarketPicker::fill()
{
    m_list->clear();
    for (const Symbol &symbol : marketsToCompare(m_board, m_comparison, m_search->text(), mostShown)) {
        const market::Quote *quote = m_board.quote(symbol);
        auto *item = new QListWidgetItem(Format::plain(quote->info.displayName, longestName), m_list);
        item->setData(Qt::UserRole, symbol.value);
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(m_list->count() > 0);
    m_nothing->setVisible(m_list->count() == 0);
}

void MarketPicker::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const Symbol symbol{item->data(Qt::UserRole).toString()};
    hide();
    Q_EMIT chosen(symbol);
}

bool MarketPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace coffer::ui
