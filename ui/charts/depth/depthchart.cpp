// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/depthchart.h"

#include "ui/charts/depth/depthfigures.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace coffer::ui {

using htx::Side;

namespace {

constexpr int margin = 8;
constexpr double zoomStep = 1.25;
constexpr double notch = 120; ///< eighths of a degree

Decimal fromDouble(double value)
{
    return Decimal::parse(QByteArrayView(QByteArray::number(value, 'g', 15))).value_or(Decimal());
}

} // namespace

DepthChart::DepthChart(const Context &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("depthChart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Depth chart"));
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&context.format, &Format::changed, this, qOverload<>(&QWidget::update));
    arrange();
}

void DepthChart::setMarket(const DepthMarket &market)
{
    if (market == m_market)
        return;
    if (market.symbol != m_market.symbol) {
        m_curve.resetZoom();
        m_curve.setLevels({}, {});
        m_hit.reset();
    }
    m_market = market;
    setAccessibleName(tr("Depth chart of %1/%2").arg(market.base, market.quote));
    update();
}

void DepthChart::setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    m_curve.setLevels(bids, asks);
    reread();
    update();
}

void DepthChart::setDoubtful(bool doubtful)
{
    if (doubtful == m_doubtful)
        return;
    m_doubtful = doubtful;
    update();
}

/// The book changed under what is read: the same place, or as many levels from the middle.
void DepthChart::reread()
{
    if (m_pointer) {
        m_hit = m_curve.hitAt(*m_pointer);
    } else if (m_hit) {
        const qsizetype count = m_curve.levels(m_hit->side).size();
        if (count == 0)
            m_hit.reset();
        else
            m_hit->index = std::min(m_hit->index, count - 1);
    }
}

const market::DepthLevel *DepthChart::readLevel() const
{
    return m_hit && m_hit->index < m_curve.levels(m_hit->side).size()
               ? &m_curve.levels(m_hit->side).at(m_hit->index)
               : nullptr;
}

QString DepthChart::priceText(double price) const
{
    if (!std::isfinite(price) || price < 0)
        return {};
    const int decimals = m_market.priceDecimals;
    return m_context.format.price(fromDouble(price), decimals);
}

QStringList DepthChart::readout() const
{
    const Format &format = m_context.format;
    const auto amount = [&](const Decimal &total) {
        return QStringLiteral("%1 %2").arg(
            columnAmount(format, total, fittingDecimals(format, total, m_market.amountDecimals, 14), 14),
            m_market.base);
    };
    if (const market::DepthLevel *level = readLevel()) {
        QString place =
            QStringLiteral("%1 %2").arg(format.price(level->price, m_market.priceDecimals), m_market.quote);
        if (const std::optional<Decimal> &mid = m_curve.mid(); mid && !mid->isZero())
            place += QStringLiteral("  ") + format.percent((level->price - *mid) / *mid);
        return {place, m_hit->side == Side::Buy ? tr("%1 bid down to here").arg(amount(level->total))
                                                : tr("%1 offered up to here").arg(amount(level->total))};
    }
    const auto sum = [this](Side side) {
        const QList<market::DepthLevel> &levels = m_curve.levels(side);
        return levels.isEmpty() ? Decimal() : levels.last().total;
    };
    const Decimal all = sum(Side::Buy) + sum(Side::Sell);
    const auto share = [&](Side side) {
        const Decimal part = all.isZero() ? Decimal() : sum(side) / all * Decimal(100);
        return format.price(part, 0) + QStringLiteral("\u00a0%");
    };
    return {tr("Bids %1 · %2").arg(amount(sum(Side::Buy)), share(Side::Buy)),
            tr("Asks %1 · %2").arg(amount(sum(Side::Sell)), share(Side::Sell))};
}

void DepthChart::arrange()
{
    m_font = Label::font(Label::Role::Meta);
    const int line = QFontMetrics(m_font).height() + 2;
    m_curve.setPlot(
        QRectF(0, 2 * line + 2 * margin, width(), std::max(1, height() - 3 * line - 2 * margin - 4)));
    reread();
}

void DepthChart::read(const std::optional<DepthCurve::Hit> &hit)
{
    if (hit == m_hit)
        return;
    m_hit = hit;
    update();
}

/// From level to level in the order of prices, over the middle.
void DepthChart::step(int by)
{
    m_pointer.reset();
    const auto count = [this](Side side) { return m_curve.levels(side).size(); };
    if (m_curve.isEmpty())
        return;
    DepthCurve::Hit hit = m_hit.value_or(DepthCurve::Hit{by < 0 ? Side::Buy : Side::Sell, -1});
    hit.index += (hit.side == Side::Buy) == (by < 0) ? 1 : -1;
    if (hit.index < 0)
        hit = {hit.side == Side::Buy ? Side::Sell : Side::Buy, 0};
    if (count(hit.side) == 0)
        hit = {hit.side == Side::Buy ? Side::Sell : Side::Buy, 0};
    hit.index = std::min(hit.index, count(hit.side) - 1);
    read(hit);
    setAccessibleDescription(readout().join(u'\n'));
}

void DepthChart::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().surface);
    painter.setFont(m_font);
    if (!m_curve.isEmpty()) {
        paintAxes(painter);
        if (m_doubtful)
            painter.setOpacity(0.55);
        painter.setRenderHint(QPainter::Antialiasing);
        paintCurve(painter, Side::Buy);
        paintCurve(painter, Side::Sell);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setOpacity(1);
        paintReading(painter);
    }
    paintWords(painter);
    if (hasFocus()) {
        painter.setPen(m_context.theme.colors().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void DepthChart::paintAxes(QPainter &painter) const
{
    const Colors &colors = m_context.theme.colors();
    const QRectF plot = m_curve.plot();
    const QFontMetrics metrics(m_font);
    painter.setPen(colors.line);
    for (const double part : {0.5, 1.0}) {
        const double y = std::floor(m_curve.yOf(m_curve.most() * part)) + 0.5;
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y));
    }
    painter.setPen(colors.strongLine);
    painter.drawLine(QLineF(plot.left(), plot.bottom() + 0.5, plot.right(), plot.bottom() + 0.5));
    painter.setPen(colors.muted);
    for (const double part : {0.5, 1.0}) {
        const QString text = compactAmount(m_context.format, fromDouble(m_curve.most() * part));
        const double y = m_curve.yOf(m_curve.most() * part);
        painter.drawText(QRectF(plot.left() + margin, y + 1, plot.width(), metrics.height()), Qt::AlignLeft,
                         text);
    }
    const QRectF strip(plot.left() + margin, plot.bottom() + 2, plot.width() - 2 * margin,
                       height() - plot.bottom() - 2);
    const QString middle = priceText(m_curve.center());
    const QString left = priceText(m_curve.lowest());
    const QString right = priceText(m_curve.highest());
    const double half = (strip.width() - metrics.horizontalAdvance(middle)) / 2 - margin;
    painter.drawText(strip, Qt::AlignHCenter | Qt::AlignVCenter, middle);
    if (metrics.horizontalAdvance(left) <= half)
        painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter, left);
    if (metrics.horizontalAdvance(right) <= half)
        painter.drawText(strip, Qt::AlignRight | Qt::AlignVCenter, right);
}

void DepthChart::paintCurve(QPainter &painter, Side side) const
{
    QPolygonF line = m_curve.outline(side);
    if (line.isEmpty())
        return;
    const QColor color = m_context.theme.changeColor(side == Side::Buy ? 1 : -1);
    QColor wash = color;
    wash.setAlpha(m_context.theme.isDark() ? 60 : 45);
    QPolygonF area = line;
    area << QPointF(line.last().x(), m_curve.plot().bottom())
         << QPointF(line.first().x(), m_curve.plot().bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawPolygon(area);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void DepthChart::paintReading(QPainter &painter) const
{
    if (!readLevel())
        return;
    const Colors &colors = m_context.theme.colors();
    const QPointF point = m_curve.pointOf(*m_hit);
    const QRectF plot = m_curve.plot();
    QPen pen(colors.muted, 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    const double x = std::floor(point.x()) + 0.5;
    const double y = std::floor(point.y()) + 0.5;
    painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()));
    painter.drawLine(QLineF(plot.left(), y, plot.right(), y));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.surface, 2));
    painter.setBrush(m_context.theme.changeColor(m_hit->side == Side::Buy ? 1 : -1));
    painter.drawEllipse(point, 4.5, 4.5);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void DepthChart::paintWords(QPainter &painter) const
{
    const Colors &colors = m_context.theme.colors();
    const QFontMetrics metrics(m_font);
    const int line = metrics.height() + 2;
    const QStringList lines = readout();
    const bool isReading = readLevel() != nullptr;
    for (int i = 0; i < lines.size(); ++i) {
        const QRect place(margin, margin / 2 + i * line, width() - 2 * margin, line);
        const int sign = isReading ? (i == 0 ? 0 : m_hit->side == Side::Buy ? 1 : -1) : i == 0 ? 1 : -1;
        painter.setPen(m_curve.isEmpty() ? colors.muted : m_context.theme.changeColor(sign));
        painter.drawText(place,
                         static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) |
                             Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(lines.at(i), Qt::ElideRight, place.width()));
    }
}

void DepthChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DepthChart::wheelEvent(QWheelEvent *event)
{
    m_curve.zoom(std::pow(zoomStep, event->angleDelta().y() / notch));
    m_pointer = event->position().x();
    reread();
    update();
    event->accept();
}

void DepthChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_curve.zoom(zoomStep);
        break;
    case Qt::Key_Minus:
        m_curve.zoom(1 / zoomStep);
        break;
    case Qt::Key_0:
        m_curve.resetZoom();
        break;
    case Qt::Key_Escape:
        if (!m_hit) {
            QWidget::keyPressEvent(event);
            return;
        }
        m_pointer.reset();
        read(std::nullopt);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    reread();
    update();
}

void DepthChart::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().x();
    read(m_curve.hitAt(*m_pointer));
}

void DepthChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_pointer.reset();
    read(std::nullopt);
}

void DepthChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    setAccessibleDescription(readout().join(u'\n'));
    update();
}

void DepthChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void DepthChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        arrange();
        update();
    }
}

} // namespace coffer::ui
