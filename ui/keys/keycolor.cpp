// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keycolor.h"

#include "ui/common/theme.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace coffer::ui {

namespace {

struct KeyColorWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::KeyColor)
};

} // namespace

const QStringList &keyColorWords()
{
    // In the order of Colors::series.
    static const QStringList words{u"blue"_s,   u"amber"_s, u"teal"_s,  u"pink"_s,
                                   u"violet"_s, u"sky"_s,   u"brown"_s, u"lime"_s};
    return words;
}

QString keyColorName(const QString &word)
{
    const QStringList names{KeyColorWords::tr("Blue"),   KeyColorWords::tr("Amber"),
                            KeyColorWords::tr("Teal"),   KeyColorWords::tr("Pink"),
                            KeyColorWords::tr("Violet"), KeyColorWords::tr("Sky"),
                            KeyColorWords::tr("Brown"),  KeyColorWords::tr("Lime")};
    return names.value(keyColorWords().indexOf(word));
}

std::optional<QColor> keyColor(const QString &word, const Colors &colors)
{
    const qsizetype index = keyColorWords().indexOf(word);
    return index < 0 ? std::nullopt : std::optional(colors.series.value(index));
}

} // namespace coffer::ui
