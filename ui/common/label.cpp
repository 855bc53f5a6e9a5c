// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/label.h"

#include "ui/common/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace coffer::ui {

Label::Label(Role role, QWidget *parent) : Label(role, QString(), parent) {}

Label::Label(Role role, const QString &text, QWidget *parent) : QLabel(parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    applyRole();
    setText(text);
}

QFont Label::font(Role role)
{
    QFont font = QApplication::font();
    const int base = std::max(13, font.pixelSize());
    const auto set = [&font](int size, bool strong) {
        font.setPixelSize(size);
        font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    };
    switch (role) {
    case Role::Body:
    case Role::Muted:
        set(base, false);
        break;
    case Role::Meta:
        set(base - 1, false);
        break;
    case Role::Strong:
        set(base, true);
        break;
    case Role::Section:
        set(base + 2, true);
        break;
    case Role::Title:
        set(base + 7, true);
        break;
    case Role::Headline:
        set(base + 15, true);
        break;
    }
    return font;
}

void Label::applyRole()
{
    if (m_applying)
        return;
    m_applying = true;
    setFont(font(m_role));
    const bool muted = m_role == Role::Meta || m_role == Role::Muted;
    setForegroundRole(muted ? QPalette::PlaceholderText : QPalette::WindowText);
    if (m_theme && m_sign != 0) {
        QPalette colors;
        colors.setColor(QPalette::WindowText, m_theme->changeColor(m_sign));
        colors.setColor(QPalette::PlaceholderText, m_theme->changeColor(m_sign));
        setPalette(colors);
    } else if (testAttribute(Qt::WA_SetPalette)) {
        setPalette(QPalette());
    }
    m_applying = false;
}

void Label::setElided(Qt::TextElideMode mode)
{
    m_elide = mode;
    if (mode != Qt::ElideNone)
        setSizePolicy(QSizePolicy::Preferred, sizePolicy().verticalPolicy());
    updateGeometry();
    update();
}

void Label::setSign(int sign, const Theme &theme)
{
    if (!m_theme)
        connect(&theme, &Theme::changed, this, &Label::applyRole);
    m_theme = &theme;
    m_sign = sign;
    applyRole();
}

QSize Label::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    if (m_elide == Qt::ElideNone)
        return hint;
    return {std::min(hint.width(), fontMetrics().horizontalAdvance(QStringLiteral("MMM\u2026"))),
            hint.height()};
}

QString Label::shownText() const
{
    return fontMetrics().elidedText(text(), m_elide, contentsRect().width());
}

void Label::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    drawFrame(&painter);
    painter.setPen(palette().color(foregroundRole()));
    const Qt::Alignment aligned = QStyle::visualAlignment(layoutDirection(), alignment());
    painter.drawText(contentsRect(), static_cast<int>(aligned) | Qt::TextSingleLine, shownText());
}

bool Label::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_elide != Qt::ElideNone && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (shownText() != text())
            QToolTip::showText(help->globalPos(), text().toHtmlEscaped(), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QLabel::event(event);
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyRole();
}

} // namespace coffer::ui
