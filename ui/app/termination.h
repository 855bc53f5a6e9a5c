// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <array>

namespace coffer::ui {

/// Makes SIGTERM, SIGINT and SIGHUP end the program the way Quit does, so that databases are closed and the
/// demo's temporary folder goes. One object a process, while there is a QCoreApplication. Does nothing on
/// Windows.
class Termination : public QObject
{
    Q_OBJECT

public:
    explicit Termination(QObject *parent = nullptr);
    ~Termination() override;

private:
    std::array<int, 2> m_pipe{-1, -1};
};

} // namespace coffer::ui
