// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/secretfield.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto usualDelay = 30s;

/// An empty text with room for a secret: one that grew as it is typed would leave a copy at each step.
QString room()
{
    constexpr qsizetype longest = 2048;
    QString empty;
    empty.reserve(longest);
    return empty;
}

/// Whatever would bring the text back or out.
bool isForbidden(const QKeyEvent &key)
{
    for (const QKeySequence::StandardKey standard :
         {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy, QKeySequence::Cut}) {
        if (key.matches(standard))
            return true;
    }
    return false;
}

} // namespace

SecretField::SecretField(QWidget *parent) : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
    setDragEnabled(false);
    setAcceptDrops(false);
    setText(room());
    m_timer.setSingleShot(true);
    m_timer.setInterval(usualDelay);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const bool had = !text().isEmpty();
        wipe();
        if (had)
            Q_EMIT expired();
    });
}

SecretField::~SecretField()
{
    const QSignalBlocker silent(this); // whoever listens may be half gone
    wipe();
}

Secret SecretField::secret() const
{
    QByteArray bytes = text().toUtf8();
    Secret secret{QByteArrayView(bytes)};
    Secret::wipe(bytes);
    return secret;
}

void SecretField::wipe()
{
    QString held = text();
    setText(QString(held.size(), QLatin1Char('0'))); // setText also forgets what could be undone
    setText(room());
    Secret::wipe(held); // the last owner by now
}

void SecretField::wipeAll()
{
    QList<QPointer<SecretField>> fields;
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *field = qobject_cast<SecretField *>(widget))
            fields << field;
    }
    for (const QPointer<SecretField> &field : std::as_const(fields)) {
        if (auto *dialog = field ? qobject_cast<QDialog *>(field->window()) : nullptr)
            dialog->reject(); // which may take the field along
        if (field)
            field->wipe();
    }
}

bool SecretField::looksLikePem() const
{
    return QStringView(text()).trimmed().startsWith(QLatin1String("-----BEGIN "));
}

QVariant SecretField::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImSurroundingText:
    case Qt::ImCurrentSelection:
    case Qt::ImTextBeforeCursor:
    case Qt::ImTextAfterCursor:
        return QString();
    default:
        return QLineEdit::inputMethodQuery(query);
    }
}

bool SecretField::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        if (isForbidden(*static_cast<QKeyEvent *>(event))) {
            event->accept(); // else the window's own Undo or Copy would have it
            return true;
        }
        break;
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: // whoever drags it here has it somewhere that outlives the drop
        event->ignore();
        return true;
    case QEvent::WindowDeactivate:
        m_timer.start();
        break;
    case QEvent::WindowActivate:
        m_timer.stop();
        break;
    default:
        break;
    }
    return QLineEdit::event(event);
}

void SecretField::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &QLineEdit::paste);
    QAction *clear = menu->addAction(tr("Clear"), this, &SecretField::wipe);
    clear->setEnabled(!text().isEmpty());
    menu->popup(event->globalPos());
}

void SecretField::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous())
        wipe();
    QLineEdit::hideEvent(event);
}

} // namespace coffer::ui
