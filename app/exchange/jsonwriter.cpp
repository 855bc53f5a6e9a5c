// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/jsonwriter.h"

#include <charconv>

namespace coffer::exchange {

namespace {

struct Digits ///< of a positive number, without trailing zeros
{
    char text[20];
    int count = 0;
    int point = 0; ///< digits before the decimal point; may be negative or beyond count
};

Digits digitsOf(quint64 units, int decimals)
{
    Digits digits;
    const auto end = std::to_chars(digits.text, digits.text + sizeof digits.text, units);
    digits.count = int(end.ptr - digits.text);
    digits.point = digits.count - decimals;
    while (digits.count > 1 && digits.text[digits.count - 1] == '0')
        --digits.count;
    return digits;
}

void appendPlain(QByteArray &out, const Digits &digits, bool atLeastOneDecimal)
{
    if (digits.point <= 0) {
        out.append("0.").append(-digits.point, '0').append(digits.text, digits.count);
    } else if (digits.count <= digits.point) {
        out.append(digits.text, digits.count).append(digits.point - digits.count, '0');
        if (atLeastOneDecimal)
            out.append(".0");
    } else {
        out.append(digits.text, digits.point).append('.');
        out.append(digits.text + digits.point, digits.count - digits.point);
    }
}

quint64 magnitude(qint64 units)
{
    return units < 0 ? ~quint64(units) + 1 : quint64(units);
}

} // namespace

QByteArray marketNumber(qint64 units, int decimals)
{
    if (units == 0)
        return QByteArrayLiteral("0.0");
    QByteArray out;
    if (units < 0)
        out.append('-');
    const Digits digits = digitsOf(magnitude(units), decimals);
    const int exponent = digits.point - 1;
    if (exponent >= -3 && exponent < 7) {
        appendPlain(out, digits, true);
        return out;
    }
    out.append(digits.text[0]).append('.');
    if (digits.count == 1)
        out.append('0');
    else
        out.append(digits.text + 1, digits.count - 1);
    return out.append('E').append(QByteArray::number(exponent));
}

QByteArray plainNumber(qint64 units, int decimals)
{
    if (units == 0)
        return QByteArrayLiteral("0");
    QByteArray out;
    if (units < 0)
        out.append('-');
    appendPlain(out, digitsOf(magnitude(units), decimals), false);
    return out;
}

} // namespace coffer::exchange
