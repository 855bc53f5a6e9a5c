// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "ui/balances/holdingsmodel.h"
#include "ui/common/errorbar.h"
#include "ui/common/tableview.h"
#include "ui/keys/checklist.h"
#include "ui/keys/keymodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/pagehost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coffer::test {

namespace {

ui::Options optionsFor(const QUrl &exchange, const QString &profile)
{
    ui::Options options;
    options.host = exchange;
    options.profile = profile;
    return options;
}

} // namespace

Desk::Desk(const QUrl &exchange, const QString &profile) : m_program(optionsFor(exchange, profile)) {}

Desk::~Desk()
{
    if (ui::MainWindow *open = window())
        open->close();
}

QWidget *Desk::find(const QString &name)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (window->objectName() == name)
            return window;
        if (auto *child = window->findChild<QWidget *>(name))
            return child;
    }
    return nullptr;
}

ui::MainWindow *Desk::window() const
{
    return part<ui::MainWindow>(u"mainWindow"_s);
}

void Desk::goTo(const QString &page) const
{
    press(u"nav-"_s + page);
}

QWidget *Desk::currentPage() const
{
    return window()->pages()->currentPage();
}

bool Desk::isPageReady() const
{
    return window()->pages()->currentPage()->isReady();
}

const ui::ErrorBar *Desk::message() const
{
    const auto *bar = currentPage()->findChild<ui::ErrorBar *>();
    return bar && bar->isVisible() ? bar : nullptr;
}

QString Desk::messageTitle() const
{
    return message() ? message()->accessibleName() : QString();
}

void Desk::fillPasteDialog(const QString &label, const QString &accessKey, const QByteArray &secret) const
{
    if (!part(u"pasteKeyDialog"_s)) {
        goTo(u"keys"_s);
        press(u"pasteKeyButton"_s);
    }
    const auto type = [this](const QString &field, const QString &text) {
        QTest::mouseClick(part(field), Qt::LeftButton);
        QTest::keyClick(part(field), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(part(field), text);
    };
    type(u"labelField"_s, label);
    type(u"accessKeyField"_s, accessKey);
    type(u"secretKeyField"_s, QString::fromLatin1(secret));
}

void Desk::press(const QString &button) const
{
    QTest::mouseClick(part(button), Qt::LeftButton);
}

bool Desk::isEnabled(const QString &button) const
{
    const QWidget *widget = part(button);
    return widget && widget->isEnabled();
}

const ui::CheckList *Desk::checks() const
{
    return part<ui::CheckList>(u"checkList"_s);
}

ui::HoldingsModel *Desk::holdings() const
{
    return qobject_cast<ui::HoldingsModel *>(part<ui::TableView>(u"balancesTable"_s)->model());
}

QStringList Desk::keyLabels() const
{
    const QAbstractItemModel *model = part<ui::TableView>(u"keysTable"_s)->model();
    QStringList labels;
    for (int row = 0; row < model->rowCount(); ++row)
        labels << model->index(row, int(ui::KeyModel::Column::Label)).data().toString();
    return labels;
}

QString Desk::keychainItem(const QString &accessKey) const
{
    const auto *model = currentPage()->findChild<ui::KeyModel *>();
    const keys::InventoryEntry entry = model->entry(model->rowOf(accessKey));
    return entry.held ? u"coffer/v1/"_s + entry.held->id.value : QString();
}

} // namespace coffer::test
