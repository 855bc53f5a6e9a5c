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
#include <QStyleOptionToolButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int wide = 200;
constexpr int narrow = 56;
constexpr int markSize = 24;
constexpr int outerMargin = 8;

constexpr int textOffset = 44;

// A button with the icon in the middle of the collapsed bar's width, so that nothing jumps when it widens.
class NavigationButton final : public QToolButton
{
public:
    NavigationButton(const Theme &theme, QWidget *parent) : QToolButton(parent), m_theme(theme) {}

    void setMark(const Chip &mark)
    {
        m_mark = mark;
        update();
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.state.setFlag(QStyle::State_MouseOver, underMouse());
        style()->drawPrimitive(QStyle::PE_PanelButtonTool, &option, &painter, this);
        if (hasFocus())
            style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
        const int side = iconSize().width();
        const int left = (narrow - 2 * outerMargin - side) / 2;
        const QRect symbol(left, (height() - side) / 2, side, side);
        icon().paint(&painter, style()->visualRect(layoutDirection(), rect(), symbol), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled, isChecked() ? QIcon::On : QIcon::Off);
        if (toolButtonStyle() == Qt::ToolButtonIconOnly) {
            paintDot(painter, symbol);
            return;
        }
        painter.setFont(Label::font(isChecked() ? Label::Role::Strong : Label::Role::Body));
        painter.setPen(option.palette.color(QPalette::ButtonText));
        const QRect words(textOffset, 0, width() - textOffset - 4, height());
        const Qt::Alignment leading =
            QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
        painter.drawText(style()->visualRect(layoutDirection(), rect(), words),
                         static_cast<int>(leading) | Qt::TextSingleLine, text());
        paintMark(painter);
    }

private:
    void paintMark(QPainter &painter)
    {
        if (m_mark.text.isEmpty())
            return;
        const QFont small = Label::font(Label::Role::Meta);
        const QSize size = chipSize(m_mark, small);
        const QRect place(width() - size.width() - 8, (height() - size.height()) / 2, size.width(),
                          size.height());
        paintChip(painter, style()->visualRect(layoutDirection(), rect(), place), m_mark, small,
                  m_theme.colors());
    }

    /// There is no room for a number beside the icon alone.
    void paintDot(QPainter &painter, const QRect &symbol)
    {
        if (m_mark.text.isEmpty())
            return;
        const Colors &colors = m_theme.colors();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_mark.tone == Chip::Tone::Danger    ? colors.danger
                         : m_mark.tone == Chip::Tone::Warning ? colors.warning
                                                              : colors.accent);
        const QRect dot(symbol.right() - 3, symbol.top() - 3, 8, 8);
        painter.drawEllipse(style()->visualRect(layoutDirection(), rect(), dot));
    }

    const Theme &m_theme;
    Chip m_mark;
};

QString pageTip(PageId id)
{
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(id)));
    return Navigation::tr("%1 (%2)").arg(PageHost::title(id), keys.toString(QKeySequence::NativeText));
}

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
    layout->setContentsMargins(outerMargin, outerMargin, outerMargin, outerMargin);
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
    auto *button = new NavigationButton(m_theme, this);
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
    button->setToolTip(pageTip(id));
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    return button;
}

void Navigation::setCurrent(PageId id)
{
    button(id)->setChecked(true);
}

void Navigation::setMark(PageId id, const Chip &mark, const QString &words)
{
    auto *button = static_cast<NavigationButton *>(this->button(id));
    button->setMark(mark);
    const QString title = PageHost::title(id);
    button->setAccessibleName(words.isEmpty() ? title : tr("%1: %2").arg(title, words));
    button->setToolTip(words.isEmpty() ? pageTip(id) : pageTip(id) + QStringLiteral(" – ") + words);
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
    const int needed =
        2 * outerMargin + textOffset + 16 + m_name->fontMetrics().horizontalAdvance(tr("Overview"));
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
