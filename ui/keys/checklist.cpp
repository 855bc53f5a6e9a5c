// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/checklist.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int iconSize = 16;

struct Look
{
    QString icon;
    QColor color;
};

Look lookOf(CheckList::State state, const Colors &colors)
{
    switch (state) {
    case CheckList::State::Waiting:
        return {QStringLiteral("more"), colors.disabled};
    case CheckList::State::Running:
        return {QStringLiteral("refresh"), colors.accent};
    case CheckList::State::Passed:
        return {QStringLiteral("check"), colors.gain};
    case CheckList::State::Notice:
        return {QStringLiteral("warning"), colors.warning};
    case CheckList::State::Unknown:
        return {QStringLiteral("info"), colors.muted};
    case CheckList::State::Failed:
        return {QStringLiteral("error"), colors.danger};
    }
    return {};
}

} // namespace

CheckList::CheckList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    connect(&theme, &Theme::changed, this, [this] {
        for (const Line &line : std::as_const(m_lines))
            draw(line);
    });
}

int CheckList::addLine(const QString &title)
{
    Line line;
    line.widget = new QWidget(this);
    line.icon = new QLabel(line.widget);
    line.icon->setFixedWidth(iconSize);
    line.title = new Label(Label::Role::Body, title, line.widget);
    line.detail = new Label(Label::Role::Meta, line.widget);
    line.detail->setWordWrap(true);
    line.detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line.detail->hide();
    auto *grid = new QGridLayout(line.widget);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(line.icon, 0, 0, Qt::AlignVCenter);
    grid->addWidget(line.title, 0, 1);
    grid->addWidget(line.detail, 1, 1);
    grid->setColumnStretch(1, 1);
    layout()->addWidget(line.widget);
    m_lines.append(line);
    draw(m_lines.last());
    return static_cast<int>(m_lines.size()) - 1;
}

void CheckList::setLine(int line, State state, const QString &detail)
{
    Line &changed = m_lines[line];
    changed.state = state;
    changed.detail->setText(detail);
    changed.detail->setVisible(!detail.isEmpty());
    draw(changed);
}

QString CheckList::detail(int line) const
{
    return m_lines.at(line).detail->text();
}

void CheckList::reset()
{
    for (int line = 0; line < m_lines.size(); ++line)
        setLine(line, State::Waiting);
}

void CheckList::draw(const Line &line) const
{
    const Look look = lookOf(line.state, m_theme.colors());
    line.icon->setPixmap(pixmap(look.icon, look.color, iconSize, devicePixelRatioF()));
    line.icon->setAccessibleName(stateName(line.state));
    line.title->setEnabled(line.state != State::Waiting);
    line.widget->setAccessibleName(QStringLiteral("%1: %2").arg(line.title->text(), stateName(line.state)));
    line.widget->setAccessibleDescription(line.detail->text());
}

QString CheckList::stateName(State state)
{
    switch (state) {
    case State::Waiting:
        return tr("not yet checked");
    case State::Running:
        return tr("being checked");
    case State::Passed:
        return tr("passed");
    case State::Notice:
        return tr("needs attention");
    case State::Unknown:
        return tr("unknown");
    case State::Failed:
        return tr("failed");
    }
    return {};
}

} // namespace coffer::ui
