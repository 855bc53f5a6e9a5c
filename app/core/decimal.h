// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QMetaType>
#include <QString>
#include <QStringView>

#include <compare>
#include <memory>
#include <optional>

namespace coffer {

/// An exact decimal number: money, prices, amounts. Up to 18 significant digits are held in a machine word
/// (the usual case, and fast); longer ones in a 50-digit decimal float. Sums, differences and products are
/// exact up to 50 digits; quotients are rounded to 50. There is no way in from double.
class Decimal
{
public:
    constexpr Decimal() = default;
    constexpr Decimal(int value) // NOLINT(google-explicit-constructor): whole numbers are exact
        : m_mantissa(value)
    {
        for (; m_mantissa != 0 && m_mantissa % 10 == 0; m_mantissa /= 10)
            ++m_exponent;
    }
    static Decimal fromInt(qint64 value) { return {value, 0}; }
    /// mantissa × 10^exponent.
    static Decimal scaled(qint64 mantissa, int exponent) { return {mantissa, exponent}; }

    /// Strict: [-]digits[.digits][(e|E)[+-]digits], ASCII only, no blanks, no "nan", at most 50 significant
    /// digits (zeros before the first and after the last other digit don't count), a written exponent within
    /// ±60, and at most 512 characters; anything else is nullopt, never a rounded value.
    static std::optional<Decimal> parse(QByteArrayView text);
    static std::optional<Decimal> parse(QStringView text);

    /// Plain notation without exponent or trailing zeros, independent of the locale: parse(toString()) ==
    /// *this.
    QByteArray toString() const;
    /// With exactly places decimals, rounded half to even.
    QByteArray toFixed(int places) const;
    /// For charts and other geometry only.
    double toDouble() const;

    bool isZero() const { return !m_big && m_mantissa == 0; }
    bool isNegative() const { return sign() < 0; }
    int sign() const;
    /// Digits after the point in toString().
    int decimals() const;

    Decimal abs() const { return isNegative() ? -*this : *this; }
    /// Towards zero, to that many decimals: how an amount is cut to a market's step.
    Decimal truncated(int places) const;
    /// Half to even.
    Decimal rounded(int places) const;

    Decimal operator-() const;
    Decimal &operator+=(const Decimal &other);
    Decimal &operator-=(const Decimal &other);
    Decimal &operator*=(const Decimal &other);
    /// Dividing by zero is a programming error: ask isZero() first (asserted; yields 0 in release).
    Decimal &operator/=(const Decimal &other);

    friend Decimal operator+(Decimal left, const Decimal &right) { return left += right; }
    friend Decimal operator-(Decimal left, const Decimal &right) { return left -= right; }
    friend Decimal operator*(Decimal left, const Decimal &right) { return left *= right; }
    friend Decimal operator/(Decimal left, const Decimal &right) { return left /= right; }
    friend bool operator==(const Decimal &left, const Decimal &right);
    friend std::strong_ordering operator<=>(const Decimal &left, const Decimal &right);

private:
    Decimal(qint64 mantissa, int exponent);
    /// The decimal float. It stays out of this header, which nearly every source includes: its library takes
    /// longer to read than everything else together.
    struct Wide;
    explicit Decimal(const Wide &wide);
    Wide wide() const;
    void addSlowly(const Decimal &other);

    struct Digits;
    Digits digits() const;
    static Decimal fromDigits(Digits digits);
    static std::optional<Decimal> parseLong(QByteArrayView text);
    Decimal cut(int places, bool round) const;

    /// Invariant: without m_big the value is m_mantissa × 10^m_exponent with |m_mantissa| < 10^18 and no
    /// trailing zero (0 has exponent 0), so equal values are equal members.
    qint64 m_mantissa = 0;
    int m_exponent = 0;
    std::shared_ptr<const Wide> m_big; ///< immutable; set only for values that do not fit above
};

} // namespace coffer

Q_DECLARE_METATYPE(coffer::Decimal)
