// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange.h"
#include "exchange/jsonwriter.h"
#include "shutdownwatch.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimeZone>

#include <cmath>
#include <cstdio>

namespace {

using namespace coffer;

constexpr int usageError = 2;

int complain(const QString &text)
{
    std::fputs(qPrintable(QStringLiteral("coffer-exchange: %1\n").arg(text)), stderr);
    return usageError;
}

QByteArray describe(const exchange::Served &served)
{
    exchange::JsonWriter json;
    json.beginObject().text("url", served.url.toEncoded()).text("marketWs", served.marketWs.toEncoded());
    json.text("feedWs", served.feedWs.toEncoded()).text("privateWs", served.privateWs.toEncoded());
    json.text("otpSecret", served.otpSecret.toLatin1()).key("keys").beginArray();
    for (const exchange::DemoKey &key : served.keys) {
        json.beginObject().text("label", key.label.toUtf8()).text("accessKey", key.accessKey);
        json.text("secretKey", key.secretKey).text("permission", key.permission.toUtf8());
        json.number("uid", key.uid.value).endObject();
    }
    json.endArray().endObject();
    return json.take() + '\n';
}

/// An ISO 8601 time; without a zone it is UTC.
std::optional<qint64> readTime(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.toMSecsSinceEpoch() < 0)
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

struct Arguments
{
    exchange::Options options;
    QString error;
};

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("A local HTX exchange: it speaks the exchange's protocol on 127.0.0.1, with a made-up "
                       "market behind it.\n"
                       "When it serves, it prints one line of JSON with its address and its keys. It ends on "
                       "SIGTERM, on SIGINT and\n"
                       "when its standard input closes."));
    parser.addOptions(
        {{QStringLiteral("port"), QStringLiteral("Listen on this port (default: any free one)."),
          QStringLiteral("N")},
         {QStringLiteral("seed"), QStringLiteral("What the world is made from (default: 1)."),
          QStringLiteral("N")},
         {QStringLiteral("now"), QStringLiteral("The exchange's time at the start (default: now)."),
          QStringLiteral("ISO-TIME")},
         {QStringLiteral("speed"), QStringLiteral("Exchange seconds in a second (default: 1)."),
          QStringLiteral("X")},
         {QStringLiteral("unlimited"), QStringLiteral("Refuse nobody for asking too often.")}});
    parser.addHelpOption();
    parser.addVersionOption();
}

Arguments readArguments(const QCommandLineParser &parser)
{
    Arguments result;
    bool ok = true;
    if (parser.isSet(QStringLiteral("port")))
        result.options.port = parser.value(QStringLiteral("port")).toUShort(&ok);
    if (!ok)
        return {{}, QStringLiteral("--port takes a number from 0 to 65535.")};
    if (parser.isSet(QStringLiteral("seed")))
        result.options.seed = parser.value(QStringLiteral("seed")).toULongLong(&ok);
    if (!ok)
        return {{}, QStringLiteral("--seed takes a whole number.")};
    if (parser.isSet(QStringLiteral("now"))) {
        result.options.nowMs = readTime(parser.value(QStringLiteral("now")));
        if (!result.options.nowMs)
            return {{}, QStringLiteral("--now takes a time such as 2026-01-31T12:00:00Z.")};
    }
    if (parser.isSet(QStringLiteral("speed")))
        result.options.speed = parser.value(QStringLiteral("speed")).toDouble(&ok);
    if (!ok || !std::isfinite(result.options.speed) || result.options.speed <= 0 ||
        result.options.speed > 100'000)
        return {{}, QStringLiteral("--speed takes a number above 0, at most 100000.")};
    result.options.limited = !parser.isSet(QStringLiteral("unlimited"));
    if (!parser.positionalArguments().isEmpty())
        return {{}, QStringLiteral("Unexpected argument: %1").arg(parser.positionalArguments().constFirst())};
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("coffer-exchange"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COFFER_VERSION));
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(application.arguments()))
        return complain(parser.errorText());
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp();
    const Arguments arguments = readArguments(parser);
    if (!arguments.error.isEmpty())
        return complain(arguments.error);

    exchange::ShutdownWatch watch;
    QObject::connect(&watch, &exchange::ShutdownWatch::requested, &application, &QCoreApplication::quit);
    exchange::Exchange local(arguments.options);
    local.start().then(&application, [](const Result<exchange::Served> &served) {
        if (!served) {
            QCoreApplication::exit(complain(served.error().detail));
            return;
        }
        const QByteArray line = describe(*served);
        std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}
