// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorsdialog.h"

#include "ui/charts/indicators/indicatorcatalog.h"
#include "ui/charts/indicators/indicatoreditor.h"
#include "ui/charts/indicators/indicatorlist.h"
#include "ui/charts/indicators/indicatorsetmodel.h"
#include "ui/charts/indicators/templatebar.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace coffer::ui {

using market::IndicatorSpec;

namespace {

constexpr int leftWidth = 320, editorWidth = 300;

} // namespace

IndicatorsDialog::IndicatorsDialog(const QList<IndicatorSpec> &specs, Settings &settings, const Theme &theme,
                                   QWidget *parent)
    : QDialog(parent),
      m_model(new IndicatorSetModel(theme, this)),
      m_templates(new TemplateBar(settings, theme, this)),
      m_editor(new IndicatorEditor(theme))
{
    setObjectName(QStringLiteral("indicatorsDialog"));
    setWindowTitle(tr("Indicators"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_model->setSpecs(specs);
    m_first = m_model->specs();

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_editor);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumWidth(editorWidth);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addWidget(makeLeft(theme), 1);
    columns->addWidget(scroll, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(m_templates);
    layout->addLayout(columns, 1);
    layout->addLayout(makeButtons());
    resize(840, 640);

    connect(m_model, &IndicatorSetModel::edited, this, &IndicatorsDialog::tell);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &IndicatorsDialog::showCurrent);
    connect(m_list, &IndicatorList::currentRowChanged, this, &IndicatorsDialog::showCurrent);
    connect(m_editor, &IndicatorEditor::edited, this,
            [this](const IndicatorSpec &spec) { m_model->setSpec(m_list->currentRow(), spec); });
    connect(m_templates, &TemplateBar::applied, this, [this](const QList<IndicatorSpec> &applied) {
        m_model->setSpecs(applied);
        edit(0);
    });
    connect(m_catalog, &IndicatorCatalog::chosen, this,
            [this](market::IndicatorKind kind) { edit(m_model->add(kind)); });
    m_templates->setSpecs(m_model->specs());
    m_catalog->setFull(m_model->isFull());
    edit(0);
    (specs.isEmpty() ? static_cast<QWidget *>(m_catalog) : m_list)->setFocus();
}

QWidget *IndicatorsDialog::makeLeft(const Theme &theme)
{
    auto *left = new QWidget(this);
    m_list = new IndicatorList(*m_model, theme, left);
    m_catalog = new IndicatorCatalog(theme, left);
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(new Label(Label::Role::Section, tr("On the chart"), left));
    layout->addWidget(m_list, 2);
    layout->addSpacing(4);
    layout->addWidget(new Label(Label::Role::Section, tr("Add an indicator"), left));
    layout->addWidget(m_catalog, 3);
    left->setMinimumWidth(leftWidth);
    return left;
}

QLayout *IndicatorsDialog::makeButtons()
{
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("indicatorsCancel"));
    cancel->setToolTip(tr("Back to the indicators as they were"));
    auto *done = new QPushButton(tr("Done"), this);
    done->setObjectName(QStringLiteral("indicatorsDone"));
    // Enter takes a number or adds what was searched; it must not close the window at the same time.
    for (QPushButton *button : {cancel, done})
        button->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &IndicatorsDialog::reject);
    connect(done, &QPushButton::clicked, this, &IndicatorsDialog::accept);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(cancel);
    layout->addWidget(done);
    return layout;
}

const QList<IndicatorSpec> &IndicatorsDialog::specs() const
{
    return m_model->specs();
}

void IndicatorsDialog::edit(int row)
{
    if (row >= 0 && row < m_model->rowCount())
        m_list->setCurrentRow(row);
    showCurrent();
}

void IndicatorsDialog::reject()
{
    if (m_model->specs() != m_first)
        Q_EMIT changed(m_first);
    QDialog::reject();
}

void IndicatorsDialog::showCurrent()
{
    const int row = m_list->currentRow();
    m_editor->setSpec(row >= 0 && row < m_model->rowCount() ? std::optional(m_model->specs()[row])
                                                            : std::nullopt);
}

void IndicatorsDialog::tell()
{
    m_templates->setSpecs(m_model->specs());
    m_catalog->setFull(m_model->isFull());
    Q_EMIT changed(m_model->specs());
}

} // namespace coffer::ui
