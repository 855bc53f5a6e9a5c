// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decimal.h"

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace coffer {

namespace {

using Big = boost::multiprecision::cpp_dec_float_50;

constexpr int kSmallDigits = 18;    ///< what a mantissa holds
constexpr int kBigDigits = 50;      ///< what a Big holds
constexpr int kMaxExponent = 60;    ///< of a written exponent
constexpr int kMaxTextLength = 512; ///< of a number to parse
constexpr qint64 kMantissaLimit = 1'000'000'000'000'000'000;

constexpr auto kPowers = [] {
    std::array<qint64, kSmallDigits + 1> powers{};
    qint64 power = 1;
    for (auto &entry : powers) {
        entry = power;
        if (power < kMantissaLimit)
            power *= 10;
    }
    return powers;
}();

constexpr qint64 power(int exponent)
{
    return kPowers[static_cast<std::size_t>(exponent)];
}

/// 10^exponent, exactly, for any exponent.
Big bigPower(int exponent)
{
    return Big(Big::backend_type(1.0, exponent));
}

constexpr bool fits(qint64 mantissa)
{
    return mantissa > -kMantissaLimit && mantissa < kMantissaLimit;
}

constexpr void stripZeros(qint64 &mantissa, int &exponent)
{
    if (mantissa == 0) {
        exponent = 0;
        return;
    }
    for (; mantissa % 10 == 0; mantissa /= 10)
        ++exponent;
}

constexpr quint64 magnitude(qint64 value)
{
    return value < 0 ? quint64{0} - static_cast<quint64>(value) : static_cast<quint64>(value);
}

int digitCount(quint64 value)
{
    int count = 1;
    while (count <= kSmallDigits && value >= static_cast<quint64>(power(count)))
        ++count;
    return count;
}

/// False, and result untouched, where the product does not fit.
bool multiply(qint64 left, qint64 right, qint64 &result)
{
#if defined(__GNUC__)
    qint64 product = 0;
    if (__builtin_mul_overflow(left, right, &product))
        return false;
    result = product;
#else
    const quint64 a = magnitude(left);
    const quint64 b = magnitude(right);
    if (b != 0 && a > static_cast<quint64>(std::numeric_limits<qint64>::max()) / b)
        return false;
    result = left * right;
#endif
    return true;
}

unsigned digitValue(char c)
{
    return static_cast<unsigned>(static_cast<unsigned char>(c)) - unsigned{'0'};
}

/// Reads "(e|E)[+-]digits" that must fill text, and adds it to exponent.
bool readExponent(std::string_view text, int &exponent)
{
    std::size_t at = 1;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        ++at;
    if (at == text.size())
        return false;
    int written = 0;
    for (; at < text.size(); ++at) {
        const unsigned digit = digitValue(text[at]);
        if (digit > 9)
            return false;
        written = written * 10 + static_cast<int>(digit);
        if (written > kMaxExponent)
            return false;
    }
    exponent += negative ? -written : written;
    return true;
}

} // namespace

struct Decimal::Wide
{
    Big value;
};

/// The digits of a value, most significant first, without zeros at the end: 0.digits × 10^(exponent + count).
struct Decimal::Digits
{
    std::array<char, kBigDigits> text{};
    int count = 0;
    int exponent = 0; ///< of the last digit
    bool negative = false;

    void append(quint64 chunk, int width)
    {
        for (int i = count + width - 1; i >= count; --i, chunk /= 10)
            text[static_cast<std::size_t>(i)] = static_cast<char>('0' + static_cast<int>(chunk % 10));
        count += width;
    }

    quint64 chunk(int from, int width) const
    {
        quint64 value = 0;
        for (int i = from; i < from + width; ++i)
            value = value * 10 + (i < count ? digitValue(text[static_cast<std::size_t>(i)]) : 0U);
        return value;
    }

    void strip()
    {
        for (; count > 0 && text[static_cast<std::size_t>(count - 1)] == '0'; --count)
            ++exponent;
    }

    void incrementLast()
    {
        for (int i = count - 1; i >= 0; --i) {
            char &digit = text[static_cast<std::size_t>(i)];
            if (digit != '9') {
                ++digit;
                return;
            }
            digit = '0';
        }
        // All were nines: 999 became 000, which is 1000 with the new digit in front.
        text[0] = '1';
        exponent += count;
        count = 1;
    }
};

Decimal::Decimal(qint64 mantissa, int exponent) : m_mantissa(mantissa), m_exponent(exponent)
{
    stripZeros(m_mantissa, m_exponent);
    if (fits(m_mantissa))
        return;
    m_big = std::make_shared<const Wide>(Wide{Big(m_mantissa) * bigPower(m_exponent)});
    m_mantissa = 0;
    m_exponent = 0;
}

/// Rounds to 50 digits, which drops the guard digits of a Big, and takes the small form where the value fits
/// it.
Decimal::Decimal(const Wide &wide)
{
    const Big &value = wide.value;
    Q_ASSERT((boost::multiprecision::isfinite)(value));
    if (value.is_zero() || !(boost::multiprecision::isfinite)(value))
        return;
    constexpr int middle = 16;
    constexpr int low = 16;
    static const Big half(Big::backend_type(5.0, -1));
    static const Big lowUnit = bigPower(low);
    static const Big lowScale = bigPower(-low);
    static const Big highUnit = bigPower(low + middle);
    static const Big highScale = bigPower(-low - middle);
    static const Big tooMany = bigPower(kBigDigits);

    int exponent = static_cast<int>(value.backend().order()) - (kBigDigits - 1);
    Big rest = (boost::multiprecision::abs)(value)*bigPower(-exponent) + half;
    if (rest >= tooMany) {
        rest = highUnit * power(kSmallDigits - 1) + half;
        ++exponent;
    }
    const auto highChunk = static_cast<quint64>(Big(rest * highScale));
    rest -= highUnit * highChunk;
    const auto middleChunk = static_cast<quint64>(Big(rest * lowScale));
    rest -= lowUnit * middleChunk;
    const auto lowChunk = static_cast<quint64>(rest);

    if (middleChunk == 0 && lowChunk == 0) {
        const auto signedChunk = static_cast<qint64>(highChunk);
        m_mantissa = value.backend().isneg() ? -signedChunk : signedChunk;
        m_exponent = exponent + low + middle;
        stripZeros(m_mantissa, m_exponent);
    } else {
        Big exact = (highUnit * highChunk + lowUnit * middleChunk + lowChunk) * bigPower(exponent);
        if (value.backend().isneg())
            exact.backend().negate();
        m_big = std::make_shared<const Wide>(Wide{std::move(exact)});
    }
}

Decimal::Wide Decimal::wide() const
{
    if (m_big)
        return *m_big;
    return {m_exponent == 0 ? Big(m_mantissa) : Big(Big(m_mantissa) * bigPower(m_exponent))};
}

Decimal::Digits Decimal::digits() const
{
    Digits result;
    result.negative = isNegative();
    if (!m_big) {
        const quint64 value = magnitude(m_mantissa);
        result.append(value, digitCount(value));
        result.exponent = m_exponent;
        return result;
    }
    // The value has at most 50 digits, so each of these steps is exact.
    constexpr int width = 16;
    const int exponent = static_cast<int>(m_big->value.backend().order()) - (kBigDigits - 1);
    Big rest = (boost::multiprecision::abs)(m_big->value) * bigPower(-exponent);
    const auto highChunk = static_cast<quint64>(Big(rest * bigPower(-2 * width)));
    rest -= bigPower(2 * width) * highChunk;
    const auto middleChunk = static_cast<quint64>(Big(rest * bigPower(-width)));
    rest -= bigPower(width) * middleChunk;
    result.append(highChunk, kSmallDigits);
    result.append(middleChunk, width);
    result.append(static_cast<quint64>(rest), width);
    result.exponent = exponent;
    result.strip();
    return result;
}

Decimal Decimal::fromDigits(Digits digits)
{
    digits.strip();
    if (digits.count <= kSmallDigits) {
        const auto value = static_cast<qint64>(digits.chunk(0, digits.count));
        return {digits.negative ? -value : value, digits.exponent};
    }
    constexpr int rest = kBigDigits - kSmallDigits;
    constexpr int width = rest / 2;
    Big value = Big(digits.chunk(0, kSmallDigits)) * bigPower(rest);
    value += Big(digits.chunk(kSmallDigits, width)) * bigPower(width);
    value += digits.chunk(kSmallDigits + width, width);
    value *= bigPower(digits.exponent - (kBigDigits - digits.count));
    if (digits.negative)
        value.backend().negate();
    Decimal result;
    result.m_big = std::make_shared<const Wide>(Wide{std::move(value)});
    return result;
}

std::optional<Decimal> Decimal::parse(QByteArrayView text)
{
    if (text.size() > kMaxTextLength)
        return std::nullopt;
    const char *at = text.data();
    const char *const end = at + text.size();
    const bool negative = at != end && *at == '-';
    if (negative)
        ++at;

    // Zeros are held back until another digit follows, so that the mantissa never ends in one.
    quint64 mantissa = 0;
    int significant = 0;
    int zeros = 0;
    const auto readDigits = [&] {
        const char *const first = at;
        for (; at != end; ++at) {
            const unsigned digit = digitValue(*at);
            if (digit > 9)
                break;
            if (digit == 0) {
                ++zeros;
                continue;
            }
            significant += mantissa == 0 ? 1 : zeros + 1;
            if (significant > kSmallDigits)
                return -1;
            mantissa = mantissa == 0 ? digit : mantissa * static_cast<quint64>(power(zeros + 1)) + digit;
            zeros = 0;
        }
        return static_cast<int>(at - first);
    };

    const int whole = readDigits();
    if (whole == 0)
        return std::nullopt;
    int fraction = 0;
    if (whole > 0 && at != end && *at == '.') {
        ++at;
        fraction = readDigits();
        if (fraction == 0)
            return std::nullopt;
    }
    if (whole < 0 || fraction < 0)
        return parseLong(text);
    int exponent = zeros - fraction;
    if (at != end) {
        if ((*at != 'e' && *at != 'E') || !readExponent({at, static_cast<std::size_t>(end - at)}, exponent))
            return std::nullopt;
    }
    Decimal result;
    if (mantissa != 0) {
        const auto value = static_cast<qint64>(mantissa);
        result.m_mantissa = negative ? -value : value;
        result.m_exponent = exponent;
    }
    return result;
}

/// The same grammar for more than 18 digits; what comes before the first digit was checked by parse().
std::optional<Decimal> Decimal::parseLong(QByteArrayView text)
{
    Digits digits;
    digits.negative = text.front() == '-';
    int zeros = 0;
    int fraction = 0;
    bool inFraction = false;
    qsizetype at = digits.negative ? 1 : 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !inFraction) {
            inFraction = true;
            continue;
        }
        if (digitValue(c) > 9)
            break;
        fraction += inFraction ? 1 : 0;
        if (c == '0') {
            ++zeros;
            continue;
        }
        const int held = digits.count == 0 ? 0 : zeros;
        if (digits.count + held + 1 > kBigDigits)
            return std::nullopt;
        digits.append(0, held);
        digits.append(digitValue(c), 1);
        zeros = 0;
    }
    if (inFraction && fraction == 0)
        return std::nullopt;
    digits.exponent = zeros - fraction;
    if (at < text.size()) {
        const std::string_view rest(text.data() + at, static_cast<std::size_t>(text.size() - at));
        if ((rest.front() != 'e' && rest.front() != 'E') || !readExponent(rest, digits.exponent))
            return std::nullopt;
    }
    return fromDigits(digits);
}

std::optional<Decimal> Decimal::parse(QStringView text)
{
    if (text.size() > kMaxTextLength)
        return std::nullopt;
    std::array<char, kMaxTextLength> ascii{};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text.at(i).unicode();
        if (unit > 0x7f)
            return std::nullopt;
        ascii[static_cast<std::size_t>(i)] = static_cast<char>(unit);
    }
    return parse(QByteArrayView(ascii.data(), text.size()));
}

QByteArray Decimal::toString() const
{
    if (isZero())
        return QByteArrayLiteral("0");
    const Digits d = digits();
    const int point = d.count + d.exponent; // digits before the point
    QByteArray result;
    result.reserve(std::max(d.count, std::max(point, d.count - point)) + 3);
    if (d.negative)
        result.append('-');
    if (point <= 0) {
        result.append("0.").append(-point, '0').append(d.text.data(), d.count);
    } else if (point >= d.count) {
        result.append(d.text.data(), d.count).append(point - d.count, '0');
    } else {
        result.append(d.text.data(), point).append('.').append(d.text.data() + point, d.count - point);
    }
    return result;
}

QByteArray Decimal::toFixed(int places) const
{
    QByteArray result = rounded(places).toString();
    if (places <= 0)
        return result;
    const qsizetype point = result.indexOf('.');
    const qsizetype have = point < 0 ? 0 : result.size() - point - 1;
    if (point < 0)
        result.append('.');
    return result.append(places - have, '0');
}

double Decimal::toDouble() const
{
    // Powers up to 10^22 are exact doubles, so this is rounded once for mantissas up to 2^53.
    constexpr qint64 exactMantissa = qint64{1} << 53;
    if (!m_big && m_exponent == 0)
        return static_cast<double>(m_mantissa);
    if (!m_big && m_exponent >= -kSmallDigits && m_exponent < 0 && m_mantissa <= exactMantissa &&
        m_mantissa >= -exactMantissa)
        return static_cast<double>(m_mantissa) / static_cast<double>(power(-m_exponent));
    return toString().toDouble();
}

int Decimal::sign() const
{
    if (m_big)
        return m_big->value.backend().isneg() ? -1 : 1;
    return m_mantissa < 0 ? -1 : (m_mantissa > 0 ? 1 : 0);
}

int Decimal::decimals() const
{
    return std::max(0, -(m_big ? digits().exponent : m_exponent));
}

Decimal Decimal::truncated(int places) const
{
    return cut(places, false);
}

Decimal Decimal::rounded(int places) const
{
    return cut(places, true);
}

Decimal Decimal::cut(int places, bool round) const
{
    if (!m_big && (m_mantissa == 0 || m_exponent >= -places))
        return *this;
    Digits d = digits();
    const int keep = d.count + d.exponent + places;
    if (keep >= d.count)
        return *this;
    if (keep < 0)
        return {};
    const int next = static_cast<int>(digitValue(d.text[static_cast<std::size_t>(keep)]));
    const bool tie = next == 5 && keep + 1 == d.count; // digits never end in zero
    const bool odd = keep > 0 && (digitValue(d.text[static_cast<std::size_t>(keep - 1)]) & 1U) != 0;
    const bool up = round && (tie ? odd : next >= 5);
    d.count = keep;
    d.exponent = -places;
    if (keep == 0)
        return up ? Decimal(d.negative ? -1 : 1, -places) : Decimal();
    if (up)
        d.incrementLast();
    return fromDigits(d);
}

Decimal Decimal::operator-() const
{
    Decimal result;
    if (m_big) {
        Big value = m_big->value;
        value.backend().negate();
        result.m_big = std::make_shared<const Wide>(Wide{std::move(value)});
    } else {
        result.m_mantissa = -m_mantissa;
        result.m_exponent = m_exponent;
    }
    return result;
}

Decimal &Decimal::operator+=(const Decimal &other)
{
    // Scaled mantissas stay below 8 × 10^18, so that adding one below 10^18 can't overflow.
    constexpr qint64 scaledLimit = 8 * kMantissaLimit;
    if (m_big || other.m_big) {
        addSlowly(other);
        return *this;
    }
    if (other.m_mantissa == 0)
        return *this;
    if (m_mantissa == 0)
        return *this = other;
    const bool higher = m_exponent >= other.m_exponent;
    qint64 scaledUp = higher ? m_mantissa : other.m_mantissa;
    const qint64 low = higher ? other.m_mantissa : m_mantissa;
    const int lowExponent = higher ? other.m_exponent : m_exponent;
    const int shift = higher ? m_exponent - lowExponent : other.m_exponent - lowExponent;
    if (shift > kSmallDigits || scaledUp > scaledLimit / power(shift) ||
        scaledUp < -scaledLimit / power(shift)) {
        addSlowly(other);
        return *this;
    }
    scaledUp = scaledUp * power(shift) + low;
    if (!fits(scaledUp))
        return *this = Decimal(scaledUp, lowExponent);
    m_mantissa = scaledUp;
    m_exponent = lowExponent;
    if (shift == 0)
        stripZeros(m_mantissa, m_exponent);
    return *this;
}

void Decimal::addSlowly(const Decimal &other)
{
    *this = Decimal(Wide{wide().value + other.wide().value});
}

Decimal &Decimal::operator-=(const Decimal &other)
{
    return *this += -other;
}

Decimal &Decimal::operator*=(const Decimal &other)
{
    if (isZero() || other.isZero())
        return *this = Decimal();
    qint64 product = 0;
    if (!m_big && !other.m_big && multiply(m_mantissa, other.m_mantissa, product))
        return *this = Decimal(product, m_exponent + other.m_exponent);
    return *this = Decimal(Wide{wide().value * other.wide().value});
}

Decimal &Decimal::operator/=(const Decimal &other)
{
    Q_ASSERT(!other.isZero());
    if (isZero() || other.isZero())
        return *this = Decimal();
    if (!m_big && !other.m_big && m_mantissa % other.m_mantissa == 0)
        return *this = Decimal(m_mantissa / other.m_mantissa, m_exponent - other.m_exponent);
    return *this = Decimal(Wide{wide().value / other.wide().value});
}

bool operator==(const Decimal &left, const Decimal &right)
{
    if (left.m_big && right.m_big)
        return left.m_big == right.m_big || left.m_big->value == right.m_big->value;
    return !left.m_big && !right.m_big && left.m_mantissa == right.m_mantissa &&
           left.m_exponent == right.m_exponent;
}

std::strong_ordering operator<=>(const Decimal &left, const Decimal &right)
{
    const int sign = left.sign();
    if (sign != right.sign())
        return sign <=> right.sign();
    if (left.m_big || right.m_big) {
        const int order = left.wide().value.compare(right.wide().value);
        return order <=> 0;
    }
    qint64 a = left.m_mantissa;
    qint64 b = right.m_mantissa;
    const int shift = left.m_exponent - right.m_exponent;
    if (shift != 0 && sign != 0) {
        const int orderOfLeft = digitCount(magnitude(a)) + left.m_exponent;
        const int orderOfRight = digitCount(magnitude(b)) + right.m_exponent;
        if (orderOfLeft != orderOfRight)
            return sign > 0 ? orderOfLeft <=> orderOfRight : orderOfRight <=> orderOfLeft;
        // With as many digits before the point, the one with the higher exponent has room for the difference.
        if (shift > 0)
            a *= power(shift);
        else
            b *= power(-shift);
    }
    return a <=> b;
}

} // namespace coffer
