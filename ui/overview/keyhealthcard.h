// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "keys/keyinventory.h"
#include "ui/common/card.h"

namespace coffer::ui {

class RowList;

/// The keys that need attention, the worst first. What could not be verified is never called healthy.
class KeyHealthCard : public Card
{
    Q_OBJECT

public:
    explicit KeyHealthCard(const Theme &theme, QWidget *parent = nullptr);

    void show(const QList<keys::InventoryEntry> &entries, LoadState state);

private:
    RowList *m_list;
    Label *m_note;
};

} // namespace coffer::ui
