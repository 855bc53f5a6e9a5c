// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/proxystyle.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace coffer::ui {
namespace {

constexpr qreal radius = 6;

QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border,
             qreal corner = radius)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen(border) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(crisp(rect), corner, corner);
}

void drawChevron(QPainter &painter, const QRect &rect, const QColor &color, bool isUp)
{
    const QPointF center = QRectF(rect).center();
    const qreal rise = isUp ? -1.75 : 1.75;
    QPainterPath path(center + QPointF(-3.5, -rise));
    path.lineTo(center + QPointF(0, rise));
    path.lineTo(center + QPointF(3.5, -rise));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace

bool ProxyStyle::drawPart(PrimitiveElement element, const QStyleOption &option, QPainter &painter) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter);
        return true;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return true;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
            frame && frame->lineWidth > 0)
            drawField(option, painter);
        return true;
    case PE_FrameLineEdit:
        drawField(option, painter);
        return true;
    case PE_FrameFocusRect:
        drawFocus(option, painter);
        return true;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter, false);
        return true;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return true;
    case PE_IndicatorHeaderArrow:
        drawSortArrow(option, painter);
        return true;
    case PE_PanelTipLabel:
        painter.fillRect(option.rect, m_colors.raised);
        painter.setPen(m_colors.strongLine);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
        return true;
    case PE_Frame:
    case PE_FrameGroupBox:
        drawBox(painter, option.rect, QColor(), m_colors.line);
        return true;
    case PE_FrameTabBarBase:
        painter.setPen(m_colors.line);
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        return true;
    case PE_FrameTabWidget:
        painter.setPen(m_colors.line);
        painter.drawLine(option.rect.topLeft(), option.rect.topRight());
        return true;
    case PE_FrameStatusBarItem:
        return true;
    default:
        return false;
    }
}

void ProxyStyle::drawButton(const QStyleOption &option, QPainter &painter) const
{
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const bool isDown = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    const bool isHovered = option.state.testFlag(State_MouseOver) && isEnabled;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (button && button->features.testFlag(QStyleOptionButton::Flat) && !isDown && !isHovered)
        return;
    if (button && button->features.testFlag(QStyleOptionButton::DefaultButton) && isEnabled) {
        const QColor fill = isDown      ? m_colors.accent.darker(118)
                            : isHovered ? m_colors.accent.lighter(108)
                                        : m_colors.accent;
        drawBox(painter, option.rect, fill, fill);
        return;
    }
    const QColor fill = isDown ? m_colors.accentWash : isHovered ? m_colors.window : m_colors.raised;
    drawBox(painter, option.rect, isEnabled ? fill : m_colors.window,
            isDown      ? m_colors.accent
            : isEnabled ? m_colors.strongLine
                        : m_colors.line);
}

void ProxyStyle::drawToolButton(const QStyleOption &option, QPainter &painter) const
{
    const bool isDown = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    const bool isHovered = option.state.testFlag(State_MouseOver) && option.state.testFlag(State_Enabled);
    const bool isFlat = option.state.testFlag(State_AutoRaise);
    if (isDown)
        drawBox(painter, option.rect, m_colors.accentWash, isFlat ? m_colors.accentWash : m_colors.accent);
    else if (isHovered)
        drawBox(painter, option.rect, m_colors.line, isFlat ? m_colors.line : m_colors.strongLine);
    else if (!isFlat)
        drawBox(painter, option.rect, m_colors.raised, m_colors.strongLine);
}

void ProxyStyle::drawField(const QStyleOption &option, QPainter &painter) const
{
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const bool hasFocus = option.state.testFlag(State_HasFocus) && isEnabled;
    drawBox(painter, option.rect, isEnabled ? m_colors.surface : m_colors.window,
            hasFocus ? m_colors.accent : m_colors.strongLine);
    if (hasFocus)
        drawBox(painter, option.rect.adjusted(1, 1, -1, -1), QColor(), m_colors.accent, radius - 1);
}

void ProxyStyle::drawFocus(const QStyleOption &option, QPainter &painter) const
{
    if (!option.state.testFlag(State_KeyboardFocusChange))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_colors.accent, 2));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
}

void ProxyStyle::drawCheck(const QStyleOption &option, QPainter &painter, bool isRound) const
{
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const bool isOn = option.state.testFlag(State_On);
    const bool isPartial = option.state.testFlag(State_NoChange);
    QRect box(0, 0, 16, 16);
    box.moveCenter(option.rect.center());
    const QColor on = isEnabled ? m_colors.accent : m_colors.disabled;
    const QColor edge = option.state.testFlag(State_HasFocus) || isOn || isPartial ? on : m_colors.strongLine;
    drawBox(painter, box, isOn || isPartial ? on : m_colors.surface, edge, isRound ? 8 : 4);
    painter.setPen(QPen(m_colors.onAccent, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF corner = box.topLeft();
    if (isPartial) {
        painter.drawLine(corner + QPointF(4.5, 8), corner + QPointF(11.5, 8));
    } else if (isOn && isRound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colors.onAccent);
        painter.drawEllipse(QRectF(box).center(), 3, 3);
    } else if (isOn) {
        const QPointF tick[] = {corner + QPointF(4, 8.3), corner + QPointF(6.9, 11.2),
                                corner + QPointF(12, 5.2)};
        painter.drawPolyline(tick, 3);
    }
}

void ProxyStyle::drawSortArrow(const QStyleOption &option, QPainter &painter) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (!header || header->sortIndicator == QStyleOptionHeader::None)
        return;
    drawChevron(painter, option.rect, m_colors.accent, header->sortIndicator == QStyleOptionHeader::SortDown);
}

void ProxyStyle::drawHeader(const QStyleOptionHeader &option, QPainter &painter, const QWidget *widget) const
{
    drawControl(CE_HeaderSection, &option, &painter, widget);
    QStyleOptionHeader part = option;
    part.rect = subElementRect(SE_HeaderLabel, &option, widget);
    drawHeaderLabel(part, painter);
    part.rect = subElementRect(SE_HeaderArrow, &option, widget);
    painter.save();
    drawSortArrow(part, painter);
    painter.restore();
}

void ProxyStyle::drawHeaderLabel(const QStyleOptionHeader &option, QPainter &painter) const
{
    painter.save();
    QRect place = option.rect;
    if (!option.icon.isNull()) {
        const QRect icon(place.left(), place.center().y() - 7, 16, 16);
        option.icon.paint(&painter, visualRect(option.direction, place, icon));
        place = visualRect(option.direction, place, place.adjusted(20, 0, 0, 0));
    }
    painter.setPen(option.sortIndicator == QStyleOptionHeader::None ? m_colors.muted : m_colors.text);
    const Qt::Alignment aligned = visualAlignment(option.direction, option.textAlignment);
    painter.drawText(place, static_cast<int>(aligned) | Qt::TextSingleLine,
                     option.fontMetrics.elidedText(option.text, Qt::ElideRight, place.width()));
    painter.restore();
}

void ProxyStyle::drawTab(const QStyleOptionTab &option, QPainter &painter) const
{
    const bool isSelected = option.state.testFlag(State_Selected);
    if (!isSelected && option.state.testFlag(State_MouseOver))
        drawBox(painter, option.rect.adjusted(2, 3, -2, -4), m_colors.line, QColor());
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_colors.line);
    if (isSelected)
        painter.fillRect(QRect(option.rect.left() + 8, option.rect.bottom() - 1, option.rect.width() - 16, 2),
                         m_colors.accent);
}

void ProxyStyle::drawComboBox(const QStyleOptionComboBox &option, QPainter &painter) const
{
    painter.save();
    // Only what every style option has is needed of it.
    QStyleOption field = static_cast<const QStyleOption &>(option); // NOLINT(cppcoreguidelines-slicing)
    const bool hasFocus = option.state.testFlag(State_HasFocus) &&
                          (option.editable || option.state.testFlag(State_KeyboardFocusChange));
    field.state.setFlag(State_HasFocus, hasFocus);
    if (option.frame)
        drawField(field, painter);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow);
    drawChevron(painter, arrow, option.state.testFlag(State_Enabled) ? m_colors.muted : m_colors.disabled,
                false);
    painter.restore();
}

void ProxyStyle::drawSpinBox(const QStyleOptionSpinBox &option, QPainter &painter,
                             const QWidget *widget) const
{
    const int inset = option.direction == Qt::RightToLeft ? 4 : -4; // the chevron of a combo box is there
    painter.save();
    drawField(option, painter);
    if (option.buttonSymbols != QAbstractSpinBox::NoButtons) {
        for (const SubControl button : {SC_SpinBoxUp, SC_SpinBoxDown}) {
            const bool isUp = button == SC_SpinBoxUp;
            const QRect rect = subControlRect(CC_SpinBox, &option, button, widget);
            const bool isEnabled = option.state.testFlag(State_Enabled) &&
                                   option.stepEnabled.testFlag(isUp ? QAbstractSpinBox::StepUpEnabled
                                                                    : QAbstractSpinBox::StepDownEnabled);
            const bool isHovered = isEnabled && option.state.testFlag(State_MouseOver) &&
                                   option.activeSubControls.testFlag(button);
            drawChevron(painter, rect.translated(inset, 0),
                        isHovered   ? m_colors.accent
                        : isEnabled ? m_colors.muted
                                    : m_colors.disabled,
                        isUp);
        }
    }
    painter.restore();
}

void ProxyStyle::drawScrollBar(const QStyleOptionSlider &option, QPainter &painter,
                               const QWidget *widget) const
{
    if (option.maximum <= option.minimum)
        return;
    painter.save();
    const QRect slider =
        subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget).adjusted(3, 3, -3, -3);
    const bool isActive = option.state.testFlag(State_MouseOver) || option.state.testFlag(State_Sunken);
    drawBox(painter, slider, isActive ? m_colors.disabled : m_colors.strongLine, QColor(), 3);
    painter.restore();
}

void ProxyStyle::drawProgress(const QStyleOptionProgressBar &option, QPainter &painter) const
{
    painter.save();
    QRect groove = option.rect;
    groove.setHeight(std::min(6, groove.height()));
    groove.moveCenter(option.rect.center());
    drawBox(painter, groove, m_colors.line, QColor(), 3);
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range > 0 && option.progress > option.minimum) {
        const qint64 done = (qint64(option.progress) - option.minimum) * groove.width() / range;
        const QRect bar(groove.left(), groove.top(), std::max(6, static_cast<int>(done)), groove.height());
        drawBox(painter, visualRect(option.direction, groove, bar), m_colors.accent, QColor(), 3);
    }
    painter.restore();
}

void ProxyStyle::drawSplitter(const QStyleOption &option, QPainter &painter) const
{
    painter.setPen(option.state.testFlag(State_MouseOver) ? m_colors.accent : m_colors.line);
    const QRect &rect = option.rect;
    if (rect.width() < rect.height())
        painter.drawLine(rect.center().x(), rect.top(), rect.center().x(), rect.bottom());
    else
        painter.drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
}

} // namespace coffer::ui
