// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatortemplates.h"

#include "ui/common/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace coffer::ui {

using market::IndicatorSpec;

namespace {

IndicatorTemplate shipped(const QString &name, const QStringList &lines)
{
    return {name, market::indicatorsFromTexts(lines), true};
}

QList<IndicatorTemplate> shippedTemplates()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("IndicatorTemplates", text); };
    return {shipped(tr(QT_TRANSLATE_NOOP("IndicatorTemplates", "Bare")), {}),
            shipped(tr(QT_TRANSLATE_NOOP("IndicatorTemplates", "Trend")),
                    {QStringLiteral("ema 20 colours=1"), QStringLiteral("ema 50 colours=2"),
                     QStringLiteral("ema 200 colours=3")}),
            shipped(tr(QT_TRANSLATE_NOOP("IndicatorTemplates", "Momentum")),
                    {QStringLiteral("rsi 14"), QStringLiteral("macd 12 26 9")}),
            shipped(tr(QT_TRANSLATE_NOOP("IndicatorTemplates", "Ichimoku")),
                    {QStringLiteral("ichimoku 9 26 52 26")})};
}

bool sameName(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

} // namespace

IndicatorTemplates::IndicatorTemplates(Settings &settings) : m_settings(settings)
{
    read();
}

const IndicatorTemplate *IndicatorTemplates::find(const QString &name) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&name](const IndicatorTemplate &one) {
        return sameName(one.name, name);
    });
    return found == m_all.end() ? nullptr : &*found;
}

QString IndicatorTemplates::cleanName(const QString &name)
{
    QString clean = Format::plain(name.simplified(), static_cast<int>(longestName)).left(longestName);
    if (!clean.isEmpty() && clean.back().isHighSurrogate())
        clean.chop(1);
    return clean;
}

bool IndicatorTemplates::canSave(const QString &name) const
{
    const QString clean = cleanName(name);
    if (clean.isEmpty())
        return false;
    if (const IndicatorTemplate *present = find(clean))
        return !present->isShipped;
    const auto own = std::count_if(m_all.begin(), m_all.end(),
                                   [](const IndicatorTemplate &one) { return !one.isShipped; });
    return own < most;
}

bool IndicatorTemplates::save(const QString &name, const QList<IndicatorSpec> &specs)
{
    if (!canSave(name))
        return false;
    const QString clean = cleanName(name);
    m_all.removeIf([&clean](const IndicatorTemplate &one) { return sameName(one.name, clean); });
    m_all += IndicatorTemplate{clean, specs.mid(0, market::mostIndicators), false};
    write();
    return true;
}

bool IndicatorTemplates::canRename(const QString &from, const QString &to) const
{
    const IndicatorTemplate *present = find(from);
    const QString clean = cleanName(to);
    if (!present || present->isShipped || clean.isEmpty())
        return false;
    const IndicatorTemplate *other = find(clean);
    return !other || other == present;
}

bool IndicatorTemplates::rename(const QString &from, const QString &to)
{
    if (!canRename(from, to))
        return false;
    for (IndicatorTemplate &one : m_all) {
        if (sameName(one.name, from))
            one.name = cleanName(to);
    }
    write();
    return true;
}

void IndicatorTemplates::remove(const QString &name)
{
    if (m_all.removeIf(
            [&name](const IndicatorTemplate &one) { return !one.isShipped && sameName(one.name, name); }) > 0)
        write();
}

void IndicatorTemplates::read()
{
    m_all = shippedTemplates();
    const QStringList entries = m_settings.value(indicatorTemplatesSetting);
    for (const QString &entry : entries) {
        const QStringList lines = entry.split(u'\n');
        if (canSave(lines.first()) && !find(cleanName(lines.first())))
            m_all +=
                IndicatorTemplate{cleanName(lines.first()), market::indicatorsFromTexts(lines.mid(1)), false};
    }
    sortOwn();
}

void IndicatorTemplates::sortOwn()
{
    const auto firstOwn =
        std::find_if(m_all.begin(), m_all.end(), [](const IndicatorTemplate &one) { return !one.isShipped; });
    std::sort(firstOwn, m_all.end(), [](const IndicatorTemplate &left, const IndicatorTemplate &right) {
        return left.name.localeAwareCompare(right.name) < 0;
    });
}

void IndicatorTemplates::write()
{
    sortOwn();
    QStringList entries;
    for (const IndicatorTemplate &one : std::as_const(m_all)) {
        if (!one.isShipped)
            entries += (QStringList{one.name} + market::toTexts(one.specs)).join(u'\n');
    }
    m_settings.setValue(indicatorTemplatesSetting, entries);
}

} // namespace coffer::ui
