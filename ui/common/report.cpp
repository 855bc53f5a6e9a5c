// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/report.h"

#include "ui/common/format.h"

#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace coffer::ui {

namespace {

constexpr int longestText = 4'000;
constexpr int dotsPerInch = 300;
constexpr double marginMm = 16;

/// Paper is white, whatever the theme.
const QString styleSheet = QStringLiteral(
    "body { font-size: 9pt; color: black; } h1 { font-size: 16pt; } h2 { font-size: 11pt; margin-top: 14px; }"
    "p { margin: 3px 0; } p.note, td.name, th { color: #555555; } th { text-align: left; }"
    "td, th { padding: 2px 6px 2px 0; vertical-align: top; font-size: 8pt; }");

QString escaped(const QString &text)
{
    return Format::plain(text, longestText).toHtmlEscaped();
}

Result<void> failure(const QSaveFile &file)
{
    return fail(file.error() == QFileDevice::ResourceError ? ErrorKind::StorageFull
                                                           : ErrorKind::StorageUnavailable,
                file.errorString());
}

/// The mode before the first byte (security.md 8b, 117).
bool openForOwner(QSaveFile &file)
{
    return file.open(QIODevice::WriteOnly) &&
           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

Result<void> writePdf(const QString &title, const QString &html, const QString &name)
{
    QSaveFile file(name);
    if (!openForOwner(file))
        return failure(file);
    {
        QPdfWriter writer(&file);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Coffer"));
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
        QTextDocument document;
        document.setDefaultStyleSheet(styleSheet);
        document.setHtml(html);
        document.print(&writer);
    }
    return file.commit() ? Result<void>() : failure(file);
}

Result<void> writeBytes(const QByteArray &bytes, const QString &name)
{
    QSaveFile file(name);
    if (!openForOwner(file) || file.write(bytes) != bytes.size())
        return failure(file);
    return file.commit() ? Result<void>() : failure(file);
}

} // namespace

Report::Report(const QString &title) : m_title(title)
{
    m_body = QStringLiteral("<h1>%1</h1>").arg(escaped(title));
}

void Report::addHeading(const QString &text)
{
    m_body += QStringLiteral("<h2>%1</h2>").arg(escaped(text));
}

void Report::addText(const QString &text)
{
    m_body += QStringLiteral("<p>%1</p>").arg(escaped(text));
}

void Report::addNote(const QString &text)
{
    m_body += QStringLiteral("<p class=\"note\">%1</p>").arg(escaped(text));
}

void Report::addFacts(const QList<std::pair<QString, QString>> &facts)
{
    m_body += QStringLiteral("<table cellspacing=\"0\">");
    for (const auto &[name, value] : facts) {
        m_body += QStringLiteral("<tr><td class=\"name\">%1</td><td>%2</td></tr>")
                      .arg(escaped(name), escaped(value));
    }
    m_body += QStringLiteral("</table>");
}

void Report::addTable(const QStringList &header, const QList<QStringList> &rows)
{
    m_body += QStringLiteral("<table cellspacing=\"0\" width=\"100%\"><thead><tr>");
    for (const QString &cell : header)
        m_body += QStringLiteral("<th>%1</th>").arg(escaped(cell));
    m_body += QStringLiteral("</tr></thead>");
    for (const QStringList &row : rows) {
        m_body += QStringLiteral("<tr>");
        for (const QString &cell : row)
            m_body += QStringLiteral("<td>%1</td>").arg(escaped(cell));
        m_body += QStringLiteral("</tr>");
    }
    m_body += QStringLiteral("</table>");
}

QString Report::toHtml() const
{
    return QStringLiteral("<html><body>%1</body></html>").arg(m_body);
}

Future<void> savePdf(const Report &report, const QString &file)
{
    return QtConcurrent::run(writePdf, report.title(), report.toHtml(), file);
}

Future<void> saveFile(const QByteArray &bytes, const QString &file)
{
    return QtConcurrent::run(writeBytes, bytes, file);
}

} // namespace coffer::ui
