// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

namespace coffer::ui {

namespace {

constexpr int longestSeconds = 600;

/// Marks what is ours, whatever text it is; another program that takes the text does not take this.
QString mark()
{
    return QStringLiteral("application/x-coffer-concealed");
}

/// What the platforms' clipboard managers heed.
void conceal(QMimeData &data)
{
#if defined(Q_OS_WIN)
    const auto native = [](const char *name) {
        return QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1String(name));
    };
    const QByteArray no(4, '\0'); // a DWORD
    data.setData(native("ExcludeClipboardContentFromMonitorProcessing"), QByteArrayLiteral("1"));
    data.setData(native("CanIncludeInClipboardHistory"), no);
    data.setData(native("CanUploadToCloudClipboard"), no);
#elif defined(Q_OS_MACOS)
    data.setData(QStringLiteral("application/x-nspasteboard-concealed-type"), QByteArrayLiteral("1"));
#else
    data.setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
#endif
}

/// The timer that clears; it belongs to the clipboard, so that nothing of ours has to be global. An interval
/// of 0 is never.
QTimer &clearing()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (auto *known = clipboard->findChild<QTimer *>(mark()))
        return *known;
    auto *timer = new QTimer(clipboard);
    timer->setObjectName(mark());
    timer->setSingleShot(true);
    timer->setInterval(std::chrono::seconds(clipboardSecondsSetting.fallback));
    QObject::connect(timer, &QTimer::timeout, timer, &clearConcealed);
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, timer, &clearConcealed);
    return *timer;
}

void takeTime(const Settings &settings)
{
    const int seconds = std::clamp(settings.value(clipboardSecondsSetting), 0, longestSeconds);
    setClipboardTime(seconds > 0 ? std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds))
                                 : std::nullopt);
}

} // namespace

void followClipboardSetting(Settings &settings)
{
    takeTime(settings);
    QObject::connect(&settings, &Settings::changed, &clearing(), [&settings](const QString &key) {
        if (key == clipboardSecondsSetting.key)
            takeTime(settings);
    });
}

void setClipboardTime(std::optional<std::chrono::milliseconds> time)
{
    clearing().setInterval(time.value_or(std::chrono::milliseconds(0)));
}

void copyConcealed(const QString &text)
{
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(mark(), QByteArrayLiteral("1"));
    conceal(*data);
    QGuiApplication::clipboard()->setMimeData(data);
    QTimer &timer = clearing();
    timer.stop(); // what an earlier text started
    if (timer.interval() > 0)
        timer.start();
}

void clearConcealed()
{
    QClipboard &clipboard = *QGuiApplication::clipboard();
    const QMimeData *data = clipboard.mimeData();
    if (data && data->hasFormat(mark()))
        clipboard.clear();
}

} // namespace coffer::ui
