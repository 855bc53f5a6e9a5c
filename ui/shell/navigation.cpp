// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation.h"

#include "ui/common/chiplabel.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/shell/pagehost.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int wide = 200;
constexpr int narrow = 56;
constexpr int markSize = 24;

} // namespace

Navigation::Navigation(const Theme &theme, bool isDemo, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_mark(new QLabel(this)),
      m_name(new Label(Label::Role::Section, tr("Coffer"), this)),
      m_collapse(new QToolButton(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    m_mark->setFixedSize(markSize, markSize);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 0, 8);
    head->setSpacing(10);
    head->addWidget(m_mark);
    head->addWidget(m_name);
    if (isDemo) {
        m_badge = new ChipLabel(theme, this);
        m_badge->setObjectName(QStringLiteral("demoBadge"));
        m_badge->setChip({tr("Demo"), Chip::Tone::Warning});
        m_badge->setToolTip(
            tr("The exchange behind this window runs inside Coffer. No real money is shown."));
        head->addWidget(m_badge);
    }
    head->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(2);
    layout->addLayout(head);
    auto *group = new QButtonGroup(this);
    for (int i = 0; i < static_cast<int>(PageId::Count); ++i) {
        QToolButton *button = makeButton(static_cast<PageId>(i));
        m_buttons += button;
        group->addButton(button);
        layout->addWidget(button);
    }
    layout->addStretch();

    m_collapse->setObjectName(QStringLiteral("collapseNavigation"));
    m_collapse->setAutoRaise(true);
    m_collapse->setIconSize({20, 20});
    m_collapse->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_collapse, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    layout->addWidget(m_collapse);
    connect(&theme, &Theme::changed, this, &Navigation::updateLook);
    updateLook();
}

QToolButton *Navigation::makeButton(PageId id)
{
    auto *button = new QToolButton(this);
    const QString title = PageHost::title(id);
    button->setObjectName(QStringLiteral("nav-") + PageHost::iconName(id));
    button->setText(title);
    button->setAccessibleName(title);
    button->setIcon(icon(PageHost::iconName(id), m_theme));
    button->setIconSize({20, 20});
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setMinimumHeight(36);
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(id)));
    button->setToolTip(tr("%1 (%2)").arg(title, keys.toString(QKeySequence::NativeText)));
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    return button;
}

void Navigation::setCurrent(PageId id)
{
    button(id)->setChecked(true);
}

void Navigation::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    updateLook();
    Q_EMIT collapsedChanged(collapsed);
}

void Navigation::updateLook()
{
    // With a larger font the words need more than the usual width.
    const int needed = 2 * 8 + 20 + 32 + m_name->fontMetrics().horizontalAdvance(tr("Overview"));
    setFixedWidth(m_collapsed ? narrow : std::max(wide, needed));
    const auto style = m_collapsed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    for (QToolButton *button : std::as_const(m_buttons))
        button->setToolButtonStyle(style);
    m_name->setVisible(!m_collapsed);
    if (m_badge)
        m_badge->setVisible(!m_collapsed);
    m_mark->setPixmap(pixmap(QStringLiteral("app"), Qt::black, markSize, devicePixelRatioF()));
    const bool pointsRight = m_collapsed == (layoutDirection() == Qt::LeftToRight);
    m_collapse->setIcon(
        icon(pointsRight ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), m_theme));
    const QString label = m_collapsed ? tr("Widen the navigation") : tr("Narrow the navigation");
    m_collapse->setToolTip(label);
    m_collapse->setAccessibleName(label);
    update();
}

void Navigation::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().surface);
    painter.setPen(m_theme.colors().line);
    const int edge = layoutDirection() == Qt::LeftToRight ? width() - 1 : 0;
    painter.drawLine(edge, 0, edge, height());
}

} // namespace coffer::ui
