// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/format.h"

#include <QTimeZone>

namespace coffer::ui {
namespace {

const QString unknown = QStringLiteral("\u2013");
const QString mask = QStringLiteral("\u2022\u2022\u2022");
const QChar minus = u'\u2212';
constexpr int maxDecimals = 24;
constexpr qint64 minuteMs = 60'000;

// As many decimals as show six significant digits, but never fewer than two.
int significantDecimals(const Decimal &value)
{
    const QByteArray digits = value.abs().toString();
    const qsizetype point = digits.indexOf('.');
    const qsizetype whole = point < 0 ? digits.size() : point;
    if (digits.at(0) != '0')
        return static_cast<int>(std::max<qsizetype>(2, 6 - whole));
    if (point < 0)
        return 2;
    qsizetype zeros = 0;
    while (point + 1 + zeros < digits.size() && digits.at(point + 1 + zeros) == '0')
        ++zeros;
    return static_cast<int>(std::min<qsizetype>(zeros + 6, maxDecimals));
}

QByteArray withoutTrailingZeros(QByteArray digits)
{
    if (!digits.contains('.'))
        return digits;
    while (digits.endsWith('0'))
        digits.chop(1);
    if (digits.endsWith('.'))
        digits.chop(1);
    return digits;
}

bool isZeroText(const QByteArray &digits)
{
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0' || c == '.' || c == '-'; });
}

bool isInvisible(char32_t c)
{
    return c == 0x00ad || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

} // namespace

Format::Format(Settings &settings, const Clock &clock, QObject *parent)
    : QObject(parent), m_settings(settings), m_clock(clock), m_private(settings.value(privacySetting))
{
    connect(&m_settings, &Settings::changed, this, [this](const QString &key) {
        if (key == currencySetting.key)
            Q_EMIT changed();
    });
}

void Format::setPrivate(bool on)
{
    if (m_private == on)
        return;
    m_private = on;
    m_settings.setValue(privacySetting, on);
    Q_EMIT changed();
}

void Format::setConcealed(bool on)
{
    if (m_concealed == on)
        return;
    m_concealed = on;
    Q_EMIT changed();
}

QString Format::amount(const std::optional<Decimal> &amount, int decimals) const
{
    if (!amount)
        return unknown;
    if (isPrivate())
        return mask;
    const QByteArray digits = amount->toFixed(decimals);
    // What is there but too small to show must not read as nothing.
    if (isZeroText(digits) && !amount->isZero()) {
        const QByteArray least = Decimal::scaled(1, -decimals).toFixed(decimals);
        return (amount->isNegative() ? QStringLiteral("> ") + minus : QStringLiteral("< ")) + grouped(least);
    }
    return grouped(withoutTrailingZeros(digits));
}

QString Format::alignedAmount(const std::optional<Decimal> &amount, int decimals) const
{
    if (!amount)
        return unknown;
    if (isPrivate())
        return mask;
    const QByteArray digits = amount->toFixed(decimals);
    return isZeroText(digits) && !amount->isZero() ? this->amount(amount, decimals) : grouped(digits);
}

QString Format::money(const std::optional<Decimal> &value, int decimals) const
{
    if (!value)
        return unknown;
    return isPrivate() ? mask : grouped(value->toFixed(decimals));
}

QString Format::money(const std::optional<Decimal> &value, const QString &currency, int decimals) const
{
    return value ? money(value, decimals) + u' ' + plain(currency, 16) : unknown;
}

QString Format::price(const std::optional<Decimal> &price, int decimals) const
{
    if (!price)
        return unknown;
    return grouped(
        price->toFixed(decimals < 0 ? significantDecimals(*price) : std::min(decimals, maxDecimals)));
}

QString Format::percent(const std::optional<Decimal> &fraction) const
{
    if (!fraction)
        return unknown;
    const QByteArray digits = (*fraction * Decimal(100)).toFixed(2);
    const QString sign = fraction->sign() > 0 && !isZeroText(digits) ? QStringLiteral("+") : QString();
    return sign + grouped(digits) + QStringLiteral("\u00a0%");
}

QString Format::arrow(const std::optional<Decimal> &value)
{
    if (!value || value->isZero())
        return {};
    return value->isNegative() ? QStringLiteral("\u25bc") : QStringLiteral("\u25b2");
}

QString Format::change(const std::optional<Decimal> &value, int decimals) const
{
    if (!value)
        return unknown;
    if (isPrivate())
        return mask;
    const QByteArray digits = value->toFixed(decimals);
    return (value->sign() > 0 && !isZeroText(digits) ? QStringLiteral("+") : QString()) + grouped(digits);
}

QString Format::grouped(const QByteArray &digits) const
{
    const bool negative = digits.startsWith('-') && !isZeroText(digits);
    const QByteArray bare = digits.startsWith('-') ? digits.mid(1) : digits;
    const qsizetype point = bare.indexOf('.');
    const qsizetype whole = point < 0 ? bare.size() : point;
    QString text;
    text.reserve(bare.size() + whole / 3 + 1);
    if (negative)
        text += minus;
    for (qsizetype i = 0; i < whole; ++i) {
        if (i > 0 && (whole - i) % 3 == 0)
            text += m_locale.groupSeparator();
        text += QLatin1Char(bare.at(i));
    }
    if (point >= 0) {
        text += m_locale.decimalPoint();
        text += QLatin1String(bare.constData() + point + 1, bare.size() - point - 1);
    }
    return text;
}

QString Format::time(qint64 ms) const
{
    if (ms <= 0)
        return unknown;
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss");
}

QString Format::timeWithZone(qint64 ms) const
{
    if (ms <= 0)
        return unknown;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(ms);
    if (local.offsetFromUtc() == 0) // the same twice
        return tr("%1 UTC").arg(time(ms));
    return tr("%1 %2 (%3 UTC)")
        .arg(time(ms), local.timeZoneAbbreviation(), local.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"));
}

QString Format::dayAhead(int days) const
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).date();
    return today.addDays(days).toString(u"yyyy-MM-dd");
}

QString Format::age(qint64 ms) const
{
    if (ms <= 0)
        return unknown;
    const qint64 old = std::max<qint64>(0, m_clock.nowMs() - ms);
    if (old < minuteMs)
        return tr("%1 s ago").arg(old / 1000);
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(ms);
    const bool today = local.date() == QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).date();
    return local.toString(today ? u"HH:mm" : u"yyyy-MM-dd HH:mm");
}

QString Format::plain(const QString &text, int limit)
{
    QString shown;
    shown.reserve(std::min<qsizetype>(text.size(), limit + 1));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (shown.size() >= limit) {
            shown += u'\u2026';
            break;
        }
        const QChar c = text.at(i);
        char32_t code = c.unicode();
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            code = QChar::surrogateToUcs4(c, text.at(++i));
        if (code < 0x20)
            shown += QChar(static_cast<char16_t>(0x2400 + code)); // the picture of the control
        else if (code >= 0xd800 && code <= 0xdfff)
            shown += QChar(QChar::ReplacementCharacter);
        else if ((code >= 0x7f && code <= 0x9f) || isInvisible(code))
            shown += QStringLiteral("[U+%1]").arg(static_cast<uint>(code), 4, 16, QLatin1Char('0')).toUpper();
        else
            shown += QChar::fromUcs4(code);
    }
    return shown;
}

} // namespace coffer::ui
