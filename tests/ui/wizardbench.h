// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keysbench.h"
#include "support/patience.h"
#include "ui/keys/setup/setupwizard.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>

namespace coffer::test {

inline const QString pastedSecret = QStringLiteral("canary-5f1d0c-secret");
inline const QByteArray createPath = "/v2/sub-user/api-key-generation";
inline const QByteArray deletePath = "/v2/sub-user/api-key-deletion";
inline const QByteArray madeBody =
    R"({"code":200,"data":{"accessKey":"access-key-new","secretKey":"canary-made-secret","note":"Coffer",)"
    R"("permission":"readOnly,trade","ipAddresses":""}})";

/// Everything that the wizard needs. A key of the main account that may trade is held unless told otherwise.
struct WizardBench : KeysBench
{
    explicit WizardBench(bool hasMainKey = true)
    {
        stores.add(memory);
        const keys::KeyRecord main = keyRecord(QStringLiteral("main"), QStringLiteral("readOnly,trade"));
        if (hasMainKey) {
            table.save(main).waitForFinished();
            store.secrets.insert(main.id, secretOf("secret-of-main"));
        }
        theme.apply(*qApp);
        expectClock();
    }

    void expectSubUsers()
    {
        network.expect("GET", "/v2/sub-user/user-list")
            .reply(200, body::keys({body::subUser(subUid, "robot1")}));
    }
    /// The key is made, and checked by itself and through the main account's key.
    void expectMadeAndChecked()
    {
        network.expect("GET", "/v2/user/api-key").reply(200, body::keys({}));
        network.expect("POST", createPath).reply(200, madeBody);
        network.expect("GET", "/v2/user/uid").reply(200, body::uid(subUid));
        network.expect("GET", signedBy(QStringLiteral("main"), "/v2/user/api-key"))
            .reply(200, body::keys({body::key(QStringLiteral("new"), "readOnly,trade", "", 90)}));
        network.expect("GET", "/v2/sub-user/user-list").reply(200, body::forbidden());
    }
    qsizetype journalSize()
    {
        auto future = pending.all();
        future.waitForFinished();
        return future.result()->size();
    }

    FakeSecretStore memory{QStringLiteral("memory")};
};

/// A wizard as its user sees it.
struct Guide
{
    explicit Guide(WizardBench &on) : bench(on), wizard(new ui::SetupWizard(on.services(), on.context))
    {
        wizard->open();
    }
    ~Guide() { delete wizard; }

    template<class T = QWidget>
    T *part(const QString &name) const
    {
        const QList<T *> all = wizard->findChildren<T *>(name);
        for (T *one : all) { // pages have fields of one name
            if (one->isVisible())
                return one;
        }
        return all.isEmpty() ? nullptr : all.first();
    }
    /// Where a choice has its mark.
    void press(const QString &name) const
    {
        auto *button = part<QAbstractButton>(name);
        const bool isChoice = button->inherits("QRadioButton") || button->inherits("QCheckBox");
        QTest::mouseClick(button, Qt::LeftButton, {},
                          isChoice ? QPoint(10, button->height() / 2) : button->rect().center());
    }
    void next() const { press(QStringLiteral("nextButton")); }
    bool canGoOn() const { return part<QPushButton>(QStringLiteral("nextButton"))->isEnabled(); }
    QString nextText() const { return part<QPushButton>(QStringLiteral("nextButton"))->text(); }
    QString title() const { return part<QLabel>(QStringLiteral("setupTitle"))->text(); }
    keys::SetupStep step() const { return wizard->session().flow().step(); }
    void type(const QString &field, const QString &text) const { part<QLineEdit>(field)->setText(text); }
    void pasteKey() const
    {
        type(QStringLiteral("accessKeyField"), QStringLiteral(" access-key-new "));
        type(QStringLiteral("secretKeyField"), pastedSecret);
    }
    /// To the page with the walk through the web page.
    void goToWebPage(const QString &purpose = QStringLiteral("purpose_readOnly")) const
    {
        next();
        press(purpose);
        next();
        press(QStringLiteral("homeMain"));
        next();
    }
    void goToCode() const
    {
        next();
        press(QStringLiteral("purpose_trade"));
        next();
        press(QStringLiteral("homeSub"));
        QTRY_COMPARE(part<QComboBox>(QStringLiteral("subUserBox"))->count(), 3);
        part<QComboBox>(QStringLiteral("subUserBox"))->setCurrentIndex(2);
        next();
        next();
        QCOMPARE(step(), keys::SetupStep::Create);
    }
    /// The key of the sub-user is made, and checked.
    void makeKey() const
    {
        goToCode();
        bench.expectMadeAndChecked();
        next();
        QTRY_VERIFY(step() == keys::SetupStep::Check && canGoOn());
    }
    QMessageBox *box() const { return wizard->findChild<QMessageBox *>(QStringLiteral("leaveBox")); }

    WizardBench &bench;
    QPointer<ui::SetupWizard> wizard;
};

} // namespace coffer::test
