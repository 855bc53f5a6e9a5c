// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace coffer::ui {

/// A report to be printed or kept, written from top to bottom. All text is plain: what a server or user wrote
/// is escaped, with control and bidi characters made visible.
class Report
{
public:
    explicit Report(const QString &title);

    void addHeading(const QString &text);
    void addText(const QString &text);
    /// A line of meta information.
    void addNote(const QString &text);
    /// A name and what it is, one a line.
    void addFacts(const QList<std::pair<QString, QString>> &facts);
    /// Every row has as many cells as the header.
    void addTable(const QStringList &header, const QList<QStringList> &rows);

    const QString &title() const { return m_title; }
    QString toHtml() const;
    /// It has a table for which a page is too narrow upright.
    bool isWide() const { return m_isWide; }

private:
    bool m_isWide = false;
    QString m_title;
    QString m_body;
};

/// Lays the report out on numbered A4 pages, across where it is wide, and writes it, on a worker. As
/// saveFile() otherwise.
Future<void> savePdf(const Report &report, const QString &file);

/// Writes the file on a worker: it appears when it is complete, readable by its owner alone even where
/// another was there before; on a failure that one stays as it was. StorageFull or StorageUnavailable with
/// the system's words.
Future<void> saveFile(const QByteArray &bytes, const QString &file);

} // namespace coffer::ui
