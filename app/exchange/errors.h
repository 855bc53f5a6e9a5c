// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace coffer::exchange {

/// How an endpoint wraps its replies (htx-api.md 1.4).
enum class Envelope { V1, V2, Market, SettingsV2 };

/// What a request is answered with.
struct Reply
{
    int status = 200; ///< HTTP; errors of the application are 200 too
    QByteArray body;
};

/// {"status":"error","err-code":…,"err-msg":…,"data":null}
Reply v1Error(QByteArrayView code, QByteArrayView message);
/// {"code":…,"message":…}
Reply v2Error(int code, QByteArrayView message);
/// A field of a v1 request is missing, or holds what it can't.
Reply v1Missing(QByteArrayView field);
Reply v1Invalid(QByteArrayView field);
/// The same of a v2 request: codes 2003 and 2002.
Reply v2Missing(QByteArrayView field);
Reply v2Invalid(QByteArrayView field);
/// {"status":"error","err-code":"invalid-parameter","err-msg":…,"ts":…}
Reply marketError(QByteArrayView message, qint64 nowMs);
/// {"status":"error","err_code":…,"err_msg":…}: the v2 settings endpoints write underscores
Reply settingsError(QByteArrayView code, QByteArrayView message);

// The refusals of htx-api.md 9.1, word for word.
inline constexpr char wrongAccessKey[] = "Signature not valid: Incorrect Access key [Access key错误]";
inline constexpr char wrongSignature[] = "Signature not valid: Verification failure [校验失败]";
inline constexpr char wrongAddress[] =
    "Signature not valid: Incorrect IP address [IP地址错误]:"; // the address follows
inline constexpr char expiredKey[] = "Signature not valid: API key has expired [API Key已经过期]";
inline constexpr char wrongTime[] = "Signature not valid: Invalid submission time or incorrect time format "
                                    "[无效的提交时间，或时间格式错误]";

} // namespace coffer::exchange
