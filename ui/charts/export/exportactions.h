// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "core/settings.h"
#include "ui/common/page.h"

#include <QObject>

#include <memory>

class QAction;
class QMenu;

namespace coffer::ui {

class CandleChart;

/// The folder of the last export; empty: the user's documents.
inline const Setting<QString> exportFolderSetting{QStringLiteral("charts/exportFolder"), QString()};
/// Pictures have twice the pixels of the screen's.
inline const Setting<bool> exportDoubleSetting{QStringLiteral("charts/exportDouble"), true};

enum class ExportFormat { Png, Svg, Pdf, Csv };

/// What a chart shows, as a file or on the clipboard. Chart and window outlive it.
class ExportActions : public QObject
{
    Q_OBJECT

public:
    /// window: what file dialogs belong to.
    ExportActions(CandleChart &chart, const Context &context, QWidget &window, QObject *parent = nullptr);
    ~ExportActions() override;

    /// For a button or as a submenu. Its actions are off, and say why, while there is nothing to export.
    QMenu *menu() const { return m_menu.get(); }

    /// Opens a dialog for the file.
    void ask(ExportFormat format);
    /// Takes the chart as it is now, writes on a worker; whole or not at all.
    void save(ExportFormat format, const QString &file);
    void copyPicture();

Q_SIGNALS:
    /// What was done or why not, in a sentence; file: what was saved, empty when nothing was.
    void said(const QString &text, const QString &file);

private:
    void update();
    void write(Future<QByteArray> bytes, const QString &file);
    void finish(const Result<void> &result, const QString &file);
    double ratio() const;

    CandleChart &m_chart;
    Context m_context;
    QWidget &m_window;
    std::unique_ptr<QMenu> m_menu;
    QList<QAction *> m_actions; ///< those that need candles
    QAction *m_double = nullptr;
};

} // namespace coffer::ui
