// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historysync.h"
#include "portfolio/portfolio.h"
#include "ui/common/card.h"

namespace coffer::ui {

class Format;

/// What the numbers on the page leave out, in words. Unknown is shown as unknown.
class UnknownsCard : public Card
{
    Q_OBJECT

public:
    UnknownsCard(const Theme &theme, const Format &format, QWidget *parent = nullptr);

    void show(const portfolio::Portfolio &portfolio, const history::SyncProgress &progress);

private:
    struct Line
    {
        int severity = 0;
        QString text;
    };

    QList<Line> lines(const portfolio::Portfolio &portfolio, const history::SyncProgress &progress) const;
    void addUnpriced(QList<Line> &lines, const portfolio::Portfolio &portfolio) const;
    void addUnread(QList<Line> &lines, const portfolio::Portfolio &portfolio) const;
    void addDifference(QList<Line> &lines, const portfolio::Portfolio &portfolio) const;

    const Format &m_format;
    QList<Label *> m_labels;
    QVBoxLayout *m_column;
};

} // namespace coffer::ui
