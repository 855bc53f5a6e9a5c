// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include "ui/common/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

static void loadResources() // Q_INIT_RESOURCE must stand outside of namespaces
{
    Q_INIT_RESOURCE(coffer);
}

namespace coffer::ui {
namespace {

QString fileOf(const QString &name)
{
    QString file = QStringLiteral(":/coffer/icons/%1.svg").arg(name);
    if (!QFile::exists(file))
        loadResources();
    return file;
}

QPixmap blank(int size, qreal ratio)
{
    QPixmap result(QSize(size, size) * ratio);
    result.setDevicePixelRatio(ratio);
    result.fill(Qt::transparent);
    return result;
}

// Draws the icon whenever it is asked for, in the colours of that moment: crisp at any size, and no icon has
// to be made anew when the theme changes.
class IconEngine final : public QIconEngine
{
public:
    IconEngine(const QString &name, const Theme &theme) : m_name(name), m_theme(&theme) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        const int side = std::min(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, coffer::ui::pixmap(m_name, colorOf(mode, state), side, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return coffer::ui::pixmap(m_name, colorOf(mode, state), std::min(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // size is in device pixels already
        QPixmap result = pixmap(size, mode, state);
        result.setDevicePixelRatio(scale);
        return result;
    }
    QIconEngine *clone() const override { return new IconEngine(m_name, *m_theme); }
    bool isNull() override { return false; }

private:
    QColor colorOf(QIcon::Mode mode, QIcon::State state) const
    {
        const Colors &colors = m_theme->colors();
        switch (mode) {
        case QIcon::Disabled:
            return colors.disabled;
        case QIcon::Selected:
            return colors.accent;
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return state == QIcon::On ? colors.accent : colors.muted;
    }

    QString m_name;
    const Theme *m_theme;
};

struct Disc
{
    const char *code;
    QRgb color;
};

// The colours these assets are known by.
constexpr std::array<Disc, 20> knownDiscs{{
    {"BTC", 0xf7931a},  {"ETH", 0x627eea},  {"USDT", 0x26a17b}, {"XRP", 0x3b4a5a},  {"BNB", 0xe0a90c},
    {"SOL", 0x8a4dea},  {"USDC", 0x2775ca}, {"TRX", 0xd9262c},  {"DOGE", 0xb59a30}, {"ADA", 0x1f4fc0},
    {"HYPE", 0x1f8f7f}, {"BCH", 0x4a9e4f},  {"LINK", 0x2a5ada}, {"LEO", 0xd9772b},  {"ZEC", 0xc99a2e},
    {"HTX", 0x2277dd},  {"LTC", 0x5577aa},  {"DOT", 0xd0126b},  {"AVAX", 0xd84142}, {"TON", 0x1a88c4},
}};

QColor discColor(const QString &code)
{
    for (const Disc &disc : knownDiscs) {
        if (code.compare(QLatin1String(disc.code), Qt::CaseInsensitive) == 0)
            return QColor::fromRgb(disc.color);
    }
    // A hash of our own: qHash differs from run to run, and a coin should keep its colour.
    uint hash = 2166136261U;
    const QString letters = code.toUpper();
    for (const QChar c : letters)
        hash = (hash ^ c.unicode()) * 16777619U;
    return QColor::fromHsl(static_cast<int>(hash % 360U), 110, 105);
}

} // namespace

QPixmap pixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("coffer/%1/%2/%3/%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap result;
    if (QPixmapCache::find(key, &result))
        return result;
    result = blank(size, devicePixelRatio);
    QSvgRenderer renderer(fileOf(name));
    Q_ASSERT_X(renderer.isValid(), "icons", qPrintable(name));
    QPainter painter(&result);
    renderer.render(&painter, QRectF(0, 0, size, size));
    if (name != QLatin1String("app")) { // the program's own icon keeps its colours
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(0, 0, size, size), color);
    }
    painter.end();
    QPixmapCache::insert(key, result);
    return result;
}

QIcon icon(const QString &name, const Theme &theme)
{
    return QIcon(new IconEngine(name, theme));
}

QPixmap coinDisc(const QString &code, int size, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("coffer/disc/%1/%2/%3").arg(code).arg(size).arg(devicePixelRatio);
    QPixmap result;
    if (QPixmapCache::find(key, &result))
        return result;
    result = blank(size, devicePixelRatio);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(discColor(code));
    painter.drawEllipse(QRectF(0, 0, size, size));
    QFont font = painter.font();
    const qsizetype letters = size >= 20 ? 2 : 1;
    font.setPixelSize(std::max(7, size * (letters == 2 ? 45 : 58) / 100));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(QRectF(0, 0, size, size), Qt::AlignCenter, code.left(letters).toUpper());
    painter.end();
    QPixmapCache::insert(key, result);
    return result;
}

} // namespace coffer::ui
