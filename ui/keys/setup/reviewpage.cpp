// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/reviewpage.h"

#include "ui/common/chiplabel.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/common/theme.h"
#include "ui/keys/checkresult.h"
#include "ui/keys/keycolor.h"
#include "ui/keys/stores/storechoice.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace coffer::ui {

namespace {

constexpr int longestLabel = 64;
constexpr int fieldHeight = 30;
constexpr int discSize = 14;

QPixmap disc(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSize(discSize, discSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, discSize - 2, discSize - 2));
    return pixmap;
}

} // namespace

ReviewPage::ReviewPage(keys::SetupSession &session, keys::SecretStores &stores, const Context &context,
                       QWidget *parent)
    : SetupPage(session, context, parent),
      m_label(new QLineEdit(this)),
      m_color(new QComboBox(this)),
      m_rights(new ChipLabel(context.theme, this)),
      m_store(new StoreChoice(stores, context, this))
{
    m_label->setObjectName(QStringLiteral("labelField"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setMaxLength(longestLabel);
    m_color->setObjectName(QStringLiteral("colorBox"));
    m_color->setAccessibleName(tr("Colour"));
    for (QWidget *field : {static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_color)})
        field->setMinimumHeight(fieldHeight);
    fillColors();
    connect(&context.theme, &Theme::changed, this, &ReviewPage::fillColors);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, 110);
    const auto addField = [&](const QString &title, QWidget *field) {
        auto *name = new Label(Label::Role::Body, title, this);
        name->setBuddy(field);
        grid->addWidget(name, grid->rowCount(), 0);
        grid->addWidget(field, grid->rowCount() - 1, 1);
    };
    addField(tr("&Label"), m_label);
    addField(tr("&Colour"), m_color);
    m_holderLine = addLine(*grid, QStringLiteral("reviewHolder"), tr("Account"));
    m_accessKeyLine = addLine(*grid, QStringLiteral("reviewAccessKey"), tr("Access key"));
    addField(tr("Permissions"), m_rights);
    m_bindingLine = addLine(*grid, QStringLiteral("reviewBinding"), tr("Works from"));
    m_expiryLine = addLine(*grid, QStringLiteral("reviewExpiry"), tr("Expires"));
    content()->addLayout(grid);
    content()->addSpacing(4);
    addText(Label::Role::Strong, tr("Where the secret is kept"));
    content()->addWidget(m_store);
    connect(m_store, &StoreChoice::changed, this, &SetupPage::edited);
    content()->addStretch(1);
    addText(Label::Role::Meta,
            tr("The secret is stored first, then what is shown here. If either fails, nothing "
               "is kept and you can try again."));
}

Label *ReviewPage::addLine(QGridLayout &grid, const QString &name, const QString &title)
{
    auto *value = new Label(Label::Role::Body, this);
    value->setObjectName(name);
    value->setWordWrap(true);
    const int row = grid.rowCount();
    grid.addWidget(new Label(Label::Role::Body, title, this), row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1);
    return value;
}

void ReviewPage::fillColors()
{
    const QString chosen = color();
    m_color->clear();
    m_color->addItem(tr("None"), QString());
    for (const QString &word : keyColorWords()) {
        const std::optional<QColor> shade = keyColor(word, context().theme.colors());
        m_color->addItem(disc(shade.value_or(QColor()), devicePixelRatioF()), keyColorName(word), word);
    }
    m_color->setCurrentIndex(std::max(0, m_color->findData(chosen)));
}

void ReviewPage::setHolder(const QString &name)
{
    m_holder = name;
}

QString ReviewPage::suggestedLabel() const
{
    const QString purpose = flow().plan().purpose == htx::Permission::Read    ? tr("Portfolio")
                            : flow().plan().purpose == htx::Permission::Trade ? tr("Trading")
                                                                              : tr("Withdrawals");
    return m_holder.isEmpty() ? purpose : tr("%1, %2").arg(purpose, m_holder);
}

void ReviewPage::enter()
{
    if (m_label->text().isEmpty() || m_label->text() == m_suggested) {
        m_suggested = suggestedLabel();
        m_label->setText(m_suggested.left(longestLabel));
    }
    const std::optional<keys::CheckedKey> key = session().key();
    if (!key)
        return;
    const QString holder = accountFact(*key).detail;
    m_holderLine->setText(m_holder.isEmpty() ? holder
                                             : tr("%1 (%2)").arg(Format::plain(m_holder, 40), holder));
    m_accessKeyLine->setText(keys::masked(key->accessKey));
    const htx::PermissionSet planned = flow().plan().permissions();
    m_rights->setChips(key->record ? permissionChips(key->record->permissions, &planned)
                                   : plannedChips(planned));
    m_bindingLine->setText(bindingFact(*key).detail);
    m_expiryLine->setText(expiryFact(*key).detail);
    m_label->setFocus();
    m_label->selectAll();
}

QString ReviewPage::label() const
{
    const QString label = m_label->text().trimmed();
    return label.isEmpty() ? suggestedLabel() : label;
}

QString ReviewPage::color() const
{
    return m_color->currentData().toString();
}

QString ReviewPage::place() const
{
    return m_store->place();
}

bool ReviewPage::isPlaceUsable() const
{
    return m_store->isUsable();
}

void ReviewPage::openVault()
{
    m_store->openVault();
}

void ReviewPage::setBusy(bool isBusy)
{
    m_label->setEnabled(!isBusy);
    m_color->setEnabled(!isBusy);
    m_store->setEnabled(!isBusy);
}

} // namespace coffer::ui
