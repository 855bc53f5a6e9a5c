// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTest>

namespace coffer::test {

/// The main() of a test that runs again for each of its parts (see runPart()): Story starts them, Parts are
/// they.
template<class Story, class Parts>
int runStory(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == QLatin1String("--part")) {
        Parts parts;
        return QTest::qExec(&parts, {arguments.first(), arguments.value(2)});
    }
    Story story;
    return QTest::qExec(&story, arguments);
}

} // namespace coffer::test
