// SPDX-License-Identifier: GPL-3.0-or-later
// Runs itself again as "--hardened", which hardens itself and tells what the system makes of it.
#include "core/hardening.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <cstdio>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using namespace coffer;

class TestHardening : public QObject
{
    Q_OBJECT

#ifdef Q_OS_LINUX
private Q_SLOTS:
    void nothingIsDumped();
    void snapStaysReadable();
    void theProgramDoesIt();

private:
    /// "core limit, dumpable" of a child before and after it hardened itself.
    static QByteArrayList told(bool isSnap)
    {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (isSnap)
            environment.insert(u"SNAP"_s, u"/snap/coffer/1"_s);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"--hardened"_s});
        child.waitForFinished(20'000);
        return child.readAllStandardOutput().split('\n');
    }
#endif
};

#ifdef Q_OS_LINUX
void TestHardening::nothingIsDumped()
{
    const QByteArrayList lines = told(false);
    QVERIFY(lines.size() >= 2);
    QVERIFY2(lines[0].endsWith(" 1"), lines[0].constData()); // else the test shows nothing
    QCOMPARE(lines[1], "0 0 0"_ba);
}

void TestHardening::snapStaysReadable()
{
    const QByteArrayList lines = told(true);
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines[1], "0 0 1"_ba);
}

/// The limits of coffer itself, as the system tells them to others.
void TestHardening::theProgramDoesIt()
{
    QProcess program;
    program.start(QStringLiteral(COFFER_BIN "/coffer"), {u"--demo"_s});
    QVERIFY(program.waitForStarted());
    const auto limits = [&program] {
        QFile file(u"/proc/%1/limits"_s.arg(program.processId()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto coreLimit = [&limits]() -> QByteArray {
        for (const QByteArray &line : limits().split('\n')) {
            if (line.startsWith("Max core file size"))
                return line.simplified();
        }
        return {};
    };
    QTRY_COMPARE_WITH_TIMEOUT(coreLimit(), "Max core file size 0 0 bytes"_ba, 20'000);
    program.terminate();
    QVERIFY(program.waitForFinished(20'000));
}

namespace {

void tell()
{
    rlimit core{};
    getrlimit(RLIMIT_CORE, &core);
    std::printf("%llu %llu %d\n", static_cast<unsigned long long>(core.rlim_cur),
                static_cast<unsigned long long>(core.rlim_max), prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
}

} // namespace
#endif

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
#ifdef Q_OS_LINUX
    if (QCoreApplication::arguments().contains("--hardened"_L1)) {
        tell();
        hardenProcess();
        tell();
        return 0;
    }
#endif
    TestHardening test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_hardening.moc"
