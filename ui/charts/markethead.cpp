// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/markethead.h"

#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace coffer::ui {

namespace {

constexpr int coinSize = 20;

QToolButton *flatButton(const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    return button;
}

} // namespace

MarketHead::MarketHead(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                       QWidget *parent)
    : QWidget(parent),
      m_board(board),
      m_watchlist(watchlist),
      m_context(context),
      m_list(flatButton(QStringLiteral("marketListButton"), this)),
      m_coin(new QLabel(this)),
      m_name(new Label(Label::Role::Section, this)),
      m_price(new Label(Label::Role::Section, this)),
      m_change(new Label(Label::Role::Body, this)),
      m_star(flatButton(QStringLiteral("chartStar"), this))
{
    m_name->setObjectName(QStringLiteral("chartMarket"));
    m_price->setObjectName(QStringLiteral("chartPrice"));
    m_change->setObjectName(QStringLiteral("chartChange"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    for (QWidget *part :
         {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_coin), static_cast<QWidget *>(m_name),
          static_cast<QWidget *>(m_star), static_cast<QWidget *>(m_price), static_cast<QWidget *>(m_change)})
        layout->addWidget(part);
    layout->addStretch(1);
    connect(m_list, &QToolButton::clicked, this, &MarketHead::listToggled);
    connect(m_star, &QToolButton::clicked, this, [this] { m_watchlist.toggle(m_symbol); });
    connect(&board, &market::TickerBoard::symbolsChanged, this, &MarketHead::update);
    connect(&board, &market::TickerBoard::quotesChanged, this, &MarketHead::update);
    connect(&watchlist, &market::Watchlist::changed, this, &MarketHead::update);
    connect(&context.theme, &Theme::changed, this, &MarketHead::update);
    connect(&context.format, &Format::changed, this, &MarketHead::update);
}

void MarketHead::show(const Symbol &symbol, const QString &name, const QString &close)
{
    m_symbol = symbol;
    m_marketName = name;
    m_close = close;
    update();
}

void MarketHead::addButton(QToolButton *button)
{
    layout()->addWidget(button);
}

void MarketHead::setListShown(bool shown)
{
    m_isListShown = shown;
    update();
}

void MarketHead::update()
{
    const market::Quote *quote = m_board.quote(m_symbol);
    m_name->setText(m_marketName);
    if (quote)
        m_coin->setPixmap(coinDisc(quote->info.base.value, coinSize, devicePixelRatioF()));
    m_hasCoin = quote != nullptr;
    m_price->setText(m_close.isEmpty() ? m_context.format.price(quote ? quote->price : std::nullopt,
                                                                quote ? quote->info.priceDecimals : -1)
                                       : m_close);
    const std::optional<Decimal> change = quote ? quote->change() : std::nullopt;
    m_change->setText(
        QStringLiteral("%1 %2").arg(Format::arrow(change), m_context.format.percent(change)).trimmed());
    m_change->setSign(change ? change->rounded(4).sign() : 0, m_context.theme);
    m_change->setToolTip(quote && quote->open24h ? tr("Over the last 24 hours")
                                                 : tr("Since 00:00 UTC+8, where HTX starts its day"));
    const bool favourite = m_watchlist.contains(m_symbol);
    m_star->setIcon(
        icon(favourite ? QStringLiteral("star-filled") : QStringLiteral("star"), m_context.theme));
    const QString offer = favourite ? tr("Take %1 off the favourites").arg(m_marketName)
                                    : tr("Make %1 a favourite").arg(m_marketName);
    m_star->setToolTip(offer.toHtmlEscaped());
    m_star->setAccessibleName(offer);
    m_list->setIcon(icon(m_isListShown ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right"),
                         m_context.theme));
    m_list->setToolTip(m_isListShown ? tr("Hide the list of markets") : tr("Show the list of markets"));
    m_list->setAccessibleName(m_list->toolTip());
    giveWay();
}

void MarketHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

/// Name and price are never cut: where there is no room for all, the coin goes, and then the change.
void MarketHead::giveWay()
{
    const auto widthOf = [this](const QWidget *part) {
        return part->sizeHint().width() + layout()->spacing();
    };
    int room = width();
    for (int i = 0; i < layout()->count(); ++i) {
        const QWidget *part = layout()->itemAt(i)->widget();
        if (part && part != m_coin && part != m_change && !part->isHidden())
            room -= widthOf(part);
    }
    room -= widthOf(m_change);
    m_change->setVisible(room >= 0);
    m_coin->setVisible(m_hasCoin && room >= widthOf(m_coin));
}

} // namespace coffer::ui
