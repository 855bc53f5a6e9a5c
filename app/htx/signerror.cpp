// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/signerror.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <array>

namespace coffer::htx {

namespace {

struct Fragment
{
    QStringView text;
    ErrorKind kind;
};

constexpr std::array<Fragment, 14> fragments{{
    {u"incorrect access key", ErrorKind::WrongAccessKey},
    {u"access key错误", ErrorKind::WrongAccessKey},
    {u"verification failure", ErrorKind::WrongSignature},
    {u"校验失败", ErrorKind::WrongSignature},
    {u"incorrect ip address", ErrorKind::IpNotAllowed},
    {u"ip地址错误", ErrorKind::IpNotAllowed},
    {u"invalid.ip", ErrorKind::IpNotAllowed},
    // Before "expired", since a text about the submission time may use that word too.
    {u"submission time", ErrorKind::ClockOff},
    {u"incorrect time format", ErrorKind::ClockOff},
    {u"提交时间", ErrorKind::ClockOff},
    {u"时间格式错误", ErrorKind::ClockOff},
    {u"expired", ErrorKind::KeyExpired},
    {u"已经过期", ErrorKind::KeyExpired},
    {u"过期", ErrorKind::KeyExpired},
}};

} // namespace

std::optional<ErrorKind> signatureErrorKind(const QString &message)
{
    for (const Fragment &fragment : fragments) {
        if (message.contains(fragment.text, Qt::CaseInsensitive))
            return fragment.kind;
    }
    return std::nullopt;
}

QString addressIn(const QString &message)
{
    static const QRegularExpression candidates(QStringLiteral("[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]+"));
    auto matches = candidates.globalMatch(message);
    while (matches.hasNext()) {
        QString candidate = matches.next().captured();
        while (candidate.endsWith(u'.'))
            candidate.chop(1);
        // "…]:119.81.237.3": a colon before the address belongs to the sentence.
        for (; !candidate.isEmpty(); candidate.remove(0, 1)) {
            const bool isComplete = candidate.count(u'.') == 3 || candidate.count(u':') >= 2;
            if (isComplete && QHostAddress().setAddress(candidate))
                return candidate;
            if (!candidate.startsWith(u':'))
                break;
        }
    }
    return {};
}

} // namespace coffer::htx
