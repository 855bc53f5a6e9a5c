// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/rightseditor.h"

#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/setup/iplisteditor.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace coffer::ui {

using htx::Permission;

namespace {

constexpr int columnWidth = 320;

} // namespace

RightsEditor::RightsEditor(bool isSubUser, bool withNote, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_note(withNote ? new QLineEdit(this) : nullptr),
      m_ips(new IpListEditor(context.theme, this))
{
    auto *left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(makePermissions(isSubUser));
    if (withNote)
        left->addWidget(makeNote());
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(new Label(Label::Role::Strong, tr("Usable from"), this));
    right->addWidget(m_ips, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(24);
    layout->addLayout(left, 1);
    layout->addLayout(right, 1);
    connect(m_ips, &IpListEditor::changed, this, &RightsEditor::changed);
}

QWidget *RightsEditor::makePermissions(bool isSubUser)
{
    auto *box = new QWidget(this);
    box->setMinimumWidth(columnWidth);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(new Label(Label::Role::Strong, tr("Permissions"), box));
    QList<Permission> offered{Permission::Read, Permission::Trade};
    if (!isSubUser)
        offered.append(Permission::Withdraw);
    for (const Permission permission : offered) {
        htx::PermissionSet alone;
        alone.known = {permission};
        QStringList sentences = powers(alone, isSubUser);
        if (permission != Permission::Withdraw)
            sentences.removeLast(); // what it can't do is said of whole keys
        auto *check = new QCheckBox(permissionName(permission), box);
        check->setObjectName(QStringLiteral("permission_") + htx::wireName(permission));
        check->setAccessibleDescription(sentences.join(QLatin1Char(' ')));
        check->setEnabled(permission != Permission::Read); // every key has it (htx-api.md 3.1)
        connect(check, &QCheckBox::toggled, this, &RightsEditor::changed);
        auto *words = new Label(Label::Role::Meta, sentences.join(QLatin1Char(' ')), box);
        words->setWordWrap(true);
        words->setIndent(24);
        words->setMargin(0);
        layout->addWidget(check);
        layout->addWidget(words);
        m_boxes.append({permission, check});
    }
    return box;
}

QWidget *RightsEditor::makeNote()
{
    m_note->setObjectName(QStringLiteral("noteField"));
    m_note->setMaxLength(keys::longestNote);
    m_note->setAccessibleName(tr("Note on the exchange"));
    connect(m_note, &QLineEdit::textChanged, this, &RightsEditor::changed);
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    auto *title = new Label(Label::Role::Strong, tr("&Note on the exchange"), box);
    title->setBuddy(m_note);
    layout->addWidget(title);
    layout->addWidget(m_note);
    return box;
}

void RightsEditor::setWish(const keys::KeyWish &wish)
{
    m_keptNote = wish.note;
    for (const auto &[permission, check] : std::as_const(m_boxes))
        check->setChecked(permission == Permission::Read || wish.permissions.has(permission));
    if (m_note)
        m_note->setText(wish.note);
    m_ips->setEntries(wish.ips);
}

keys::KeyWish RightsEditor::wish() const
{
    keys::KeyWish wish;
    for (const auto &[permission, check] : m_boxes) {
        if (check->isChecked())
            wish.permissions.known.insert(permission);
    }
    wish.ips = m_ips->entries();
    wish.note = m_note ? m_note->text().trimmed() : m_keptNote;
    return wish;
}

bool RightsEditor::isValid() const
{
    return m_ips->isValid();
}

void RightsEditor::setSeenAddress(const QString &address)
{
    m_ips->setSeenAddress(address);
}

void RightsEditor::commit()
{
    m_ips->commit();
}

} // namespace coffer::ui
