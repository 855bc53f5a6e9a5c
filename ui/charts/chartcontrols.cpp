// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcontrols.h"

#include "ui/charts/periodchoices.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <array>

namespace coffer::ui {

ChartControls::ChartControls(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_layout(new QHBoxLayout(this)), m_periods(new QButtonGroup(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(2);
    addPeriods();
    m_layout->addSpacing(8);
    addTypes();
    QToolButton *indicators =
        makeButton(QStringLiteral("indicatorsButton"), QStringLiteral("indicators"), tr("Indicators"));
    connect(indicators, &QToolButton::clicked, this, [this] {
        if (m_target)
            m_target->editIndicators();
    });
    addButton(indicators);
    addScales();
    connect(&context.theme, &Theme::changed, this, &ChartControls::renewIcons);
}

QToolButton *ChartControls::makeButton(const QString &name, const QString &iconName, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setIcon(icon(iconName, m_context.theme));
    button->setFocusPolicy(Qt::StrongFocus);
    m_icons.insert(button, iconName);
    return button;
}

void ChartControls::addButton(QToolButton *button)
{
    m_layout->addWidget(button);
}

void ChartControls::addPeriods()
{
    for (const htx::Period period : PeriodChoices::all()) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("period_%1").arg(PeriodChoices::label(period)));
        button->setText(PeriodChoices::label(period));
        button->setToolTip(PeriodChoices::name(period));
        button->setAccessibleName(PeriodChoices::name(period));
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_periods->addButton(button, static_cast<int>(period));
        m_layout->addWidget(button);
    }
    connect(m_periods, &QButtonGroup::idClicked, this, [this](int id) {
        if (m_target)
            m_target->setPeriod(static_cast<htx::Period>(id));
    });
}

void ChartControls::addTypes()
{
    m_typeButton =
        makeButton(QStringLiteral("chartTypeButton"), QStringLiteral("charts"), tr("How candles are drawn"));
    auto *menu = new QMenu(m_typeButton);
    m_types = new QActionGroup(this);
    const std::array<std::pair<ChartType, QString>, int(ChartType::Count)> choices{
        {{ChartType::Candles, tr("Candles")},
         {ChartType::Hollow, tr("Hollow candles")},
         {ChartType::Bars, tr("Bars")},
         {ChartType::Line, tr("Line")},
         {ChartType::Area, tr("Area")},
         {ChartType::HeikinAshi, tr("Heikin-Ashi")}}};
    for (const auto &[type, text] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(type));
        m_types->addAction(action);
    }
    connect(m_types, &QActionGroup::triggered, this, [this](const QAction *action) {
        if (m_target)
            m_target->setType(static_cast<ChartType>(action->data().toInt()));
    });
    m_typeButton->setMenu(menu);
    m_typeButton->setPopupMode(QToolButton::InstantPopup);
    addButton(m_typeButton);
}

void ChartControls::addScales()
{
    m_scaleButton = makeButton(QStringLiteral("chartScaleButton"), QStringLiteral("eye"),
                               tr("Price scale, and what is shown"));
    auto *menu = new QMenu(m_scaleButton);
    m_scales = new QActionGroup(this);
    const std::array<std::pair<PriceMode, QString>, int(PriceMode::Count)> choices{
        {{PriceMode::Linear, tr("Linear scale")},
         {PriceMode::Logarithmic, tr("Logarithmic scale")},
         {PriceMode::Percent, tr("Percent from the first candle in sight")}}};
    for (const auto &[mode, text] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(mode));
        m_scales->addAction(action);
    }
    connect(m_scales, &QActionGroup::triggered, this, [this](const QAction *action) {
        if (m_target)
            m_target->setPriceMode(static_cast<PriceMode>(action->data().toInt()));
    });
    menu->addSeparator();
    const auto addToggle = [&](const QString &text, auto apply) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, apply](bool on) {
            if (m_target)
                apply(*m_target, on);
        });
        return action;
    };
    m_fit = addToggle(tr("Fit prices to what is in sight"),
                      [](ChartCell &cell, bool on) { cell.chart().setFitted(on); });
    m_volume = addToggle(tr("Volume"), [](ChartCell &cell, bool on) { cell.setVolumeVisible(on); });
    m_fills = addToggle(tr("My trades"), [](ChartCell &cell, bool on) { cell.setFillsVisible(on); });
    m_orders = addToggle(tr("My open orders"), [](ChartCell &cell, bool on) { cell.setOrdersVisible(on); });
    connect(menu, &QMenu::aboutToShow, this, &ChartControls::sync);
    m_scaleButton->setMenu(menu);
    m_scaleButton->setPopupMode(QToolButton::InstantPopup);
    addButton(m_scaleButton);
}

void ChartControls::setTarget(ChartCell *cell)
{
    m_target = cell;
    sync();
}

void ChartControls::sync()
{
    if (!m_target)
        return;
    const ChartSetup &setup = m_target->setup();
    if (QAbstractButton *button = m_periods->button(static_cast<int>(setup.period)))
        button->setChecked(true);
    for (QAction *action : m_types->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(setup.type));
    for (QAction *action : m_scales->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(setup.priceMode));
    m_scales->setEnabled(setup.compared.isEmpty()); // which are in percent
    m_fit->setChecked(m_target->chart().isFitted());
    m_volume->setChecked(setup.volume);
    m_fills->setChecked(setup.fills);
    m_orders->setChecked(setup.orders);
    const bool isLine = setup.type == ChartType::Line || setup.type == ChartType::Area;
    m_icons[m_typeButton] = isLine ? QStringLiteral("line-chart") : QStringLiteral("charts");
    m_typeButton->setIcon(icon(m_icons.value(m_typeButton), m_context.theme));
}

void ChartControls::renewIcons()
{
    for (auto each = m_icons.cbegin(); each != m_icons.cend(); ++each)
        each.key()->setIcon(icon(each.value(), m_context.theme));
}

} // namespace coffer::ui
