// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace coffer::ui {

class MainWindow;

/// Shows one page after another and writes a picture of the whole window when the page has what it is for.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    Screenshots(MainWindow &window, const QString &folder, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// problem is empty when every picture was written; else what is missing, for the user.
    void finished(const QString &problem);

private:
    void showPage();
    void look();
    bool write();
    void finish(const QString &problem);

    MainWindow &m_window;
    QString m_folder;
    int m_page = 0;
    int m_calm = 0; ///< looks in a row at which everything was there
    QStringList m_late;
    QTimer m_look;
    QElapsedTimer m_elapsed;
};

} // namespace coffer::ui
