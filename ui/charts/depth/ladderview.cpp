// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/ladderview.h"

#include "ui/charts/depth/depthfigures.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

#include <utility>

namespace coffer::ui {

namespace {

using htx::Side;

constexpr int notch = 120; ///< eighths of a degree
constexpr int rowsANotch = 3;

} // namespace

LadderView::LadderView(const Context &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_painter(m_book, m_market, context.theme, context.format),
      m_stepButton(new QToolButton(this))
{
    setObjectName(QStringLiteral("depthLadder"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Order book"));
    m_stepButton->setObjectName(QStringLiteral("depthStep"));
    m_stepButton->setPopupMode(QToolButton::InstantPopup);
    m_stepButton->setAutoRaise(true);
    auto *menu = new QMenu(m_stepButton);
    m_stepButton->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &LadderView::fillStepMenu);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&context.format, &Format::changed, this, [this] {
        updateStepButton();
        update();
    });
    m_book.setPower(context.settings.value(depthStepSetting));
    arrange();
    updateStepButton();
}

void LadderView::setMarket(const DepthMarket &market)
{
    if (market == m_market)
        return;
    const bool isAnother = market.symbol != m_market.symbol;
    m_market = market;
    if (isAnother) {
        m_book.reset(market.priceDecimals);
        m_current.reset();
        m_look.last.reset();
        m_look.direction = 0;
        m_look.layout.scroll = 0;
    } else {
        m_book.setPriceDecimals(market.priceDecimals);
    }
    setAccessibleName(tr("Order book of %1/%2").arg(market.base, market.quote));
    rebuilt();
}

void LadderView::setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    m_book.setLevels(bids, asks);
    rebuilt();
}

void LadderView::setLast(const std::optional<Decimal> &price, int direction)
{
    if (price == m_look.last && direction == m_look.direction)
        return;
    m_look.last = price;
    m_look.direction = direction;
    update(m_look.layout.rowRect(0));
}

void LadderView::setDoubtful(bool doubtful)
{
    if (doubtful == m_look.doubtful)
        return;
    m_look.doubtful = doubtful;
    update();
}

void LadderView::setOwnOrders(const QList<std::pair<Side, Decimal>> &orders)
{
    m_book.setOwnOrders(orders);
    update();
}

/// The levels are others: keeps the chosen price and the place that was scrolled to.
void LadderView::rebuilt()
{
    m_look.current = m_current ? m_book.rowOf(m_current->first, m_current->second) : 0;
    if (!m_book.level(m_look.hovered))
        m_look.hovered = 0;
    setScroll(m_look.layout.scroll);
    updateStepButton();
    update();
}

void LadderView::arrange()
{
    const QFontMetrics metrics(m_painter.rowFont());
    m_look.layout.size = size();
    m_look.layout.row = std::max(20, metrics.height() + 4);
    m_look.layout.header = metrics.height() + 9;
    m_look.layout.spread = std::max(30, QFontMetrics(m_painter.priceFont()).height() + 10);
    m_look.reading = layoutDirection();
    setScroll(m_look.layout.scroll);
}

void LadderView::setScroll(int scroll)
{
    const LadderLayout &layout = m_look.layout;
    const int within =
        std::clamp(scroll, layout.leastScroll(m_book.lastRow()), layout.mostScroll(-m_book.firstRow()));
    if (within == layout.scroll)
        return;
    m_look.layout.scroll = within;
    update();
}

int LadderView::levelAt(int y) const
{
    if (y < m_look.layout.header)
        return 0;
    const int row = m_look.layout.rowAt(y);
    return m_book.level(row) ? row : 0;
}

void LadderView::setCurrent(int row)
{
    const market::DepthLevel *level = m_book.level(row);
    m_look.current = level ? row : 0;
    m_current = level ? std::optional(std::pair(LadderBook::sideOf(row), level->price)) : std::nullopt;
    if (level)
        showRow(row);
    tell();
    update();
}

void LadderView::showRow(int row)
{
    const LadderLayout &layout = m_look.layout;
    const QRect area = layout.rowRect(row);
    if (area.top() < layout.header)
        setScroll(layout.scroll + layout.header - area.top());
    else if (area.bottom() >= height())
        setScroll(layout.scroll - (area.bottom() - height() + 1));
}

void LadderView::setHovered(int row)
{
    if (row == m_look.hovered)
        return;
    update(m_look.layout.rowRect(m_look.hovered));
    m_look.hovered = row;
    update(m_look.layout.rowRect(row));
    setCursor(row == 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

QString LadderView::rowText(int row) const
{
    const market::DepthLevel *level = m_book.level(row);
    if (!level)
        return {};
    const Format &format = m_context.format;
    const QString price =
        QStringLiteral("%1 %2").arg(format.price(level->price, m_book.shownDecimals()), m_market.quote);
    const QString amount = QStringLiteral("%1 %2").arg(wholeAmount(format, level->size), m_market.base);
    const QString total = QStringLiteral("%1 %2").arg(wholeAmount(format, level->total), m_market.base);
    const QString text = row < 0 ? tr("Offered at %1: %2, in all up to here %3").arg(price, amount, total)
                                 : tr("Bid at %1: %2, in all down to here %3").arg(price, amount, total);
    return m_book.isOwn(row) ? tr("%1. One of your orders is here.").arg(text) : text;
}

/// Screen readers hear the chosen row, or where the book stands.
void LadderView::tell()
{
    if (m_look.current != 0) {
        setAccessibleDescription(rowText(m_look.current));
        return;
    }
    const QString sell = rowText(-1);
    const QString buy = rowText(1);
    setAccessibleDescription(QStringList{sell, buy}.join(u'\n').trimmed());
}

void LadderView::fillStepMenu()
{
    QMenu *menu = m_stepButton->menu();
    menu->clear();
    auto *group = new QActionGroup(menu);
    for (int power = 0; power < m_book.steps().size(); ++power) {
        const Decimal &step = m_book.steps().at(power);
        QAction *action = menu->addAction(m_context.format.price(step, step.decimals()));
        action->setCheckable(true);
        action->setChecked(power == m_book.power());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, power] {
            m_context.settings.setValue(depthStepSetting, power);
            m_book.setPower(power);
            rebuilt();
        });
    }
    connect(menu, &QMenu::aboutToHide, group, &QObject::deleteLater);
}

void LadderView::updateStepButton()
{
    const Decimal &step = m_book.steps().at(m_book.power());
    const QString text = m_context.format.price(step, step.decimals());
    if (text == m_stepButton->text())
        return;
    m_stepButton->setText(text);
    m_stepButton->setToolTip(tr("Price levels are gathered by %1").arg(text));
    m_stepButton->setAccessibleName(m_stepButton->toolTip());
}

bool LadderView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = rowText(levelAt(help->pos().y()));
        if (text.isEmpty())
            QToolTip::hideText();
        else // escaped: a tooltip would read markup in a server's text
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1\n%2").arg(text.toHtmlEscaped(),
                                                            tr("Click to set an alert at this price.")),
                               this);
        return true;
    }
    return QWidget::event(event);
}

void LadderView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    m_painter.paint(painter, m_look);
}

void LadderView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void LadderView::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().y();
    const int pixels = m_wheel * rowsANotch * m_look.layout.row / notch;
    m_wheel -= pixels * notch / (rowsANotch * m_look.layout.row);
    setScroll(m_look.layout.scroll + pixels);
    setHovered(levelAt(event->position().toPoint().y()));
    event->accept();
}

void LadderView::keyPressEvent(QKeyEvent *event)
{
    const int current = m_look.current;
    const int page = std::max(1, (height() - m_look.layout.header) / m_look.layout.row / 2);
    // The spread is no stop: from the best ask it goes on to the best bid.
    const auto go = [this, current](int by) {
        int row = current + by;
        if (by > 0 && current <= 0 && row >= 0)
            row += current == 0 && by == 1 ? 0 : 1;
        else if (by < 0 && current >= 0 && row <= 0)
            row -= current == 0 && by == -1 ? 0 : 1;
        row = std::clamp(row, m_book.firstRow(), m_book.lastRow());
        setCurrent(row == 0 ? current : row);
    };
    if (event == QKeySequence::Copy) {
        if (current != 0)
            QGuiApplication::clipboard()->setText(
                QString::fromLatin1(m_book.level(current)->price.toString()));
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        go(-1);
        break;
    case Qt::Key_Down:
        go(1);
        break;
    case Qt::Key_PageUp:
        go(-page);
        break;
    case Qt::Key_PageDown:
        go(page);
        break;
    case Qt::Key_Home:
        setCurrent(m_book.firstRow());
        break;
    case Qt::Key_End:
        setCurrent(m_book.lastRow());
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (current != 0)
            Q_EMIT priceChosen(m_book.level(current)->price);
        break;
    case Qt::Key_Escape:
        if (current == 0 && m_look.layout.scroll == 0) {
            QWidget::keyPressEvent(event);
            return;
        }
        setCurrent(0);
        setScroll(0);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
}

void LadderView::mousePressEvent(QMouseEvent *event)
{
    const int row = levelAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || row == 0)
        return;
    m_pressed = {row, m_book.level(row)->price};
    setCurrent(row);
    m_pressed->first = m_look.layout.rowAt(event->position().toPoint().y()); // it may have been scrolled
}

void LadderView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    const QPoint place = event->position().toPoint();
    if (pressed && rect().contains(place) && m_look.layout.rowAt(place.y()) == pressed->first)
        Q_EMIT priceChosen(pressed->second);
}

void LadderView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(levelAt(event->position().toPoint().y()));
}

void LadderView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    setHovered(0);
}

void LadderView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_look.focused = true;
    tell();
    update();
}

void LadderView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_look.focused = false;
    update();
}

void LadderView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::LayoutDirectionChange) {
        m_painter.setFonts();
        arrange();
        update();
    }
}

} // namespace coffer::ui
