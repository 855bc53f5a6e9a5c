// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/proxystyle.h"

#include <QPainter>
#include <QStyleOption>

namespace coffer::ui {
namespace {

constexpr int controlHeight = 30;
constexpr int rowHeight = 28;
constexpr int scrollBarWidth = 12;
constexpr int minSlider = 32;
constexpr int textMargin = 6;
constexpr int headerMargin = 8;
constexpr int sortArrow = 12;

template<class Option>
const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

} // namespace

ProxyStyle::ProxyStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

int ProxyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ScrollBarSliderMin:
        return minSlider;
    case PM_SplitterWidth:
        return 9;
    case PM_LayoutHorizontalSpacing:
        return 12;
    case PM_LayoutVerticalSpacing:
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return 12;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_ToolBarIconSize:
        return 20;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
    case PM_MenuBarItemSpacing:
        return 8;
    case PM_MenuVMargin:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ProxyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_MiddleClickAbsolutePosition:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize ProxyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {std::max(result.width(), size.width() + 28), std::max(controlHeight, size.height() + 12)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {result.width() + (type == CT_ComboBox ? 16 : 0), std::max(controlHeight, result.height())};
    case CT_ToolButton:
        return {std::max(rowHeight, size.width() + 10), std::max(rowHeight, size.height() + 8)};
    case CT_HeaderSection:
    case CT_TabBarTab:
        return {result.width(), std::max(controlHeight, result.height())};
    case CT_ItemViewItem:
    case CT_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return result;
        return {result.width(), std::max(rowHeight, result.height())};
    default:
        return result;
    }
}

QRect ProxyStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *header = as<QStyleOptionHeader>(option);
    switch (element) {
    case SE_LineEditContents:
        return rect.adjusted(textMargin, 0, -textMargin, 0);
    case SE_HeaderLabel:
    case SE_HeaderArrow:
        if (header && header->orientation == Qt::Horizontal) {
            const QRect inner = header->rect.adjusted(headerMargin, 0, -headerMargin, 0);
            const int arrow = header->sortIndicator == QStyleOptionHeader::None ? 0 : sortArrow;
            const QRect place = element == SE_HeaderLabel
                                    ? inner.adjusted(0, 0, arrow > 0 ? -arrow - 2 : 0, 0)
                                    : QRect(inner.right() - arrow + 1, inner.top(), arrow, inner.height());
            return visualRect(header->direction, header->rect, place);
        }
        return rect;
    default:
        return rect;
    }
}

// Scroll bars have no arrow buttons: the slider has the whole length.
QRect ProxyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                 const QWidget *widget) const
{
    const auto *bar = as<QStyleOptionSlider>(option);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const bool mirrored = option->direction == Qt::RightToLeft;
        return QProxyStyle::subControlRect(control, option, part, widget)
            .adjusted(mirrored ? 0 : textMargin, 0, mirrored ? -textMargin : 0, 0);
    }
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int slider = length;
    if (range > 0) {
        const qint64 wanted = qint64(bar->pageStep) * length / std::max<qint64>(1, range + bar->pageStep);
        slider = static_cast<int>(std::clamp<qint64>(wanted, std::min(minSlider, length), length));
    }
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - slider, bar->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect place = horizontal ? QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height())
                                       : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size);
        return visualRect(bar->direction, bar->rect, place);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, slider);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    case SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

void ProxyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    painter->save();
    const bool drawn = drawPart(element, *option, *painter);
    painter->restore();
    if (!drawn)
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ProxyStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = as<QStyleOptionButton>(option)) {
            QStyleOptionButton copy = *button;
            const bool primary = button->features.testFlag(QStyleOptionButton::DefaultButton) &&
                                 button->state.testFlag(State_Enabled);
            if (primary)
                copy.palette.setColor(QPalette::ButtonText, m_colors.onAccent);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
    case CE_MenuBarItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option)) { // a wash, on which icons keep their colour
            QStyleOptionMenuItem copy = *item;
            copy.palette.setColor(QPalette::Highlight, m_colors.accentWash);
            copy.palette.setColor(QPalette::HighlightedText, m_colors.text);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *item = as<QStyleOptionViewItem>(option)) {
            QStyleOptionViewItem copy = *item;
            copy.palette.setColor(QPalette::Highlight, m_colors.accentWash);
            copy.palette.setColor(QPalette::HighlightedText, m_colors.text);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_Header:
        if (const auto *header = as<QStyleOptionHeader>(option)) {
            drawHeader(*header, *painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_colors.surface);
        painter->setPen(m_colors.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_HeaderLabel:
        if (const auto *header = as<QStyleOptionHeader>(option)) {
            drawHeaderLabel(*header, *painter);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = as<QStyleOptionTab>(option)) {
            drawTab(*tab, *painter);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = as<QStyleOptionTab>(option)) {
            QStyleOptionTab copy = *tab;
            if (!tab->state.testFlag(State_Selected) && tab->state.testFlag(State_Enabled))
                copy.palette.setColor(QPalette::WindowText, m_colors.muted);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ProgressBar:
        if (const auto *bar = as<QStyleOptionProgressBar>(option)) {
            drawProgress(*bar, *painter);
            return;
        }
        break;
    case CE_Splitter:
        drawSplitter(*option, *painter);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ProxyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    if (const auto *box = as<QStyleOptionComboBox>(option); box && control == CC_ComboBox) {
        drawComboBox(*box, *painter);
        return;
    }
    if (const auto *box = as<QStyleOptionSpinBox>(option); box && control == CC_SpinBox) {
        drawSpinBox(*box, *painter, widget);
        return;
    }
    if (const auto *bar = as<QStyleOptionSlider>(option); bar && control == CC_ScrollBar) {
        drawScrollBar(*bar, *painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace coffer::ui
