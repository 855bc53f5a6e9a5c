// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/jsonreader.h"

#include <simdjson.h>

#include <cstring>

/// What json.cpp and jsonreader.cpp share: the only two files that see simdjson.
namespace coffer::htx::json {

namespace ondemand = simdjson::ondemand;

inline bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// simdjson's token reaches to the next one, blanks included.
inline std::string_view trimmed(std::string_view token)
{
    while (!token.empty() && isBlank(token.back()))
        token.remove_suffix(1);
    return token;
}

/// What reading a reply keeps along the way.
class Context
{
public:
    /// A QString of this short ASCII text, the same one each time while it stays in a small cache.
    QString shared(std::string_view text)
    {
        std::size_t hash = text.size();
        for (const char c : text)
            hash = hash * 31 + static_cast<unsigned char>(c);
        QString &entry = m_words[(hash ^ (hash >> 8)) % m_words.size()];
        if (entry != QLatin1String(text.data(), qsizetype(text.size())))
            entry = QString::fromLatin1(text.data(), qsizetype(text.size()));
        return entry;
    }

    bool refuse(const char *expected)
    {
        if (!m_expected)
            m_expected = expected;
        return false;
    }
    /// A member that should be there is not, or is null.
    bool miss()
    {
        m_missing = !m_expected;
        return refuse("there");
    }
    /// The text itself is broken.
    bool breakOff()
    {
        m_broken = true;
        return false;
    }
    void inside(const QByteArray &step)
    {
        if (!m_broken)
            m_path.prepend(step);
    }
    void forgive()
    {
        m_expected = nullptr;
        m_missing = false;
        m_path.clear();
    }
    bool isBroken() const { return m_broken; }
    bool isMissing() const { return m_missing && !m_broken; }

    Error failure() const
    {
        QString detail = QStringLiteral("The reply is not valid JSON.");
        if (!m_broken)
            detail = QStringLiteral("data%1 is not %2.")
                         .arg(QString::fromLatin1(m_path),
                              QString::fromLatin1(m_expected ? m_expected : "as promised"));
        return {ErrorKind::MalformedReply, {}, detail, std::nullopt};
    }

    const char *end = nullptr; ///< of the body

private:
    std::array<QString, 128> m_words;
    QByteArray m_path;
    const char *m_expected = nullptr;
    bool m_missing = false;
    bool m_broken = false;
};

inline ondemand::value &valueOf(const Input &in)
{
    return *static_cast<ondemand::value *>(in.value());
}

inline Input inputFor(ondemand::value &value, Context &context)
{
    return {&value, trimmed(value.raw_json_token()), context};
}

/// key points behind the quote of a member name.
inline bool isKey(const char *key, std::string_view name)
{
    // The text is padded, so looking a name's length ahead stays inside it.
    return key[name.size()] == '"' && std::memcmp(key, name.data(), name.size()) == 0;
}

} // namespace coffer::htx::json
