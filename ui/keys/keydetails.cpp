// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keydetails.h"

#include "ui/common/chiplabel.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/common/theme.h"
#include "ui/keys/findingrow.h"
#include "ui/keys/keyactions.h"
#include "ui/keys/keytext.h"
#include "ui/keys/keyuse.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace coffer::ui {

KeyDetails::KeyDetails(const KeyActions &actions, const KeyServices &services, const Context &context,
                       QWidget *parent)
    : QScrollArea(parent),
      m_keyActions(actions),
      m_context(context),
      m_useSection(new QWidget),
      m_use(new KeyUse(services.activity, services.activityTable, context))
{
    setObjectName(QStringLiteral("keyDetails"));
    setAccessibleName(tr("Details of the key"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // its buttons take the focus
    auto *body = new QWidget;
    body->setBackgroundRole(QPalette::Base);
    body->setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_layout = new QVBoxLayout(body);
    m_layout->setContentsMargins(16, 12, 16, 16);
    m_layout->setSpacing(16);
    m_layout->addWidget(makeHead());
    auto *useLayout = new QVBoxLayout(m_useSection);
    useLayout->setContentsMargins({});
    useLayout->setSpacing(8);
    useLayout->addWidget(new Label(Label::Role::Strong, tr("Used by Coffer"), m_useSection));
    useLayout->addWidget(m_use);
    m_layout->addWidget(m_useSection);
    m_layout->addStretch(1);
    setWidget(body);
    connect(&context.format, &Format::changed, this, [this] {
        if (m_entry)
            showEntry();
    });
    setEntry(std::nullopt);
}

QWidget *KeyDetails::makeHead()
{
    m_head = new QWidget;
    m_title = new Label(Label::Role::Section, m_head);
    m_title->setObjectName(QStringLiteral("keyTitle"));
    m_title->setWordWrap(true);
    m_about = new Label(Label::Role::Meta, m_head);
    m_about->setWordWrap(true);
    m_chips = new ChipLabel(m_context.theme, m_head);
    m_verify = new QPushButton(tr("Verify now"), m_head);
    m_verify->setObjectName(QStringLiteral("verifyButton"));
    m_pause = new QPushButton(m_head);
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_forget = new QPushButton(tr("Forget…"), m_head);
    m_forget->setToolTip(tr("Forget on this device: remove the secret from here"));
    m_forget->setObjectName(QStringLiteral("forgetButton"));
    m_forget->setAccessibleName(tr("Forget on this device…"));
    m_paste = new QPushButton(tr("Paste this key…"), m_head);
    m_paste->setObjectName(QStringLiteral("pasteThisButton"));
    connect(m_verify, &QPushButton::clicked, this, [this] { take(KeyAction::Verify); });
    connect(m_pause, &QPushButton::clicked, this,
            [this] { take(m_entry->held && m_entry->held->paused ? KeyAction::Resume : KeyAction::Pause); });
    connect(m_forget, &QPushButton::clicked, this, [this] { take(KeyAction::Forget); });
    connect(m_paste, &QPushButton::clicked, this, [this] { take(KeyAction::Paste); });

    m_edit = makeButton("editButton", tr("Edit…"), KeyAction::Edit);
    m_rotate = makeButton("rotateButton", tr("Rotate…"), KeyAction::Rotate);
    m_revoke = makeButton("revokeButton", tr("Revoke…"), KeyAction::Revoke);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_verify, m_pause, m_forget, m_paste})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *changes = new QHBoxLayout;
    changes->setSpacing(8);
    for (QPushButton *button : {m_edit, m_rotate, m_revoke})
        changes->addWidget(button);
    changes->addStretch(1);
    auto *layout = new QVBoxLayout(m_head);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_about);
    layout->addWidget(m_chips);
    layout->addSpacing(2);
    layout->addLayout(buttons);
    layout->addLayout(changes);
    return m_head;
}

QPushButton *KeyDetails::makeButton(const char *name, const QString &text, KeyAction action)
{
    auto *button = new QPushButton(text, m_head);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(KeyActions::label(action));
    button->setToolTip(KeyActions::label(action));
    connect(button, &QPushButton::clicked, this, [this, action] { take(action); });
    return button;
}

void KeyDetails::setEntry(const std::optional<keys::InventoryEntry> &entry)
{
    if (entry && m_entry && looksSame(*entry, *m_entry))
        return;
    const bool isOther = !entry || !m_entry || entry->accessKey() != m_entry->accessKey();
    m_entry = entry;
    const int scrolled = verticalScrollBar()->value();
    showEntry();
    verticalScrollBar()->setValue(isOther ? 0 : scrolled);
}

void KeyDetails::setVerifying(bool verifying)
{
    m_verify->setEnabled(!verifying);
    m_verify->setText(verifying ? tr("Verifying…") : tr("Verify now"));
}

void KeyDetails::showEntry()
{
    delete m_sections;
    m_sections = new QWidget;
    auto *layout = new QVBoxLayout(m_sections);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_layout->insertWidget(1, m_sections);
    showHead();
    m_useSection->setVisible(m_entry && m_entry->held);
    if (m_entry && m_entry->held)
        m_use->setKey(m_entry->held->id);
    if (!m_entry) {
        auto *hint = new Label(Label::Role::Muted, tr("Choose a key to see what it can do."), m_sections);
        hint->setAlignment(Qt::AlignCenter);
        layout->addWidget(hint);
        return;
    }
    showFindings();
    showPowers();
    showComparison();
    showHere();
}

void KeyDetails::showHead()
{
    m_head->setVisible(m_entry.has_value());
    if (!m_entry)
        return;
    const bool isHeld = m_entry->held.has_value();
    m_title->setText(labelText(*m_entry));
    m_about->setText(tr("%1 · %2 · UID\u00a0%3")
                         .arg(keys::masked(m_entry->accessKey()), holderText(*m_entry))
                         .arg(m_entry->uid.value));
    m_chips->setChips(permissionChips(*m_entry));
    m_chips->setToolTip(permissionTip(*m_entry));
    m_verify->setVisible(isHeld);
    m_pause->setVisible(isHeld);
    m_forget->setVisible(isHeld);
    m_paste->setVisible(!isHeld);
    m_rotate->setVisible(isHeld);
    const bool isPaused = isHeld && m_entry->held->paused;
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(isPaused ? tr("Let Coffer use this key again")
                                 : tr("Keep this key, but let no request use it"));
}

void KeyDetails::addSection(const QString &title)
{
    auto *layout = static_cast<QVBoxLayout *>(m_sections->layout());
    if (layout->count() > 0)
        layout->addSpacing(8);
    layout->addWidget(new Label(Label::Role::Strong, title, m_sections));
}

void KeyDetails::showFindings()
{
    addSection(tr("Findings"));
    if (m_entry->findings.isEmpty()) {
        const bool isAllWell = m_entry->accepted.isEmpty();
        auto *text = new Label(
            Label::Role::Muted,
            isAllWell ? tr("Nothing found. Its rights are what you planned and it is bound to addresses.")
                      : tr("Nothing but what you accepted."),
            m_sections);
        text->setWordWrap(true);
        m_sections->layout()->addWidget(text);
    }
    for (const QList<keys::Finding> &list : {m_entry->findings, m_entry->accepted}) {
        for (const keys::Finding &finding : list)
            addFinding(finding);
    }
}

/// The row may go with what its buttons do, so they are answered later.
void KeyDetails::addFinding(const keys::Finding &finding)
{
    auto *row = new FindingRow(finding, m_keyActions.isPossible(findingText(finding).action, m_entry),
                               m_context, m_sections);
    connect(row, &FindingRow::requested, this, &KeyDetails::take, Qt::QueuedConnection);
    connect(
        row, &FindingRow::acceptRequested, this,
        [this](const keys::Finding &accepted) { Q_EMIT acceptRequested(accepted, m_entry); },
        Qt::QueuedConnection);
    connect(
        row, &FindingRow::undoRequested, this,
        [this](const keys::Finding &accepted) { Q_EMIT undoRequested(accepted, m_entry); },
        Qt::QueuedConnection);
    m_sections->layout()->addWidget(row);
}

void KeyDetails::showPowers()
{
    const htx::ApiKeyRecord *record = recordOf(*m_entry);
    addSection(record ? tr("What its holder can do") : tr("What its holder can do, going by your plan"));
    const htx::PermissionSet none;
    const htx::PermissionSet &rights = record          ? record->permissions
                                       : m_entry->held ? m_entry->held->planned
                                                       : none;
    auto *list = new QWidget(m_sections);
    auto *grid = new QGridLayout(list);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const QString &sentence : powers(rights, m_entry->isSubUser)) {
        auto *text = new Label(Label::Role::Body, sentence, list);
        text->setWordWrap(true);
        grid->addWidget(new Label(Label::Role::Muted, QStringLiteral("•"), list), row, 0, Qt::AlignTop);
        grid->addWidget(text, row++, 1);
    }
    m_sections->layout()->addWidget(list);
}

void KeyDetails::showComparison()
{
    addSection(m_entry->held ? tr("On the exchange, beside your plan") : tr("On the exchange"));
    const QList<Fact> facts = exchangeFacts();
    if (facts.isEmpty()) {
        auto *text = new Label(Label::Role::Muted, tr("The exchange has not told its record of this key."),
                               m_sections);
        text->setWordWrap(true);
        m_sections->layout()->addWidget(text);
        return;
    }
    addFacts(facts, m_entry->held.has_value());
}

void KeyDetails::showHere()
{
    if (!m_entry->held)
        return;
    addSection(tr("On this device"));
    addFacts(localFacts(), false);
}

QString KeyDetails::timeText(qint64 ms) const
{
    return ms > 0 ? m_context.format.time(ms) : QStringLiteral("–");
}

QList<KeyDetails::Fact> KeyDetails::exchangeFacts() const
{
    const htx::ApiKeyRecord *record = recordOf(*m_entry);
    const keys::KeyRecord *held = m_entry->held ? &*m_entry->held : nullptr;
    if (!record && !held)
        return {};
    const QString unknown = QStringLiteral("–");
    Fact rights{tr("Permissions"), record ? permissionText(record->permissions) : unknown, {}, false, {}};
    if (held) {
        rights.plan = permissionText(held->planned);
        rights.differs = record && record->permissions != held->planned;
    }
    Fact binding{tr("IP addresses"), unknown, {}, false, {}};
    if (record) {
        binding.onExchange = record->ipAddresses.isEmpty()
                                 ? tr("Any address")
                                 : Format::plain(record->ipAddresses.join(QStringLiteral(", ")), 400);
    }
    if (held && held->plannedIps) {
        binding.plan = held->plannedIps->isEmpty()
                           ? tr("Any address")
                           : Format::plain(held->plannedIps->join(QStringLiteral(", ")), 400);
        binding.differs =
            record && QSet<QString>(held->plannedIps->cbegin(), held->plannedIps->cend()) !=
                          QSet<QString>(record->ipAddresses.cbegin(), record->ipAddresses.cend());
    }
    Fact expiry{tr("Expires in"), expiryText(record), {}, false, {}};
    QList<Fact> facts{rights, binding, expiry};
    if (record) {
        const QString note = record->note.isEmpty() ? unknown : Format::plain(record->note, 120);
        facts.append({tr("Status"), Format::plain(record->status, 32), {}, false, {}});
        facts.append({tr("Note"), note, {}, false, {}});
        facts.append({tr("Created"),
                      timeText(record->createdAt),
                      {},
                      false,
                      m_context.format.timeWithZone(record->createdAt)});
    }
    return facts;
}

QList<KeyDetails::Fact> KeyDetails::localFacts() const
{
    const keys::KeyRecord &held = *m_entry->held;
    const Format &format = m_context.format;
    const bool isEd25519 = held.method == htx::SignatureMethod::Ed25519;
    const auto when = [&](const QString &name, qint64 ms) {
        return Fact{name,
                    ms > 0 ? format.time(ms) : tr("Never"),
                    {},
                    false,
                    ms > 0 ? format.timeWithZone(ms) : QString()};
    };
    return {Fact{tr("Secret"), placeText(held.place), {}, false, {}},
            Fact{tr("Signs with"),
                 isEd25519 ? QStringLiteral("Ed25519") : QStringLiteral("HMAC SHA-256"),
                 {},
                 false,
                 {}},
            when(tr("Added"), held.addedAt), when(tr("Verified"), held.verifiedAt),
            when(tr("Last used"), held.lastUsedAt)};
}

QWidget *KeyDetails::factWidget(const QString &text, const QString &tip)
{
    auto *label = new Label(Label::Role::Body, text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setToolTip(tip);
    return label;
}

QWidget *KeyDetails::factName(const Fact &fact)
{
    auto *name = new Label(Label::Role::Muted, fact.name);
    if (!fact.differs)
        return name;
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    auto *mark = new ChipLabel(m_context.theme);
    mark->setChip({tr("differs"), Chip::Tone::Warning});
    layout->addWidget(name);
    layout->addWidget(mark, 0, Qt::AlignLeft);
    return box;
}

void KeyDetails::addFacts(const QList<Fact> &facts, bool withPlan)
{
    auto *table = new QWidget(m_sections);
    auto *grid = new QGridLayout(table);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, 88);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, withPlan ? 2 : 0);
    int row = 0;
    if (withPlan) {
        grid->addWidget(new Label(Label::Role::Meta, tr("Exchange"), table), row, 1);
        grid->addWidget(new Label(Label::Role::Meta, tr("Plan"), table), row++, 2);
    }
    for (const Fact &fact : facts) {
        grid->addWidget(factName(fact), row, 0, Qt::AlignTop);
        grid->addWidget(factWidget(fact.onExchange, fact.tip), row, 1, Qt::AlignTop);
        if (withPlan && !fact.plan.isEmpty())
            grid->addWidget(factWidget(fact.plan, {}), row, 2, Qt::AlignTop);
        ++row;
    }
    m_sections->layout()->addWidget(table);
}

void KeyDetails::take(KeyAction action)
{
    if (m_entry)
        Q_EMIT requested(action, m_entry);
}

} // namespace coffer::ui
