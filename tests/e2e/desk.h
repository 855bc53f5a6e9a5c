// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outside.h"
#include "ui/app/program.h"

#include <QWidget>

namespace coffer::ui {
class CheckList;
class ErrorBar;
class HoldingsModel;
class MainWindow;
} // namespace coffer::ui

namespace coffer::test {

/// The program as it stands before its user: started on an exchange with a profile, and used through what its
/// windows show. One at a time.
class Desk
{
public:
    Desk(const QUrl &exchange, const QString &profile);
    /// Closes the window and ends the program.
    ~Desk();

    Result<void> start() { return m_program.start(); }

    ui::MainWindow *window() const;
    /// A part of any window by its name; nullptr when it is not there.
    template<class T = QWidget>
    T *part(const QString &name) const
    {
        return qobject_cast<T *>(find(name));
    }
    /// A part of the current page; nullptr when it is not there.
    template<class T = QWidget>
    T *pagePart(const QString &name) const
    {
        return currentPage()->findChild<T *>(name);
    }

    void goTo(const QString &page) const;
    QWidget *currentPage() const;
    bool isPageReady() const;
    /// The message on the current page that is in sight; nullptr when there is none.
    const ui::ErrorBar *message() const;
    /// Its title; empty when there is none.
    QString messageTitle() const;

    /// Opens the paste dialog from the Keys page and fills it by the keyboard.
    void fillPasteDialog(const QString &label, const QString &accessKey, const QByteArray &secret) const;
    void press(const QString &button) const;
    bool isEnabled(const QString &button) const;
    const ui::CheckList *checks() const;

    /// What the Balances page shows, once it is the current page.
    ui::HoldingsModel *holdings() const;
    /// Labels in the Keys page's table.
    QStringList keyLabels() const;
    /// The name under which the keychain must have the secret of a key that the page shows as held.
    QString keychainItem(const QString &accessKey) const;

private:
    static QWidget *find(const QString &name);

    ui::Program m_program;
};

} // namespace coffer::test
