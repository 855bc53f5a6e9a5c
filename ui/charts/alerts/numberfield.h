// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <QLineEdit>
#include <QLocale>

#include <optional>

namespace coffer::ui {

/// The exact number that a user wrote, with or without the separators of the locale: "65,000.5". Separators
/// that do not stand between groups of three, and everything else that is no number, give nullopt.
std::optional<Decimal> numberFrom(const QString &text, const QLocale &locale = {});

/// A line for an exact number.
class NumberField : public QLineEdit
{
    Q_OBJECT

public:
    explicit NumberField(QWidget *parent = nullptr);

    std::optional<Decimal> number() const { return numberFrom(text()); }
    void setNumber(const Decimal &number);
};

} // namespace coffer::ui
