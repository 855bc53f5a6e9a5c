// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonwriter.h"

#include <charconv>

namespace coffer {

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

} // namespace coffer
