// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/indicators/indicatorspec.h"

#include <algorithm>
#include <cmath>

namespace coffer::market {

namespace {

constexpr qsizetype longestText = 400; ///< far more than any line of ours
constexpr QLatin1String coloursWord("colours=");
constexpr QLatin1String hiddenWord("hidden");

double cleanNumber(const IndicatorParameter &parameter, double value)
{
    if (!std::isfinite(value))
        return parameter.initial;
    const double number = parameter.whole ? std::round(value) : value;
    return std::clamp(number, parameter.least, parameter.most);
}

bool isHex(QChar character)
{
    return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
}

QString cleanColour(const QString &colour)
{
    if (colour.size() == 1 && colour[0] >= u'1' && colour[0] <= u'8')
        return colour;
    const QString lower = colour.toLower();
    const bool isRgb =
        lower.size() == 7 && lower[0] == u'#' && std::all_of(lower.begin() + 1, lower.end(), isHex);
    return isRgb ? lower : QString();
}

} // namespace

IndicatorSpec IndicatorSpec::of(IndicatorKind kind)
{
    return IndicatorSpec{kind, {}, {}, true}.cleaned();
}

IndicatorSpec IndicatorSpec::cleaned() const
{
    const IndicatorInfo &info = indicatorInfo(kind);
    IndicatorSpec result{kind, {}, {}, visible};
    for (qsizetype i = 0; i < static_cast<qsizetype>(info.parameters.size()); ++i) {
        const IndicatorParameter &parameter = info.parameters[static_cast<std::size_t>(i)];
        result.parameters +=
            cleanNumber(parameter, i < parameters.size() ? parameters[i] : parameter.initial);
    }
    for (qsizetype i = 0; i < static_cast<qsizetype>(info.outputs.size()); ++i)
        result.colours += cleanColour(colours.value(i));
    return result;
}

double IndicatorSpec::parameter(int index) const
{
    return parameters.value(index);
}

int IndicatorSpec::whole(int index) const
{
    return static_cast<int>(parameters.value(index));
}

bool IndicatorSpec::calculatesAs(const IndicatorSpec &other) const
{
    return kind == other.kind && parameters == other.parameters;
}

QString IndicatorSpec::toText() const
{
    QStringList words{indicatorInfo(kind).name};
    for (const double value : parameters)
        words += QString::number(value, 'g', 12);
    if (std::any_of(colours.begin(), colours.end(), [](const QString &colour) { return !colour.isEmpty(); }))
        words += coloursWord + colours.join(u',');
    if (!visible)
        words += hiddenWord;
    return words.join(u' ');
}

std::optional<IndicatorSpec> IndicatorSpec::fromText(const QString &text)
{
    if (text.size() > longestText)
        return std::nullopt;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const std::optional<IndicatorKind> kind = indicatorKind(words.value(0));
    if (!kind)
        return std::nullopt;

    IndicatorSpec spec{*kind, {}, {}, true};
    for (const QString &word : words.mid(1)) {
        if (word == hiddenWord) {
            spec.visible = false;
        } else if (word.startsWith(coloursWord)) {
            spec.colours = word.mid(coloursWord.size()).split(u',');
        } else {
            bool isNumber = false;
            const double value = word.toDouble(&isNumber);
            spec.parameters += isNumber ? value : std::nan("");
        }
    }
    return spec.cleaned();
}

QStringList toTexts(const QList<IndicatorSpec> &specs)
{
    QStringList texts;
    for (const IndicatorSpec &spec : specs)
        texts += spec.toText();
    return texts;
}

QList<IndicatorSpec> indicatorsFromTexts(const QStringList &texts)
{
    QList<IndicatorSpec> specs;
    for (const QString &text : texts) {
        if (specs.size() == mostIndicators)
            break;
        if (const auto spec = IndicatorSpec::fromText(text))
            specs += *spec;
    }
    return specs;
}

} // namespace coffer::market
