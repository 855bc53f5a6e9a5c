// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/textentry.h"

#include "market/drawings/drawing.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace coffer::ui {

namespace {

constexpr int usualWidth = 240;

} // namespace

TextEntry::TextEntry(const QString &text, const QPoint &at, QWidget *parent) : QLineEdit(text, parent)
{
    setObjectName(QStringLiteral("drawingText"));
    setAccessibleName(tr("Text of the drawing"));
    setPlaceholderText(tr("Text, then Enter"));
    setMaxLength(static_cast<int>(market::Drawing::longestText));
    setCursor(Qt::IBeamCursor);
    resize(std::min(usualWidth, parent->width()), sizeHint().height());
    move(std::clamp(at.x(), 0, std::max(parent->width() - width(), 0)),
         std::clamp(at.y(), 0, std::max(parent->height() - height(), 0)));
    connect(this, &QLineEdit::editingFinished, this, [this] { finish(true); });
}

void TextEntry::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        finish(false);
    else
        QLineEdit::keyPressEvent(event);
    event->accept(); // what a field does not use is not for the chart below
}

void TextEntry::finish(bool isTaken)
{
    if (std::exchange(m_isFinished, true))
        return;
    hide();
    deleteLater();
    if (isTaken)
        Q_EMIT taken(text());
    else
        Q_EMIT abandoned();
}

} // namespace coffer::ui
