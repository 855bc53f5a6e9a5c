// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"

#include "core/redactor.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QMutex>

#include <cstdio>
#include <utility>

namespace coffer::log {

namespace {

constexpr qint64 kMaxFileSize = 1 << 20;
constexpr qsizetype kMaxMessage = 16 * 1024;
constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// The file that messages are appended to, with one older one beside it.
class Sink
{
public:
    void open(const QString &path)
    {
        close();
        m_path = path;
        if (path.isEmpty())
            return;
        // A folder, pipe or device under this name would block or be filled.
        const QFileInfo info(path);
        if (info.exists() && !info.isFile())
            return;
        m_file.setFileName(path);
        if (m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, kOwnerOnly))
            m_file.setPermissions(kOwnerOnly); // it may be from before, with other permissions
    }

    void close() { m_file.close(); }

    void write(const QByteArray &line)
    {
        if (m_file.isOpen() && m_file.size() + line.size() > kMaxFileSize)
            rotate();
        if (m_file.isOpen())
            m_file.write(line);
    }

private:
    void rotate()
    {
        const QString old = m_path + QStringLiteral(".1");
        m_file.close();
        QFile::remove(old);
        if (!QFile::rename(m_path, old))
            QFile::resize(m_path, 0);
        open(m_path);
    }

    QString m_path;
    QFile m_file;
};

/// Qt's message handler is a plain function, so what it needs can only be reached through a global. It is
/// never destroyed, since messages may come until the very end of the process.
struct State
{
    Redactor redactor; ///< thread-safe by itself
    QMutex mutex;      ///< guards what follows
    Sink sink;
    bool installed = false;
    QtMessageHandler previous = nullptr;
};

State &state()
{
    static State *const instance = new State;
    return *instance;
}

QByteArrayView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "message";
}

QByteArray formatLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    line.append(' ').append(levelName(type));
    if (context.category && qstrcmp(context.category, "default") != 0)
        line.append(' ').append(context.category);
    // The secret may lie across the cut, so it is made after redacting.
    QString text = state().redactor.redact(message);
    if (text.size() > kMaxMessage)
        text = text.left(kMaxMessage) + u'\u2026';
    return line.append(": ").append(text.toUtf8()).append('\n');
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    // What Qt's own file classes may say while a line is written must not come back here.
    thread_local bool busy = false;
    if (busy)
        return;
    busy = true;
    const QByteArray line = formatLine(type, context, message);
    {
        const QMutexLocker lock(&state().mutex);
        state().sink.write(line);
        if (type != QtDebugMsg && type != QtInfoMsg) {
            std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
            std::fflush(stderr);
        }
    }
    busy = false;
}

} // namespace

void install(const QString &file)
{
    const QMutexLocker lock(&state().mutex);
    state().sink.open(file);
    if (!std::exchange(state().installed, true))
        state().previous = qInstallMessageHandler(handle);
}

void uninstall()
{
    const QMutexLocker lock(&state().mutex);
    if (!std::exchange(state().installed, false))
        return;
    qInstallMessageHandler(state().previous);
    state().sink.close();
}

QString redact(const QString &text)
{
    return state().redactor.redact(text);
}

void protect(QByteArrayView secret)
{
    state().redactor.protect(secret);
}

} // namespace coffer::log
