// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../market/alertsfixture.h"
#include "ui/charts/alerts/alertdesk.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QWidget>

namespace coffer::test {

inline const Symbol btc{QStringLiteral("btcusdt")};

/// Alerts as in AlertRig, with what widgets need.
struct AlertUiRig : AlertRig
{
    AlertUiRig()
    {
        theme.apply(*qApp);
        gateway.answer(namesPath, okay(R"([{"state":"online","sc":"btcusdt","bc":"btc","qc":"usdt",)"
                                       R"("dn":"BTC/USDT","tpp":2,"tap":6},{"state":"online","sc":"ethbtc",)"
                                       R"("bc":"eth","qc":"btc","dn":"ETH/BTC","tpp":6,"tap":6}])"));
    }

    ui::Context context() { return {theme, format, settings, clock}; }

    Settings settings{QString()};
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    QWidget window;
};

/// For looking at: a picture of the widget in /tmp when COFFER_PICTURES names a folder.
inline void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
}

} // namespace coffer::test
