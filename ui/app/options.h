// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QSize>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

#include <optional>

namespace coffer::ui {

/// What the command line asks for.
struct Options
{
    enum class Task { Run, ShowVersion, ShowHelp };

    Task task = Task::Run;
    bool isDemo = false;
    std::optional<QUrl> host;
    QString profile;     ///< empty: the platform's place, or a temporary folder with --demo
    QString screenshots; ///< folder; empty: none are taken
    std::optional<QSize> size;
    std::optional<Scheme> theme;
};

/// Reads the arguments (without the program's name) before anything of Qt's is started. The error is one line
/// for the user. Needs no display.
tl::expected<Options, QString> parseOptions(const QStringList &arguments);

/// What --help prints.
QString helpText();

/// https, or http on this computer; nullopt otherwise.
std::optional<QUrl> exchangeUrl(const QString &text);

} // namespace coffer::ui
