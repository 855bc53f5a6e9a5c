// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {
namespace {

constexpr qsizetype shownLimit = 50;
constexpr int paletteWidth = 560;
constexpr int paletteHeight = 400;
constexpr int hintRole = Qt::UserRole + 1;

class CommandDelegate final : public QStyledItemDelegate
{
public:
    CommandDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = m_theme.colors();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.accentWash);
            painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6);
        }
        const QRect area = option.rect.adjusted(10, 0, -10, 0);
        const auto place = [&](const QRect &rect) {
            return QStyle::visualRect(option.direction, area, rect);
        };
        const QRect symbol(area.left(), area.center().y() - 9, 20, 20);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, place(symbol));
        const QString hint = index.data(hintRole).toString();
        const int hintWidth = option.fontMetrics.horizontalAdvance(hint);
        painter->setPen(colors.muted);
        const QRect right(area.right() - hintWidth, area.top(), hintWidth + 1, area.height());
        painter->drawText(place(right), Qt::AlignVCenter | Qt::TextSingleLine, hint);
        const QRect left(area.left() + 30, area.top(), area.width() - 30 - hintWidth - 12, area.height());
        painter->setPen(colors.text);
        const Qt::Alignment leading =
            QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
        painter->drawText(
            place(left), static_cast<int>(leading) | Qt::TextSingleLine,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, left.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const override
    {
        return {100, std::max(34, option.fontMetrics.height() + 14)};
    }

private:
    const Theme &m_theme;
};

} // namespace

int matchScore(const QString &text, const QString &typed)
{
    if (typed.isEmpty())
        return 1;
    const qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive);
    const int brevity = static_cast<int>(std::max<qsizetype>(0, 60 - text.size()));
    if (at == 0)
        return 1000 + brevity;
    if (at > 0)
        return (text.at(at - 1).isLetterOrNumber() ? 500 : 800) + brevity;
    qsizetype from = 0;
    for (const QChar c : typed) {
        if (c.isSpace())
            continue;
        from = text.indexOf(c, from, Qt::CaseInsensitive);
        if (from < 0)
            return 0;
        ++from;
    }
    return 100 + brevity;
}

CommandModel::CommandModel(const Theme &theme, QObject *parent) : QAbstractListModel(parent), m_theme(theme)
{
}

void CommandModel::setCommands(QList<Command> commands)
{
    beginResetModel();
    m_commands = std::move(commands);
    m_found.clear();
    endResetModel();
}

void CommandModel::setTyped(const QString &typed)
{
    std::vector<std::pair<int, qsizetype>> scored;
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        if (const int score = matchScore(m_commands.at(i).text, typed.trimmed()); score > 0)
            scored.emplace_back(score, i);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    beginResetModel();
    m_found.clear();
    for (const auto &[score, index] : scored) {
        if (m_found.size() == shownLimit)
            break;
        m_found += index;
    }
    endResetModel();
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command &found = command(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return found.text;
    case Qt::DecorationRole:
        return found.iconName.isEmpty() ? QVariant() : QVariant(icon(found.iconName, m_theme));
    case Qt::AccessibleTextRole:
        return QString(found.text + QStringLiteral(", ") + found.hint);
    case hintRole:
        return found.hint;
    default:
        return {};
    }
}

CommandPalette::CommandPalette(const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_model(new CommandModel(theme, this)),
      m_input(new QLineEdit(this)),
      m_list(new QListView(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    hide();
    setAccessibleName(tr("Find anything"));
    m_input->setPlaceholderText(tr("Find an action, a page, a market or an asset"));
    m_input->setAccessibleName(m_input->placeholderText());
    m_input->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_model->setTyped(typed);
        m_list->setCurrentIndex(m_model->index(0));
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::openWith(QList<Command> commands)
{
    m_model->setCommands(std::move(commands));
    m_input->clear();
    m_model->setTyped({});
    m_list->setCurrentIndex(m_model->index(0));
    const QWidget *window = parentWidget();
    const int width = std::min(paletteWidth, window->width() - 32);
    setGeometry((window->width() - width) / 2, 56, width, std::min(paletteHeight, window->height() - 80));
    if (isHidden())
        m_before = window->focusWidget();
    raise();
    show();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const std::function<void()> run = m_model->command(index.row()).run;
    close(true);
    // After this has closed, so that what it opens gets the focus.
    QTimer::singleShot(0, parentWidget(), run);
}

void CommandPalette::close(bool restoreFocus)
{
    hide();
    if (restoreFocus && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::FocusOut && isVisible()) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            close(false);
        return false;
    }
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        m_list->setCurrentIndex(m_model->index(rows > 0 ? (row + 1) % rows : 0));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentIndex(m_model->index(rows > 0 ? (row + rows - 1) % rows : 0));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentIndex(m_model->index(std::min(rows - 1, row + 8)));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentIndex(m_model->index(std::max(0, row - 8)));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close(true);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nowhere else to go in it
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().raised);
    painter.setPen(m_theme.colors().strongLine);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace coffer::ui
