// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyspage.h"

#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/narrowcolumns.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/keys/backup/restorenotice.h"
#include "ui/keys/changes/changeactions.h"
#include "ui/keys/changes/pendingbar.h"
#include "ui/keys/keyactions.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keytext.h"
#include "ui/keys/reportsaving.h"
#include "ui/keys/response/responsenotice.h"

#include <QDir>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

using Column = KeyModel::Column;

} // namespace

KeysPage::KeysPage(const KeyServices &services, const Context &context, QWidget *parent)
    : Page(tr("Keys"), context, parent),
      m_inventory(services.inventory),
      m_keyring(services.keyring),
      m_keyActions(new KeyActions(services, context, this)),
      m_report(new ReportSaving(services.inventory, context, this)),
      m_model(new KeyModel(context.format, this)),
      m_sort(new RawSort(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_table(new TableView(QStringLiteral("keysTable"), context.theme)),
      m_empty(new EmptyState(QStringLiteral("keys"), context.theme)),
      m_details(new KeyDetails(*m_keyActions, services, context)),
      m_restoreNotice(new RestoreNotice(services, context, this)),
      m_restoreButton(new QPushButton(KeyActions::label(KeyAction::Restore), this)),
      m_pending(new PendingBar(services.pending, &ChangeActions::isChange, context, this)),
      m_verifyButton(new QPushButton(tr("Verify all"), this)),
      m_pasteButton(new QPushButton(tr("Paste a key…"), this)),
      m_addButton(new QPushButton(KeyActions::label(KeyAction::Add), this))
{
    setObjectName(QStringLiteral("keysPage"));
    m_verifyButton->setObjectName(QStringLiteral("verifyAllButton"));
    m_pasteButton->setObjectName(QStringLiteral("pasteKeyButton"));
    m_restoreButton->setObjectName(QStringLiteral("restoreKeysButton"));
    addAction(m_restoreButton);
    m_addButton->setObjectName(QStringLiteral("addKeyButton"));
    m_addButton->setDefault(true);
    addAction(m_verifyButton);
    addAction(m_pasteButton);
    addAction(m_addButton);
    connect(m_verifyButton, &QPushButton::clicked, this, &KeysPage::verifyAll);
    connect(m_pasteButton, &QPushButton::clicked, this, &KeysPage::pasteKey);
    connect(m_restoreButton, &QPushButton::clicked, this, [this] { take(KeyAction::Restore); });
    connect(m_restoreNotice, &RestoreNotice::restoreRequested, this, [this] { take(KeyAction::Restore); });
    connect(m_addButton, &QPushButton::clicked, this, &KeysPage::addKey);

    makeTable();
    m_splitter->setObjectName(QStringLiteral("keysSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({660, 340});
    m_details->setMinimumWidth(290);
    content()->addWidget(m_restoreNotice);
    content()->addWidget(m_pending);
    content()->addWidget(new ResponseNotice(m_keyActions->responses(), context.theme, this));
    content()->addWidget(m_splitter, 1);
    connectPending();

    connect(m_details, &KeyDetails::requested, m_keyActions, &KeyActions::take);
    connect(m_details, &KeyDetails::acceptRequested, m_keyActions, &KeyActions::acceptFinding);
    connect(m_details, &KeyDetails::undoRequested, m_keyActions, &KeyActions::undoAccept);
    connect(m_keyActions, &KeyActions::failed, this, &KeysPage::showError);
    connect(m_report, &ReportSaving::failed, this, &KeysPage::showError);
    connect(m_report, &ReportSaving::saved, this, [this](const QString &file) {
        setSubtitle(tr("Report saved as %1").arg(Format::plain(QDir::toNativeSeparators(file), 300)));
    });
    connect(m_keyActions, &KeyActions::added, this, [this](const keys::KeyRecord &record) {
        m_current = record.accessKey;
        selectKey(m_current);
        verifyAll();
    });
    connect(&m_inventory, &keys::KeyInventory::changed, this, &KeysPage::inventoryChanged);
    connect(&m_inventory, &keys::KeyInventory::stateChanged, this, &KeysPage::stateChanged);
    connect(&m_inventory, &keys::KeyInventory::failed, this,
            [this](const Error &error) { showError(error); });
    connect(&m_keyring, &keys::Keyring::lockedChanged, this, &KeysPage::updateSubtitle);
    connect(&context.format, &Format::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_keyActions->responses().load();
    inventoryChanged();
    stateChanged(m_inventory.state());
}

void KeysPage::connectPending()
{
    ChangeActions &changes = m_keyActions->changes();
    connect(m_pending, &PendingBar::continueRequested, &changes, &ChangeActions::resume);
    connect(m_pending, &PendingBar::discardRequested, &changes, &ChangeActions::discard);
    connect(m_pending, &PendingBar::failed, this, &KeysPage::showError);
}

void KeysPage::makeTable()
{
    m_sort->setSourceModel(m_model);
    m_table->setModel(m_sort);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setEmptyState(m_empty);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    const std::initializer_list<std::pair<Column, int>> widths{
        {Column::Label, 112},  {Column::Permissions, 146}, {Column::Findings, 156}, {Column::AccessKey, 100},
        {Column::Holder, 104}, {Column::Binding, 104},     {Column::Expires, 84},   {Column::LastUsed, 110}};
    QList<int> wanted(int(Column::Count), 0);
    for (const auto &[column, width] : widths) {
        m_table->setColumnWidth(int(column), width);
        wanted[int(column)] = width;
    }
    m_table->sortInitially(int(Column::Findings), Qt::DescendingOrder);
    m_table->rememberColumns(context().settings);
    // All of these are in the details too.
    new NarrowColumns(*m_table,
                      {int(Column::LastUsed), int(Column::AccessKey), int(Column::Holder),
                       int(Column::Expires), int(Column::Binding)},
                      wanted, context().settings);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &KeysPage::showCurrent);
    connect(m_table, &QWidget::customContextMenuRequested, this, &KeysPage::showMenu);
    connect(m_empty, &EmptyState::buttonClicked, this, &KeysPage::addKey);
}

void KeysPage::take(KeyAction action)
{
    m_keyActions->take(action, m_details->entry());
}

bool KeysPage::canTake(KeyAction action) const
{
    return m_keyActions->isPossible(action, m_details->entry());
}

void KeysPage::activate()
{
    m_table->setFocus();
}

void KeysPage::refresh()
{
    verifyAll();
}

bool KeysPage::isReady() const
{
    switch (m_inventory.state()) {
    case LoadState::Ready:
    case LoadState::Failed:
        break;
    case LoadState::Idle:
    case LoadState::Loading:
    case LoadState::Stale:
        return false;
    }
    // Loaded from the table, but the exchange has not been asked yet: that is still to come.
    const auto isListed = [](const keys::InventoryEntry &entry) { return entry.listed.has_value(); };
    const QList<keys::InventoryEntry> &entries = m_inventory.entries();
    return m_asked || entries.isEmpty() || m_inventory.state() == LoadState::Failed ||
           std::any_of(entries.cbegin(), entries.cend(), isListed);
}

void KeysPage::inventoryChanged()
{
    m_model->setEntries(m_inventory.entries());
    updateSubtitle();
    updateEmptyState();
    if (m_model->rowOf(m_current) < 0 && m_sort->rowCount() > 0)
        m_table->setCurrentIndex(m_sort->index(0, 0));
    else
        selectKey(m_current);
    showCurrent();
    m_details->setVisible(m_model->rowCount() > 0);
    m_restoreButton->setVisible(m_model->rowCount() == 0); // else it is in the menu
}

void KeysPage::stateChanged(LoadState state)
{
    const bool isLoading = state == LoadState::Loading;
    m_asked = m_asked || (isLoading && m_model->rowCount() > 0);
    m_verifyButton->setEnabled(!isLoading && m_model->rowCount() > 0);
    m_verifyButton->setText(isLoading ? tr("Verifying…") : tr("Verify all"));
    m_details->setVerifying(isLoading);
    if (state == LoadState::Ready)
        clearError();
    updateSubtitle();
    updateEmptyState();
}

void KeysPage::showCurrent()
{
    const QModelIndex current = m_sort->mapToSource(m_table->currentIndex());
    if (!current.isValid()) {
        m_details->setEntry(std::nullopt);
        Q_EMIT currentChanged();
        return;
    }
    const keys::InventoryEntry entry = m_model->entry(current.row());
    m_current = entry.accessKey();
    m_details->setEntry(entry);
    Q_EMIT currentChanged();
}

void KeysPage::selectKey(const QString &accessKey)
{
    const int row = m_model->rowOf(accessKey);
    if (row < 0)
        return;
    const QModelIndex index = m_sort->mapFromSource(m_model->index(row, 0));
    if (index.row() != m_table->currentIndex().row())
        m_table->setCurrentIndex(index);
}

void KeysPage::updateSubtitle()
{
    qint64 verifiedAt = 0;
    int held = 0;
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (!entry.held)
            continue;
        ++held;
        verifiedAt = std::max(verifiedAt, entry.held->verifiedAt);
    }
    const int all = static_cast<int>(m_inventory.entries().size());
    QStringList parts;
    if (all > 0)
        parts = {all == 1 ? tr("1 key") : tr("%n keys", nullptr, all), tr("%n held here", nullptr, held)};
    if (verifiedAt > 0)
        parts.append(tr("verified %1").arg(context().format.time(verifiedAt)));
    if (m_keyring.isLocked())
        parts.append(tr("locked"));
    setSubtitle(parts.isEmpty() ? tr("The keys that Coffer holds, and those that exist on your accounts")
                                : parts.join(QStringLiteral(" · ")));
}

void KeysPage::updateEmptyState()
{
    const LoadState state = m_inventory.state();
    if (state == LoadState::Idle || state == LoadState::Loading) {
        m_empty->setText(tr("Reading the list of keys…"), {});
        m_empty->setButton({});
        return;
    }
    if (state == LoadState::Failed) {
        m_empty->setText(tr("The list of keys could not be read"),
                         tr("Your keys are not lost: the message above says what to do."));
        m_empty->setButton({});
        return;
    }
    m_empty->setText(tr("No key yet"), tr("A guide leads you through making one, step by step. Coffer checks "
                                          "it before it stores anything."));
    m_empty->setButton(KeyActions::label(KeyAction::Add));
}

void KeysPage::showMenu(const QPoint &position)
{
    const std::optional<keys::InventoryEntry> entry = m_details->entry();
    if (!entry || !m_table->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_keyActions->fill(*menu, entry);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void KeysPage::verifyAll()
{
    m_inventory.verify();
}

void KeysPage::addKey()
{
    m_keyActions->take(KeyAction::Add, std::nullopt);
}

void KeysPage::saveReport()
{
    m_report->ask();
}

void KeysPage::pasteKey()
{
    m_keyActions->take(KeyAction::Paste, std::nullopt);
}

} // namespace coffer::ui
