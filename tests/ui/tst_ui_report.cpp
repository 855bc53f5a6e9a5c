// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/report.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsPlain();
    void pdfIsWrittenForItsOwner();
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
