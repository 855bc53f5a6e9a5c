// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/totp.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <openssl/crypto.h>

namespace coffer::exchange {

namespace {

constexpr qint64 stepMs = 30'000;

/// The truncation of RFC 4226: 31 bits from a place that the last four bits name.
quint32 truncated(const QByteArray &mac)
{
    const int offset = mac.back() & 0x0f;
    return qFromBigEndian<quint32>(mac.constData() + offset) & 0x7fff'ffff;
}

} // namespace

std::optional<QByteArray> fromBase32(QStringView text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const QChar letter : text) {
        const char16_t upper = letter.toUpper().unicode();
        if (upper == u'=' || upper == u' ')
            continue;
        quint32 value = 0;
        if (upper >= u'A' && upper <= u'Z')
            value = quint32(upper - u'A');
        else if (upper >= u'2' && upper <= u'7')
            value = quint32(upper - u'2') + 26;
        else
            return std::nullopt;
        bits = (bits << 5) | value;
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes += char((bits >> count) & 0xff);
        }
    }
    return bytes;
}

QByteArray oneTimePassword(QByteArrayView secret, qint64 ms, int digits)
{
    const quint64 counter = qToBigEndian(quint64(ms / stepMs));
    const QByteArray message(reinterpret_cast<const char *>(&counter), sizeof counter);
    const quint32 number =
        truncated(QMessageAuthenticationCode::hash(message, secret.toByteArray(), QCryptographicHash::Sha1));
    return QByteArray::number(number).rightJustified(10, '0').right(digits);
}

bool acceptsOneTimePassword(QStringView base32Secret, QByteArrayView code, qint64 nowMs)
{
    const std::optional<QByteArray> secret = fromBase32(base32Secret);
    bool accepted = false;
    for (const qint64 drift : {-stepMs, qint64(0), stepMs}) {
        const QByteArray expected = oneTimePassword(secret.value_or(QByteArray()), nowMs + drift);
        accepted |= expected.size() == code.size() &&
                    CRYPTO_memcmp(expected.constData(), code.data(), size_t(code.size())) == 0;
    }
    return secret && accepted;
}

} // namespace coffer::exchange
