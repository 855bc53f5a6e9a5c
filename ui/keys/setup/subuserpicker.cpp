// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/subuserpicker.h"

#include "htx/endpoints/subuser.h"
#include "keys/setup/setupflow.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace coffer::ui {

namespace {

constexpr int uidRole = Qt::UserRole;
constexpr int choiceRole = Qt::UserRole + 1;
constexpr int nameRole = Qt::UserRole + 2;
constexpr int fieldHeight = 30;

} // namespace

SubUserPicker::SubUserPicker(keys::Keyring &keyring, QWidget *parent)
    : QWidget(parent),
      m_keyring(keyring),
      m_accounts(new QComboBox(this)),
      m_subUsers(new QComboBox(this)),
      m_name(new QLineEdit(this)),
      m_nameHint(new Label(Label::Role::Meta, this)),
      m_state(new Label(Label::Role::Meta, this)),
      m_retry(new QPushButton(tr("Try again"), this))
{
    m_accounts->setObjectName(QStringLiteral("mainAccountBox"));
    m_accounts->setAccessibleName(tr("Main account"));
    m_subUsers->setObjectName(QStringLiteral("subUserBox"));
    m_subUsers->setAccessibleName(tr("Sub-user"));
    m_name->setObjectName(QStringLiteral("subUserNameField"));
    m_name->setAccessibleName(tr("Name of the new sub-user"));
    m_name->setPlaceholderText(tr("Its name"));
    m_name->setMaxLength(20);
    m_nameHint->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("subUserState"));
    m_state->setWordWrap(true);
    m_retry->setObjectName(QStringLiteral("subUserRetryButton"));
    m_retry->setAutoDefault(false);
    for (QWidget *field : {static_cast<QWidget *>(m_accounts), static_cast<QWidget *>(m_subUsers),
                           static_cast<QWidget *>(m_name)})
        field->setMinimumHeight(fieldHeight);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : {static_cast<QWidget *>(m_accounts), static_cast<QWidget *>(m_subUsers),
                            static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_nameHint),
                            static_cast<QWidget *>(m_state)})
        layout->addWidget(widget);
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    connect(m_accounts, &QComboBox::currentIndexChanged, this, &SubUserPicker::ask);
    connect(m_subUsers, &QComboBox::currentIndexChanged, this, &SubUserPicker::showChoice);
    connect(m_name, &QLineEdit::textChanged, this, &SubUserPicker::showChoice);
    connect(m_retry, &QPushButton::clicked, this, &SubUserPicker::ask);
    m_retry->hide();
    m_state->hide();
    showChoice();
}

void SubUserPicker::setMainAccounts(const QList<Uid> &accounts)
{
    if (m_accounts->count() == accounts.size())
        return;
    {
        const QSignalBlocker quiet(m_accounts);
        m_accounts->clear();
        for (const Uid uid : accounts)
            m_accounts->addItem(tr("Main account, UID %1").arg(uid.value), uid.value);
    }
    m_accounts->setVisible(accounts.size() > 1);
    if (!accounts.isEmpty())
        ask();
}

Uid SubUserPicker::mainAccount() const
{
    return Uid{m_accounts->currentData().toLongLong()};
}

Uid SubUserPicker::subUser() const
{
    return Uid{m_subUsers->currentData(uidRole).toLongLong()};
}

bool SubUserPicker::isNew() const
{
    return m_subUsers->currentData(choiceRole).toInt() == int(Choice::New);
}

QString SubUserPicker::newName() const
{
    return isNew() ? m_name->text().trimmed() : QString();
}

QString SubUserPicker::name() const
{
    return isNew() ? newName() : m_subUsers->currentData(nameRole).toString();
}

void SubUserPicker::ask()
{
    ++m_generation;
    {
        const QSignalBlocker quiet(m_subUsers);
        m_subUsers->clear();
        m_subUsers->addItem(tr("Choose a sub-user…"));
        m_subUsers->addItem(tr("A new sub-user"));
        m_subUsers->setItemData(1, int(Choice::New), choiceRole);
    }
    m_state->setText(tr("Reading the list of sub-users…"));
    m_state->show();
    m_retry->hide();
    m_keyring.forgetFailures();
    askPage(mainAccount(), {});
    showChoice();
}

void SubUserPicker::askPage(Uid account, const QString &from)
{
    whenDone(
        this, m_keyring.accountGateway(account).send(htx::endpoints::subuser::list(from)),
        [this, account, generation = m_generation](const Result<htx::Page<htx::SubUser>> &page) {
            if (generation == m_generation)
                addRows(account, page);
        },
        [this, generation = m_generation] {
            if (generation == m_generation)
                m_retry->show();
        });
}

void SubUserPicker::addRows(Uid account, const Result<htx::Page<htx::SubUser>> &page)
{
    if (!page) {
        const ErrorText words = errorText(page.error());
        m_state->setText(QStringLiteral("%1 %2").arg(words.title, words.advice));
        m_retry->show();
        return;
    }
    for (const htx::SubUser &user : page->rows) {
        const QString name = user.name.isEmpty() ? tr("Sub-user") : Format::plain(user.name, 40);
        const bool isLocked = user.state != QLatin1String("normal");
        m_subUsers->addItem(
            isLocked ? tr("%1, UID %2 (locked: the exchange refuses keys)").arg(name).arg(user.uid.value)
                     : tr("%1, UID %2").arg(name).arg(user.uid.value));
        const int row = m_subUsers->count() - 1;
        m_subUsers->setItemData(row, user.uid.value, uidRole);
        m_subUsers->setItemData(row, int(Choice::Existing), choiceRole);
        m_subUsers->setItemData(row, name, nameRole);
    }
    if (!page->next.isEmpty()) {
        askPage(account, page->next);
        return;
    }
    m_state->setVisible(m_subUsers->count() == 2);
    m_state->setText(tr("This account has no sub-user yet."));
    showChoice();
}

void SubUserPicker::showChoice()
{
    m_name->setVisible(isNew());
    m_nameHint->setVisible(isNew());
    const bool isGood = newName().isEmpty() || keys::isSubUserName(newName());
    m_nameHint->setText(isGood ? tr("6 to 20 letters and digits, a letter first. It is made on the exchange "
                                    "together with its key, and stays when the key goes.")
                               : tr("This name can't be: take 6 to 20 letters and digits, a letter first."));
    Q_EMIT changed();
}

} // namespace coffer::ui
