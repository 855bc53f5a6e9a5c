// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QCheckBox>
#include <QComboBox>

#include <utility>

namespace coffer::ui {

/// What a combo box offers: the stored word and its name.
template<class T>
using Choices = QList<std::pair<T, QString>>;

/// A combo box that shows and changes a setting; a value that is none of the choices shows as nothing.
template<class T>
QComboBox *makeChoice(Settings &settings, const QString &objectName, const Setting<T> &setting,
                      const Choices<T> &choices)
{
    constexpr int width = 180;
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setMinimumWidth(width);
    for (const auto &[value, name] : choices)
        box->addItem(name, QVariant::fromValue(value));
    const auto choose = [box, setting, &settings] {
        box->setCurrentIndex(box->findData(QVariant::fromValue(settings.value(setting))));
    };
    choose();
    QObject::connect(box, &QComboBox::activated, box, [box, setting, &settings](int index) {
        settings.setValue(setting, box->itemData(index).template value<T>());
    });
    QObject::connect(&settings, &Settings::changed, box, [choose, key = setting.key](const QString &changed) {
        if (changed == key)
            choose();
    });
    return box;
}

/// A check box that shows and changes a setting.
inline QCheckBox *makeSwitch(Settings &settings, const QString &objectName, const Setting<bool> &setting)
{
    auto *box = new QCheckBox;
    box->setObjectName(objectName);
    box->setChecked(settings.value(setting));
    QObject::connect(box, &QCheckBox::clicked, box,
                     [setting, &settings](bool on) { settings.setValue(setting, on); });
    QObject::connect(&settings, &Settings::changed, box, [box, setting, &settings](const QString &changed) {
        if (changed == setting.key)
            box->setChecked(settings.value(setting));
    });
    return box;
}

} // namespace coffer::ui
