// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/options.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

namespace coffer::ui {
namespace {

constexpr QSize leastSize(720, 480); // what the window can be narrowed to
constexpr int greatestSide = 8000;

using Failure = tl::unexpected<QString>;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::Options)
};

Failure wrong(const QString &text)
{
    return Failure(text + u' ' + Texts::tr("See coffer --help."));
}

std::optional<QSize> parseSize(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{3,4})x([0-9]{3,4})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const bool fits = match.hasMatch() && size.expandedTo(leastSize) == size &&
                      std::max(size.width(), size.height()) <= greatestSide;
    return fits ? std::optional(size) : std::nullopt;
}

// Takes over one option that has a value.
tl::expected<void, QString> take(Options &options, const QString &name, const QString &value)
{
    if (name == QLatin1String("--host")) {
        options.host = exchangeUrl(value);
        if (!options.host)
            return wrong(
                Texts::tr("coffer: --host wants an address such as https://api.huobi.pro (http only on this "
                          "computer), not \"%1\".")
                    .arg(value));
    } else if (name == QLatin1String("--profile")) {
        options.profile = value;
    } else if (name == QLatin1String("--screenshots")) {
        options.screenshots = value;
    } else if (name == QLatin1String("--size")) {
        options.size = parseSize(value);
        if (!options.size)
            return wrong(
                Texts::tr("coffer: --size wants WIDTHxHEIGHT between %1x%2 and %3x%3 pixels, such as "
                          "1280x800, not \"%4\".")
                    .arg(leastSize.width())
                    .arg(leastSize.height())
                    .arg(greatestSide)
                    .arg(value));
    } else if (value == QLatin1String("light") || value == QLatin1String("dark")) {
        options.theme = value == QLatin1String("dark") ? Scheme::Dark : Scheme::Light;
    } else {
        return wrong(Texts::tr("coffer: --theme is light or dark, not \"%1\".").arg(value));
    }
    return {};
}

tl::expected<Options, QString> checked(Options options)
{
    if (options.isDemo && options.host)
        return wrong(Texts::tr("coffer: --demo has its own exchange; it can't be combined with --host."));
    return options;
}

} // namespace

std::optional<QUrl> exchangeUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() ||
        url.hasFragment() || !(url.path().isEmpty() || url.path() == QLatin1String("/")))
        return std::nullopt;
    const bool isHere = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    if (url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isHere))
        return url.adjusted(QUrl::RemovePath);
    return std::nullopt;
}

tl::expected<Options, QString> parseOptions(const QStringList &arguments)
{
    static const QStringList withValue = {QStringLiteral("--host"), QStringLiteral("--profile"),
                                          QStringLiteral("--screenshots"), QStringLiteral("--size"),
                                          QStringLiteral("--theme")};
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = equals < 0 ? argument : argument.left(equals);
        if (withValue.contains(name)) {
            if (equals < 0 && ++i == arguments.size())
                return wrong(Texts::tr("coffer: %1 needs a value.").arg(name));
            const QString value = equals < 0 ? arguments.at(i) : argument.mid(equals + 1);
            if (value.isEmpty() || (equals < 0 && value.startsWith(QLatin1String("--"))))
                return wrong(Texts::tr("coffer: %1 needs a value.").arg(name));
            if (const auto taken = take(options, name, value); !taken)
                return Failure(taken.error());
        } else if (argument == QLatin1String("--demo")) {
            options.isDemo = true;
        } else if (argument == QLatin1String("--version")) {
            options.task = Options::Task::ShowVersion;
            return options;
        } else if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) {
            options.task = Options::Task::ShowHelp;
            return options;
        } else {
            return wrong(Texts::tr("coffer: unknown option \"%1\".").arg(argument));
        }
    }
    return checked(options);
}

QString helpText()
{
    return Texts::tr("Usage: coffer [OPTION…]\n"
                     "Assets on the HTX exchange, and the API keys that reach them.\n"
                     "\n"
                     "  --demo              an exchange inside the program, with a funded account\n"
                     "  --host URL          another exchange host (https, or http on this computer)\n"
                     "  --profile DIR       where settings and history are kept\n"
                     "  --screenshots DIR   write a picture of every page and quit\n"
                     "  --size WxH          size of the window, such as 1280x800\n"
                     "  --theme light|dark  for this run\n"
                     "  --version           print the version and quit\n"
                     "  --help              print this and quit\n");
}

} // namespace coffer::ui
