// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/unfinisheddialog.h"

#include "ui/common/errorbar.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

using State = keys::UnfinishedKey::State;

constexpr int dialogWidth = 560;

struct UnfinishedDialogWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::UnfinishedDialog)

public:
    static QString of(const keys::UnfinishedKey &key);
};

QString UnfinishedDialogWords::of(const keys::UnfinishedKey &key)
{
    const QString name = key.record ? keys::masked(key.record->accessKey) : QString();
    switch (key.state) {
    case State::Unknown: {
        if (!key.error)
            return tr("Asking the exchange whether the key was made…");
        const ErrorText words = errorText(*key.error);
        return tr("Whether the key was made can't be found out now. %1 %2").arg(words.title, words.advice);
    }
    case State::NotMade:
        return tr("The exchange does not list the key: it was not made, or is gone. Nothing is left of it.");
    case State::WithoutSecret:
        if (!key.error)
            return tr("The key %1 exists on the exchange. Its secret was in memory only and can't be had "
                      "again, so nobody can use it: delete it, then make another.")
                .arg(name);
        return tr("The key %1 exists on the exchange. Its secret may be in the store, but could not be read: "
                  "unlock the keychain and look again, or delete the key.")
            .arg(name);
    case State::SecretKept:
        return tr("The key %1 exists on the exchange and its secret is in the store. Only Coffer's record of "
                  "it is missing: save it, or delete the key.")
            .arg(name);
    }
    return {};
}

QPushButton *makeButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

UnfinishedDialog::UnfinishedDialog(keys::UnfinishedKeys &unfinished, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_unfinished(unfinished),
      m_context(context),
      m_error(new ErrorBar(context.theme, this)),
      m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("unfinishedDialog"));
    setWindowTitle(tr("A key was being made"));
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_layout->setContentsMargins(24, 16, 24, 16);
    m_layout->setSpacing(12);
    auto *title = new Label(Label::Role::Section, tr("A key was being made when Coffer ended"), this);
    title->setWordWrap(true);
    m_layout->addWidget(title);
    m_layout->addWidget(m_error);
    QPushButton *later = makeButton(QStringLiteral("laterButton"), tr("Later"), this);
    m_layout->addWidget(later, 0, Qt::AlignRight);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(&unfinished, &keys::UnfinishedKeys::changed, this, &UnfinishedDialog::showKeys);
    connect(&unfinished, &keys::UnfinishedKeys::failed, this,
            [this](const Error &error) { m_error->show(error); });
    connect(m_error, &ErrorBar::remedyRequested, &unfinished, &keys::UnfinishedKeys::look);
    setMinimumWidth(dialogWidth);
    showKeys();
}

void UnfinishedDialog::showKeys()
{
    if (m_unfinished.all().isEmpty()) {
        accept();
        return;
    }
    if (m_list) {
        m_list->hide();
        m_list->deleteLater(); // a button in it may have led here
    }
    m_list = new QWidget(this);
    auto *layout = new QVBoxLayout(m_list);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    for (const keys::UnfinishedKey &key : m_unfinished.all())
        layout->addWidget(makeCard(key));
    m_layout->insertWidget(m_layout->count() - 1, m_list);
    m_layout->activate();
    resize(dialogWidth, m_layout->totalHeightForWidth(dialogWidth));
}

QWidget *UnfinishedDialog::makeCard(const keys::UnfinishedKey &key)
{
    auto *card = new QWidget(m_list);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    const QString label = Format::plain(key.entry.label, 64);
    auto *title = new Label(Label::Role::Strong,
                            tr("“%1”, for the sub-user %2").arg(label).arg(key.entry.draft.uid.value), card);
    auto *words = new Label(Label::Role::Body, UnfinishedDialogWords::of(key), card);
    words->setObjectName(QStringLiteral("unfinishedWords"));
    auto *began = new Label(
        Label::Role::Meta,
        tr("Began %1. Its note on the exchange is “%2”.")
            .arg(m_context.format.time(key.entry.startedAt), Format::plain(key.entry.draft.note, 60)),
        card);
    for (Label *text : {title, words, began}) {
        text->setWordWrap(true);
        layout->addWidget(text);
    }
    layout->addSpacing(4);
    addButtons(*layout, key);
    return card;
}

void UnfinishedDialog::addButtons(QVBoxLayout &layout, const keys::UnfinishedKey &key)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    layout.addLayout(row);
    const QString id = key.entry.id;
    const auto add = [&](const QString &name, const QString &text, auto handler) {
        QPushButton *button = makeButton(name, text, this);
        connect(button, &QPushButton::clicked, this, handler);
        row->addWidget(button);
    };
    if (key.state == State::SecretKept)
        add(QStringLiteral("finishKeyButton"), tr("Save key"),
            [this, id] { follow(m_unfinished.finish(id)); });
    if (key.record)
        add(QStringLiteral("removeKeyButton"), tr("Delete it on the exchange"),
            [this, id] { follow(m_unfinished.remove(id)); });
    if (key.error)
        add(QStringLiteral("lookAgainButton"), tr("Look again"), [this] { m_unfinished.look(); });
    // What is not known yet is not to be forgotten: it may be the only pointer to a stored secret.
    const bool isReadable = key.state == State::SecretKept || !key.error;
    if (key.state != State::Unknown && isReadable)
        add(QStringLiteral("dismissKeyButton"), key.record ? tr("Leave it there") : tr("All right"),
            [this, id] { follow(m_unfinished.dismiss(id)); });
    row->addStretch(1);
}

template<class T>
void UnfinishedDialog::follow(const Future<T> &future)
{
    m_error->clear();
    m_list->setEnabled(false);
    whenDone(this, future, [this](const Result<T> &result) {
        if (result)
            return; // the list tells
        m_list->setEnabled(true);
        m_error->show(result.error());
    });
}

UnfinishedNotice::UnfinishedNotice(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window),
      m_services(services),
      m_context(context),
      m_window(window),
      m_unfinished(new keys::UnfinishedKeys(services.keyring, services.inventory, services.stores,
                                            services.pending, this))
{
    connect(&services.inventory, &keys::KeyInventory::changed, this, &UnfinishedNotice::loadOnce);
    connect(m_unfinished, &keys::UnfinishedKeys::changed, this, &UnfinishedNotice::tell);
    loadOnce();
}

/// Without a key nobody could be asked.
void UnfinishedNotice::loadOnce()
{
    if (m_isLoaded || m_services.inventory.accounts().isEmpty())
        return;
    m_isLoaded = true;
    m_unfinished->load();
}

void UnfinishedNotice::tell()
{
    if (m_isTold || m_unfinished->all().isEmpty())
        return;
    m_isTold = true;
    (new UnfinishedDialog(*m_unfinished, m_context, m_window))->open();
}

} // namespace coffer::ui
