// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/report.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsPlain();
    void pdfIsWrittenForItsOwner();
    void wideTablesLieAcross();
    void longWordsStayOnThePage();
    void failureKeepsWhatWasThere();
};

namespace {

Result<void> await(const Future<void> &future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return fail(ErrorKind::Timeout);
    return future.result();
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestReport::textIsPlain()
{
    Report report(u"<b>Title</b>"_s);
    report.addText(u"<img src=x> & \u202Eevil"_s);
    report.addFacts({{u"<i>name"_s, u"a\nb"_s}});
    report.addTable({u"<th>"_s}, {{u"</td><script>"_s}});
    const QString html = report.toHtml();
    for (const QString &bad : {u"<b>"_s, u"<img"_s, u"<i>"_s, u"<script"_s, u"\u202E"_s})
        QVERIFY2(!html.contains(bad), qPrintable(bad));
    QVERIFY(html.contains(u"&lt;img src=x&gt; &amp; "_s));
}

void TestReport::pdfIsWrittenForItsOwner()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"report.pdf"_s);
    QFile before(name); // readable by all, as a new file is
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("old") == 3);
    before.close();
    before.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);

    Report report(u"A long one"_s);
    QList<QStringList> rows;
    for (int i = 0; i < 400; ++i)
        rows << QStringList{QString::number(i), u"something"_s};
    report.addTable({u"Number"_s, u"What"_s}, rows);
    QVERIFY(await(savePdf(report, name)));
    const QByteArray pdf = contentOf(name);
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.count("/Type /Page\n") > 2);
    QVERIFY(!(QFile::permissions(name) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestReport::wideTablesLieAcross()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"report.pdf"_s);
    for (const int columns : {6, 7}) {
        Report report(u"Columns"_s);
        report.addTable(QStringList(columns, u"Number"_s), {QStringList(columns, u"0.012345678901234567"_s)});
        QVERIFY(await(savePdf(report, name)));
        QCOMPARE(contentOf(name).contains("/MediaBox [0 0 842"), columns > 6);
    }
}

/// A hash or an address without a blank, beside others: poppler tells where each piece came to lie.
void TestReport::longWordsStayOnThePage()
{
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        QSKIP("pdftotext is not installed");
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"report.pdf"_s);
    for (const int columns : {2, 5, 9}) {
        Report report(u"Long words"_s);
        report.addText(QString(300, u'w'));
        report.addTable(QStringList(columns, u"Transaction"_s), {QStringList(columns, QString(80, u'a'))});
        report.addFacts({{u"Hash"_s, QString(300, u'b')}});
        QVERIFY(await(savePdf(report, name)));
        QProcess reader;
        reader.start(u"pdftotext"_s, {u"-bbox"_s, name, u"-"_s});
        QVERIFY(reader.waitForFinished());
        const QString boxes = QString::fromUtf8(reader.readAllStandardOutput());
        const auto numbers = [&boxes](const QString &pattern) {
            QList<double> found;
            for (const auto &match : QRegularExpression(pattern).globalMatch(boxes))
                found += match.captured(1).toDouble();
            return found;
        };
        const double pageWidth = numbers(u"<page width=\"([0-9.]+)\""_s).value(0);
        const QList<double> ends = numbers(u"xMax=\"([0-9.]+)\""_s);
        QVERIFY(pageWidth > 500 && ends.size() > columns);
        QVERIFY2(*std::ranges::max_element(ends) < pageWidth, qPrintable(QString::number(columns)));
    }
}

void TestReport::failureKeepsWhatWasThere()
{
    const QTemporaryDir folder;
    const QString nowhere = folder.filePath(u"none/report.json"_s);
    const Result<void> saved = await(saveFile("{}", nowhere));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::StorageUnavailable);
    const QString name = folder.filePath(u"report.json"_s);
    QVERIFY(await(saveFile("{\"a\":1}", name)));
    QCOMPARE(contentOf(name), QByteArray("{\"a\":1}"));
}

QTEST_MAIN(TestReport)
#include "tst_ui_report.moc"
