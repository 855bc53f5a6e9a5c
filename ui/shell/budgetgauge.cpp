// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/budgetgauge.h"

#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace coffer::ui {

namespace {

constexpr int barWidth = 40;
constexpr int barHeight = 6;
constexpr int gap = 8;
constexpr int padding = 4;
/// Below this part the colour warns.
constexpr double scarce = 0.25;

double part(const htx::Budget &budget)
{
    return budget.limit > 0 ? std::clamp(static_cast<double>(budget.left) / budget.limit, 0.0, 1.0) : 0.0;
}

} // namespace

BudgetGauge::BudgetGauge(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("statusBudget"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(Label::font(Label::Role::Meta));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void BudgetGauge::setBudgets(const QList<htx::Budget> &budgets)
{
    if (budgets == m_budgets && !isHidden())
        return;
    m_budgets = budgets;
    if (m_budgets.isEmpty())
        setText(tr("Limits unused"));
    else
        setText(tr("%1 of %2 left").arg(m_budgets.constFirst().left).arg(m_budgets.constFirst().limit));
    setAccessibleName(tr("Request budget: %1").arg(text()));
    setToolTip(tip());
    setAccessibleDescription(tip());
    show();
    update();
}

QString BudgetGauge::tip() const
{
    const QString more = tr("Click to see all requests.");
    if (m_budgets.isEmpty())
        return tr("No request in the last two seconds, so no limit of the exchange is used.") + u' ' + more;
    const htx::Budget &tightest = m_budgets.constFirst();
    QString text = tr("The scarcest limit now: %1, %2 of %3 requests left.")
                       .arg(Format::plain(QString::fromUtf8(tightest.endpoint)))
                       .arg(tightest.left)
                       .arg(tightest.limit);
    if (tightest.untilMore.count() > 0)
        text += u' ' +
                tr("More in %L1 s.").arg(static_cast<double>(tightest.untilMore.count()) / 1000, 0, 'f', 1);
    return (text + u' ' + more).toHtmlEscaped();
}

QSize BudgetGauge::sizeHint() const
{
    // As wide as it gets, so that its neighbours stay where they are.
    const int words = std::max({fontMetrics().horizontalAdvance(tr("Limits unused")),
                                fontMetrics().horizontalAdvance(tr("%1 of %2 left").arg(888).arg(888)),
                                fontMetrics().horizontalAdvance(text())});
    return {2 * padding + barWidth + gap + words, fontMetrics().height() + 6};
}

void BudgetGauge::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRect whole(padding, (height() - barHeight) / 2, barWidth, barHeight);
    painter.setBrush(colors.line);
    painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), rect(), whole), 3, 3);
    const double left = m_budgets.isEmpty() ? 1.0 : part(m_budgets.constFirst());
    if (const int width = static_cast<int>(std::lround(left * barWidth)); width > 0) {
        const QRect bar(whole.left(), whole.top(), width, barHeight);
        painter.setBrush(left < scarce ? colors.warning : colors.muted);
        painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), rect(), bar), 3, 3);
    }
    painter.setPen(left <= 0 ? colors.warning : underMouse() ? colors.text : colors.muted);
    const QRect words(whole.right() + 1 + gap, 0, width() - whole.right() - 1 - gap, height());
    const Qt::Alignment leading =
        QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     static_cast<int>(leading) | Qt::TextSingleLine, text());
    if (hasFocus()) {
        QStyleOption option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace coffer::ui
