// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/accountscard.h"

#include "ui/common/accountname.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/overview/chartframe.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QHBoxLayout>
#include <QHorizontalStackedBarSeries>
#include <QValueAxis>

namespace coffer::ui {

namespace {
constexpr int rowHeight = 28;
constexpr qreal barWidth = 0.36;
} // namespace

AccountsCard::AccountsCard(const Theme &theme, const Format &format, QWidget *parent)
    : Card(tr("Value by account"), theme, parent),
      m_theme(theme),
      m_format(format),
      m_names(new QVBoxLayout),
      m_values(new QVBoxLayout),
      m_place(new QWidget),
      m_nothing(new Label(Label::Role::Muted, tr("No account holds anything that has a price.")))
{
    setObjectName(QStringLiteral("accountsCard"));
    auto *placeLayout = new QVBoxLayout(m_place);
    placeLayout->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    for (QVBoxLayout *column : {m_names, m_values}) {
        column->setSpacing(0);
        column->setContentsMargins(0, 0, 0, 0);
    }
    row->addLayout(m_names);
    row->addWidget(m_place, 1);
    row->addLayout(m_values);
    body()->addLayout(row);
    body()->addWidget(m_nothing);
    body()->addStretch(1);
    setLink(tr("Balances"));
    connect(&theme, &Theme::changed, this, &AccountsCard::applyColors);
}

void AccountsCard::show(const QList<portfolio::AccountValue> &accounts, const Denomination &denomination)
{
    m_accounts = accounts;
    m_denomination = denomination;
    m_nothing->setVisible(accounts.isEmpty());
    m_place->setVisible(!accounts.isEmpty());
    showLabels();
    showBars();
}

void AccountsCard::showLabels()
{
    const auto fit = [this](QList<Label *> &labels, QVBoxLayout *column, Qt::Alignment side) {
        while (labels.size() < m_accounts.size()) {
            auto *label = new Label(Label::Role::Body);
            label->setFixedHeight(rowHeight);
            label->setAlignment(side | Qt::AlignVCenter);
            column->addWidget(label);
            labels.append(label);
        }
        while (labels.size() > m_accounts.size())
            delete labels.takeLast();
    };
    fit(m_nameLabels, m_names, Qt::AlignLeft);
    fit(m_valueLabels, m_values, Qt::AlignRight);
    for (qsizetype i = 0; i < m_accounts.size(); ++i) {
        m_nameLabels.at(i)->setText(accountName(m_accounts.at(i).type));
        m_valueLabels.at(i)->setText(
            m_format.money(m_denomination.convert(m_accounts.at(i).value), m_denomination.decimals));
    }
    m_place->setFixedHeight(rowHeight * static_cast<int>(m_accounts.size()));
}

void AccountsCard::createChart()
{
    if (m_view)
        return;
    m_owned = new QBarSet(QString());
    m_owed = new QBarSet(QString());
    auto *series = new QHorizontalStackedBarSeries;
    series->setBarWidth(barWidth);
    series->append(m_owned);
    series->append(m_owed);
    m_view = newChartView(m_place);
    m_view->setObjectName(QStringLiteral("accountsChart"));
    QChart *chart = m_view->chart();
    chart->addSeries(series);
    m_categories = new QBarCategoryAxis;
    m_axis = new QValueAxis;
    chart->addAxis(m_categories, Qt::AlignLeft);
    chart->addAxis(m_axis, Qt::AlignBottom);
    series->attachAxis(m_categories);
    series->attachAxis(m_axis);
    m_categories->setVisible(false);
    m_axis->setVisible(false);
    m_place->layout()->addWidget(m_view);
    m_view->installEventFilter(this);
    applyColors();
    showBars();
}

void AccountsCard::showBars()
{
    if (!m_view || m_accounts.isEmpty())
        return;
    m_owned->remove(0, m_owned->count());
    m_owed->remove(0, m_owed->count());
    QStringList categories;
    QStringList words;
    double least = 0;
    double most = 0;
    // The chart counts its categories from the bottom.
    for (qsizetype i = m_accounts.size() - 1; i >= 0; --i) {
        const double value = m_accounts.at(i).value.toDouble();
        m_owned->append(std::max(value, 0.0));
        m_owed->append(std::min(value, 0.0));
        least = std::min(least, value);
        most = std::max(most, value);
        categories.append(QString::number(i));
        words.prepend(tr("%1: %2").arg(m_nameLabels.at(i)->text(), m_valueLabels.at(i)->text()));
    }
    m_categories->setCategories(categories);
    m_axis->setRange(least, most > least ? most : least + 1);
    m_view->setAccessibleName(tr("Value by account"));
    m_view->setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void AccountsCard::applyColors()
{
    if (!m_view)
        return;
    const Colors &colors = m_theme.colors();
    m_owned->setBrush(colors.accent);
    m_owed->setBrush(colors.loss);
    m_owned->setPen(Qt::NoPen);
    m_owed->setPen(Qt::NoPen);
}

bool AccountsCard::eventFilter(QObject *watched, QEvent *event)
{
    // Bars stand exactly in the rows of their labels.
    if (watched == m_view && event->type() == QEvent::Resize)
        m_view->chart()->setPlotArea(QRectF(m_view->rect()));
    return Card::eventFilter(watched, event);
}

} // namespace coffer::ui
