// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using coffer::Setting;
using coffer::Settings;

namespace {

const Setting<bool> hideDust{QStringLiteral("balances/hideDust"), true};
const Setting<int> interval{QStringLiteral("refresh/seconds"), 30};
const Setting<QString> host{QStringLiteral("exchange/host"), QStringLiteral("https://api.htx.com")};
const Setting<QStringList> favourites{QStringLiteral("charts/favourites"), {QStringLiteral("btcusdt")}};
const Setting<QByteArray> geometry{QStringLiteral("window/geometry"), {}};

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesTheDefault();
    void keepsValuesInMemory();
    void keepsValuesInTheFile();
    void keepsAnEmptyList();
    void resetsToTheDefault();
    void tellsWhatChanged();
    void writesForTheOwnerOnly_data();
    void writesForTheOwnerOnly();
    void reportsAFileThatCannotBeWritten();
    void leavesAFolderAlone();
    void readsWhatItCanOfADamagedFile();
    void ignoresValuesOfAnotherType();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("settings.ini")); }
    void writeFile(const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSettings::writeFile(const QByteArray &content) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestSettings::givesTheDefault()
{
    const Settings memory{QString()};
    QCOMPARE(memory.value(hideDust), true);
    const Settings file(path());
    QCOMPARE(file.value(interval), 30);
    QVERIFY(!QFile::exists(path())); // reading creates nothing
}

void TestSettings::keepsValuesInMemory()
{
    Settings settings{QString()};
    settings.setValue(interval, 60);
    QCOMPARE(settings.value(interval), 60);
    QVERIFY(settings.sync());
    QCOMPARE(Settings(QString()).value(interval), 30);
}

void TestSettings::keepsValuesInTheFile()
{
    {
        Settings settings(path());
        settings.setValue(hideDust, false);
        settings.setValue(interval, 5);
        settings.setValue(host, QStringLiteral("http://127.0.0.1:8080/ä \"quoted\" ; # =,\n"));
        settings.setValue(favourites, {QStringLiteral("ethusdt"), QStringLiteral("a,b")});
        settings.setValue(geometry, QByteArray("\x00\x01\xff\n", 4));
        QVERIFY(settings.sync());
    }
    const Settings settings(path());
    QCOMPARE(settings.value(hideDust), false);
    QCOMPARE(settings.value(interval), 5);
    QCOMPARE(settings.value(host), QStringLiteral("http://127.0.0.1:8080/ä \"quoted\" ; # =,\n"));
    QCOMPARE(settings.value(favourites), QStringList({QStringLiteral("ethusdt"), QStringLiteral("a,b")}));
    QCOMPARE(settings.value(geometry), QByteArray("\x00\x01\xff\n", 4));
}

void TestSettings::keepsAnEmptyList()
{
    {
        Settings settings(path());
        settings.setValue(favourites, QStringList());
    }
    QCOMPARE(Settings(path()).value(favourites), QStringList());
}

void TestSettings::resetsToTheDefault()
{
    {
        Settings settings(path());
        settings.setValue(interval, 5);
    }
    {
        Settings settings(path());
        QCOMPARE(settings.value(interval), 5);
        settings.reset(interval);
        QCOMPARE(settings.value(interval), 30);
    }
    QCOMPARE(Settings(path()).value(interval), 30);
}

void TestSettings::tellsWhatChanged()
{
    Settings settings{QString()};
    const QSignalSpy spy(&settings, &Settings::changed);
    settings.setValue(interval, 5);
    settings.setValue(interval, 5); // the same again is no change
    settings.reset(interval);
    settings.reset(interval);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy.at(0).at(0).toString(), interval.key);
}

void TestSettings::writesForTheOwnerOnly_data()
{
    QTest::addColumn<bool>("existed");
    QTest::newRow("new file") << false;
    QTest::newRow("file of before, readable by all") << true;
}

void TestSettings::writesForTheOwnerOnly()
{
#if defined(Q_OS_WIN)
    QSKIP("Windows takes the permissions of the profile folder");
#endif
    QFETCH(bool, existed);
    if (existed) {
        writeFile("[refresh]\nseconds=7\n");
        QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    }
    Settings settings(path());
    settings.setValue(hideDust, false);
    QVERIFY(settings.sync());
    const auto group = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(path()) & group, QFile::Permissions());
    QVERIFY(QFile::permissions(path()) & QFile::ReadOwner);
    QCOMPARE(settings.value(interval), existed ? 7 : 30);
}

void TestSettings::reportsAFileThatCannotBeWritten()
{
    writeFile("a file");
    Settings below(path() + QStringLiteral("/settings.ini")); // its folder is a file
    below.setValue(interval, 5);
    QCOMPARE(below.value(interval), 5); // works on without the disk
    QVERIFY(!below.sync());

    Settings missing(m_folder->filePath(QStringLiteral("no/such/folder/settings.ini")));
    QVERIFY(!missing.sync());
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("no"))));
}

void TestSettings::leavesAFolderAlone()
{
    Settings settings(m_folder->path());
    settings.setValue(interval, 5);
    QCOMPARE(settings.value(interval), 5);
    QVERIFY(!settings.sync());
}

void TestSettings::readsWhatItCanOfADamagedFile()
{
    writeFile(QByteArray("[refresh]\nseconds=7\nno value here\n\xff\xfe[[[\n[balances]\nhideDust=false\n"));
    {
        Settings settings(path());
        QCOMPARE(settings.value(interval), 7);
        settings.setValue(host, QStringLiteral("http://127.0.0.1"));
        QVERIFY(settings.sync());
    }
    QVERIFY(QFile::exists(path() + QStringLiteral(".damaged")));
    Settings again(path());
    QCOMPARE(again.value(interval), 7);
    QCOMPARE(again.value(host), QStringLiteral("http://127.0.0.1"));
    QVERIFY(again.sync());

    writeFile(QByteArray(4096, '\0'));
    Settings zeros(path());
    QCOMPARE(zeros.value(interval), 30);
    zeros.setValue(interval, 9);
    QVERIFY(zeros.sync());
    QCOMPARE(Settings(path()).value(interval), 9);
}

void TestSettings::ignoresValuesOfAnotherType()
{
    writeFile("[refresh]\nseconds=soon\n[balances]\nhideDust=false\n");
    const Settings settings(path());
    QCOMPARE(settings.value(interval), 30);
    QCOMPARE(settings.value(hideDust), false);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
