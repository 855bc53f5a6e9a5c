// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/allocation.h"

namespace coffer::ui {

QList<Slice> allocate(const QList<portfolio::Holding> &holdings, qsizetype most)
{
    QList<Slice> slices;
    Decimal sum;
    for (const portfolio::Holding &holding : holdings) {
        if (!holding.value || holding.value->sign() <= 0)
            continue;
        slices.append({holding.displayName, *holding.value, {}, 1});
        sum += *holding.value;
    }
    std::stable_sort(slices.begin(), slices.end(),
                     [](const Slice &left, const Slice &right) { return right.value < left.value; });
    if (slices.size() > most + 1) {
        Slice rest;
        rest.assets = slices.size() - most;
        for (qsizetype i = most; i < slices.size(); ++i)
            rest.value += slices.at(i).value;
        slices.resize(most);
        slices.append(rest);
    }
    for (Slice &slice : slices)
        slice.share = slice.value / sum;
    return slices;
}

} // namespace coffer::ui
