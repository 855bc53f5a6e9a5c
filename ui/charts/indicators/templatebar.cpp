// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/templatebar.h"

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace coffer::ui {

namespace {

constexpr int iconSize = 16;

QHBoxLayout *rowIn(QWidget *widget)
{
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    return layout;
}

QPushButton *makeButton(const QString &text, const char *name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

} // namespace

TemplateBar::TemplateBar(Settings &settings, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_templates(settings)
{
    setObjectName(QStringLiteral("templateBar"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(makeChoice(theme));
    layout->addWidget(makeNaming());
    layout->addWidget(makeUndo());
    m_nameRow->hide();
    m_undoRow->hide();
    fill();
}

QWidget *TemplateBar::makeChoice(const Theme &theme)
{
    auto *row = new QWidget(this);
    auto *label = new Label(Label::Role::Body, tr("Template"), row);
    m_choice = new QComboBox(row);
    m_choice->setObjectName(QStringLiteral("templateChoice"));
    m_choice->setAccessibleName(tr("Template"));
    m_choice->setPlaceholderText(tr("Your own choice"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(22);
    label->setBuddy(m_choice);
    QPushButton *save = makeButton(tr("Save as…"), "templateSave", row);
    save->setToolTip(tr("Keep what is on the chart as a template"));

    auto *more = new QToolButton(row);
    more->setObjectName(QStringLiteral("templateMore"));
    more->setAccessibleName(tr("More for this template"));
    more->setToolTip(more->accessibleName());
    more->setIconSize({iconSize, iconSize});
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::StrongFocus);
    const auto tint = [more, &theme] { more->setIcon(icon(QStringLiteral("more"), theme)); };
    tint();
    connect(&theme, &Theme::changed, more, tint);
    auto *menu = new QMenu(more);
    connect(more, &QToolButton::clicked, menu,
            [menu, more] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    m_rename = menu->addAction(tr("Rename…"), this, [this] { beginNaming(Naming::Rename); });
    m_delete = menu->addAction(tr("Delete"), this, &TemplateBar::remove);
    m_rename->setObjectName(QStringLiteral("templateRename"));
    m_delete->setObjectName(QStringLiteral("templateDelete"));

    QHBoxLayout *layout = rowIn(row);
    layout->addWidget(label);
    layout->addWidget(m_choice, 1);
    layout->addWidget(save);
    layout->addWidget(more);
    connect(m_choice, &QComboBox::activated, this, &TemplateBar::apply);
    connect(save, &QPushButton::clicked, this, [this] { beginNaming(Naming::Save); });
    return row;
}

QWidget *TemplateBar::makeNaming()
{
    m_nameRow = new QWidget(this);
    m_name = new QLineEdit(m_nameRow);
    m_name->setObjectName(QStringLiteral("templateName"));
    m_name->setAccessibleName(tr("Name of the template"));
    m_name->setPlaceholderText(tr("Name of the template"));
    m_name->setMaxLength(static_cast<int>(IndicatorTemplates::longestName));
    m_hint = new Label(Label::Role::Meta, m_nameRow);
    m_take = makeButton({}, "templateTake", m_nameRow);
    QPushButton *cancel = makeButton(tr("Cancel"), "templateCancel", m_nameRow);
    QHBoxLayout *layout = rowIn(m_nameRow);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_hint);
    layout->addWidget(m_take);
    layout->addWidget(cancel);

    // Esc closes this row, not the window around it.
    auto *escape = new QAction(m_nameRow);
    escape->setShortcut(QKeySequence(Qt::Key_Escape));
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_nameRow->addAction(escape);
    connect(escape, &QAction::triggered, this, &TemplateBar::endNaming);
    connect(cancel, &QPushButton::clicked, this, &TemplateBar::endNaming);
    connect(m_name, &QLineEdit::textChanged, this, &TemplateBar::showNaming);
    connect(m_name, &QLineEdit::returnPressed, this, &TemplateBar::takeName);
    connect(m_take, &QPushButton::clicked, this, &TemplateBar::takeName);
    return m_nameRow;
}

QWidget *TemplateBar::makeUndo()
{
    m_undoRow = new QWidget(this);
    m_undoText = new Label(Label::Role::Muted, m_undoRow);
    m_undoText->setElided(Qt::ElideRight);
    m_undo = makeButton(tr("Undo"), "templateUndo", m_undoRow);
    QHBoxLayout *layout = rowIn(m_undoRow);
    layout->addWidget(m_undoText, 1);
    layout->addWidget(m_undo);
    connect(m_undo, &QPushButton::clicked, this, &TemplateBar::undo);
    return m_undoRow;
}

void TemplateBar::setSpecs(const QList<market::IndicatorSpec> &specs)
{
    m_specs = specs;
    fill();
}

void TemplateBar::fill()
{
    const QString before = currentName();
    m_choice->clear();
    int current = -1;
    for (const IndicatorTemplate &one : m_templates.all()) {
        // Of two equal sets it stays the one that was chosen.
        if (one.specs == m_specs && (current < 0 || one.name == before))
            current = m_choice->count();
        m_choice->addItem(one.name);
    }
    m_choice->setCurrentIndex(current);
    const IndicatorTemplate *chosen = m_templates.find(currentName());
    const bool isOwn = chosen && !chosen->isShipped;
    m_rename->setEnabled(isOwn);
    m_delete->setEnabled(isOwn);
}

void TemplateBar::apply(int index)
{
    if (index < 0 || index >= m_templates.all().size())
        return;
    endNaming();
    Q_EMIT applied(m_templates.all()[index].specs);
    m_choice->setCurrentIndex(index);
    fill();
}

void TemplateBar::beginNaming(Naming naming)
{
    m_naming = naming;
    m_renamed = currentName();
    m_name->setText(naming == Naming::Rename ? m_renamed : QString());
    m_undoRow->hide();
    m_nameRow->show();
    showNaming();
    m_name->selectAll();
    m_name->setFocus();
}

void TemplateBar::endNaming()
{
    if (m_naming == Naming::None)
        return;
    m_naming = Naming::None;
    m_nameRow->hide();
    m_choice->setFocus();
}

void TemplateBar::showNaming()
{
    const QString name = IndicatorTemplates::cleanName(m_name->text());
    const IndicatorTemplate *present = m_templates.find(name);
    const bool replaces = m_naming == Naming::Save && present && !present->isShipped;
    const bool isFine =
        m_naming == Naming::Save ? m_templates.canSave(name) : m_templates.canRename(m_renamed, name);
    m_take->setText(m_naming == Naming::Rename ? tr("Rename") : replaces ? tr("Replace") : tr("Save"));
    m_take->setEnabled(isFine);
    m_hint->setText(isFine || name.isEmpty() ? QString()
                    : present                ? tr("There is one of that name.")
                                             : tr("There are enough. Delete one first."));
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void TemplateBar::takeName()
{
    const QString name = m_name->text();
    const bool isDone =
        m_naming == Naming::Save ? m_templates.save(name, m_specs) : m_templates.rename(m_renamed, name);
    if (!isDone)
        return;
    endNaming();
    fill();
    m_choice->setCurrentText(IndicatorTemplates::cleanName(name));
    fill();
}

void TemplateBar::remove()
{
    const IndicatorTemplate *present = m_templates.find(currentName());
    if (!present || present->isShipped)
        return;
    m_removed = *present;
    m_templates.remove(m_removed.name);
    fill();
    m_undoText->setText(tr("“%1” is deleted.").arg(m_removed.name));
    m_undoRow->show();
    m_undo->setFocus();
}

void TemplateBar::undo()
{
    m_templates.save(m_removed.name, m_removed.specs);
    m_undoRow->hide();
    fill();
    m_choice->setFocus();
}

QString TemplateBar::currentName() const
{
    return m_choice->currentText();
}

} // namespace coffer::ui
