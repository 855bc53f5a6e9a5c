// SPDX-License-Identifier: GPL-3.0-or-later
#include "shellfixture.h"
#include "ui/common/appsettings.h"
#include "ui/keys/stores/storescard.h"
#include "ui/lock/captureguard.h"
#include "ui/lock/locksettings.h"
#include "ui/settings/settingspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;

class SettingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shell = std::make_unique<test::Shell>();
        m_page = std::make_unique<SettingsPage>(
            m_shell->client, new StoresCard(m_shell->inventory, m_shell->stores, m_shell->context()),
            SettingsFacts{}, m_shell->context());
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_shell.reset();
    }

    void themeAppliesAtOnce()
    {
        auto *box = m_page->findChild<QComboBox *>(QStringLiteral("themeChoice"));
        box->setCurrentIndex(box->findData(QStringLiteral("dark")));
        Q_EMIT box->activated(box->currentIndex());
        QVERIFY(m_shell->theme.isDark());
        m_shell->settings.setValue(schemeSetting, QStringLiteral("light"));
        QCOMPARE(box->currentData().toString(), QStringLiteral("light"));
    }

    void lockAndClipboard()
    {
        auto *lock = m_page->findChild<QComboBox *>(QStringLiteral("lockAfter"));
        QCOMPARE(lock->currentData().toInt(), 10);
        lock->setCurrentIndex(lock->findData(0));
        Q_EMIT lock->activated(lock->currentIndex());
        QCOMPARE(m_shell->settings.value(lockMinutesSetting), 0);
        QCOMPARE(m_page->findChild<QComboBox *>(QStringLiteral("clipboardTime"))->currentData().toInt(), 10);
        auto *withComputer = m_page->findChild<QCheckBox *>(QStringLiteral("lockWithComputer"));
        QVERIFY(withComputer->isChecked());
        withComputer->click();
        QVERIFY(!m_shell->settings.value(lockWithComputerSetting));
        auto *hide = m_page->findChild<QCheckBox *>(QStringLiteral("hideFromCapture"));
        QVERIFY(hide->isChecked());
        QCOMPARE(hide->isEnabled(), canHideFromCapture());
        for (const QWidget *control : {static_cast<QWidget *>(lock), static_cast<QWidget *>(withComputer)})
            QVERIFY(!control->accessibleName().isEmpty());
    }

    void hosts_data()
    {
        QTest::addColumn<QString>("entered");
        QTest::addColumn<QString>("used"); // empty: refused
        QTest::newRow("https") << "https://api-aws.huobi.pro"
                               << "https://api-aws.huobi.pro";
        QTest::newRow("bare name") << " api-aws.huobi.pro "
                                   << "https://api-aws.huobi.pro";
        QTest::newRow("here") << "http://127.0.0.1:8080"
                              << "http://127.0.0.1:8080";
        QTest::newRow("plain http") << "http://api.huobi.pro"
                                    << "";
        QTest::newRow("nonsense") << "https://"
                                  << "";
        QTest::newRow("other scheme") << "ftp://api.huobi.pro"
                                      << "";
    }
    void hosts()
    {
        QFETCH(QString, entered);
        QFETCH(QString, used);
        auto *field = m_page->findChild<QLineEdit *>(QStringLiteral("hostField"));
        const QString before = m_shell->client.base().toString();
        field->setText(entered);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_shell->client.base().toString(), used.isEmpty() ? before : used);
        QCOMPARE(m_shell->settings.value(hostSetting), used.isEmpty() ? hostSetting.fallback : used);
    }

private:
    std::unique_ptr<test::Shell> m_shell;
    std::unique_ptr<SettingsPage> m_page;
};

QTEST_MAIN(SettingsPageTest)
#include "tst_ui_settings.moc"
