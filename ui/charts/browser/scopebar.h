// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/browser/marketscope.h"

#include <QList>
#include <QWidget>

class QMenu;
class QToolButton;

namespace coffer::ui {

class Theme;

/// Chooses what the list is about: favourites, recent markets, all, or one quote currency. The quotes that
/// don't fit in one line are in the menu at its end.
class ScopeBar : public QWidget
{
    Q_OBJECT

public:
    explicit ScopeBar(const Theme &theme, QWidget *parent = nullptr);

    /// The quote currencies there are, the most important first.
    void setQuotes(const QList<Currency> &quotes);
    const QList<Currency> &quotes() const { return m_quotes; }
    void setRecentAvailable(bool available);
    /// Shows this as chosen; chosen() is not emitted.
    void setScope(const MarketScope &scope);
    /// More that the menu offers, below the quotes.
    void addMenuAction(QAction *action);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const coffer::ui::MarketScope &scope);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Choice
    {
        MarketScope scope;
        QToolButton *button;
    };

    QToolButton *addButton(const MarketScope &scope, const QString &text, const QString &name);
    void updateIcons();
    void updateChecks();
    void arrange();
    void fillMenu();

    const Theme &m_theme;
    MarketScope m_scope;
    QList<Currency> m_quotes;
    QList<Choice> m_fixed;
    QList<Choice> m_quoteChoices;
    QToolButton *m_more;
    QMenu *m_menu;
    QList<QAction *> m_extra;
    bool m_recentAvailable = false;
};

} // namespace coffer::ui
