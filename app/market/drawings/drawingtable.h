// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "market/drawings/drawing.h"
#include "store/database.h"

#include <QList>

namespace coffer::market {

/// The user's drawings by market, in the file of what the user made on charts (a Record).
class DrawingTable
{
public:
    /// The table and index it needs, as steps of that file's schema.
    static QStringList tables();
    /// More are never read of one market.
    static constexpr qsizetype mostRows = 1'000;

    explicit DrawingTable(store::Database &database);

    /// The market's drawings in their order, without ids. Rows that are damaged, or of a kind that this
    /// version does not know, are left out.
    Future<QList<Drawing>> load(const Symbol &market);
    /// Replace: these are all the drawings of the market; rows that load() leaves out stay as they are.
    /// Append: these come after what is there.
    enum class Mode { Replace, Append };
    Future<void> save(const Symbol &market, const QList<Drawing> &drawings, Mode mode = Mode::Replace);

private:
    store::Database &m_database;
};

} // namespace coffer::market
