// SPDX-License-Identifier: GPL-3.0-or-later
#include "shellfixture.h"
#include "support/patience.h"
#include "ui/common/appsettings.h"
#include "ui/common/errorbar.h"
#include "ui/shell/actions.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pagehost.h"
#include "ui/shell/refresher.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>
#include <QToolButton>

using namespace coffer;
using namespace coffer::ui;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shell = std::make_unique<test::Shell>();
        m_shell->theme.apply(*qApp);
        m_window = std::make_unique<MainWindow>(m_shell->services(), Run{true, {}}, m_shell->context());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_shell.reset();
    }

    void startsOnOverviewWithNothingElseBuilt()
    {
        QCOMPARE(m_window->pages()->current(), PageId::Overview);
        for (int i = 1; i < static_cast<int>(PageId::Count); ++i)
            QVERIFY(!m_window->pages()->built(static_cast<PageId>(i)));
        QCOMPARE(m_shell->network.requests().size(), std::size_t(0)); // nobody is asked before start()
    }

    void sayThatItIsTheDemo()
    {
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("Demo")));
        QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("demoBadge"))->isVisible());
    }

    void lockingLeavesNoWindowInTheWay()
    {
        QWidget *pages = m_window->pages();
        auto *form = new QDialog(pages);
        auto *question = new QMessageBox(QMessageBox::Warning, QStringLiteral("Title"),
                                         QStringLiteral("Text"), QMessageBox::Cancel, pages);
        form->open();
        question->open();
        m_shell->keyring.lock();
        QVERIFY(!pages->isEnabled());
        QVERIFY(!form->isVisible());
        QVERIFY(question->isVisible() && question->isEnabled()); // it can be answered
        question->reject();
        m_shell->keyring.unlock();
        QTRY_VERIFY(pages->isEnabled());
    }

    void pagesByKeyboard()
    {
        for (int i = static_cast<int>(PageId::Count) - 1; i >= 0; --i) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            const auto id = static_cast<PageId>(i);
            QCOMPARE(m_window->pages()->current(), id);
            QVERIFY(m_window->pages()->currentPage()->isVisible());
            QVERIFY(m_window->windowTitle().startsWith(PageHost::title(id)));
            QVERIFY(m_window->findChild<Navigation *>()->button(id)->isChecked());
        }
    }

    void navigationCollapsesAndRemembers()
    {
        auto *navigation = m_window->findChild<Navigation *>();
        const int wide = navigation->width();
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(navigation->isCollapsed());
        QTRY_COMPARE(navigation->width(), 56);
        QVERIFY(wide > 56);
        QVERIFY(m_shell->settings.value(narrowNavigationSetting));
    }

    void askingAgainReachesARefusedKey()
    {
        keys::KeyRecord key;
        key.id = KeyId{QStringLiteral("id")};
        key.accessKey = QStringLiteral("access-key");
        key.uid = Uid{1};
        key.planned = htx::PermissionSet::parse(QStringLiteral("readOnly"));
        key.lastError = Error{ErrorKind::WrongSignature, {}, {}, std::nullopt};
        m_shell->keyring.setKeys({key});
        QVERIFY(!m_shell->keyring.canDo(htx::Permission::Read));
        m_window->pages()->show(PageId::Settings);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(m_shell->keyring.canDo(htx::Permission::Read));
    }

    void anotherHostIsAskedAtOnce()
    {
        m_shell->network.expect("GET", "/").neverAnswers().always();
        m_shell->settings.setValue(tickerSecondsSetting, 3600); // not because its time has come
        m_window->start();
        QTRY_COMPARE(m_shell->network.count("GET", "/market/tickers"), 1);
        const QUrl host(QStringLiteral("https://api-aws.huobi.pro"));
        QVERIFY(m_shell->client.setBase(host));
        m_shell->settings.setValue(hostSetting, host.toString());
        // Sooner than the first one would be tried again.
        QTRY_COMPARE_WITH_TIMEOUT(m_shell->network.count("GET", "/market/tickers"), 2, 7'000);
        QCOMPARE(m_shell->network.requests().back().url.host(), host.host());
    }

    void aboutShowsTheFolderAsPlainText()
    {
        m_window->findChild<QAction *>(QStringLiteral("about"))->trigger();
        const auto *label = m_window->findChild<QLabel *>(QStringLiteral("qt_msgbox_informativelabel"));
        QVERIFY(label);
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void lockingHidesAmounts()
    {
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(m_shell->keyring.isLocked());
        QVERIFY(m_shell->format.isPrivate());
        QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("lockBar"))->isVisible());
        // Nothing can be started that would ask the exchange.
        QVERIFY(!m_window->pages()->isEnabled());
        for (const char *name : {"refresh", "pasteKey", "verifyKeys"})
            QVERIFY(!m_window->findChild<QAction *>(QLatin1String(name))->isEnabled());
        QTest::mouseClick(m_window->findChild<QWidget *>(QStringLiteral("unlockButton")), Qt::LeftButton);
        QVERIFY(!m_shell->keyring.isLocked());
        QVERIFY(!m_shell->format.isPrivate());
        QVERIFY(m_window->pages()->isEnabled());
        QVERIFY(m_window->findChild<QAction *>(QStringLiteral("refresh"))->isEnabled());
    }

    void lockedItAsksForNothing()
    {
        m_shell->network.expect("GET", "/").neverAnswers().always();
        m_window->start();
        QTRY_VERIFY(m_shell->network.requests().size() > 0);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        const std::size_t before = m_shell->network.requests().size();
        m_shell->settings.setValue(tickerSecondsSetting, 2);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        for (const PageId page : {PageId::Charts, PageId::History, PageId::Keys})
            m_window->pages()->show(page);
        m_shell->clock.advance(std::chrono::minutes(1)); // which looks like a sleep
        QCoreApplication::processEvents();
        QCOMPARE(m_shell->network.requests().size(), before);
        QVERIFY(m_window->findChild<Refresher *>()->isResting()); // so no timer will either
    }

    void privacyModeByKeyboard()
    {
        QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_shell->format.isPrivacyChosen());
        QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!m_shell->format.isPrivate());
    }

    void paletteFindsAPage()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette);
        QTRY_VERIFY(palette->isVisible());
        auto *input = palette->findChild<QLineEdit *>();
        QTest::keyClicks(input, QStringLiteral("hist"));
        QCOMPARE(palette->findChild<QListView *>()->currentIndex().data().toString(),
                 PageHost::title(PageId::History));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(m_window->pages()->current(), PageId::History);
        QVERIFY(!palette->isVisible());
    }

    void scores()
    {
        QVERIFY(matchScore(QStringLiteral("History"), QStringLiteral("hist")) >
                matchScore(QStringLiteral("All history"), QStringLiteral("hist")));
        QVERIFY(matchScore(QStringLiteral("All history"), QStringLiteral("hist")) >
                matchScore(QStringLiteral("Prehistory"), QStringLiteral("hist")));
        QVERIFY(matchScore(QStringLiteral("Prehistory"), QStringLiteral("hist")) >
                matchScore(QStringLiteral("Hide in stout"), QStringLiteral("hist")));
        QCOMPARE(matchScore(QStringLiteral("Keys"), QStringLiteral("hist")), 0);
    }

    void theGuideOpensByItsShortcut()
    {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_window->pages()->current(), PageId::Keys);
        QPointer<QDialog> guide = m_window->findChild<QDialog *>(QStringLiteral("setupWizard"));
        QVERIFY(guide && guide->isVisible());
        QTest::keyClick(guide.data(), Qt::Key_Escape); // nothing would be lost
        QTRY_VERIFY(!guide);
    }

    void everyActionIsInAMenuAndHasAName()
    {
        QSet<QAction *> inMenus;
        for (const QAction *menu : m_window->menuBar()->actions()) {
            for (QAction *action : menu->menu()->actions())
                inMenus.insert(action);
        }
        for (QAction *action : m_window->findChild<Actions *>()->all()) {
            QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
            QVERIFY(!action->text().isEmpty());
        }
    }

    void controlsHaveNames()
    {
        for (int i = 0; i < static_cast<int>(PageId::Count); ++i) {
            m_window->pages()->show(static_cast<PageId>(i));
            for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
                if (button->focusPolicy() == Qt::NoFocus || !button->isVisible())
                    continue;
                QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                         qPrintable(button->objectName() + QLatin1String(button->metaObject()->className())));
            }
        }
    }

    void budgetShowsOnceItIsKnownAndOpensActivity()
    {
        auto *gauge = m_window->findChild<QAbstractButton *>(QStringLiteral("statusBudget"));
        QVERIFY(!gauge->isVisible());
        m_window->start();
        QTRY_VERIFY(gauge->isVisible());
        QVERIFY2(gauge->text().contains(QStringLiteral("left")), qPrintable(gauge->text()));
        QVERIFY(gauge->toolTip().contains(QStringLiteral("/")));
        QVERIFY(gauge->accessibleName().contains(gauge->text()));
        QTest::mouseClick(gauge, Qt::LeftButton);
        QCOMPARE(m_window->pages()->current(), PageId::Activity);
        // Unused limits are known, too: nothing jumps. In steps that are not taken for a sleep.
        QTRY_VERIFY((m_shell->clock.advance(std::chrono::milliseconds(400)),
                     gauge->text() == QStringLiteral("Limits unused")));
        QVERIFY(gauge->isVisible());
    }

    void sayThatActivityIsNotRecorded()
    {
        auto *mark = m_window->findChild<QToolButton *>(QStringLiteral("statusLogStopped"));
        QVERIFY(!mark->isVisible());
        Future<void> full = m_shell->activityFile.run<void>([](QSqlDatabase &sql) -> Result<void> {
            sql.exec(QStringLiteral("PRAGMA max_page_count = 1"));
            return {};
        });
        full.waitForFinished();
        for (int i = 0; i < 1000; ++i)
            m_shell->activityLog.add({});
        QTRY_VERIFY(mark->isVisible());
        mark->click();
        QCOMPARE(m_window->pages()->current(), PageId::Activity);
        QTRY_VERIFY(m_window->pages()->currentPage()->findChild<ErrorBar *>()->isVisible());
    }

    void withoutANetworkItSaysSo()
    {
        m_window->start();
        auto *status = m_window->findChild<QLabel *>(QStringLiteral("statusConnection"));
        QTRY_COMPARE_WITH_TIMEOUT(status->text(), QStringLiteral("Not connected"), 20000);
    }

    void aPageBuiltLaterTellsWhatWentWrong()
    {
        Q_EMIT m_shell->inventory.failed(Error{ErrorKind::StorageCorrupt, {}, {}, {}});
        Q_EMIT m_shell->sync.failed(Error{ErrorKind::Offline, {}, {}, {}});
        Q_EMIT m_shell->sync.stateChanged(LoadState::Ready); // and went well again
        m_window->pages()->show(PageId::Keys);
        const auto *keys = m_window->pages()->currentPage()->findChild<ErrorBar *>();
        QVERIFY(keys->isVisible());
        QCOMPARE(keys->error()->kind, ErrorKind::StorageCorrupt);
        m_window->pages()->show(PageId::History);
        QVERIFY(!m_window->pages()->currentPage()->findChild<ErrorBar *>()->isVisible());
    }

    void tryingAgainIsARefreshOfEverything()
    {
        // Else a key whose keychain was locked a moment ago would not be tried.
        auto *refresh = m_window->findChild<QAction *>(QStringLiteral("refresh"));
        QSignalSpy refreshed(refresh, &QAction::triggered);
        Q_EMIT m_shell->portfolio.failed(Error{ErrorKind::KeychainLocked, {}, {}, {}});
        m_window->pages()->show(PageId::Balances);
        auto *button =
            m_window->pages()->currentPage()->findChild<QPushButton *>(QStringLiteral("errorRemedy"));
        QVERIFY(button->isVisible());
        button->click();
        QCOMPARE(refreshed.count(), 1);
    }

    void fitsASmallWindow()
    {
        m_window->resize(1000, 650);
        for (int i = 0; i < static_cast<int>(PageId::Count); ++i) {
            m_window->pages()->show(static_cast<PageId>(i));
            QCoreApplication::processEvents();
            QVERIFY2(m_window->width() <= 1000 && m_window->height() <= 650,
                     qPrintable(PageHost::title(static_cast<PageId>(i))));
        }
    }

private:
    std::unique_ptr<test::Shell> m_shell;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(MainWindowTest)
#include "tst_ui_mainwindow.moc"
