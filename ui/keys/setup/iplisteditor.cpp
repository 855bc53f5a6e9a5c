// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/iplisteditor.h"

#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/keys/setup/iplistmodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int addressWidth = 190;
constexpr int fieldHeight = 30;

QPushButton *makeButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

IpListEditor::IpListEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(new IpListModel(this)),
      m_table(new TableView(QStringLiteral("ipTable"), theme, this)),
      m_field(new QLineEdit(this)),
      m_addButton(makeButton(QStringLiteral("addIpButton"), tr("Add"), this)),
      m_removeButton(makeButton(QStringLiteral("removeIpButton"), tr("Remove"), this)),
      m_seenButton(makeButton(QStringLiteral("seenIpButton"), {}, this)),
      m_count(new Label(Label::Role::Meta, this)),
      m_problem(new Label(Label::Role::Body, this))
{
    setObjectName(QStringLiteral("ipListEditor"));
    auto *empty = new EmptyState(QStringLiteral("wifi"), theme);
    empty->setText(tr("No address"), tr("The key works from anywhere."));
    m_table->setEmptyState(empty);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Addresses and networks"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setColumnWidth(int(IpListModel::Column::Address), addressWidth);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->installEventFilter(this);
    m_table->setMinimumHeight(120);
    m_problem->setWordWrap(true);
    m_problem->setSign(-1, theme);
    m_problem->setObjectName(QStringLiteral("ipProblem"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(makeEntry());
    layout->addWidget(m_table, 1);
    layout->addWidget(makeFoot());
    layout->addWidget(m_problem);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &IpListEditor::showState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &IpListEditor::changed);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &IpListEditor::changed);
    connect(this, &IpListEditor::changed, this, &IpListEditor::showState);
    setFocusProxy(m_field);
    showState();
}

QWidget *IpListEditor::makeEntry()
{
    m_field->setObjectName(QStringLiteral("ipField"));
    m_field->setAccessibleName(tr("Address or network to add"));
    m_field->setPlaceholderText(tr("198.51.101.7, 2001:db9::5 or 198.51.101.0/24"));
    m_field->setMinimumHeight(fieldHeight);
    m_field->installEventFilter(this);
    auto *paste = makeButton(QStringLiteral("pasteIpsButton"), tr("Paste a list"), this);
    connect(m_addButton, &QPushButton::clicked, this, &IpListEditor::commit);
    connect(paste, &QPushButton::clicked, this, &IpListEditor::pasteList);
    connect(m_field, &QLineEdit::textChanged, this, &IpListEditor::showState);

    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_addButton);
    layout->addWidget(paste);
    return box;
}

QWidget *IpListEditor::makeFoot()
{
    m_count->setObjectName(QStringLiteral("ipCount"));
    connect(m_removeButton, &QPushButton::clicked, this, &IpListEditor::removeCurrent);
    connect(m_seenButton, &QPushButton::clicked, this, [this] { m_model->add(m_seen); });
    m_seenButton->hide();
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_removeButton);
    layout->addWidget(m_seenButton);
    layout->addStretch(1);
    layout->addWidget(m_count);
    return box;
}

void IpListEditor::setEntries(const QStringList &entries)
{
    m_model->setEntries(entries);
}

QStringList IpListEditor::entries() const
{
    return m_model->list().entries();
}

bool IpListEditor::isValid() const
{
    return m_model->list().isValid();
}

void IpListEditor::commit()
{
    const QString text = m_field->text();
    m_field->clear();
    m_model->add(text);
}

void IpListEditor::pasteList()
{
    m_model->add(QGuiApplication::clipboard()->text());
}

void IpListEditor::removeCurrent()
{
    m_model->remove(m_table->currentIndex().row());
}

void IpListEditor::setSeenAddress(const QString &address)
{
    m_seen = keys::canonicalIp(address).value_or(QString());
    showState();
}

void IpListEditor::showState()
{
    const auto count = static_cast<int>(entries().size());
    m_count->setText(tr("%1 of %2").arg(count).arg(keys::mostIpEntries));
    m_count->setAccessibleName(tr("%1 of %2 addresses").arg(count).arg(keys::mostIpEntries));
    m_addButton->setEnabled(!m_field->text().trimmed().isEmpty());
    m_removeButton->setEnabled(m_table->currentIndex().isValid());
    m_seenButton->setText(tr("Add my address as the exchange sees it: %1").arg(m_seen));
    m_seenButton->setVisible(!m_seen.isEmpty() && !entries().contains(m_seen));
    QString problem;
    if (m_model->list().isTooLong())
        problem = tr("The exchange takes %1 entries at most: remove %2.")
                      .arg(keys::mostIpEntries)
                      .arg(count - keys::mostIpEntries);
    else if (!isValid())
        problem = tr("Remove the entries that can't be used, or enter them once more.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

/// Return adds what was typed instead of pressing the window's button; Delete removes the chosen entry.
bool IpListEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == m_field && isReturn && !m_field->text().trimmed().isEmpty()) {
            commit();
            return true;
        }
        if (watched == m_table && key->key() == Qt::Key_Delete) {
            removeCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coffer::ui
