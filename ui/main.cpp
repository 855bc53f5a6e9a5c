// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hardening.h"
#include "ui/app/console.h"
#include "ui/app/options.h"
#include "ui/app/program.h"
#include "ui/app/termination.h"
#include "ui/common/errortext.h"

#include <QApplication>
#include <QMessageBox>

using namespace coffer;
using namespace coffer::ui;

namespace {

constexpr int usageError = 2;

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int tellAndEnd(const Options &options, const Error &error)
{
    const ErrorText words = errorText(error);
    printError(QStringLiteral("coffer: %1 %2 %3").arg(words.title, words.advice, words.details));
    if (!options.screenshots.isEmpty())
        return 1;
    QMessageBox box(QMessageBox::Critical, QStringLiteral("Coffer"), words.title, QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(words.advice);
    box.setDetailedText(words.details);
    QObject::connect(&box, &QDialog::finished, qApp, [] { QCoreApplication::exit(1); });
    box.open();
    return QApplication::exec();
}

int run(int argc, char **argv, const Options &options)
{
    if (!hasDisplay()) {
        if (options.screenshots.isEmpty()) {
            printError(
                QStringLiteral("coffer: there is no display to open a window on. With --screenshots DIR it "
                               "writes pictures of its pages instead."));
            return 1;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("coffer"));
    QApplication::setApplicationDisplayName(QStringLiteral("Coffer"));
    QApplication::setApplicationVersion(QStringLiteral(COFFER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("coffer"));
    const Termination termination;
    Program program(options);
    if (const Result<void> started = program.start(); !started)
        return tellAndEnd(options, started.error());
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    const tl::expected<Options, QString> options = parseOptions(argumentsOf(argc, argv));
    if (!options) {
        printError(options.error());
        return usageError;
    }
    switch (options->task) {
    case Options::Task::ShowVersion:
        printLine(QStringLiteral("coffer " COFFER_VERSION));
        return 0;
    case Options::Task::ShowHelp:
        printLine(helpText().trimmed());
        return 0;
    case Options::Task::Run:
        break;
    }
    return run(argc, argv, *options);
}
