// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace coffer::ui {

class AlertDelegate;
class Theme;

/// Roles of the two lists beside those of ui/common/tableview.h.
enum AlertRole {
    DetailRole = Qt::UserRole + 200, ///< the muted second line
    StrongRole,                      ///< bool: news
    SymbolRole,                      ///< the market's code
};

/// A list of entries of two lines. Return activates the current one, Space switches its box, and so does a
/// click on it.
class AlertList : public QListView
{
    Q_OBJECT

public:
    AlertList(const QString &name, const Theme &theme, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
};

} // namespace coffer::ui
