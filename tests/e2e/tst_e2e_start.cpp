// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/profile.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;

/// Starts that can't succeed: the program says why, what to do, and ends.
class TestStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refused_data();
    void refused();
    void filesInTheWayAreKept();
    void withoutADisplayItSaysSo();

private:
    struct Ended
    {
        int code = -1;
        QString words;
    };
    static Ended run(const QStringList &arguments, bool hasDisplay = true);
    QString at(const QString &name) const { return m_root.filePath(name); }

    QTemporaryDir m_root;
};

void TestStart::initTestCase()
{
    QVERIFY(m_root.isValid());
    QFile file(at(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("mine"), 4);
}

TestStart::Ended TestStart::run(const QStringList &arguments, bool hasDisplay)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!hasDisplay) {
        for (const QString &name : {u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(COFFER_BIN "/coffer"), arguments);
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, u"it did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

void TestStart::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const QString shots = at(u"shots"_s);
    const QStringList offline{u"--host"_s, u"http://127.0.0.1:9"_s, u"--screenshots"_s, shots};
    const auto row = [](const char *name, const QStringList &arguments, int code, const QString &words) {
        QTest::newRow(name) << arguments << code << words;
    };
    row("unknown option", {u"--nonsense"_s}, 2, u"unknown option \"--nonsense\""_s);
    row("size", {u"--size"_s, u"huge"_s}, 2, u"--size wants WIDTHxHEIGHT"_s);
    row("theme", {u"--theme"_s, u"blue"_s}, 2, u"--theme is light or dark"_s);
    row("host", {u"--host"_s, u"http://example.com"_s}, 2, u"--host wants an address"_s);
    row("two exchanges", {u"--demo"_s, u"--host"_s, u"https://api.huobi.pro"_s}, 2, u"can't be combined"_s);
    row("profile is a file", offline + QStringList{u"--profile"_s, at(u"file"_s)}, 1,
        u"The profile folder can't be read or written. Check that"_s);
    row("profile below a file", offline + QStringList{u"--profile"_s, at(u"file/profile"_s)}, 1,
        u"or choose another one with --profile"_s);
    row("profile in use", offline + QStringList{u"--profile"_s, at(u"used"_s)}, 1,
        u"The profile is in use. Another Coffer has it open."_s);
    row("pictures below a file", {u"--demo"_s, u"--screenshots"_s, at(u"file/shots"_s)}, 1,
        u"can't be made"_s);
    row("pictures in the way", {u"--demo"_s, u"--screenshots"_s, at(u"taken"_s)}, 1,
        u"overview.png\" can't be written"_s);
}

void TestStart::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, words);
    const auto other = store::Profile::open(at(u"used"_s));
    QVERIFY(other);
    QVERIFY(QDir().mkpath(at(u"taken/overview.png"_s)));
    const Ended ended = run(arguments);
    QVERIFY2(ended.words.contains(words), qPrintable(ended.words));
    QCOMPARE(ended.code, code);
    QVERIFY(!QFileInfo::exists(at(u"shots"_s)));
}

void TestStart::filesInTheWayAreKept()
{
    QFile file(at(u"file"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "mine"_ba);
}

void TestStart::withoutADisplayItSaysSo()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    const Ended ended = run({u"--demo"_s}, false);
    QVERIFY2(ended.words.contains("no display"_L1), qPrintable(ended.words));
    QCOMPARE(ended.code, 1);
#else
    QSKIP("There is always a display.");
#endif
}

QTEST_GUILESS_MAIN(TestStart)
#include "tst_e2e_start.moc"
