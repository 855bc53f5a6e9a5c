// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/chartexport.h"

#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/chartlegend.h"
#include "ui/charts/plot/chartpainter.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetrics>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coffer::ui {

namespace {

constexpr int titleMargin = 10;
constexpr double largestRatio = 4;
constexpr int dotsPerInch = 1200; // of the page's own coordinates
constexpr double pageMarginMm = 12;

const QString program = QStringLiteral("Coffer");

int titleHeight()
{
    return QFontMetrics(Label::font(Label::Role::Strong)).height() + 2 * titleMargin;
}

/// The last candle that begins in sight, else the first.
qsizetype lastInSight(const ChartContent &content)
{
    const auto end = static_cast<qint64>(std::ceil(content.scale.to()));
    return std::max<qsizetype>(content.series->lowerBound(end) - 1, 0);
}

qsizetype firstInSight(const ChartContent &content)
{
    const auto begin = static_cast<qint64>(std::floor(content.scale.from()));
    return std::clamp<qsizetype>(content.series->lowerBound(begin + 1) - 1, 0, content.series->size() - 1);
}

QString zoneText(const ChartContent &content, qint64 time)
{
    return content.dateZone().displayName(QDateTime::fromSecsSinceEpoch(time, Qt::UTC),
                                          QTimeZone::OffsetName);
}

/// Chart, live price, and the legend of the last candle.
void paintAll(const Canvas &canvas, const ChartContent &content)
{
    QPainter &painter = canvas.painter();
    paintChart(canvas, content);
    paintLivePrice(painter, content);
    for (const ChartLayer *layer : content.layers) {
        if (!layer->isLive()) // the others are in the chart
            continue;
        painter.save();
        painter.setClipRect(content.scale.prices(), Qt::IntersectClip);
        layer->paint(painter, content);
        painter.restore();
        layer->paintOnAxis(painter, content);
    }
    paintLegend(painter, content, lastInSight(content));
}

void paintTitle(QPainter &painter, const ChartContent &content)
{
    const Colors &colors = content.theme.colors();
    const QRectF strip(0, 0, content.area.width(), titleHeight());
    const QRectF inner = strip.adjusted(titleMargin, 0, -titleMargin, 0);
    const QFont font = Label::font(Label::Role::Strong);
    const QFontMetrics metrics(font);
    painter.fillRect(strip, colors.surface);
    painter.setFont(font);
    painter.setPen(colors.muted);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, program);
    const double room = inner.width() - metrics.horizontalAdvance(program) - 2 * titleMargin;
    painter.setPen(colors.text);
    painter.drawText(
        inner, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(pictureTitle(content), Qt::ElideMiddle, std::max(static_cast<int>(room), 0)));
}

QSizeF pictureSize(const ChartContent &content)
{
    return content.area.size() + QSizeF(0, titleHeight());
}

/// QSvgGenerator writes its title as it is (Qt 6.4).
QString unmarked(QString text)
{
    for (const QChar mark : {u'<', u'>', u'&'})
        text.replace(mark, u' ');
    return text;
}

/// A unit of the picture as one of the painter, where Qt would take an inch as an inch.
void play(QPicture &picture, QPainter &painter)
{
    painter.scale(static_cast<double>(picture.logicalDpiX()) / painter.device()->logicalDpiX(),
                  static_cast<double>(picture.logicalDpiY()) / painter.device()->logicalDpiY());
    picture.play(&painter);
}

double fineness(double ratio)
{
    return ratio >= 1 ? std::min(ratio, largestRatio) : 1;
}

bool hasPicture(const ChartContent &content)
{
    return !content.isEmpty() && content.scale.isValid() && !content.area.isEmpty();
}

/// In logical pixels, from the painter's origin.
void paintPage(QPainter &painter, const ChartContent &content)
{
    painter.save();
    painter.translate(QPointF(0, titleHeight()) - content.area.topLeft());
    paintAll(Canvas(painter), content);
    painter.restore();
    paintTitle(painter, content); // last, over what reaches beyond the chart
}

} // namespace

QString pictureTitle(const ChartContent &content)
{
    if (content.isEmpty())
        return QStringLiteral("%1 · %2").arg(content.market, content.periodName);
    const auto timeOf = [&](qsizetype index) {
        return content.series->times()[static_cast<std::size_t>(index)];
    };
    const qint64 first = timeOf(firstInSight(content));
    const qint64 last = timeOf(lastInSight(content));
    return QStringLiteral("%1 · %2 · %3 – %4 (%5)")
        .arg(content.market, content.periodName, content.candleTime(static_cast<double>(first)),
             content.candleTime(static_cast<double>(last)), zoneText(content, last));
}

QSize imageSize(const ChartContent &content, double ratio)
{
    return hasPicture(content) ? (pictureSize(content) * fineness(ratio)).toSize() : QSize();
}

QImage chartImage(const ChartContent &content, double ratio)
{
    const double fine = fineness(ratio);
    const QSize size = imageSize(content, ratio);
    const QSize chartSize = (content.area.size() * fine).toSize();
    if (size.isEmpty() || chartSize.isEmpty())
        return {};
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.fill(content.theme.colors().surface);
    {
        // The lower part of the same memory: what is painted in a picture begins at its corner.
        const int below = image.height() - chartSize.height();
        QImage chart(image.bits() + below * image.bytesPerLine(), chartSize.width(), chartSize.height(),
                     image.bytesPerLine(), image.format());
        QPainter painter(&chart);
        painter.scale(fine, fine);
        paintAll(Canvas(painter, chart, fine, content.area), content);
    }
    QPainter painter(&image);
    painter.scale(fine, fine);
    paintTitle(painter, content);
    painter.end();
    return image;
}

ChartShapes chartShapes(const ChartContent &content)
{
    ChartShapes shapes;
    if (!hasPicture(content))
        return shapes;
    shapes.size = pictureSize(content);
    shapes.title = pictureTitle(content);
    QPainter painter(&shapes.picture);
    paintPage(painter, content);
    return shapes;
}

QByteArray toSvg(ChartShapes shapes)
{
    if (shapes.size.isEmpty())
        return {};
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(shapes.size.toSize());
    generator.setViewBox(QRectF(QPointF(), shapes.size));
    generator.setTitle(unmarked(shapes.title));
    generator.setDescription(program);
    QPainter painter(&generator);
    play(shapes.picture, painter);
    painter.end();
    return buffer.data();
}

QByteArray toPdf(ChartShapes shapes)
{
    if (shapes.size.isEmpty())
        return {};
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(shapes.title);
    writer.setCreator(program);
    writer.setResolution(dotsPerInch);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                                     QMarginsF(pageMarginMm, pageMarginMm, pageMarginMm, pageMarginMm),
                                     QPageLayout::Millimeter));
    const QSizeF page = writer.pageLayout().paintRectPixels(dotsPerInch).size();
    const QSizeF size = shapes.size;
    const double scale = std::min(page.width() / size.width(), page.height() / size.height());
    QPainter painter(&writer);
    painter.translate((page.width() - size.width() * scale) / 2, 0);
    painter.scale(scale, scale);
    play(shapes.picture, painter);
    painter.end();
    return buffer.data();
}

QByteArray toPng(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace coffer::ui
