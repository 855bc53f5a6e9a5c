// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatoreditor.h"

#include "ui/charts/indicators/indicatorcolors.h"
#include "ui/charts/indicators/indicatorswatch.h"
#include "ui/charts/indicators/indicatorwords.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace coffer::ui {

using market::IndicatorKind;
using market::IndicatorSpec;

IndicatorEditor::IndicatorEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(new Label(Label::Role::Section, this)),
      m_summary(new Label(Label::Role::Muted, this)),
      m_fields(new QWidget(this)),
      m_reset(new QPushButton(tr("Usual values"), this))
{
    setObjectName(QStringLiteral("indicatorEditor"));
    m_name->setWordWrap(true);
    m_summary->setWordWrap(true);
    m_reset->setObjectName(QStringLiteral("indicatorReset"));
    m_reset->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_name);
    layout->addWidget(m_summary);
    layout->addSpacing(4);
    layout->addWidget(m_fields);
    layout->addSpacing(4);
    layout->addWidget(m_reset, 0, Qt::AlignLeft);
    layout->addStretch(1);
    connect(m_reset, &QPushButton::clicked, this, &IndicatorEditor::reset);
    connect(&theme, &Theme::changed, this, &IndicatorEditor::showValues);
    build();
}

void IndicatorEditor::setSpec(const std::optional<IndicatorSpec> &spec)
{
    const bool isOtherKind = spec.has_value() != m_spec.has_value() || (spec && spec->kind != m_spec->kind);
    m_spec = spec;
    if (isOtherKind)
        build();
    showValues();
}

void IndicatorEditor::build()
{
    for (QWidget *field : m_fields->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        field->hide();
        field->deleteLater(); // one of them may be what called
    }
    delete m_fields->layout();
    m_numbers.clear();
    m_swatches.clear();
    m_grid = new QGridLayout(m_fields);
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    m_reset->setVisible(m_spec.has_value());
    if (!m_spec) {
        m_name->setText(tr("No indicator is chosen"));
        m_summary->setText(tr("Choose one on the chart to change it, or add one."));
        return;
    }
    m_name->setText(IndicatorWords::name(m_spec->kind));
    m_summary->setText(IndicatorWords::summary(m_spec->kind));
    addNumbers();
    addColours();
}

void IndicatorEditor::addNumbers()
{
    const market::IndicatorInfo &info = market::indicatorInfo(m_spec->kind);
    for (int i = 0; i < static_cast<int>(info.parameters.size()); ++i) {
        const market::IndicatorParameter &parameter = info.parameters[static_cast<std::size_t>(i)];
        auto *field = new QDoubleSpinBox(m_fields);
        field->setObjectName(QStringLiteral("indicatorNumber%1").arg(i));
        field->setDecimals(parameter.whole ? 0 : parameter.least < 0.1 ? 3 : 2);
        field->setRange(parameter.least, parameter.most);
        field->setSingleStep(parameter.whole ? 1 : std::max(parameter.least, parameter.initial / 10));
        field->setKeyboardTracking(false);
        if (m_spec->kind == IndicatorKind::Vwap)
            field->setSpecialValueText(tr("Since the day began"));
        connect(field, &QDoubleSpinBox::valueChanged, this,
                [this, i](double value) { numberChanged(i, value); });
        m_numbers += field;
        const QString text = IndicatorWords::parameter(m_spec->kind, i);
        addRow(text, field);
        field->setToolTip(
            tr("%1 to %2").arg(field->textFromValue(parameter.least), field->textFromValue(parameter.most)));
    }
}

void IndicatorEditor::addColours()
{
    for (int output = 0; output < m_spec->colours.size(); ++output) {
        auto *swatch = new IndicatorSwatch(m_theme, m_fields);
        swatch->setObjectName(QStringLiteral("indicatorColour%1").arg(output));
        connect(swatch, &IndicatorSwatch::chosen, this,
                [this, output](const QString &colour) { colourChosen(output, colour); });
        m_swatches += swatch;
        addRow(IndicatorWords::output(m_spec->kind, output), swatch);
    }
}

void IndicatorEditor::addRow(const QString &text, QWidget *field)
{
    const int row = m_grid->rowCount();
    auto *label = new Label(Label::Role::Body, text, m_fields);
    label->setBuddy(field);
    field->setAccessibleName(text);
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(this);
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
}

void IndicatorEditor::showValues()
{
    if (!m_spec)
        return;
    for (int i = 0; i < m_numbers.size(); ++i) {
        const QSignalBlocker quiet(m_numbers[i]);
        if (m_numbers[i]->value() != m_spec->parameter(i))
            m_numbers[i]->setValue(m_spec->parameter(i));
    }
    for (int output = 0; output < m_swatches.size(); ++output)
        m_swatches[output]->setColour(m_spec->colours[output], usualColor(output));
}

QColor IndicatorEditor::usualColor(int output) const
{
    return indicatorColor(IndicatorSpec::of(m_spec->kind), output, m_theme.colors());
}

// The wheel moves the sheet; a number or colour only once it has the focus.
bool IndicatorEditor::eventFilter(QObject *watched, QEvent *event)
{
    const auto *field = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::Wheel || !field || field->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

void IndicatorEditor::numberChanged(int index, double value)
{
    IndicatorSpec spec = *m_spec;
    spec.parameters[index] = value;
    put(spec);
}

void IndicatorEditor::colourChosen(int output, const QString &colour)
{
    IndicatorSpec spec = *m_spec;
    spec.colours[output] = colour;
    put(spec);
}

void IndicatorEditor::reset()
{
    IndicatorSpec spec = IndicatorSpec::of(m_spec->kind);
    spec.visible = m_spec->visible;
    put(spec);
}

void IndicatorEditor::put(const IndicatorSpec &spec)
{
    m_spec = spec.cleaned();
    showValues();
    Q_EMIT edited(*m_spec);
}

} // namespace coffer::ui
