// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/indicatorchoice.h"

#include "ui/charts/alerts/alertwords.h"
#include "ui/charts/alerts/numberfield.h"
#include "ui/common/label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace coffer::ui {

using market::IndicatorKind;
using market::IndicatorSpec;

namespace {

/// Not among them: OBV, whose level is that of the first candle that happens to be loaded.
constexpr std::array choices{IndicatorKind::Rsi,          IndicatorKind::Macd, IndicatorKind::Stochastic,
                             IndicatorKind::Sma,          IndicatorKind::Ema,  IndicatorKind::Wma,
                             IndicatorKind::Bollinger,    IndicatorKind::Vwap, IndicatorKind::Ichimoku,
                             IndicatorKind::ParabolicSar, IndicatorKind::Atr,  IndicatorKind::Adx};

double numberOf(const NumberField &field)
{
    const std::optional<Decimal> number = field.number();
    return number ? number->toDouble() : std::nan("");
}

} // namespace

IndicatorChoice::IndicatorChoice(QWidget *parent)
    : QWidget(parent), m_kind(new QComboBox(this)), m_output(new QComboBox(this)), m_numbers(new QGridLayout)
{
    m_kind->setObjectName(QStringLiteral("alertIndicator"));
    m_kind->setAccessibleName(tr("Indicator"));
    m_output->setObjectName(QStringLiteral("alertOutput"));
    m_output->setAccessibleName(tr("Line of the indicator"));
    for (const IndicatorKind kind : choices)
        m_kind->addItem(indicatorName(kind), static_cast<int>(kind));
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_kind, 1);
    first->addWidget(m_output, 1);
    m_numbers->setHorizontalSpacing(8);
    m_numbers->setVerticalSpacing(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(first);
    layout->addLayout(m_numbers);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::activated, this, &IndicatorChoice::kindChosen);
    connect(m_output, &QComboBox::activated, this, &IndicatorChoice::changed);
    setChoice(IndicatorSpec::of(IndicatorKind::Rsi), 0);
}

void IndicatorChoice::setChoice(const IndicatorSpec &indicator, int output)
{
    m_indicator = indicator.cleaned();
    const int place = m_kind->findData(static_cast<int>(m_indicator.kind));
    if (place < 0)
        m_kind->addItem(indicatorName(m_indicator.kind), static_cast<int>(m_indicator.kind));
    m_kind->setCurrentIndex(place < 0 ? m_kind->count() - 1 : place);
    showNumbers();
    fillOutputs();
    m_output->setCurrentIndex(std::max(0, m_output->findData(output)));
}

IndicatorSpec IndicatorChoice::indicator() const
{
    IndicatorSpec result = m_indicator;
    for (qsizetype place = 0; place < m_fields.size() && place < result.parameters.size(); ++place)
        result.parameters[place] = numberOf(*m_fields[place]);
    return result.cleaned();
}

int IndicatorChoice::output() const
{
    return std::max(0, m_output->currentData().toInt());
}

void IndicatorChoice::kindChosen()
{
    setChoice(IndicatorSpec::of(static_cast<IndicatorKind>(m_kind->currentData().toInt())), 0);
    Q_EMIT changed();
}

/// A name above a field for each number; one that can't be used counts as the usual one.
void IndicatorChoice::showNumbers()
{
    qDeleteAll(m_names);
    qDeleteAll(m_fields);
    m_names.clear();
    m_fields.clear();
    const market::IndicatorInfo &info = market::indicatorInfo(m_indicator.kind);
    QWidget *before = m_output;
    for (std::size_t place = 0; place < info.parameters.size(); ++place) {
        const int column = static_cast<int>(place);
        auto *name = new Label(Label::Role::Meta, parameterWords(info.parameters[place].name), this);
        auto *field = new NumberField(this);
        field->setObjectName(QStringLiteral("alertNumber%1").arg(column));
        field->setAccessibleName(name->text());
        field->setText(QLocale().toString(m_indicator.parameter(column), 'g', 6));
        name->setBuddy(field);
        connect(field, &QLineEdit::textChanged, this, &IndicatorChoice::changed);
        setTabOrder(before, field);
        before = field;
        m_numbers->addWidget(name, 0, column);
        m_numbers->addWidget(field, 1, column);
        m_names.append(name);
        m_fields.append(field);
    }
}

void IndicatorChoice::fillOutputs()
{
    m_output->clear();
    const market::IndicatorInfo &info = market::indicatorInfo(m_indicator.kind);
    for (std::size_t place = 0; place < info.outputs.size(); ++place)
        m_output->addItem(outputWords(info.outputs[place].name), static_cast<int>(place));
    m_output->setVisible(info.outputs.size() > 1);
}

} // namespace coffer::ui
