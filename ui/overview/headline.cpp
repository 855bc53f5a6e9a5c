// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/headline.h"

#include "ui/common/denomination.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/overview/changechip.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace coffer::ui {

Headline::Headline(const Context &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_total(new Label(Label::Role::Headline)),
      m_currency(new QComboBox),
      m_change(new ChangeChip(context.theme)),
      m_note(new Label(Label::Role::Muted))
{
    m_total->setObjectName(QStringLiteral("total"));
    m_total->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_currency->setObjectName(QStringLiteral("currency"));
    m_currency->setAccessibleName(tr("Currency of values"));
    m_currency->setToolTip(tr("The currency that values are shown in"));
    m_change->setObjectName(QStringLiteral("change24h"));
    m_note->setObjectName(QStringLiteral("totalNote"));
    m_note->setWordWrap(true);
    fillCurrencies();

    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_total);
    line->addWidget(m_currency);
    line->addSpacing(4);
    line->addWidget(m_change);
    line->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_note);

    connect(m_currency, &QComboBox::activated, this,
            [this](int index) { Q_EMIT currencyChosen(m_currency->itemText(index)); });
}

void Headline::fillCurrencies()
{
    // What the exchange can value in (htx-api.md 4), the most used first.
    QStringList currencies{QStringLiteral("USDT"), QStringLiteral("BTC"), QStringLiteral("USD"),
                           QStringLiteral("EUR"),  QStringLiteral("GBP"), QStringLiteral("JPY"),
                           QStringLiteral("CNY"),  QStringLiteral("KRW"), QStringLiteral("TRY"),
                           QStringLiteral("HKD"),  QStringLiteral("SGD"), QStringLiteral("AED")};
    const QString chosen = m_context.settings.value(currencySetting);
    if (!currencies.contains(chosen))
        currencies.append(Format::plain(chosen, 8));
    m_currency->addItems(currencies);
    m_currency->setCurrentText(chosen);
}

void Headline::show(const portfolio::Portfolio &portfolio, const Denomination &denomination)
{
    const Format &format = m_context.format;
    const bool read = portfolio.balancesAt != 0;
    const std::optional<Decimal> total =
        read && portfolio.isPriced() ? denomination.convert(portfolio.total) : std::optional<Decimal>();
    m_total->setText(format.money(total, denomination.decimals));
    m_total->setAccessibleName(tr("Total value: %1 %2").arg(m_total->text(), denomination.currency));

    m_currency->setCurrentText(m_context.settings.value(currencySetting));

    if (total && portfolio.change24h) {
        const Decimal before = portfolio.total - *portfolio.change24h;
        const std::optional<Decimal> fraction =
            before.sign() > 0 ? std::optional<Decimal>(*portfolio.change24h / before) : std::nullopt;
        const QString arrow = Format::arrow(portfolio.change24h);
        QStringList words{arrow,
                          format.change(denomination.convert(portfolio.change24h), denomination.decimals)};
        if (fraction)
            words.append(QStringLiteral("(%1)").arg(format.percent(fraction)));
        words.append(tr("in 24 h"));
        words.removeAll(QString());
        m_change->setChange(words.join(QLatin1Char(' ')), portfolio.change24h->sign());
    } else {
        m_change->setChange(total ? tr("24 h change not known") : QString(), 0);
    }
    m_note->setText(noteText(portfolio, denomination));
}

QString Headline::noteText(const portfolio::Portfolio &portfolio, const Denomination &denomination) const
{
    if (portfolio.balancesAt == 0)
        return tr("Reading your accounts…");
    QStringList parts;
    if (!denomination.unavailable.isEmpty())
        parts.append(tr("No rate for %1 is known yet, so this is in USDT")
                         .arg(Format::plain(denomination.unavailable, 8)));
    if (portfolio.btcPrice && !portfolio.btcPrice->isZero() && denomination.currency != QLatin1String("BTC"))
        parts.append(tr("≈ %1").arg(
            m_context.format.money(portfolio.total / *portfolio.btcPrice, QStringLiteral("BTC"), 6)));
    const qsizetype unpriced = portfolio.completeness.unpriced.size();
    if (unpriced == 1)
        parts.append(tr("without 1 asset that has no price"));
    else if (unpriced > 1)
        parts.append(tr("without %1 assets that have no price").arg(unpriced));
    return parts.join(QStringLiteral(" · "));
}

} // namespace coffer::ui
