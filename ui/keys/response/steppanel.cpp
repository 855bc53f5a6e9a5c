// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/steppanel.h"

#include "ui/common/chiplabel.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/response/openitemsmodel.h"
#include "ui/keys/response/responsetext.h"
#include "ui/keys/response/reviewmodel.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

using keys::ResponseStep;
using keys::StepState;
using Hand = keys::CompromiseResponse::Hand;

constexpr int longestReason = 200;
constexpr int dateWidth = 140;
enum Content { Nothing, Items, ReviewTable };

Label *wrapped(Label::Role role, const QString &name, QWidget *parent)
{
    auto *label = new Label(role, parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QPushButton *button(const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(parent);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

bool isListing(ResponseStep step)
{
    return step == ResponseStep::Orders || step == ResponseStep::Conditionals ||
           step == ResponseStep::Withdrawals;
}

void setText(Label &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

StepPanel::StepPanel(keys::CompromiseResponse &response, const Context &context, QWidget *parent)
    : QWidget(parent), m_response(response), m_context(context)
{
    setObjectName(QStringLiteral("stepPanel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(makeWords());
    layout->addWidget(makeTables(), 1);
    layout->addWidget(makeSkipRow());
    layout->addWidget(makeButtons());
    connect(&response, &keys::CompromiseResponse::changed, this, &StepPanel::refresh);
    connect(&context.format, &Format::changed, this, &StepPanel::refresh);
    refresh();
}

QWidget *StepPanel::makeWords()
{
    auto *box = new QWidget(this);
    m_title = new Label(Label::Role::Title, box);
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_state = new ChipLabel(m_context.theme, box);
    m_state->setObjectName(QStringLiteral("stepState"));
    m_question = wrapped(Label::Role::Strong, QStringLiteral("stepQuestion"), box);
    m_consequence = wrapped(Label::Role::Muted, QStringLiteral("stepConsequence"), box);
    m_result = wrapped(Label::Role::Body, QStringLiteral("stepResult"), box);
    m_hand = wrapped(Label::Role::Meta, QStringLiteral("stepHand"), box);
    m_allow = new QCheckBox(box);
    m_allow->setObjectName(QStringLiteral("allowThisKey"));
    m_allow->setText(tr("Let the key in question sign for this step"));
    connect(m_allow, &QCheckBox::toggled, this, [this](bool on) { m_response.allowThisKey(m_step, on); });
    m_since = new QDateEdit(box);
    m_since->setObjectName(QStringLiteral("sinceDate"));
    m_since->setAccessibleName(tr("Since"));
    m_since->setCalendarPopup(true);
    m_since->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_since->setMinimumWidth(dateWidth);
    m_sinceRow = new QWidget(box);
    auto *since = new QHBoxLayout(m_sinceRow);
    since->setContentsMargins({});
    auto *sinceLabel = new Label(Label::Role::Body, tr("&Since"), m_sinceRow);
    sinceLabel->setBuddy(m_since);
    since->addWidget(sinceLabel);
    since->addWidget(m_since);
    since->addStretch(1);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(head);
    for (QWidget *part :
         {static_cast<QWidget *>(m_question), static_cast<QWidget *>(m_consequence), m_sinceRow,
          static_cast<QWidget *>(m_hand), static_cast<QWidget *>(m_allow), static_cast<QWidget *>(m_result)})
        layout->addWidget(part);
    return box;
}

TableView *StepPanel::makeTable(const QString &name, const QString &title, QAbstractItemModel *model,
                                const QList<int> &widths)
{
    auto *table = new TableView(name, m_context.theme, this);
    table->setAccessibleName(title);
    table->setModel(model);
    table->setSortingEnabled(false);
    for (int column = 0; column < widths.size(); ++column)
        table->setColumnWidth(column, widths[column]);
    table->horizontalHeader()->setStretchLastSection(true);
    connect(&m_context.format, &Format::changed, table->viewport(), qOverload<>(&QWidget::update));
    return table;
}

QWidget *StepPanel::makeTables()
{
    m_items = new OpenItemsModel(m_context.format, this);
    m_review = new ReviewModel(m_context.format, this);
    m_content = new QStackedWidget(this);
    m_content->addWidget(new QWidget(m_content));
    m_content->addWidget(makeTable(QStringLiteral("openItemsTable"), tr("What would be cancelled"), m_items,
                                   {148, 84, 116, 92, 92, 100}));

    auto *review = new QWidget(m_content);
    m_gaps = wrapped(Label::Role::Meta, QStringLiteral("reviewGaps"), review);
    auto *table = makeTable(QStringLiteral("reviewTable"), tr("What happened"), m_review,
                            {148, 92, 96, 140, 92, 92, 88});
    auto *empty = new EmptyState(QStringLiteral("check"), m_context.theme);
    empty->setText(tr("Nothing happened since that day"), tr("Choose an earlier day to look further back."));
    empty->setButton({});
    table->setEmptyState(empty);
    auto *layout = new QVBoxLayout(review);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_gaps);
    layout->addWidget(table, 1);
    m_content->addWidget(review);
    return m_content;
}

QWidget *StepPanel::makeSkipRow()
{
    m_skipRow = new QWidget(this);
    m_reason = new QLineEdit(m_skipRow);
    m_reason->setObjectName(QStringLiteral("skipReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Why, for the report: “done on the web page at 14:05”"));
    m_reason->setMaxLength(longestReason);
    m_skipWithReason = button(QStringLiteral("skipWithReason"), m_skipRow);
    m_skipWithReason->setText(tr("Skip this step"));
    m_skipWithReason->setEnabled(false);
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_skipWithReason->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_reason, &QLineEdit::returnPressed, this, &StepPanel::skip);
    connect(m_skipWithReason, &QPushButton::clicked, this, &StepPanel::skip);
    auto *row = new QHBoxLayout(m_skipRow);
    row->setContentsMargins({});
    row->addWidget(m_reason, 1);
    row->addWidget(m_skipWithReason);
    m_skipRow->hide();
    return m_skipRow;
}

QWidget *StepPanel::makeButtons()
{
    auto *box = new QWidget(this);
    m_act = button(QStringLiteral("stepAct"), box);
    m_look = button(QStringLiteral("stepLook"), box);
    m_other = button(QStringLiteral("stepOther"), box);
    m_skip = button(QStringLiteral("stepSkip"), box);
    m_skip->setText(tr("Skip…"));
    connect(m_act, &QPushButton::clicked, this, &StepPanel::act);
    connect(m_look, &QPushButton::clicked, this, [this] {
        if (m_step == ResponseStep::Review)
            Q_EMIT reviewRequested(m_since->date().startOfDay().toMSecsSinceEpoch());
        else if (m_step == ResponseStep::Delete)
            Q_EMIT webPageRequested();
        else
            m_response.look(m_step);
    });
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (m_step == ResponseStep::Report)
            Q_EMIT jsonRequested();
        else
            m_response.stopDeletion();
    });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        m_skipRow->show();
        m_reason->setFocus();
    });
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(m_skip);
    row->addStretch(1);
    row->addWidget(m_other);
    row->addWidget(m_look);
    row->addWidget(m_act);
    return box;
}

void StepPanel::setStep(keys::ResponseStep step)
{
    if (step != m_step) {
        m_skipRow->hide();
        m_reason->clear();
    }
    m_step = step;
    m_since->setDate(QDateTime::fromMSecsSinceEpoch(m_response.incident().since).date());
    m_since->setMaximumDate(QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs()).date());
    refresh();
}

void StepPanel::refresh()
{
    const keys::Incident &incident = m_response.incident();
    const keys::StepRecord &record = incident.step(m_step);
    const StepText words = stepText(m_step, incident, m_response.deletionWay());
    m_title->setText(words.title);
    m_state->setChip({stateName(record.state), stateTone(record.state)});
    m_question->setText(words.question);
    m_consequence->setText(words.consequence);
    setText(*m_result, stepSentence(m_step, record, m_context.format));
    m_sinceRow->setVisible(m_step == ResponseStep::Review);
    showHand();
    showContent();
    showButtons();
}

void StepPanel::showHand()
{
    const bool isSettled = m_response.incident().step(m_step).isSettled();
    const Hand hand = m_response.hand(m_step);
    const bool isAllowed = m_response.isThisKeyAllowed(m_step);
    setText(*m_hand, isSettled && m_step != ResponseStep::Review
                         ? QString()
                         : handText(hand, m_response.handLabel(m_step), m_step, isAllowed));
    const QSignalBlocker quiet(m_allow);
    m_allow->setChecked(isAllowed);
    m_allow->setVisible(!isSettled && hand == Hand::OnlyThisKey);
}

void StepPanel::showContent()
{
    const auto &items = m_response.openItems(m_step);
    const auto &review = m_response.review();
    if (isListing(m_step) && items && !items->isEmpty()) {
        m_items->setItems(*items);
        m_content->setCurrentIndex(Items);
    } else if (m_step == ResponseStep::Review && review) {
        QStringList gaps;
        for (const keys::ReviewGap &gap : review->gaps)
            gaps << gapText(gap, m_context.format);
        setText(*m_gaps, gaps.join(u'\n'));
        m_review->setRows(review->rows);
        m_content->setCurrentIndex(ReviewTable);
    } else {
        m_content->setCurrentIndex(Nothing);
    }
}

void StepPanel::showButtons()
{
    const keys::Incident &incident = m_response.incident();
    const keys::StepRecord &record = incident.step(m_step);
    const bool isRunning = record.state == StepState::Running;
    const bool mayRun = incident.mayRun(m_step) && !isRunning;
    const bool isDone = record.state == StepState::Done;
    const bool isReport = m_step == ResponseStep::Report;
    showAct(mayRun, isDone);
    showLook(mayRun, isDone);
    m_other->setText(isReport ? tr("Save as JSON…") : tr("Stop waiting"));
    m_other->setVisible(isReport || (m_step == ResponseStep::Delete && isRunning));
    m_other->setEnabled(!isReport || mayRun);
    m_skip->setVisible(!record.isSettled());
    m_skip->setEnabled(mayRun);
    if (record.isSettled())
        m_skipRow->hide();
    QPushButton *primary = m_act->isVisibleTo(this) && m_act->isEnabled() ? m_act : m_look;
    (primary == m_act ? m_look : m_act)->setDefault(false);
    primary->setDefault(true);
}

/// The key in question signs only where it was allowed to.
bool StepPanel::isBarred() const
{
    const Hand hand = m_response.hand(m_step);
    return hand == Hand::Nobody || (hand == Hand::OnlyThisKey && !m_response.isThisKeyAllowed(m_step));
}

bool StepPanel::hasItems() const
{
    const auto &items = m_response.openItems(m_step);
    return items && !items->isEmpty();
}

bool StepPanel::canCancelAny() const
{
    const auto &items = m_response.openItems(m_step);
    return items && std::ranges::any_of(*items, &keys::OpenItem::canCancel);
}

bool StepPanel::isOnTheWeb() const
{
    return m_step == ResponseStep::Delete && m_response.deletionWay() == keys::Revocation::Way::Web;
}

/// What changes something.
void StepPanel::showAct(bool mayRun, bool isDone)
{
    const bool isByItself = isOnTheWeb() && m_response.hand(m_step) == Hand::OnlyThisKey;
    const StepText words = stepText(m_step, m_response.incident(), m_response.deletionWay());
    m_act->setText(isByItself ? tr("Ask with the key itself") : words.action);
    const bool isMissing = (isListing(m_step) && !hasItems()) || m_step == ResponseStep::Review;
    m_act->setVisible(!isMissing && (!isDone || m_step == ResponseStep::Report));
    m_act->setEnabled(mayRun && !isBarred() && (!isListing(m_step) || canCancelAny()));
    const bool isTooLate = isListing(m_step) && hasItems() && !canCancelAny();
    m_act->setToolTip(isTooLate ? tr("They are on their way and can't be cancelled here any more: tell the "
                                     "exchange's support.")
                                : QString());
}

/// What only looks.
void StepPanel::showLook(bool mayRun, bool isDone)
{
    const StepText words = stepText(m_step, m_response.incident(), m_response.deletionWay());
    if (isOnTheWeb()) { // also while it is waited for
        m_look->setText(tr("Open API Management"));
        m_look->setVisible(!isDone);
        m_look->setEnabled(m_response.incident().mayRun(m_step));
        return;
    }
    const bool isReview = m_step == ResponseStep::Review;
    m_look->setText(isReview && isDone ? words.action : hasItems() ? tr("List again") : words.look);
    m_look->setVisible(!words.look.isEmpty() && (!isDone || isReview));
    m_look->setEnabled(mayRun && (!isBarred() || hasItems()));
}

void StepPanel::act()
{
    if (m_step == ResponseStep::Report)
        Q_EMIT pdfRequested();
    else
        m_response.act(m_step);
}

void StepPanel::skip()
{
    if (!m_reason->text().trimmed().isEmpty())
        m_response.skip(m_step, m_reason->text());
}

} // namespace coffer::ui
