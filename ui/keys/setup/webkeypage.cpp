// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/webkeypage.h"

#include "ui/common/chiplabel.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/apipage.h"
#include "ui/keys/keyentry.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>

namespace coffer::ui {

namespace {

QLineEdit *makeCopyField(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(name);
    field->setAccessibleName(accessibleName);
    field->setReadOnly(true);
    return field;
}

QWidget *makeColumn(Label *words, QWidget *field, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(words);
    column->addWidget(field);
    return box;
}

} // namespace

WebKeyPage::WebKeyPage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : SetupPage(session, context, parent),
      m_note(makeCopyField(QStringLiteral("noteText"), tr("Note for the web page"), this)),
      m_addresses(makeCopyField(QStringLiteral("addressText"), tr("Addresses for the web page"), this)),
      m_addressWords(new Label(Label::Role::Body, this)),
      m_chips(new ChipLabel(context.theme, this)),
      m_forbidden(new Label(Label::Role::Meta, this)),
      m_entry(new KeyEntry(this)),
      m_kept(new Label(Label::Role::Meta, this))
{
    content()->addWidget(makeWalk());
    content()->addSpacing(8);
    m_kept->setObjectName(QStringLiteral("keptWords"));
    m_kept->setWordWrap(true);
    m_kept->setText(tr("Access key and secret are here already, in memory only. Paste them again only to "
                       "change them."));
    content()->addWidget(m_entry);
    content()->addWidget(m_kept);
    content()->addStretch(1);
    connect(m_entry, &KeyEntry::edited, this, &WebKeyPage::showEntered);
    connect(m_entry, &KeyEntry::expired, this, [this] {
        m_kept->setText(tr("The secret was wiped because this window was left alone. Paste it once more."));
        m_kept->show();
    });
}

QWidget *WebKeyPage::makeWalk()
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto addStep = [&](QWidget *words, QWidget *button) {
        grid->addWidget(new Label(Label::Role::Strong, QStringLiteral("%1.").arg(row + 1), box), row, 0);
        grid->addWidget(words, row, 1);
        if (button)
            grid->addWidget(button, row, 2);
        ++row;
    };
    const auto copyButton = [&](const QString &name, QLineEdit *from) {
        QPushButton *button = makeButton(name, tr("Copy"), box);
        button->setAccessibleName(tr("Copy: %1").arg(from->accessibleName()));
        connect(button, &QPushButton::clicked, this,
                [from] { QGuiApplication::clipboard()->setText(from->text()); });
        return button;
    };
    QPushButton *open = makeButton(QStringLiteral("openPageButton"), tr("Open in the browser"), box);
    connect(open, &QPushButton::clicked, this, [] { openInBrowser(apiManagementPage()); });
    auto *words = new Label(Label::Role::Body, tr("Open the API Management page and log in."), box);
    words->setWordWrap(true);
    addStep(words, open);
    auto *noteWords = new Label(Label::Role::Body, tr("Create a key with this note:"), box);
    addStep(makeColumn(noteWords, m_note, box), copyButton(QStringLiteral("copyNoteButton"), m_note));

    auto *rights = new QWidget(box);
    auto *line = new QHBoxLayout(rights);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(new Label(Label::Role::Body, tr("Tick exactly"), rights));
    line->addWidget(m_chips);
    line->addWidget(m_forbidden, 1);
    addStep(rights, nullptr);

    m_addressWords->setWordWrap(true);
    addStep(makeColumn(m_addressWords, m_addresses, box),
            copyButton(QStringLiteral("copyAddressesButton"), m_addresses));
    auto *last = new Label(Label::Role::Body,
                           tr("Confirm with the codes from your e-mail and your authenticator. The page "
                              "shows the secret once: copy both texts into the fields below."),
                           box);
    last->setWordWrap(true);
    addStep(last, nullptr);
    return box;
}

void WebKeyPage::enter()
{
    const keys::SetupPlan &plan = flow().plan();
    m_note->setText(session().note());
    m_chips->setChips(permissionChips(plan.permissions(), nullptr));
    m_forbidden->setText(plan.purpose == htx::Permission::Withdraw ? tr("and not Trade.")
                         : plan.purpose == htx::Permission::Trade  ? tr("and not Withdraw.")
                                                                   : tr("and neither Trade nor Withdraw."));
    m_addresses->setText(plan.ips.join(QStringLiteral(",")));
    m_addresses->setVisible(!plan.ips.isEmpty());
    if (auto *copy = findChild<QPushButton *>(QStringLiteral("copyAddressesButton")))
        copy->setVisible(!plan.ips.isEmpty());
    m_addressWords->setText(plan.ips.isEmpty() ? tr("Leave the field for IP addresses empty, as you chose.")
                                               : tr("Bind it to these addresses:"));
    m_kept->setVisible(session().credentials().has_value());
    m_entry->accessKey()->setFocus();
}

Result<htx::Credentials> WebKeyPage::read() const
{
    const std::optional<htx::Credentials> kept = session().credentials();
    const QString accessKey = m_entry->accessKey()->text().trimmed();
    if (!m_entry->isFilled() && kept && accessKey.toUtf8() == kept->accessKey)
        return *kept;
    return m_entry->read();
}

void WebKeyPage::showEntered()
{
    flow().setEntered(read().has_value() || m_entry->isFilled());
    Q_EMIT edited();
}

/// The secret goes from its field when the page does.
void WebKeyPage::leave()
{
    if (!m_entry->isFilled())
        return;
    if (const Result<htx::Credentials> credentials = m_entry->read())
        session().setPasted(*credentials);
}

void WebKeyPage::focusField(const QString &code)
{
    m_entry->focusField(code);
}

void WebKeyPage::wipe()
{
    m_entry->wipe();
}

} // namespace coffer::ui
