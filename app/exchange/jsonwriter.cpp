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

JsonWriter &JsonWriter::open(char bracket)
{
    separate();
    m_text.append(bracket);
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::close(char bracket)
{
    m_text.append(bracket);
    m_needsComma = true;
    return *this;
}

void JsonWriter::separate()
{
    if (m_needsComma)
        m_text.append(',');
    m_needsComma = true;
}

JsonWriter &JsonWriter::key(QByteArrayView name)
{
    separate();
    m_text.append('"').append(name.data(), name.size()).append("\":", 2);
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::text(QByteArrayView utf8)
{
    separate();
    m_text.append('"');
    qsizetype plain = 0; // start of the run that needs no escape
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_text.append(utf8.data() + plain, at - plain);
        plain = at + 1;
        if (byte >= 0x20) {
            m_text.append('\\').append(char(byte));
        } else {
            constexpr char hex[] = "0123456789abcdef";
            m_text.append("\\u00").append(hex[byte >> 4]).append(hex[byte & 15]);
        }
    }
    m_text.append(utf8.data() + plain, utf8.size() - plain).append('"');
    return *this;
}

JsonWriter &JsonWriter::number(qint64 value)
{
    separate();
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    m_text.append(digits, end.ptr - digits);
    return *this;
}

JsonWriter &JsonWriter::token(QByteArrayView json)
{
    separate();
    m_text.append(json.data(), json.size());
    return *this;
}

} // namespace coffer::exchange
