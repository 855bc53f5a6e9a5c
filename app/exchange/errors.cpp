// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/errors.h"

#include "exchange/jsonwriter.h"

namespace coffer::exchange {

Reply v1Error(QByteArrayView code, QByteArrayView message)
{
    JsonWriter json;
    json.beginObject()
        .text("status", "error")
        .text("err-code", code)
        .text("err-msg", message)
        .null("data")
        .endObject();
    return {200, json.take()};
}

Reply v2Error(int code, QByteArrayView message)
{
    JsonWriter json;
    json.beginObject().number("code", code).text("message", message).endObject();
    return {200, json.take()};
}

Reply v1Missing(QByteArrayView field)
{
    return v1Error("validation-constraints-required", "Field is missing: " + field.toByteArray() + '.');
}

Reply v1Invalid(QByteArrayView field)
{
    return v1Error("validation-constraints-error", "Field is invalid: " + field.toByteArray() + '.');
}

Reply v2Missing(QByteArrayView field)
{
    return v2Error(2003, "missing mandatory field `" + field.toByteArray() + '`');
}

Reply v2Invalid(QByteArrayView field)
{
    return v2Error(2002, "invalid field value in `" + field.toByteArray() + '`');
}

Reply marketError(QByteArrayView message, qint64 nowMs)
{
    JsonWriter json;
    json.beginObject().text("status", "error").text("err-code", "invalid-parameter").text("err-msg", message);
    json.number("ts", nowMs).endObject();
    return {200, json.take()};
}

Reply settingsError(QByteArrayView code, QByteArrayView message)
{
    JsonWriter json;
    json.beginObject().text("status", "error").text("err_code", code).text("err_msg", message).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
