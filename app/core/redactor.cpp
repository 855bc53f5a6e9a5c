// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redactor.h"

#include <QRandomGenerator>
#include <QRegularExpression>

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace coffer::log {

namespace {

constexpr std::size_t kShortestProtected = 8;

/// What takes the place of a secret.
const QString &hidden()
{
    static const QString text = QStringLiteral("[hidden]");
    return text;
}

// ---- the rolling hash: a polynomial modulo a prime below 2^32, so that products fit 64 bits

constexpr std::uint64_t kPrime = 4'294'967'291;

std::uint64_t rollIn(std::uint64_t hash, std::uint64_t base, char c)
{
    return (hash * base + static_cast<unsigned char>(c) + 1) % kPrime;
}

std::uint64_t rollOut(std::uint64_t hash, std::uint64_t weight, char c)
{
    return (hash + kPrime - (static_cast<unsigned char>(c) + 1) * weight % kPrime) % kPrime;
}

// ---- the plain form of a text: what percent-encoding, JSON and QDebug escapes stand for

std::optional<unsigned> hexValue(const QByteArray &text, qsizetype at, qsizetype count)
{
    if (at + count > text.size())
        return std::nullopt;
    unsigned value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        const char c = text[i];
        const char lower = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9')
            value = value * 16 + static_cast<unsigned>(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            value = value * 16 + static_cast<unsigned>(lower - 'a' + 10);
        else
            return std::nullopt;
    }
    return value;
}

/// The plain bytes of a text, each with the place in the text where its written form begins.
struct Plain
{
    std::vector<char> bytes;
    std::vector<qsizetype> begins;

    void append(QByteArrayView more, qsizetype begin)
    {
        for (const char c : more) {
            bytes.push_back(c);
            begins.push_back(begin);
        }
    }
};

/// Percent-encoded any number of times: "%2F", "%252F" …; returns the length read, or 0.
qsizetype readPercent(const QByteArray &text, qsizetype at, Plain &plain)
{
    qsizetype digits = at + 1;
    while (hexValue(text, digits, 2) == 0x25U && hexValue(text, digits + 2, 2))
        digits += 2;
    const auto value = hexValue(text, digits, 2);
    if (!value)
        return 0;
    const char c = static_cast<char>(*value);
    plain.append({&c, 1}, at);
    return digits + 2 - at;
}

/// An escape that begins with a backslash, itself perhaps escaped any number of times.
qsizetype readBackslash(const QByteArray &text, qsizetype at, Plain &plain)
{
    qsizetype next = at;
    while (next < text.size() && text[next] == '\\')
        ++next;
    if (next == text.size())
        return 0;
    const char kind = text[next];
    if (kind == 'u') {
        if (const auto unit = hexValue(text, next + 1, 4)) {
            const QByteArray utf8 = QString(QChar(static_cast<char16_t>(*unit))).toUtf8();
            plain.append(utf8, at);
            return next + 5 - at;
        }
    } else if (kind == 'x') {
        if (const auto value = hexValue(text, next + 1, 2)) {
            const char c = static_cast<char>(*value);
            plain.append({&c, 1}, at);
            return next + 3 - at;
        }
    } else if (kind == 'n' || kind == 'r') {
        return next + 1 - at;
    }
    // "\\", "\"", "\/" …: one backslash may stand for itself, which the pass over the written text sees.
    plain.append({&kind, 1}, at);
    return next + 1 - at;
}

Plain plainForm(const QByteArray &text)
{
    Plain plain;
    plain.bytes.reserve(static_cast<std::size_t>(text.size()));
    plain.begins.reserve(static_cast<std::size_t>(text.size()) + 1);
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        qsizetype length = 0;
        if (c == '%')
            length = readPercent(text, at, plain);
        else if (c == '\\')
            length = readBackslash(text, at, plain);
        else if (c == '\n' || c == '\r')
            length = 1; // a line break inside a secret does not make it another
        if (length == 0) {
            plain.append({&c, 1}, at);
            length = 1;
        }
        at += length;
    }
    plain.begins.push_back(text.size());
    return plain;
}

// ---- what is recognised by its name

/// The part of a name that makes its value one to hide, and what may follow it in the name. Lengths are
/// bounded so that no text can make the search slow.
QString secretName()
{
    return QStringLiteral(
        "(?:access[_-]?key|api[_-]?key|private[_-]?key|secret|signature(?!method|version)|passphrase"
        "|password|passwd|otp|token|authorization|cookie|session[_-]?id)[\\w-]{0,40}");
}

QString replaceAll(QString text, const QRegularExpression &pattern, QLatin1String kept)
{
    return text.replace(pattern, kept + hidden());
}

/// name=value, name%3Dvalue: in queries, forms and prose.
QString hideAssignments(QString text)
{
    static const QRegularExpression pattern(
        QStringLiteral("(%1\\s{0,8}(?:=|%(?:25){0,8}3D)\\s*)(?:\\\\*\"[^\"]*\"?|'[^']*'?|[^\\s&\"'<>\\\\]+)")
            .arg(secretName()),
        QRegularExpression::CaseInsensitiveOption);
    return replaceAll(std::move(text), pattern, QLatin1String("\\1"));
}

/// "name": "value" with any quoting and escaping, also "name","value" of a printed pair.
QString hideMembers(QString text)
{
    static const QRegularExpression pattern(
        QStringLiteral("((\\\\{0,8}[\"'])[\\w-]{0,40}?%1\\2\\s*[:=,]\\s*)"
                       "(?:(\\\\{0,8}[\"']).*?(?:(?<!\\\\)\\3|$)|[^\\s,}\\])]+)")
            .arg(secretName()),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return replaceAll(std::move(text), pattern, QLatin1String("\\1"));
}

/// Name: value. Those that may have several words go up to the end of the line.
QString hideHeaders(QString text)
{
    static const QRegularExpression whole(
        QStringLiteral("((?:authorization|cookie|passphrase|password)[\\w-]{0,40}[ \\t]*:[ \\t]*)[^\\r\\n]+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression word(
        QStringLiteral("(%1[ \\t]*:[ \\t]*)(?:Basic |Bearer )?\\S+").arg(secretName()),
        QRegularExpression::CaseInsensitiveOption);
    text = replaceAll(std::move(text), whole, QLatin1String("\\1"));
    return replaceAll(std::move(text), word, QLatin1String("\\1"));
}

QString hidePem(QString text)
{
    static const QRegularExpression pattern(
        QStringLiteral("-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|$)"),
        QRegularExpression::DotMatchesEverythingOption);
    return text.replace(pattern, hidden());
}

bool isVisible(char16_t unit)
{
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0))
        return false;
    const bool bidi = unit == 0x061c || unit == 0x200e || unit == 0x200f ||
                      (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
    const bool breaksLine = unit == 0x2028 || unit == 0x2029;
    const bool zeroWidth =
        (unit >= 0x200b && unit <= 0x200d) || unit == 0x2060 || unit == 0xfeff || unit == 0x00ad;
    return !bidi && !breaksLine && !zeroWidth;
}

QString makeVisible(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (isVisible(unit))
            result.append(c);
        else if (unit == u'\n')
            result.append(QLatin1String("\\n"));
        else if (unit == u'\t')
            result.append(QLatin1String("\\t"));
        else
            result.append(QStringLiteral("\\u%1").arg(unit, 4, 16, QLatin1Char('0')));
    }
    return result;
}

} // namespace

Redactor::Redactor()
{
    auto *random = QRandomGenerator::system();
    random->generate(m_key.begin(), m_key.end());
    m_base = 256 + random->generate() % (kPrime - 512);
}

QString Redactor::redact(const QString &text) const
{
    QString result = hidePem(QString::fromUtf8(hideProtected(text.toUtf8())));
    result = hideMembers(std::move(result));
    result = hideAssignments(std::move(result));
    result = hideHeaders(std::move(result));
    return makeVisible(result);
}

void Redactor::protect(QByteArrayView secret)
{
    addProtected(secret);
    // The escapes that a message may carry are resolved before the search, so the secret has to be known like
    // that too.
    Plain plain = plainForm(QByteArray::fromRawData(secret.data(), secret.size()));
    addProtected(QByteArrayView(plain.bytes.data(), static_cast<qsizetype>(plain.bytes.size())));
    OPENSSL_cleanse(plain.bytes.data(), plain.bytes.size());
}

void Redactor::addProtected(QByteArrayView text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (size < kShortestProtected)
        return;
    std::uint64_t rolling = 0;
    for (const char c : text)
        rolling = rollIn(rolling, m_base, c);
    const QWriteLocker lock(&m_lock);
    Group &group = m_groups[size];
    group.rolling.insert(rolling);
    group.digests.insert(digest(text));
}

QByteArray Redactor::hideProtected(const QByteArray &text) const
{
    const QReadLocker lock(&m_lock);
    if (m_groups.empty())
        return text;
    const auto size = static_cast<std::size_t>(text.size());
    std::vector<bool> hits(size, false);
    mark(text.constData(), size, hits);

    const Plain plain = plainForm(text);
    std::vector<bool> plainHits(plain.bytes.size(), false);
    mark(plain.bytes.data(), plain.bytes.size(), plainHits);
    for (std::size_t i = 0; i < plainHits.size(); ++i) {
        if (!plainHits[i])
            continue;
        for (qsizetype at = plain.begins[i]; at < plain.begins[i + 1]; ++at)
            hits[static_cast<std::size_t>(at)] = true;
    }

    QByteArray result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (!hits[i])
            result.append(text[static_cast<qsizetype>(i)]);
        else if (i == 0 || !hits[i - 1])
            result.append(hidden().toLatin1());
    }
    return result;
}

/// Sets hits over each occurrence of a protected text.
void Redactor::mark(const char *text, std::size_t size, std::vector<bool> &hits) const
{
    for (const auto &[length, group] : m_groups) {
        if (length > size)
            continue;
        std::uint64_t weight = 1;
        for (std::size_t i = 1; i < length; ++i)
            weight = weight * m_base % kPrime;
        std::uint64_t hash = 0;
        for (std::size_t end = 0; end < size; ++end) {
            if (end >= length)
                hash = rollOut(hash, weight, text[end - length]);
            hash = rollIn(hash, m_base, text[end]);
            if (end + 1 < length)
                continue;
            const std::size_t begin = end + 1 - length;
            if (contains(group, hash, QByteArrayView(text + begin, static_cast<qsizetype>(length))))
                std::fill_n(hits.begin() + static_cast<std::ptrdiff_t>(begin), length, true);
        }
    }
}

bool Redactor::contains(const Group &group, std::uint64_t rolling, QByteArrayView text) const
{
    return group.rolling.find(rolling) != group.rolling.end() &&
           group.digests.find(digest(text)) != group.digests.end();
}

Redactor::Digest Redactor::digest(QByteArrayView text) const
{
    Digest result{};
    HMAC(EVP_sha256(), m_key.data(), static_cast<int>(m_key.size()),
         reinterpret_cast<const unsigned char *>(text.data()), static_cast<std::size_t>(text.size()),
         result.data(), nullptr);
    return result;
}

} // namespace coffer::log
