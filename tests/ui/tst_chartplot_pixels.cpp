// SPDX-License-Identifier: GPL-3.0-or-later
// What is painted by hand for the sake of speed has the pixels of what it stands for.
#include "ui/charts/plot/charttext.h"
#include "ui/charts/plot/pixelbrush.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace coffer::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize size(120, 90);

/// Every pixel another colour.
QImage noise()
{
    QRandomGenerator random(5);
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, 0xff000000 | random.generate());
    }
    return image;
}

/// The plain way: channel by channel, each in 256ths.
void mix(QImage &image, int x, int y, const QColor &color, int alpha)
{
    const int weight = alpha + (alpha >> 7);
    const QRgb under = image.pixel(x, y);
    const auto channel = [weight](int above, int below) {
        return (above * weight + below * (256 - weight)) >> 8;
    };
    image.setPixel(x, y,
                   qRgb(channel(color.red(), qRed(under)), channel(color.green(), qGreen(under)),
                        channel(color.blue(), qBlue(under))));
}

QImage text(double ratio, const std::function<void(QPainter &)> &paint)
{
    QImage image(size * 3 * ratio, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(ratio, ratio);
    painter.setPen(Qt::darkBlue);
    paint(painter);
    return image;
}

} // namespace

class TestChartPixels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rectanglesAreMixedChannelByChannel_data();
    void rectanglesAreMixedChannelByChannel();
    void columnsSideBySideAreRectangles_data();
    void columnsSideBySideAreRectangles();
    void curvesCoverWhatTheyCross_data();
    void curvesCoverWhatTheyCross();
    void textIsAsThePainterDrawsIt_data();
    void textIsAsThePainterDrawsIt();
    void textFollowsItsFont();
    void textOfManyLabelsStaysRight();
};

void TestChartPixels::rectanglesAreMixedChannelByChannel_data()
{
    QTest::addColumn<int>("alpha");
    for (const int alpha : {0, 1, 26, 90, 127, 128, 150, 254, 255})
        QTest::addRow("%d", alpha) << alpha;
}

void TestChartPixels::rectanglesAreMixedChannelByChannel()
{
    QFETCH(int, alpha);
    const QColor color(200, 30, 99, alpha);
    const QRect clip(7, 5, 100, 70);
    QRandomGenerator random(11);
    QImage byHand = noise();
    QImage plain = noise();
    for (int i = 0; i < 60; ++i) {
        const QRect rect(random.bounded(-20, 130), random.bounded(-20, 100), random.bounded(0, 40),
                         random.bounded(0, 40));
        PixelBrush(byHand, color, clip).fill(rect);
        const QRect shown = rect & clip;
        for (int y = shown.top(); y <= shown.bottom(); ++y) {
            for (int x = shown.left(); x <= shown.right(); ++x)
                mix(plain, x, y, color, alpha);
        }
        QCOMPARE(byHand, plain);
    }
}

void TestChartPixels::columnsSideBySideAreRectangles_data()
{
    rectanglesAreMixedChannelByChannel_data();
}

/// Bands and bars, steep ones and ones with holes: filled as one, but never a pixel twice.
void TestChartPixels::columnsSideBySideAreRectangles()
{
    QFETCH(int, alpha);
    const QColor color(20, 130, 99, alpha);
    const QRect clip(7, 5, 100, 70);
    QRandomGenerator random(13);
    for (const int steep : {1, 3, 12, 60}) {
        QList<QRect> rects;
        int top = 30;
        int bottom = 60;
        for (int x = -5; x < 125; ++x) {
            top += random.bounded(-steep, steep + 1);
            bottom += random.bounded(-steep, steep + 1);
            if (random.bounded(20) == 0)
                x += random.bounded(3); // a gap, or the same column again
            rects.append({x, std::min(top, bottom), random.bounded(30) == 0 ? 3 : 1, std::abs(bottom - top)});
        }
        QImage together = noise();
        PixelBrush(together, color, clip).fill(rects);
        QImage alone = noise();
        for (const QRect &rect : rects)
            PixelBrush(alone, color, clip).fill(rect);
        QCOMPARE(together, alone);
    }
}

void TestChartPixels::curvesCoverWhatTheyCross_data()
{
    rectanglesAreMixedChannelByChannel_data();
}

void TestChartPixels::curvesCoverWhatTheyCross()
{
    QFETCH(int, alpha);
    const QColor color(200, 130, 9, alpha);
    const QRect clip(7, 5, 100, 70);
    constexpr double width = 1.4;
    QRandomGenerator random(17);
    for (const double steep : {0.3, 4.0, 90.0}) {
        QPointF from(-10.3, 40.2);
        QImage byHand = noise();
        QImage plain = noise();
        while (from.x() < 130) {
            const QPointF to(from.x() + random.generateDouble() * 6,
                             std::clamp(from.y() + (random.generateDouble() - 0.5) * steep, -30.0, 120.0));
            PixelBrush(byHand, color, clip).stroke(from, to, width);
            const double slope = (to.y() - from.y()) / (to.x() - from.x());
            const double thick = width * std::sqrt(1 + slope * slope);
            for (int x = clip.left(); x <= clip.right(); ++x) {
                const double begin = std::max<double>(from.x(), x);
                const double end = std::min<double>(to.x(), x + 1);
                if (!(begin < end))
                    continue;
                const double y1 = from.y() + (begin - from.x()) * slope;
                const double y2 = from.y() + (end - from.x()) * slope;
                const double over = std::clamp((thick - std::abs(y2 - y1)) / 2, 0.0, width);
                for (int y = clip.top(); y <= clip.bottom(); ++y) {
                    const double covered = std::min(std::max(y1, y2) + over, y + 1.0) -
                                           std::max<double>(std::min(y1, y2) - over, y);
                    if (covered > 0)
                        mix(plain, x, y, color, int(covered * (end - begin) * alpha + 0.5));
                }
            }
            from = to;
        }
        // The last bit of a number may round a weight to the one beside it.
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const QRgb a = byHand.pixel(x, y);
                const QRgb b = plain.pixel(x, y);
                QVERIFY(std::abs(qRed(a) - qRed(b)) <= 1 && std::abs(qGreen(a) - qGreen(b)) <= 1 &&
                        std::abs(qBlue(a) - qBlue(b)) <= 1);
            }
        }
    }
}

/// Equal, but for glyphs that stand a quarter of a pixel aside: as fine as the painter places them.
static bool isLike(const QImage &one, const QImage &other)
{
    if (one == other)
        return true;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            if (std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) > 64)
                return false;
        }
    }
    return one.size() == other.size();
}

void TestChartPixels::textIsAsThePainterDrawsIt_data()
{
    QTest::addColumn<double>("ratio");
    for (const double ratio : {1.0, 1.25, 1.5, 2.0})
        QTest::addRow("%g", ratio) << ratio;
}

void TestChartPixels::textIsAsThePainterDrawsIt()
{
    QFETCH(double, ratio);
    const QFont font(u"Sans"_s, 9);
    ChartText labels;
    for (const QString &label :
         {u"43,210.57"_s, u"−1.25 %"_s, u"12:30"_s, u"Sat 28 Nov 2026 03:00"_s, u"AVAVA To"_s, u"–"_s,
          u"1.2 M USDT"_s, u"小时 K"_s, u"שעה 1"_s, u" x "_s, QString()}) {
        QCOMPARE(labels.width(font, label), QFontMetrics(font).horizontalAdvance(label));
        for (const Qt::Alignment alignment :
             {Qt::AlignLeft | Qt::AlignVCenter, Qt::AlignRight | Qt::AlignVCenter,
              Qt::Alignment(Qt::AlignCenter), Qt::AlignLeft | Qt::AlignTop,
              Qt::AlignRight | Qt::AlignBottom}) {
            for (const QRectF &rect :
                 {QRectF(10, 10, 300, 40), QRectF(3.4, 20.7, 251.3, 30.5), QRectF(50.5, 4.25, 200, 18),
                  QRectF(20, 20, 9, 30), QRectF(20, 20, 99, 5)}) {
                for (int time = 0; time < 2; ++time) { // laid out, and known
                    const QImage kept = text(ratio, [&](QPainter &painter) {
                        painter.setFont(font);
                        labels.paint(painter, font, rect, alignment, label);
                    });
                    const QImage drawn = text(ratio, [&](QPainter &painter) {
                        painter.setFont(font);
                        painter.drawText(rect, int(alignment), label);
                    });
                    QVERIFY2(isLike(kept, drawn), qPrintable(label));
                }
            }
        }
    }
}

void TestChartPixels::textFollowsItsFont()
{
    ChartText labels;
    QFont font(u"Sans"_s, 9);
    const int small = labels.width(font, u"123"_s);
    font.setPointSize(18);
    QCOMPARE(labels.width(font, u"123"_s), QFontMetrics(font).horizontalAdvance(u"123"_s));
    QVERIFY(labels.width(font, u"123"_s) > small);
}

/// Labels are forgotten now and then, never mixed up.
void TestChartPixels::textOfManyLabelsStaysRight()
{
    ChartText labels;
    const QFont font(u"Sans"_s, 9);
    for (int i = 0; i < 2000; ++i) {
        const QString label = QString::number(i * i);
        QCOMPARE(labels.width(font, label), QFontMetrics(font).horizontalAdvance(label));
    }
}

QTEST_MAIN(TestChartPixels)
#include "tst_chartplot_pixels.moc"
