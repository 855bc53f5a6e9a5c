// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/screenshots.h"

#include "ui/shell/mainwindow.h"
#include "ui/shell/pagehost.h"

#include <QDir>
#include <QPixmap>

namespace coffer::ui {
namespace {

constexpr int lookMs = 50;
// Ready must last a little: tables lay themselves out and charts settle after their data came.
constexpr int calmLooks = 6;
constexpr qint64 limitMs = 30'000;

} // namespace

Screenshots::Screenshots(MainWindow &window, const QString &folder, QObject *parent)
    : QObject(parent), m_window(window), m_folder(folder)
{
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, this, &Screenshots::look);
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_folder)) {
        finish(tr("coffer: the folder \"%1\" can't be made.").arg(m_folder));
        return;
    }
    m_elapsed.start();
    showPage();
    m_look.start();
}

void Screenshots::showPage()
{
    m_calm = 0;
    m_window.pages()->show(static_cast<PageId>(m_page));
    if (QWidget *focused = m_window.focusWidget())
        focused->clearFocus(); // a blinking cursor would make every picture different
}

void Screenshots::look()
{
    const bool isLate = m_elapsed.elapsed() > limitMs;
    const bool isReady = m_window.pages()->isReady() && m_window.isReady();
    m_calm = isReady ? m_calm + 1 : 0;
    if (m_calm < calmLooks && !isLate)
        return;
    if (m_calm < calmLooks)
        m_late += PageHost::title(static_cast<PageId>(m_page));
    if (!write())
        return;
    if (++m_page < static_cast<int>(PageId::Count)) {
        showPage();
        return;
    }
    finish(m_late.isEmpty() ? QString()
                            : tr("coffer: after %1 s these pages were not ready: %2.")
                                  .arg(limitMs / 1000)
                                  .arg(m_late.join(QStringLiteral(", "))));
}

bool Screenshots::write()
{
    const QString name = PageHost::iconName(static_cast<PageId>(m_page)) + QStringLiteral(".png");
    if (m_window.grab().save(QDir(m_folder).filePath(name), "PNG"))
        return true;
    finish(tr("coffer: \"%1\" can't be written.").arg(QDir(m_folder).filePath(name)));
    return false;
}

void Screenshots::finish(const QString &problem)
{
    m_look.stop();
    // From the event loop: whoever listens may not be running it yet.
    QTimer::singleShot(0, this, [this, problem] { Q_EMIT finished(problem); });
}

} // namespace coffer::ui
