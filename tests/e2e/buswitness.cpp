// SPDX-License-Identifier: GPL-3.0-or-later
#include "buswitness.h"

#include "outside.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace coffer::test {

namespace {

/// One message as dbus-monitor prints it: a line that names it, then its arguments.
struct Message
{
    QString head;
    QStringList strings;
    QStringList paths;

    bool calls(QLatin1StringView member) const
    {
        return head.startsWith("method call"_L1) && head.contains("member="_L1 + member) &&
               (head.endsWith(member) || head.contains("member="_L1 + member + ' '_L1));
    }
    QString field(const QString &name) const
    {
        const QRegularExpression pattern(u"\\b%1=(\\S+)"_s.arg(name));
        return pattern.match(head).captured(1).remove(u';');
    }
};

QList<Message> messagesIn(const QString &output)
{
    static const QRegularExpression quoted(u"^\\s+(?:variant\\s+)?(string|object path) \"(.*)\"$"_s);
    QList<Message> messages;
    for (const QString &line : output.split(u'\n')) {
        if (line.startsWith("method "_L1) || line.startsWith("signal "_L1) || line.startsWith("error "_L1)) {
            messages << Message{line, {}, {}};
            continue;
        }
        const auto match = quoted.match(line);
        if (match.hasMatch() && !messages.isEmpty())
            (match.captured(1) == "string"_L1 ? messages.last().strings : messages.last().paths)
                << match.captured(2);
    }
    return messages;
}

QString itemName(const QStringList &strings)
{
    for (const QString &text : strings) {
        if (text.startsWith("coffer/v1/"_L1))
            return text;
    }
    return {};
}

} // namespace

bool BusWitness::start()
{
    m_monitor.start(u"dbus-monitor"_s,
                    {u"--session"_s, u"interface='org.freedesktop.Secret.Service'"_s,
                     u"interface='org.freedesktop.Secret.Item'"_s, u"type='method_return'"_s});
    // It says that it listens by the first signal it gets: its own new name.
    return m_monitor.waitForStarted(patienceMs) && m_monitor.waitForReadyRead(patienceMs);
}

BusWitness::Touched BusWitness::finish()
{
    m_monitor.terminate();
    m_monitor.waitForFinished(patienceMs);
    const QList<Message> messages = messagesIn(QString::fromUtf8(m_monitor.readAllStandardOutput()));
    Touched touched;
    QHash<QString, QString> searches; // serial and sender of a search, to the item it is for
    QHash<QString, QString> names;    // object path to item
    for (const Message &message : messages) {
        if (message.calls("SearchItems"_L1)) {
            const QString name = itemName(message.strings);
            ++touched.searched[name];
            searches.insert(message.field(u"sender"_s) + message.field(u"serial"_s), name);
        } else if (message.head.startsWith("method return"_L1)) {
            const QString name =
                searches.value(message.field(u"destination"_s) + message.field(u"reply_serial"_s));
            for (const QString &path : message.paths) {
                if (!name.isEmpty())
                    names.insert(path, name);
            }
        } else if (message.calls("GetSecrets"_L1)) {
            for (const QString &path : message.paths) {
                if (path.contains("/collection/"_L1))
                    ++touched.read[names.value(path, path)];
            }
        } else if (message.calls("GetSecret"_L1)) {
            const QString path = message.field(u"path"_s);
            ++touched.read[names.value(path, path)];
        }
    }
    return touched;
}

} // namespace coffer::test
