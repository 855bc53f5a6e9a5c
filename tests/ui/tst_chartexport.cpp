// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartbench.h"
#include "market/indicators/indicatorspec.h"
#include "support/patience.h"
#include "ui/charts/export/candlesheet.h"
#include "ui/charts/export/chartexport.h"
#include "ui/charts/export/exportactions.h"
#include "ui/charts/export/exportname.h"
#include "ui/charts/export/exportnote.h"
#include "ui/charts/plot/indicatorstyle.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;

namespace {

struct Bench : ChartBench
{
    Bench()
    {
        chart.setIndicators({{market::IndicatorSpec::of(market::IndicatorKind::Sma), u"SMA 20"_s, {}},
                             {market::IndicatorSpec::of(market::IndicatorKind::Macd), u"MACD"_s, {}}});
        chart.show();
        showAll();
    }
    QString file(const QString &name) const { return folder.filePath(name); }

    QTemporaryDir folder;
    QWidget window;
    ExportActions actions{chart, context, window};
    QSignalSpy said{&actions, &ExportActions::said};
};

/// What another program prints; nullopt when there is no such program.
std::optional<QString> says(const QString &program, const QStringList &arguments)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return std::nullopt;
    QProcess process;
    process.start(path, arguments);
    process.waitForFinished();
    const QByteArray errors = process.readAllStandardError();
    if (process.exitCode() != 0)
        qWarning("%s", errors.constData());
    return QString::fromUtf8(process.readAllStandardOutput());
}

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestChartExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvIsTheSeries();
    void csvHasTrueCandlesHoweverFarOut();
    void csvNumbersAreExactAndPlain();
    void csvNamesAreNoFormulas();
    void csvReadByAnotherProgram();
    void png();
    void svgReadByAnotherProgram();
    void pdfReadByAnotherProgram();
    void shapesAreOfOneMoment();
    void theTitleSaysWhatItIs();
    void clipboard();
    void unwritableFolder();
    void anotherFileStaysOnFailure();
    void withoutCandles();
    void names_data();
    void names();
    void oddMarketsInPictures();
    void theDialogSuggestsAName();
    void aNoteSaysWhere();
    void pictures();
};

void TestChartExport::csvIsTheSeries()
{
    Bench bench;
    bench.chart.showTimes(double(bench.first() + 4 * hour) + 1800, double(bench.first() + 14 * hour) + 1);
    const CandleSheet sheet = sheetInSight(bench.chart.content());
    QCOMPARE(sheet.candles.size(), 11U); // the one that reaches in, and the one that begins at the end
    QCOMPARE(sheet.candles.front(), bench.own.at(4));
    QCOMPARE(sheet.candles.back(), bench.own.at(14));
    QCOMPARE(sheet.columns.size(), 4U); // SMA, and MACD with signal and histogram
    const QList<QByteArray> lines = toCsv(sheet).split('\n');
    QCOMPARE(lines.size(), 13); // header, 11, and the end
    QVERIFY(lines[0].startsWith("time,open,high,low,close,amount,volume,\"SMA 20\",\"MACD "));
    QCOMPARE(lines[1].trimmed().count(','), 10);
    const QList<QByteArray> cells = lines[1].trimmed().split(',');
    const htx::Candle candle = bench.own.at(4);
    QCOMPARE(cells[0], QDateTime::fromSecsSinceEpoch(candle.time, Qt::UTC).toString(Qt::ISODate).toLatin1());
    QCOMPARE(cells[4].toDouble(), candle.close);
    QCOMPARE(cells[7], QByteArray()); // SMA 20 has no value at the fifth candle
}

void TestChartExport::csvHasTrueCandlesHoweverFarOut()
{
    Bench bench;
    market::CandleSeries minutes(htx::Period::Min1);
    QList<htx::Candle> candles;
    for (int i = 0; i < 20'000; ++i)
        candles.append(candleAt(benchNow - (19'999 - i) * 60, 100 + i % 50));
    minutes.merge(candles);
    bench.chart.setIndicators({});
    bench.chart.setSeries(minutes);
    bench.chart.showTimes(double(candles.front().time), double(benchNow + 60));
    QVERIFY(bench.chart.content().buckets.candlesEach > 1);
    const CandleSheet sheet = sheetInSight(bench.chart.content());
    QCOMPARE(qsizetype(sheet.candles.size()), candles.size());
    for (qsizetype i = 0; i < candles.size(); ++i)
        QCOMPARE(sheet.candles[std::size_t(i)], candles[i]);
    bench.chart.setSeries(bench.own);
}

void TestChartExport::csvNumbersAreExactAndPlain()
{
    CandleSheet sheet;
    sheet.candles = {{0, 1e-12, 1e22, 0.1, 63512.2, 5e-324, 1.7976931348623157e308, 1}};
    sheet.columns = {{u"odd"_s, {std::nan("")}}};
    const QByteArray line = toCsv(sheet).split('\n')[1].trimmed();
    QVERIFY(line.startsWith("1970-01-01T00:00:00Z,0.000000000001,10000000000000000000000,0.1,63512.2,0.00"));
    QVERIFY(!line.contains('e') && !line.contains('n') && line.endsWith(','));
    const QList<QByteArray> cells = line.split(',');
    QCOMPARE(cells[5].toDouble(), 5e-324);
    QCOMPARE(cells[6].toDouble(), 1.7976931348623157e308);
}

void TestChartExport::csvNamesAreNoFormulas()
{
    CandleSheet sheet;
    sheet.columns = {{u"=cmd|'/c calc'!A0"_s, {}}, {u"a \"b\",\nc"_s, {}}};
    QCOMPARE(
        toCsv(sheet),
        QByteArray("time,open,high,low,close,amount,volume,\"'=cmd|'/c calc'!A0\",\"a \"\"b\"\",\nc\"\r\n"));
}

void TestChartExport::csvReadByAnotherProgram()
{
    Bench bench;
    const QString name = bench.file(u"out.csv"_s);
    bench.actions.save(ExportFormat::Csv, name);
    QTRY_COMPARE(bench.said.size(), 1);
    const std::optional<QString> text =
        says(u"python3"_s, {u"-c"_s,
                            u"import csv,sys,datetime\n"
                            "rows=list(csv.DictReader(open(sys.argv[1],newline='')))\n"
                            "t=datetime.datetime.fromisoformat(rows[-1]['time'].replace('Z','+00:00'))\n"
                            "print(len(rows),repr(sum(float(r['close']) for r in rows)),"
                            "repr(sum(float(r['amount']) for r in rows)),int(t.timestamp()),"
                            "repr(float(rows[-1]['SMA 20'])),sum(r['SMA 20']=='' for r in rows))"_s,
                            name});
    if (!text)
        QSKIP("no python3");
    double closes = 0, amounts = 0, mean = 0;
    for (qsizetype i = 0; i < bench.own.size(); ++i) {
        closes += bench.own.at(i).close;
        amounts += bench.own.at(i).amount;
        mean += i >= bench.own.size() - 20 ? bench.own.at(i).close / 20 : 0;
    }
    const QStringList words = text->trimmed().split(u' ');
    QCOMPARE(words.size(), 6);
    QCOMPARE(words[0].toInt(), benchCandles);
    QCOMPARE(words[1].toDouble(), closes);
    QCOMPARE(words[2].toDouble(), amounts);
    QCOMPARE(words[3].toLongLong(), benchNow);
    QVERIFY(std::abs(words[4].toDouble() - mean) < 1e-9);
    QCOMPARE(words[5].toInt(), 19);
}

void TestChartExport::png()
{
    Bench bench;
    const QImage once = chartImage(bench.chart.content(), 1);
    const QImage twice = chartImage(bench.chart.content(), 2);
    QCOMPARE(once.width(), 900);
    QVERIFY(once.height() > 480); // the title's line
    QCOMPARE(twice.size(), once.size() * 2);
    QCOMPARE(chartImage(bench.chart.content(), 1e9).width(), 3600); // at most
    QCOMPARE(chartImage(bench.chart.content(), std::nan("")).isNull(), false);

    const QString name = bench.file(u"out.png"_s);
    bench.actions.save(ExportFormat::Png, name);
    QTRY_COMPARE(bench.said.size(), 1);
    QCOMPARE(bench.said[0][1].toString(), name);
    const QImage read(name);
    QCOMPARE(read.convertToFormat(QImage::Format_RGB32), twice);
    // What is on screen is in it: a candle's colour where the last candle is.
    const QColor gain = bench.theme.colors().gain;
    const ChartScale &scale = bench.chart.scale();
    const int x = int(scale.xOf(double(benchNow) + hour / 2.0));
    const int y = int(scale.yOf(138.5)) + once.height() - 480;
    bool isThere = false;
    for (int near = -1; near <= 1; ++near)
        isThere = isThere || once.pixelColor(x + near, y) == gain;
    QVERIFY(isThere);
}

void TestChartExport::svgReadByAnotherProgram()
{
    Bench bench;
    const QString name = bench.file(u"out.svg"_s);
    bench.actions.save(ExportFormat::Svg, name);
    QTRY_COMPARE(bench.said.size(), 1);
    QXmlStreamReader reader(contents(name));
    QString all;
    int texts = 0, paths = 0, images = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == u"text") {
            ++texts;
            all += reader.readElementText(QXmlStreamReader::IncludeChildElements) + u'\n';
        } else if (reader.name() == u"path" || reader.name() == u"polyline") {
            ++paths;
        } else if (reader.name() == u"image") {
            ++images;
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(texts > 15 && paths > 5);
    QCOMPARE(images, 0); // shapes, no pictures
    QVERIFY(all.contains(u"BTC/USDT"_s) && all.contains(u"Coffer"_s) && all.contains(u"SMA 20"_s));

    const std::optional<QString> text =
        says(u"python3"_s, {u"-c"_s,
                            u"import sys,xml.etree.ElementTree as e\n"
                            "r=e.parse(sys.argv[1]).getroot()\n"
                            "t=[''.join(x.itertext()) for x in r.iter() if x.tag.endswith('text')]\n"
                            "print(len(t),any('BTC/USDT' in x for x in t),r.get('viewBox'))"_s,
                            name});
    if (!text)
        QSKIP("no python3");
    QVERIFY2(text->startsWith(u"%1 True 0 0 900 "_s.arg(texts)), qPrintable(*text));
}

void TestChartExport::pdfReadByAnotherProgram()
{
    Bench bench;
    const QString name = bench.file(u"out.pdf"_s);
    bench.actions.save(ExportFormat::Pdf, name);
    QTRY_COMPARE(bench.said.size(), 1);
    QVERIFY(contents(name).startsWith("%PDF-"));
    const std::optional<QString> text = says(u"pdftotext"_s, {u"-layout"_s, name, u"-"_s});
    if (!text)
        QSKIP("no pdftotext");
    const QString words = text->normalized(QString::NormalizationForm_KC); // "ff" is one letter in fonts
    QVERIFY2(words.contains(u"BTC/USDT"_s) && words.contains(u"Coffer"_s) && words.contains(u"SMA 20"_s),
             qPrintable(*text));
    QCOMPARE(text->count(u'\f'), 1); // one page
    if (const auto info = says(u"pdfinfo"_s, {name}))
        QVERIFY2(info->contains(u"x 595"_s) && info->contains(u"A4"_s), qPrintable(*info));
}

/// A worker makes the file while the chart goes on.
void TestChartExport::shapesAreOfOneMoment()
{
    Bench bench;
    const ChartShapes shapes = chartShapes(bench.chart.content());
    const QByteArray svg = toSvg(shapes);
    QVERIFY(svg.contains("BTC/USDT"));
    QVERIFY(svg.contains("matrix(1,0,0,1,")); // a pixel of the chart is one of the page, whatever its inches
    const market::CandleSeries empty(htx::Period::Hour1);
    bench.chart.setSeries(empty);
    QFuture<QByteArray> later = QtConcurrent::run(toSvg, shapes);
    QCOMPARE(later.result(), svg);
    later = QtConcurrent::run(toPdf, shapes);
    QVERIFY(later.result().startsWith("%PDF-"));
    bench.chart.setSeries(bench.own);
}

void TestChartExport::theTitleSaysWhatItIs()
{
    Bench bench;
    bench.chart.setZone(QTimeZone("Europe/Berlin"));
    QCOMPARE(pictureTitle(bench.chart.content()),
             u"BTC/USDT · 1h · Tue 13 Jan 2026 22:00 – Thu 15 Jan 2026 13:00 (UTC+01:00)"_s);
}

void TestChartExport::clipboard()
{
    Bench bench;
    bench.actions.menu()->findChild<QAction *>(u"exportCopy"_s)->trigger();
    QTRY_COMPARE(bench.said.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), chartImage(bench.chart.content(), 2).size());
    bench.actions.menu()->findChild<QAction *>(u"exportDouble"_s)->trigger();
    QVERIFY(!bench.settings.value(exportDoubleSetting));
    bench.actions.copyPicture();
    QTRY_COMPARE(bench.said.size(), 2);
    QCOMPARE(QGuiApplication::clipboard()->image().width(), 900);
}

void TestChartExport::unwritableFolder()
{
    Bench bench;
    for (const ExportFormat format :
         {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
        bench.said.clear();
        bench.actions.save(format, bench.file(u"nowhere/at/all/out"_s));
        QTRY_COMPARE(bench.said.size(), 1);
        QVERIFY(bench.said[0][0].toString().contains(u"choose another folder"_s));
        QCOMPARE(bench.said[0][1].toString(), QString());
    }
    QVERIFY(QDir(bench.folder.path()).isEmpty());
    QCOMPARE(bench.settings.value(exportFolderSetting), QString());
}

void TestChartExport::anotherFileStaysOnFailure()
{
    Bench bench;
    QVERIFY(QDir().mkpath(bench.file(u"out.png"_s))); // a folder is in the way
    bench.actions.save(ExportFormat::Png, bench.file(u"out.png"_s));
    QTRY_COMPARE(bench.said.size(), 1);
    QCOMPARE(bench.said[0][1].toString(), QString());
    QVERIFY(QFileInfo(bench.file(u"out.png"_s)).isDir());
    QCOMPARE(QDir(bench.folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
}

void TestChartExport::withoutCandles()
{
    Bench bench;
    const market::CandleSeries empty(htx::Period::Hour1);
    bench.chart.setSeries(empty);
    const ChartContent &content = bench.chart.content();
    QVERIFY(chartImage(content, 1).isNull() && toSvg(chartShapes(content)).isEmpty() &&
            toPdf(chartShapes(content)).isEmpty());
    QCOMPARE(toCsv(sheetInSight(content)).count('\n'), 1); // the header
    Q_EMIT bench.actions.menu()->aboutToShow();
    for (const QString &name :
         {u"exportCopy"_s, u"exportPng"_s, u"exportSvg"_s, u"exportPdf"_s, u"exportCsv"_s}) {
        const auto *action = bench.actions.menu()->findChild<QAction *>(name);
        QVERIFY(!action->isEnabled() && action->toolTip().contains(u"no candles"_s));
    }
    bench.actions.save(ExportFormat::Png, bench.file(u"out.png"_s));
    bench.actions.copyPicture();
    QCOMPARE(bench.said.size(), 2);
    QVERIFY(!QFile::exists(bench.file(u"out.png"_s)));
    bench.chart.setSeries(bench.own);
    Q_EMIT bench.actions.menu()->aboutToShow();
    QVERIFY(bench.actions.menu()->findChild<QAction *>(u"exportPng"_s)->isEnabled());
}

void TestChartExport::names_data()
{
    QTest::addColumn<QString>("market");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"BTC/USDT"_s << u"BTC-USDT 1h 2026-11-27.png"_s;
    QTest::newRow("empty") << u""_s << u"chart 1h 2026-11-27.png"_s;
    QTest::newRow("dots") << u"../../etc/passwd"_s << u"etc-passwd 1h 2026-11-27.png"_s;
    QTest::newRow("windows") << u"C:\\x|<>?*\"\u0000\u0001y"_s << u"C-x-y 1h 2026-11-27.png"_s;
    QTest::newRow("bidi") << u"a\u202egnp.exe"_s << u"a-gnp-exe 1h 2026-11-27.png"_s;
    QTest::newRow("no letters") << u"///\n\t "_s << u"chart 1h 2026-11-27.png"_s;
    QTest::newRow("long") << QString(64, u'A') << QString(40, u'A') + u" 1h 2026-11-27.png"_s;
    QTest::newRow("other scripts") << u"比特币/USDT"_s << u"比特币-USDT 1h 2026-11-27.png"_s;
}

void TestChartExport::names()
{
    QFETCH(QString, market);
    QFETCH(QString, name);
    QCOMPARE(exportName(market, u"1h"_s, QDate(2026, 11, 27), u"png"_s), name);
}

/// Names as no exchange gives them stay text, and what is exported can be read.
void TestChartExport::oddMarketsInPictures()
{
    Bench bench;
    bench.chart.setMarket(Format::plain(u"<b>&\"'\u0001\u202e/"_s + QString(64, u'W')), u"USDT"_s, 2);
    QXmlStreamReader reader(toSvg(chartShapes(bench.chart.content())));
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(!toPdf(chartShapes(bench.chart.content())).isEmpty());
    QVERIFY(!chartImage(bench.chart.content(), 1).isNull());
}

void TestChartExport::theDialogSuggestsAName()
{
    Bench bench;
    bench.settings.setValue(exportFolderSetting, bench.folder.path());
    bench.actions.ask(ExportFormat::Svg);
    auto *dialog = bench.window.findChild<QFileDialog *>(u"exportDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), u"BTC-USDT 1h 2026-01-15.svg"_s);
    QCOMPARE(dialog->directory().absolutePath(), bench.folder.path());
    static_cast<QDialog *>(dialog)->accept();
    QTRY_COMPARE(bench.said.size(), 1);
    QVERIFY(QFile::exists(bench.file(u"BTC-USDT 1h 2026-01-15.svg"_s)));
    QVERIFY(bench.said[0][0].toString().startsWith(u"Saved to "_s));
}

void TestChartExport::aNoteSaysWhere()
{
    Bench bench;
    ExportNote note(bench.theme);
    QVERIFY(note.isHidden());
    note.say(u"Saved to /tmp/a\u202eb.png"_s, u"/tmp/ab.png"_s);
    QVERIFY(note.isVisible());
    QVERIFY(note.findChild<QPushButton *>()->isVisible());
    QVERIFY(note.accessibleName().contains(u"[U+202E]"_s));
    note.say(u"The chart is on the clipboard as a picture."_s);
    QVERIFY(!note.findChild<QPushButton *>()->isVisible());
}

void TestChartExport::pictures()
{
    Bench bench;
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        QSKIP("COFFER_PICTURES names no folder");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        bench.theme.force(scheme);
        const QString name = folder + (scheme == Scheme::Light ? u"/export-light"_s : u"/export-dark"_s);
        QVERIFY(chartImage(bench.chart.content(), 2).save(name + u".png"_s));
        QFile svg(name + u".svg"_s), pdf(name + u".pdf"_s);
        QVERIFY(svg.open(QIODevice::WriteOnly) && pdf.open(QIODevice::WriteOnly));
        QElapsedTimer timer;
        timer.start();
        svg.write(toSvg(chartShapes(bench.chart.content())));
        qInfo("svg %lld ms", timer.restart());
        pdf.write(toPdf(chartShapes(bench.chart.content())));
        qInfo("pdf %lld ms", timer.restart());
        ChartBench::picture(*bench.actions.menu(),
                            scheme == Scheme::Light ? u"menu-light"_s : u"menu-dark"_s);
        ExportNote note(bench.theme);
        note.resize(700, 44);
        note.say(u"Saved to /home/me/Documents/BTC-USDT 1h 2026-11-27.png"_s, u"/tmp/x"_s);
        ChartBench::picture(note, scheme == Scheme::Light ? u"note-light"_s : u"note-dark"_s);
    }
}

QTEST_MAIN(TestChartExport)
#include "tst_chartexport.moc"
