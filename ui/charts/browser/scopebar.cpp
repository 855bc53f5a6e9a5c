// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/scopebar.h"

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace coffer::ui {

namespace {

using Kind = MarketScope::Kind;

constexpr int spacing = 2;
constexpr int mostButtons = 12; // the rest is in the menu however wide the list is

QString codeOf(const Currency &currency)
{
    return Format::plain(currency.value.toUpper(), 16);
}

QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

ScopeBar::ScopeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_more(new QToolButton(this)), m_menu(new QMenu(this))
{
    setAccessibleName(tr("Which markets"));
    m_fixed.append({{Kind::Favourites, {}}, addButton({Kind::Favourites, {}}, {}, tr("Favourites"))});
    m_fixed.append({{Kind::Recent, {}}, addButton({Kind::Recent, {}}, {}, tr("Recently viewed"))});
    m_fixed.append({{Kind::All, {}}, addButton({Kind::All, {}}, tr("All"), tr("All markets"))});
    m_more->setObjectName(QStringLiteral("marketScope_more"));
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setToolTip(tr("More quote currencies and options"));
    m_more->setAccessibleName(m_more->toolTip());
    connect(m_menu, &QMenu::aboutToShow, this, &ScopeBar::fillMenu);
    connect(m_menu, &QMenu::aboutToHide, this, &ScopeBar::updateChecks);
    connect(&theme, &Theme::changed, this, &ScopeBar::updateIcons);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateIcons();
    updateChecks();
}

QToolButton *ScopeBar::addButton(const MarketScope &scope, const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    const QString id = scope.kind == Kind::Quote ? scope.quote.value : scope.toText();
    button->setObjectName(QStringLiteral("marketScope_") + id);
    button->setText(menuText(text));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, [this, scope] {
        setScope(scope);
        Q_EMIT chosen(scope);
    });
    return button;
}

void ScopeBar::setQuotes(const QList<Currency> &quotes)
{
    if (quotes == m_quotes)
        return;
    m_quotes = quotes;
    for (const Choice &choice : std::as_const(m_quoteChoices))
        delete choice.button;
    m_quoteChoices.clear();
    QWidget *before = m_fixed.last().button;
    for (const Currency &quote : quotes.first(std::min<qsizetype>(quotes.size(), mostButtons))) {
        const MarketScope scope{Kind::Quote, quote};
        QToolButton *button = addButton(scope, codeOf(quote), tr("Priced in %1").arg(codeOf(quote)));
        setTabOrder(before, button);
        before = button;
        m_quoteChoices.append({scope, button});
    }
    setTabOrder(before, m_more);
    arrange();
}

void ScopeBar::setRecentAvailable(bool available)
{
    m_recentAvailable = available;
    arrange();
}

void ScopeBar::setScope(const MarketScope &scope)
{
    m_scope = scope;
    arrange();
}

void ScopeBar::addMenuAction(QAction *action)
{
    m_extra.append(action);
}

void ScopeBar::updateIcons()
{
    m_fixed.at(0).button->setIcon(icon(QStringLiteral("star-filled"), m_theme));
    m_fixed.at(1).button->setIcon(icon(QStringLiteral("clock"), m_theme));
    m_more->setIcon(icon(QStringLiteral("more"), m_theme));
}

void ScopeBar::updateChecks()
{
    for (const QList<Choice> *choices : {&m_fixed, &m_quoteChoices}) {
        for (const Choice &choice : *choices)
            choice.button->setChecked(choice.scope == m_scope);
    }
    const auto isSeen = [this](const Choice &choice) {
        return choice.scope == m_scope && !choice.button->isHidden();
    };
    const bool isInMenu =
        m_scope.kind == Kind::Quote && std::none_of(m_quoteChoices.cbegin(), m_quoteChoices.cend(), isSeen);
    m_more->setChecked(isInMenu);
    m_more->setText(isInMenu ? menuText(codeOf(m_scope.quote)) : QString());
    m_more->setToolButtonStyle(isInMenu ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
}

/// From left to right what fits; what does not is in the menu. The chosen quote always has a name to be seen:
/// its own button's, or the menu's.
void ScopeBar::arrange()
{
    const int height = sizeHint().height();
    int x = 0;
    const auto place = [&](QWidget *widget) {
        const QRect spot(x, 0, widget->sizeHint().width(), height);
        widget->setGeometry(style()->visualRect(layoutDirection(), rect(), spot));
        x = spot.right() + 1 + spacing;
    };
    for (const Choice &choice : std::as_const(m_fixed)) {
        const bool isOffered = choice.scope.kind != Kind::Recent || m_recentAvailable;
        choice.button->setVisible(isOffered);
        if (isOffered)
            place(choice.button);
    }
    const int widestMore = fontMetrics().horizontalAdvance(codeOf(m_scope.quote)) + 24;
    bool fits = true;
    for (const Choice &choice : std::as_const(m_quoteChoices)) {
        fits = fits && x + choice.button->sizeHint().width() + spacing + widestMore <= width();
        choice.button->setVisible(fits);
        if (fits)
            place(choice.button);
    }
    updateChecks();
    place(m_more);
}

void ScopeBar::fillMenu()
{
    m_menu->clear();
    const auto hasButton = [this](const Currency &quote) {
        return std::any_of(m_quoteChoices.cbegin(), m_quoteChoices.cend(), [&quote](const Choice &choice) {
            return choice.scope.quote == quote && !choice.button->isHidden();
        });
    };
    for (const Currency &quote : std::as_const(m_quotes)) {
        if (hasButton(quote))
            continue;
        const MarketScope scope{Kind::Quote, quote};
        QAction *action = m_menu->addAction(menuText(codeOf(quote)));
        action->setCheckable(true);
        action->setChecked(scope == m_scope);
        connect(action, &QAction::triggered, this, [this, scope] {
            setScope(scope);
            Q_EMIT chosen(scope);
        });
    }
    if (!m_menu->isEmpty() && !m_extra.isEmpty())
        m_menu->addSeparator();
    m_menu->addActions(m_extra);
}

QSize ScopeBar::sizeHint() const
{
    return {240, m_fixed.last().button->sizeHint().height()};
}

QSize ScopeBar::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void ScopeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ScopeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        arrange();
}

} // namespace coffer::ui
