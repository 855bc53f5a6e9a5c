// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/numberfield.h"

namespace coffer::ui {

namespace {

constexpr int longestText = 64;

/// Without separators of groups; nullopt when one is where none belongs.
std::optional<QString> withoutGroups(const QString &whole, const QString &separator)
{
    if (separator.isEmpty() || !whole.contains(separator))
        return whole;
    const QStringList groups = whole.split(separator);
    for (qsizetype place = 0; place < groups.size(); ++place) {
        const qsizetype digits = groups[place].size();
        if (place == 0 ? digits < 1 || digits > 4 : digits != 3) // 4: a minus before three digits
            return std::nullopt;
    }
    return groups.join(QString());
}

} // namespace

std::optional<Decimal> numberFrom(const QString &text, const QLocale &locale)
{
    QString plain = text.trimmed();
    for (const QChar blank : {u' ', u'\u00a0', u'\u202f', u'\''})
        plain.remove(blank);
    plain.replace(u'\u2212', u'-');
    QString separator = locale.groupSeparator();
    if (separator.trimmed().isEmpty() || separator == QLatin1String("\u2019"))
        separator.clear();
    const QString point = locale.decimalPoint();
    const qsizetype at = plain.indexOf(point);
    const std::optional<QString> whole = withoutGroups(at < 0 ? plain : plain.left(at), separator);
    if (!whole)
        return std::nullopt;
    const QString number = at < 0 ? *whole : *whole + u'.' + plain.mid(at + point.size());
    return Decimal::parse(QStringView(number));
}

NumberField::NumberField(QWidget *parent) : QLineEdit(parent)
{
    setMaxLength(longestText);
    setInputMethodHints(Qt::ImhFormattedNumbersOnly);
}

void NumberField::setNumber(const Decimal &number)
{
    const QLocale locale;
    QString text = QString::fromLatin1(number.toString());
    text.replace(u'.', locale.decimalPoint());
    setText(text);
}

} // namespace coffer::ui
