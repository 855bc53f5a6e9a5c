// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/setuptext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

struct SetupTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::SetupText)
};

} // namespace

QString obstacleText(keys::SetupObstacle obstacle)
{
    using keys::SetupObstacle;
    switch (obstacle) {
    case SetupObstacle::NoHome:
        return SetupTextWords::tr("Choose where the key lives.");
    case SetupObstacle::NoMainKey:
        return SetupTextWords::tr("No key of a main account that may trade is held here.");
    case SetupObstacle::NoSubUser:
        return SetupTextWords::tr("Choose a sub-user, or name a new one.");
    case SetupObstacle::BadSubUserName:
        return SetupTextWords::tr("The sub-user needs another name.");
    case SetupObstacle::BadAddresses:
        return SetupTextWords::tr("Some addresses can't be used.");
    case SetupObstacle::UnboundNotAccepted:
        return SetupTextWords::tr("Enter an address, or tick that you want it without.");
    case SetupObstacle::NotEntered:
        return SetupTextWords::tr("Paste access key and secret.");
    case SetupObstacle::None:
    case SetupObstacle::NotMade:
    case SetupObstacle::NotChecked:
        break;
    }
    return {};
}

} // namespace coffer::ui
