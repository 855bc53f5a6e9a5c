// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/findingtext.h"

#include <QCoreApplication>

namespace coffer::ui {

/// The words of each family of findings; findingText() chooses.
struct FindingWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::FindingText)

public:
    static FindingText ofRights(const keys::Finding &finding);
    static FindingText ofAge(const keys::Finding &finding);
    static FindingText ofDrift(const keys::Finding &finding);
};

} // namespace coffer::ui
