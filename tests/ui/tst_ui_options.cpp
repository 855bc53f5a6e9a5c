// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/options.h"

#include <QProcess>
#include <QTest>

using namespace coffer::ui;

class OptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverything()
    {
        const auto options = parseOptions(
            {QStringLiteral("--host"), QStringLiteral("http://127.0.0.1:8080/"),
             QStringLiteral("--profile=/tmp/p"), QStringLiteral("--screenshots"), QStringLiteral("out"),
             QStringLiteral("--size"), QStringLiteral("1000x650"), QStringLiteral("--theme=dark")});
        QVERIFY(options.has_value());
        QCOMPARE(options->host->toString(), QStringLiteral("http://127.0.0.1:8080"));
        QCOMPARE(options->profile, QStringLiteral("/tmp/p"));
        QCOMPARE(options->screenshots, QStringLiteral("out"));
        QCOMPARE(*options->size, QSize(1000, 650));
        QCOMPARE(*options->theme, Scheme::Dark);
        QVERIFY(!options->isDemo);
        QVERIFY(parseOptions({QStringLiteral("--demo")})->isDemo);
        QCOMPARE(parseOptions({})->task, Options::Task::Run);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown") << "--dem"
                                 << "--dem";
        QTest::newRow("positional") << "file"
                                    << "file";
        QTest::newRow("short") << "-x"
                               << "-x";
        QTest::newRow("value missing at the end") << "--host"
                                                  << "--host";
        QTest::newRow("value missing before an option") << "--profile --demo"
                                                        << "--profile";
        QTest::newRow("empty value") << "--profile="
                                     << "--profile";
        QTest::newRow("value where none belongs") << "--demo=1"
                                                  << "--demo=1";
        QTest::newRow("plain http") << "--host http://api.huobi.pro"
                                    << "http://api.huobi.pro";
        QTest::newRow("no scheme") << "--host api.huobi.pro"
                                   << "api.huobi.pro";
        QTest::newRow("user in the address") << "--host https://a:b@api.huobi.pro"
                                             << "--host";
        QTest::newRow("path in the address") << "--host https://api.huobi.pro/x"
                                             << "--host";
        QTest::newRow("file") << "--host file:///etc/passwd"
                              << "--host";
        QTest::newRow("size words") << "--size big"
                                    << "big";
        QTest::newRow("size too small") << "--size 10x10"
                                        << "10x10";
        QTest::newRow("size smaller than the window") << "--size 719x480"
                                                      << "between 720x480 and 8000x8000";
        QTest::newRow("size too large") << "--size 9999x9999"
                                        << "9999x9999";
        QTest::newRow("size negative") << "--size -800x600"
                                       << "-800x600";
        QTest::newRow("theme") << "--theme blue"
                               << "blue";
        QTest::newRow("demo and host") << "--demo --host https://api.huobi.pro"
                                       << "--host";
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const auto options = parseOptions(line.split(u' '));
        QVERIFY(!options.has_value());
        QVERIFY2(options.error().contains(named), qPrintable(options.error()));
        QVERIFY(!options.error().contains(u'\n'));
    }

    void program_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("version") << QStringList{QStringLiteral("--version")} << 0
                                 << QStringLiteral("coffer " COFFER_VERSION);
        QTest::newRow("help") << QStringList{QStringLiteral("--help")} << 0
                              << QStringLiteral("--screenshots");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--nonsense")} << 2
                                 << QStringLiteral("--nonsense");
        QTest::newRow("no display") << QStringList{} << 1 << QStringLiteral("no display");
    }
    // The program itself, without any display.
    void program()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(COFFER_BIN "/coffer"), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), code);
        const QString output = QString::fromLocal8Bit(code == 0 ? process.readAllStandardOutput()
                                                                : process.readAllStandardError());
        QVERIFY2(output.contains(said), qPrintable(output));
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_ui_options.moc"
