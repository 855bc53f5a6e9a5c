// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertdialog.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/charts/alerts/indicatorchoice.h"
#include "ui/charts/alerts/numberfield.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace coffer::ui {

using market::Alert;
using market::AlertDirection;
using market::AlertKind;

namespace {

constexpr int leastWidth = 460;
constexpr std::array windows{5, 15, 30, 60, 120, 240, 480, 720, 1440};  // minutes
constexpr std::array rests{1, 5, 15, 30, 60, 240, 1440};                // minutes
constexpr std::array lifetimes{60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60}; // minutes
constexpr std::array periods{htx::Period::Min1,  htx::Period::Min5,  htx::Period::Min15, htx::Period::Min30,
                             htx::Period::Hour1, htx::Period::Hour4, htx::Period::Day1,  htx::Period::Week1};
constexpr int never = 0;
constexpr int asBefore = -1;
constexpr int once = 0;
constexpr qint64 minuteMs = 60'000;

/// Chooses the entry with this data; one that the list lacks is added.
void choose(QComboBox &box, int data, const QString &text)
{
    int place = box.findData(data);
    if (place < 0) {
        box.addItem(text, data);
        place = box.count() - 1;
    }
    box.setCurrentIndex(place);
}

template<class Field>
Field *named(Field *field, const QString &objectName)
{
    field->setObjectName(objectName);
    return field;
}

} // namespace

AlertDialog::AlertDialog(market::AlertWatch &watch, const market::TickerBoard &board, const Alert &draft,
                         const Context &context, QWidget *parent)
    : QDialog(parent),
      m_watch(watch),
      m_board(board),
      m_draft(draft),
      m_context(context),
      m_market(new Label(Label::Role::Section)),
      m_price(new Label(Label::Role::Muted)),
      m_form(new QFormLayout),
      m_kind(named(new QComboBox, QStringLiteral("alertKind"))),
      m_indicator(named(new IndicatorChoice, QStringLiteral("alertIndicatorChoice"))),
      m_period(named(new QComboBox, QStringLiteral("alertPeriod"))),
      m_direction(named(new QComboBox, QStringLiteral("alertDirection"))),
      m_level(named(new NumberField, QStringLiteral("alertLevel"))),
      m_hint(named(new Label(Label::Role::Meta), QStringLiteral("alertHint"))),
      m_window(named(new QComboBox, QStringLiteral("alertWindow"))),
      m_closed(named(new QCheckBox(tr("Look at finished candles only")), QStringLiteral("alertClosed"))),
      m_repeat(named(new QComboBox, QStringLiteral("alertRepeat"))),
      m_until(named(new QComboBox, QStringLiteral("alertUntil"))),
      m_note(named(new QLineEdit, QStringLiteral("alertNote"))),
      m_sound(named(new QCheckBox(tr("Make a sound")), QStringLiteral("alertSound"))),
      m_sentence(named(new Label(Label::Role::Strong), QStringLiteral("alertSentence"))),
      m_problem(named(new Label(Label::Role::Body), QStringLiteral("alertProblem"))),
      m_set(named(new QPushButton, QStringLiteral("alertSet")))
{
    const bool isNew = draft.id.value == 0;
    setObjectName(QStringLiteral("alertDialog"));
    setWindowTitle(isNew ? tr("New alert") : tr("Change the alert"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(leastWidth);
    m_set->setText(isNew ? tr("Set alert") : tr("Save"));
    m_set->setDefault(true);
    m_problem->setSign(-1, context.theme);
    m_problem->hide();
    for (Label *label : {m_sentence, m_problem})
        label->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(m_market);
    head->addStretch(1);
    head->addWidget(m_price);
    layout->addLayout(head);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(m_form);
    makeCondition();
    makeManner();
    layout->addWidget(m_sentence);
    layout->addWidget(m_problem);
    makeButtons();
    fill(draft);
    connect(&board, &market::TickerBoard::quotesChanged, this, &AlertDialog::renew);
    m_level->setFocus();
    m_level->selectAll();
}

void AlertDialog::addRow(const QString &name, QWidget *field)
{
    m_form->addRow(name, field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
}

void AlertDialog::makeCondition()
{
    m_kind->addItem(tr("The price crosses a level"), static_cast<int>(AlertKind::Price));
    m_kind->addItem(tr("The price moves by a percentage"), static_cast<int>(AlertKind::PercentMove));
    m_kind->addItem(tr("An indicator crosses a level"), static_cast<int>(AlertKind::IndicatorLevel));
    for (const htx::Period period : periods)
        m_period->addItem(periodWords(period), static_cast<int>(period));
    for (const int minutes : windows)
        m_window->addItem(minutesWords(minutes), minutes);
    m_level->setAccessibleName(tr("Level"));
    auto *level = new QWidget;
    auto *lines = new QVBoxLayout(level);
    lines->setContentsMargins({});
    lines->setSpacing(4);
    lines->addWidget(m_level);
    lines->addWidget(m_hint);
    level->setFocusProxy(m_level);
    m_closed->setToolTip(
        tr("A candle that is still forming can cross a level and come back. Without this, the "
           "alert fires all the same."));

    addRow(tr("When"), m_kind);
    addRow(tr("Indicator"), m_indicator);
    addRow(tr("Candles of"), m_period);
    addRow(tr("Direction"), m_direction);
    addRow(tr("Level"), level);
    addRow(tr("Within"), m_window);
    m_form->addRow(QString(), m_closed);
    connect(m_kind, &QComboBox::activated, this, &AlertDialog::kindChosen);
    connect(m_indicator, &IndicatorChoice::changed, this, &AlertDialog::renew);
    connect(m_level, &QLineEdit::textChanged, this, &AlertDialog::renew);
    for (QComboBox *box : {m_period, m_direction, m_window})
        connect(box, &QComboBox::activated, this, &AlertDialog::renew);
}

void AlertDialog::makeManner()
{
    m_repeat->addItem(tr("Once"), once);
    for (const int minutes : rests)
        m_repeat->addItem(tr("Each time, at most every %1").arg(minutesWords(minutes)), minutes);
    m_until->addItem(tr("Until I delete it"), never);
    for (const int minutes : lifetimes)
        m_until->addItem(tr("For %1").arg(minutesWords(minutes)), minutes);
    m_note->setMaxLength(market::longestNote);
    m_note->setPlaceholderText(tr("Why, or what to do then"));
    addRow(tr("How often"), m_repeat);
    addRow(tr("How long"), m_until);
    addRow(tr("Note"), m_note);
    m_form->addRow(QString(), m_sound);
}

void AlertDialog::makeButtons()
{
    auto *cancel = named(new QPushButton(tr("Cancel")), QStringLiteral("alertCancel"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_set);
    static_cast<QVBoxLayout *>(layout())->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_set, &QPushButton::clicked, this, &AlertDialog::save);
}

void AlertDialog::fill(const Alert &draft)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(draft.kind)));
    const bool isLevel = draft.kind == AlertKind::IndicatorLevel;
    m_indicator->setChoice(isLevel ? draft.indicator : market::IndicatorSpec::of(market::IndicatorKind::Rsi),
                           draft.output);
    choose(*m_period, static_cast<int>(draft.period), periodWords(draft.period));
    choose(*m_window, draft.windowMinutes, minutesWords(draft.windowMinutes));
    choose(*m_repeat, draft.repeats ? draft.restMinutes : once,
           tr("Each time, at most every %1").arg(minutesWords(draft.restMinutes)));
    m_until->setCurrentIndex(m_until->findData(never));
    if (draft.expiresAt && *draft.expiresAt > m_context.clock.nowMs())
        choose(*m_until, asBefore, tr("Until %1").arg(m_context.format.time(*draft.expiresAt)));
    m_note->setText(draft.note);
    m_closed->setChecked(draft.onClosedCandles);
    m_sound->setChecked(draft.hasSound);
    if (!draft.level.isZero() || isLevel)
        m_level->setNumber(draft.level);
    fillDirections();
    m_direction->setCurrentIndex(m_direction->findData(static_cast<int>(draft.direction)));
    renew();
}

AlertKind AlertDialog::kind() const
{
    return static_cast<AlertKind>(m_kind->currentData().toInt());
}

void AlertDialog::kindChosen()
{
    const int direction = m_direction->currentData().toInt();
    fillDirections();
    m_direction->setCurrentIndex(m_direction->findData(direction));
    // A level of one kind says nothing to another.
    if (kind() == m_draft.kind && !m_draft.level.isZero())
        m_level->setNumber(m_draft.level);
    else if (kind() == AlertKind::PercentMove)
        m_level->setNumber(Decimal(5));
    else
        m_level->clear();
    complain({}, nullptr);
    renew();
}

void AlertDialog::fillDirections()
{
    const bool isMove = kind() == AlertKind::PercentMove;
    m_direction->clear();
    m_direction->addItem(isMove ? tr("It rises") : tr("Upwards: from below to the level or beyond"),
                         static_cast<int>(AlertDirection::Up));
    m_direction->addItem(isMove ? tr("It falls") : tr("Downwards: from above to the level or beyond"),
                         static_cast<int>(AlertDirection::Down));
    m_direction->addItem(tr("Either way"), static_cast<int>(AlertDirection::Either));
    setRowVisible(m_indicator, kind() == AlertKind::IndicatorLevel);
    setRowVisible(m_period, kind() == AlertKind::IndicatorLevel);
    setRowVisible(m_closed, kind() == AlertKind::IndicatorLevel);
    setRowVisible(m_window, isMove);
    auto *label = qobject_cast<QLabel *>(m_form->labelForField(m_level->parentWidget()));
    label->setText(isMove ? tr("By percent") : kind() == AlertKind::Price ? tr("Price") : tr("Level"));
    m_level->setAccessibleName(label->text());
    if (isVisible())
        adjustSize();
}

void AlertDialog::setRowVisible(QWidget *field, bool visible)
{
    m_form->setRowVisible(field, visible);
}

/// What is shown of the price and of what is entered.
void AlertDialog::renew()
{
    const AlertMarket market = alertMarket(m_draft.symbol, m_board);
    m_market->setText(market.name);
    m_price->setText(
        market.price ? tr("Now %1 %2")
                           .arg(m_context.format.price(market.price, market.priceDecimals), market.quoteName)
                     : tr("No price yet"));
    const std::optional<Alert> alert = entered();
    const bool isPrice = kind() == AlertKind::Price;
    m_hint->setText(alert && isPrice ? levelHint(alert->level, market, m_context.format) : QString());
    m_hint->setVisible(isPrice);
    m_sentence->setText(alert ? tr("%1.").arg(alertSentence(*alert, market, m_context.format)) : QString());
    m_sentence->setVisible(alert.has_value());
}

std::optional<Alert> AlertDialog::entered() const
{
    const std::optional<Decimal> level = m_level->number();
    if (!level)
        return std::nullopt;
    Alert alert = m_draft;
    alert.kind = kind();
    alert.direction = static_cast<AlertDirection>(m_direction->currentData().toInt());
    alert.level = *level;
    alert.windowMinutes = m_window->currentData().toInt();
    alert.indicator = m_indicator->indicator();
    alert.output = m_indicator->output();
    alert.period = static_cast<htx::Period>(m_period->currentData().toInt());
    alert.onClosedCandles = m_closed->isChecked();
    const int rest = m_repeat->currentData().toInt();
    alert.repeats = rest != once;
    if (alert.repeats)
        alert.restMinutes = rest;
    const int lifetime = m_until->currentData().toInt();
    if (lifetime == never)
        alert.expiresAt.reset();
    else if (lifetime != asBefore)
        alert.expiresAt = m_context.clock.nowMs() + lifetime * minuteMs;
    alert.note = m_note->text().trimmed();
    alert.hasSound = m_sound->isChecked();
    alert.isEnabled = true;
    return alert;
}

void AlertDialog::save()
{
    const std::optional<Alert> alert = entered();
    if (!alert) {
        complain(m_level->text().trimmed().isEmpty() ? tr("Enter a number first, such as 65000 or 0.25.")
                                                     : tr("That is no number. Write it like 65000 or 0.25."),
                 m_level);
        return;
    }
    Result<void> done =
        alert->id.value != 0 ? m_watch.update(*alert) : m_watch.add(*alert).map([](market::AlertId) {});
    if (done)
        accept();
    else
        complain(refusalWords(done.error().code), m_level);
}

void AlertDialog::complain(const QString &text, QWidget *field)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    if (!field)
        return;
    field->setAccessibleDescription(text);
    field->setFocus();
}

} // namespace coffer::ui
