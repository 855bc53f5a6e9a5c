// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/acceptdialog.h"

#include "core/future.h"
#include "keys/findings/findingbook.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/keys/findingtext.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int longestReason = 300;
constexpr int textWidth = 420;

} // namespace

AcceptDialog::AcceptDialog(keys::FindingBook &book, const QString &accessKey, const QString &key,
                           const keys::Finding &finding, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_book(book),
      m_accessKey(accessKey),
      m_finding(finding),
      m_reason(new QLineEdit),
      m_accept(new QPushButton(tr("Accept"))),
      m_error(new ErrorBar(context.theme))
{
    setObjectName(QStringLiteral("acceptDialog"));
    setWindowTitle(tr("Accept a finding"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_reason->setObjectName(QStringLiteral("reasonField"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(longestReason);
    m_reason->setPlaceholderText(tr("My tax program uses it"));
    m_accept->setObjectName(QStringLiteral("acceptButton"));
    m_accept->setEnabled(false);
    m_accept->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelButton"));
    m_error->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_error);
    layout->addWidget(new Label(Label::Role::Section, tr("%1: %2").arg(key, findingText(finding).title)));
    layout->addWidget(new Label(Label::Role::Muted,
                                tr("Say why this is all right. It is then no longer counted, is listed as "
                                   "accepted, and comes back when what is seen changes.")));
    for (Label *label : findChildren<Label *>()) {
        label->setWordWrap(true);
        label->setMinimumWidth(textWidth);
    }
    layout->addWidget(new Label(Label::Role::Strong, tr("Reason")));
    layout->addWidget(m_reason);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &AcceptDialog::save);
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_accept->setEnabled(!text.trimmed().isEmpty()); });
    m_reason->setFocus();
}

void AcceptDialog::save()
{
    m_accept->setEnabled(false);
    whenDone(this, m_book.accept(m_accessKey, m_finding, m_reason->text()), [this](const Result<void> &kept) {
        if (kept) {
            accept();
            return;
        }
        m_accept->setEnabled(true);
        m_error->show(kept.error());
    });
}

} // namespace coffer::ui
