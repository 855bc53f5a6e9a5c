// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/report.h"

#include "ui/common/format.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace coffer::ui {

namespace {

constexpr int longestText = 4'000;
constexpr int dotsPerInch = 300;
constexpr double marginMm = 16;
constexpr int mostColumnsUpright = 6;
constexpr int footerPoints = 7;
constexpr int footerLines = 3; ///< of its own text, for what is above it and the footer

struct ReportWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::Report)
};

/// Paper is white, whatever the theme.
const QString styleSheet = QStringLiteral(
    "body { font-size: 9pt; color: black; } h1 { font-size: 15pt; margin-top: 0px; margin-bottom: 8px; }"
    "h2 { font-size: 11pt; margin-top: 16px; margin-bottom: 4px; } table { margin-top: 6px; } p { margin: "
    "3px 0; }"
    "p.note, td.name, th { color: #555555; } th { text-align: left; border-bottom: 1px solid #999999; }"
    "td, th { padding: 2px 8px 2px 0; vertical-align: top; font-size: 8pt; }");

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

/// At the foot of each page: what it is a page of, and which one.
void paintFooter(QPainter &painter, const QRect &page, const QString &title, int number, int count)
{
    const QString place = ReportWords::tr("Page %1 of %2").arg(number).arg(count);
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = page.width() - metrics.horizontalAdvance(place) - metrics.height();
    painter.setPen(QColor(0x55, 0x55, 0x55));
    painter.drawText(page, Qt::AlignLeft | Qt::AlignBottom,
                     metrics.elidedText(Format::plain(title, longestText), Qt::ElideRight, left));
    painter.drawText(page, Qt::AlignRight | Qt::AlignBottom, place);
}

void print(QTextDocument &document, QPdfWriter &writer, const QString &title)
{
    QPainter painter(&writer);
    QFont font = document.defaultFont();
    font.setPointSize(footerPoints);
    painter.setFont(font);
    const QRect page(0, 0, writer.width(), writer.height());
    const int height = page.height() - footerLines * painter.fontMetrics().height();
    document.documentLayout()->setPaintDevice(&writer);
    document.setDocumentMargin(0);
    document.setPageSize(QSizeF(page.width(), height));
    const int count = document.pageCount();
    for (int i = 0; i < count; ++i) {
        if (i > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -i * height);
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, Qt::black); // on paper, whatever the theme
        context.clip = QRectF(0, i * height, page.width(), height);
        painter.setClipRect(context.clip);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        paintFooter(painter, page, title, i + 1, count);
    }
}

Result<void> writePdf(const Report &report, const QString &name)
{
    QSaveFile file(name);
    if (!openForOwner(file))
        return failure(file);
    {
        QPdfWriter writer(&file);
        writer.setTitle(report.title());
        writer.setCreator(QStringLiteral("Coffer"));
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageOrientation(report.isWide() ? QPageLayout::Landscape : QPageLayout::Portrait);
        writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
        QTextDocument document;
        QTextOption option; // an address or a hash is broken rather than cut
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        document.setDefaultTextOption(option);
        document.setDefaultStyleSheet(styleSheet);
        document.setHtml(report.toHtml());
        print(document, writer, report.title());
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
    m_isWide = m_isWide || header.size() > mostColumnsUpright;
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
    return QtConcurrent::run(writePdf, report, file);
}

Future<void> saveFile(const QByteArray &bytes, const QString &file)
{
    return QtConcurrent::run(writeBytes, bytes, file);
}

} // namespace coffer::ui
