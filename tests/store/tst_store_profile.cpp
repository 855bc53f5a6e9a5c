// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/profile.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using coffer::ErrorKind;
using coffer::Result;
using coffer::store::Profile;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesPrivateFolder();
    void tightensAnExistingFolder();
    void refusesSecondInstance();
    void takesOverTheLockOfADeadProcess();
    void refusesWithoutFolder();
    void refusesWhereNothingCanBeMade();
    void defaultFolderNeedsAHome();

private:
    QTemporaryDir m_root;
    QString path(const char *name) const { return m_root.filePath(QLatin1StringView(name)); }
};

namespace {

constexpr QFile::Permissions everyoneElse = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                            QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

} // namespace

void TestProfile::makesPrivateFolder()
{
    const QString folder = path("deep/er/profile");
    const auto profile = Profile::open(folder);
    QVERIFY(profile.has_value());
    QCOMPARE((*profile)->folder(), folder);
    QVERIFY(QFileInfo(folder).isDir());
    QVERIFY(!(QFile::permissions(folder) & everyoneElse));
    const QStringList files{(*profile)->settingsFile(), (*profile)->keysFile(), (*profile)->cacheFile(),
                            (*profile)->logFile()};
    for (const QString &file : files)
        QCOMPARE(QFileInfo(file).absolutePath(), folder);
    QCOMPARE(QSet<QString>(files.begin(), files.end()).size(), files.size());
}

void TestProfile::tightensAnExistingFolder()
{
    const QString folder = path("open");
    QVERIFY(QDir().mkdir(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | everyoneElse));
    QVERIFY(Profile::open(folder).has_value());
    QVERIFY(!(QFile::permissions(folder) & everyoneElse));
}

void TestProfile::refusesSecondInstance()
{
    const QString folder = path("shared");
    auto first = Profile::open(folder);
    QVERIFY(first.has_value());
    const auto second = Profile::open(folder);
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().kind, ErrorKind::StorageUnavailable);
    QCOMPARE(second.error().code, u"in-use"_s);
    first->reset();
    QVERIFY(Profile::open(folder).has_value());
}

void TestProfile::takesOverTheLockOfADeadProcess()
{
    const QString folder = path("crashed");
    QVERIFY(QDir().mkdir(folder));
    QProcess shortLived;
    shortLived.start(u"true"_s, {});
    QVERIFY(shortLived.waitForStarted());
    const qint64 pid = shortLived.processId();
    QVERIFY(shortLived.waitForFinished());
    QFile lock(QDir(folder).filePath(u"lock"_s));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(QByteArray::number(pid) + "\ncoffer\n" + QSysInfo::machineHostName().toUtf8() + '\n' +
               QSysInfo::machineUniqueId() + '\n' + QSysInfo::bootUniqueId() + '\n');
    lock.close();
    QVERIFY(Profile::open(folder).has_value());
}

void TestProfile::refusesWithoutFolder()
{
    const auto profile = Profile::open(QString());
    QVERIFY(!profile.has_value());
    QCOMPARE(profile.error().kind, ErrorKind::StorageUnavailable);
    QCOMPARE(profile.error().code, u"no-home"_s);
}

void TestProfile::refusesWhereNothingCanBeMade()
{
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    for (const QString &folder :
         {path("file"), path("file/profile")}) { // root could write to a read-only folder
        const auto profile = Profile::open(folder);
        QVERIFY(!profile.has_value());
        QCOMPARE(profile.error().kind, ErrorKind::StorageUnavailable);
        QCOMPARE(profile.error().code, u"not-writable"_s);
    }
}

void TestProfile::defaultFolderNeedsAHome()
{
    QCOMPARE(Profile::defaultFolder(), QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
#ifdef Q_OS_UNIX
    const QByteArray home = qgetenv("HOME");
    const QByteArray data = qgetenv("XDG_DATA_HOME");
    qunsetenv("HOME");
    qunsetenv("XDG_DATA_HOME");
    const QString folder = Profile::defaultFolder();
    qputenv("HOME", home);
    qputenv("XDG_DATA_HOME", data);
    QCOMPARE(folder, QString());
#endif
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_store_profile.moc"
