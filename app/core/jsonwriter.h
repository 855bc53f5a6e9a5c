// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace coffer {

/// Writes JSON text piece by piece. Numbers go in as finished tokens, since no library writes 27-digit
/// integers, exponents or decimals exactly as they are meant.
class JsonWriter
{
public:
    explicit JsonWriter(qsizetype reserve = 512) { m_text.reserve(reserve); }

    JsonWriter &beginObject() { return open('{'); }
    JsonWriter &endObject() { return close('}'); }
    JsonWriter &beginArray() { return open('['); }
    JsonWriter &endArray() { return close(']'); }

    /// A member's name, which needs no escaping.
    JsonWriter &key(QByteArrayView name);
    /// UTF-8 text, escaped.
    JsonWriter &text(QByteArrayView utf8);
    JsonWriter &number(qint64 value);
    JsonWriter &boolean(bool value) { return token(value ? "true" : "false"); }
    JsonWriter &null() { return token("null"); }
    /// A finished value: a number as it shall be read, or whole JSON made before.
    JsonWriter &token(QByteArrayView json);

    // A member at once: its name and its value.
    JsonWriter &text(QByteArrayView name, QByteArrayView utf8) { return key(name).text(utf8); }
    JsonWriter &number(QByteArrayView name, qint64 value) { return key(name).number(value); }
    JsonWriter &boolean(QByteArrayView name, bool value) { return key(name).boolean(value); }
    JsonWriter &null(QByteArrayView name) { return key(name).null(); }
    JsonWriter &token(QByteArrayView name, QByteArrayView json) { return key(name).token(json); }

    const QByteArray &bytes() const { return m_text; }
    QByteArray take() { return std::move(m_text); }

private:
    JsonWriter &open(char bracket);
    JsonWriter &close(char bracket);
    void separate();

    QByteArray m_text;
    bool m_needsComma = false;
};

} // namespace coffer
