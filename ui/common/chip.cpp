// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/chip.h"

#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStringList>
#include <QStyle>

namespace coffer::ui {
namespace {

constexpr int chipPadding = 7;
constexpr int chipGap = 4;
constexpr qreal chipRadius = 4;

struct Look
{
    QColor fill, border, text;
};

Look lookOf(Chip::Tone tone, const Colors &colors)
{
    switch (tone) {
    case Chip::Tone::Neutral:
        return {colors.line, Qt::transparent, colors.text};
    case Chip::Tone::Good:
        return {colors.accentWash, Qt::transparent, colors.text};
    case Chip::Tone::Warning:
        return {colors.warningWash, Qt::transparent, colors.warning};
    case Chip::Tone::Danger:
        return {colors.dangerWash, Qt::transparent, colors.danger};
    case Chip::Tone::DangerOutlined:
        return {colors.dangerWash, colors.danger, colors.danger};
    case Chip::Tone::Hollow:
        return {Qt::transparent, colors.strongLine, colors.muted};
    }
    return {};
}

QFont chipFont(QFont font)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(11, font.pixelSize() - 1));
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

QSize chipSize(const Chip &chip, const QFont &font)
{
    const QFontMetrics metrics(chipFont(font));
    return {metrics.horizontalAdvance(chip.text) + 2 * chipPadding, metrics.height() + 4};
}

void paintChip(QPainter &painter, const QRect &rect, const Chip &chip, const QFont &font,
               const Colors &colors)
{
    const Look look = lookOf(chip.tone, colors);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(look.border));
    painter.setBrush(look.fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), chipRadius, chipRadius);
    painter.setFont(chipFont(font));
    painter.setPen(look.text);
    const QFontMetrics metrics(painter.font());
    const QRect inner = rect.adjusted(chipPadding - 1, 0, -chipPadding + 1, 0);
    painter.drawText(inner, Qt::AlignCenter | Qt::TextSingleLine,
                     metrics.elidedText(chip.text, Qt::ElideRight, inner.width()));
    painter.restore();
}

void paintChips(QPainter &painter, const QRect &rect, const QList<Chip> &chips, const QFont &font,
                const Colors &colors, Qt::LayoutDirection direction)
{
    int x = rect.left();
    for (qsizetype i = 0; i < chips.size(); ++i) {
        Chip chip = chips.at(i);
        QSize size = chipSize(chip, font);
        const qsizetype rest = chips.size() - i;
        const int moreWidth =
            rest > 1 ? chipSize({QStringLiteral("+%1").arg(rest), {}}, font).width() + chipGap : 0;
        const bool fits = x + size.width() + moreWidth <= rect.right() + 1;
        if (!fits && rest > 1) {
            chip = {QStringLiteral("+%1").arg(rest), Chip::Tone::Hollow};
            size = chipSize(chip, font);
        }
        const int width = std::min(size.width(), rect.right() + 1 - x);
        if (width < 2 * chipPadding)
            return;
        const QRect place(x, rect.center().y() - size.height() / 2 + 1, width, size.height());
        paintChip(painter, QStyle::visualRect(direction, rect, place), chip, font, colors);
        if (!fits)
            return;
        x += size.width() + chipGap;
    }
}

QString chipsText(const QList<Chip> &chips)
{
    QStringList words;
    for (const Chip &chip : chips)
        words += chip.text;
    return words.join(QStringLiteral(", "));
}

} // namespace coffer::ui
