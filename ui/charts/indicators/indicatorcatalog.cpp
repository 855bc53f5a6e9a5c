// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorcatalog.h"

#include "ui/charts/indicators/indicatorwords.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace coffer::ui {

using market::IndicatorKind;

namespace {

constexpr int kindRole = Qt::UserRole;        ///< none: the head of a group
constexpr int summaryRole = Qt::UserRole + 1; ///< the second line
constexpr int margin = 8, lineGap = 2;

/// A name over a quiet sentence; the head of a group as a quiet line.
class CatalogDelegate : public QStyledItemDelegate
{
public:
    CatalogDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const override
    {
        const int first = QFontMetrics(Label::font(Label::Role::Body)).height();
        const int second = QFontMetrics(Label::font(Label::Role::Meta)).height();
        return index.data(kindRole).isValid() ? QSize(1, first + lineGap + second + margin)
                                              : QSize(1, second + 2 * margin);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem frame = option;
        initStyleOption(&frame, index);
        frame.text.clear();
        QStyle *style = option.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &frame, painter, option.widget);
        const Colors &colors = m_theme.colors();
        const QRect area = option.rect.adjusted(margin, 0, -margin, 0);
        const auto line = [&](Label::Role role, const QRect &rect, const QString &text, const QColor &color) {
            painter->setFont(Label::font(role));
            painter->setPen(color);
            const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
            painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, shown);
        };
        painter->save();
        if (index.data(kindRole).isValid()) {
            const QRect top(area.left(), area.top() + margin / 2, area.width(),
                            QFontMetrics(Label::font(Label::Role::Body)).height());
            const QRect bottom(area.left(), top.bottom() + 1 + lineGap, area.width(),
                               QFontMetrics(Label::font(Label::Role::Meta)).height());
            line(Label::Role::Body, top, index.data(Qt::DisplayRole).toString(), colors.text);
            line(Label::Role::Meta, bottom, index.data(summaryRole).toString(), colors.muted);
        } else {
            line(Label::Role::Meta, area, index.data(Qt::DisplayRole).toString(), colors.muted);
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

IndicatorCatalog::IndicatorCatalog(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_nothing(new Label(Label::Role::Muted, this)),
      m_add(new QPushButton(tr("Add to the chart"), this))
{
    setObjectName(QStringLiteral("indicatorCatalog"));
    m_search->setObjectName(QStringLiteral("indicatorSearch"));
    m_search->setPlaceholderText(tr("Search indicators"));
    m_search->setAccessibleName(tr("Search indicators"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search"), theme), QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("indicatorChoices"));
    m_list->setAccessibleName(tr("Indicators to add"));
    m_list->setItemDelegate(new CatalogDelegate(theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_add->setObjectName(QStringLiteral("indicatorAdd"));
    m_add->setAutoDefault(false);
    m_nothing->setWordWrap(true);
    m_nothing->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    fill(true, tr("On the price"));
    fill(false, tr("In a pane of its own"));
    m_list->setCurrentItem(firstShown());

    setFocusProxy(m_search);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &IndicatorCatalog::search);
    connect(m_search, &QLineEdit::returnPressed, this, &IndicatorCatalog::choose);
    connect(m_list, &QListWidget::itemActivated, this, &IndicatorCatalog::choose);
    connect(m_list, &QListWidget::currentItemChanged, this, &IndicatorCatalog::showState);
    connect(m_add, &QPushButton::clicked, this, &IndicatorCatalog::choose);
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    showState();
}

void IndicatorCatalog::setFull(bool full)
{
    m_full = full;
    showState();
}

void IndicatorCatalog::fill(bool onPrice, const QString &group)
{
    auto *head = new QListWidgetItem(group, m_list);
    head->setFlags(Qt::NoItemFlags);
    for (int i = 0; i < market::indicatorKindCount; ++i) {
        const auto kind = static_cast<IndicatorKind>(i);
        if (market::indicatorInfo(kind).onPrice != onPrice)
            continue;
        auto *item = new QListWidgetItem(IndicatorWords::name(kind), m_list);
        item->setData(kindRole, i);
        item->setData(summaryRole, IndicatorWords::summary(kind));
        item->setToolTip(IndicatorWords::summary(kind));
        item->setData(Qt::AccessibleDescriptionRole, IndicatorWords::summary(kind));
    }
}

void IndicatorCatalog::search(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const auto matches = [&words](const QListWidgetItem &item) {
        const auto kind = static_cast<IndicatorKind>(item.data(kindRole).toInt());
        const QString all = item.text() + u' ' + IndicatorWords::shortName(market::IndicatorSpec::of(kind)) +
                            u' ' + item.data(summaryRole).toString();
        return std::all_of(words.begin(), words.end(),
                           [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
    };
    QListWidgetItem *head = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (!item->data(kindRole).isValid()) {
            head = item;
            head->setHidden(true);
            continue;
        }
        const bool isShown = matches(*item);
        item->setHidden(!isShown);
        if (isShown)
            head->setHidden(false);
    }
    m_list->setCurrentItem(firstShown());
    showState();
}

void IndicatorCatalog::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item && !m_full)
        Q_EMIT chosen(static_cast<IndicatorKind>(item->data(kindRole).toInt()));
}

void IndicatorCatalog::showState()
{
    const bool isEmpty = !firstShown();
    m_nothing->setText(
        m_full    ? tr("A chart holds at most %1 indicators. Remove one first.").arg(market::mostIndicators)
        : isEmpty ? tr("No indicator is called that.")
                  : QString());
    m_nothing->setVisible(m_full || isEmpty);
    m_add->setEnabled(!m_full && m_list->currentItem());
}

QListWidgetItem *IndicatorCatalog::firstShown() const
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (item->data(kindRole).isValid() && !item->isHidden())
            return item;
    }
    return nullptr;
}

bool IndicatorCatalog::eventFilter(QObject *watched, QEvent *event)
{
    // From the search field the arrows go through the list below.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coffer::ui
