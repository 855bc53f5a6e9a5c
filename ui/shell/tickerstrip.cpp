// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tickerstrip.h"

#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace coffer::ui {
namespace {

constexpr int stripHeight = 32;
constexpr int padding = 8;
constexpr int gap = 6;

} // namespace

TickerButton::TickerButton(const Symbol &symbol, const Context &context, QWidget *parent)
    : QAbstractButton(parent),
      m_context(context),
      m_symbol(symbol),
      m_name(Format::plain(symbol.value.toUpper(), 16))
{
    setObjectName(QStringLiteral("ticker-") + symbol.value);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setQuote(nullptr);
}

void TickerButton::setQuote(const market::Quote *quote)
{
    const Format &format = m_context.format;
    const std::optional<Decimal> change = quote ? quote->change() : std::nullopt;
    if (quote && !quote->info.displayName.isEmpty())
        m_name = Format::plain(quote->info.displayName, 16);
    m_price =
        quote ? format.price(quote->price, quote->price ? quote->info.priceDecimals : -1) : format.price({});
    m_change = change ? (Format::arrow(change) + u' ' + format.percent(change)).trimmed() : QString();
    m_sign = change ? change->sign() : 0;
    const QString words =
        tr("%1: %2, %3 in 24 h").arg(m_name, m_price, change ? format.percent(change) : tr("unknown"));
    setAccessibleName(words);
    setToolTip(
        (words + u'\n' + tr("Click for the chart")).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    updateGeometry();
    update();
}

QSize TickerButton::sizeHint() const
{
    const QFontMetrics strong(Label::font(Label::Role::Strong));
    const QFontMetrics normal(Label::font(Label::Role::Body));
    const int change = m_change.isEmpty() ? 0 : gap + normal.horizontalAdvance(m_change);
    return {2 * padding + strong.horizontalAdvance(m_name) + gap + normal.horizontalAdvance(m_price) +
                change + 2,
            stripHeight - 4};
}

void TickerButton::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colors &colors = m_context.theme.colors();
    if (underMouse() || isDown()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? colors.accentWash : colors.line);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    int x = padding;
    const auto write = [&](const QString &text, Label::Role role, const QColor &color) {
        painter.setFont(Label::font(role));
        painter.setPen(color);
        const int width = painter.fontMetrics().horizontalAdvance(text) + 1;
        const QRect place = style()->visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
        painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, text);
        x += width + gap;
    };
    write(m_name, Label::Role::Strong, colors.text);
    write(m_price, Label::Role::Body, colors.muted);
    if (!m_change.isEmpty())
        write(m_change, Label::Role::Body, m_sign == 0 ? colors.muted : m_context.theme.changeColor(m_sign));
    if (hasFocus()) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        ring.state |= QStyle::State_KeyboardFocusChange;
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

TickerStrip::TickerStrip(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                         QWidget *parent)
    : QWidget(parent), m_board(board), m_watchlist(watchlist), m_context(context)
{
    setObjectName(QStringLiteral("tickerStrip"));
    setAccessibleName(tr("Favourite markets"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&board, &market::TickerBoard::quotesChanged, this, &TickerStrip::refresh);
    connect(&watchlist, &market::Watchlist::changed, this, &TickerStrip::rebuild);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&TickerStrip::update));
    rebuild();
}

void TickerStrip::rebuild()
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    const QList<Symbol> symbols = m_watchlist.symbols();
    for (const Symbol &symbol : symbols) {
        auto *button = new TickerButton(symbol, m_context, this);
        connect(button, &TickerButton::clicked, this, [this, symbol] { Q_EMIT chosen(symbol.value); });
        m_buttons += button;
    }
    m_board.setWatched(QStringLiteral("favourites"), QSet<Symbol>(symbols.begin(), symbols.end()));
    refresh();
}

void TickerStrip::refresh()
{
    for (TickerButton *button : std::as_const(m_buttons))
        button->setQuote(m_board.quote(button->symbol()));
    place();
}

bool TickerStrip::isReady() const
{
    return std::all_of(m_buttons.begin(), m_buttons.end(), [this](const TickerButton *button) {
        const market::Quote *quote = m_board.quote(button->symbol());
        return m_board.updatedAt() > 0 && (!quote || !quote->price || quote->change());
    });
}

// A favourite that does not fit whole is not shown: half a price would be a wrong one.
void TickerStrip::place()
{
    int x = 0;
    bool fits = true;
    for (TickerButton *button : std::as_const(m_buttons)) {
        const int wanted = button->sizeHint().width();
        fits = fits && x + wanted <= width();
        button->setVisible(fits);
        const QRect spot(x, (height() - button->sizeHint().height()) / 2, wanted,
                         button->sizeHint().height());
        button->setGeometry(style()->visualRect(layoutDirection(), rect(), spot));
        x += wanted + 4;
    }
}

QSize TickerStrip::sizeHint() const
{
    return {400, std::max(stripHeight, fontMetrics().height() + 14)};
}

QSize TickerStrip::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void TickerStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace coffer::ui
