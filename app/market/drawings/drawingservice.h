// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "market/drawings/drawingbook.h"
#include "market/drawings/drawingtable.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace coffer::market {

/// The books of all markets: read when they are first asked for, written about a second after an edit, when
/// another market is asked for, and when the service goes. Never waits for the disk: a book is there at once
/// and its drawings come when they were read; while the file can't be read or written, what is drawn stays in
/// memory and the next edit or flush() tries again. GUI thread; the table outlives it.
class DrawingService : public QObject
{
    Q_OBJECT

public:
    /// Books that nobody shows are kept with their undo steps, the latest used so many.
    static constexpr std::size_t mostIdle = 16;

    explicit DrawingService(DrawingTable &table, QObject *parent = nullptr);
    ~DrawingService() override;

    /// The same object for everyone who asks while somebody holds it; never null.
    std::shared_ptr<DrawingBook> book(const Symbol &market);
    /// Reads and writes what is waiting now, also after a failure.
    void flush();

    /// Why drawings are not read or written; nullopt while all is well.
    const std::optional<Error> &problem() const { return m_problem; }

Q_SIGNALS:
    /// What was kept of the market is in its book.
    void loaded(const coffer::Symbol &market);
    /// Everything drawn is written.
    void saved();
    /// Nothing is read or written any more. Told once until it goes well again.
    void failed(const coffer::Error &error);

private:
    struct Entry
    {
        std::shared_ptr<DrawingBook> book;
        quint64 used = 0;      ///< when it was last asked for, in calls
        bool isLoaded = false; ///< before that, the file may hold more than the book
        bool isBusy = false;   ///< read or written at this moment
        bool isDirty = false;
    };

    void edited(const Symbol &market);
    void load(const Symbol &market, Entry &entry);
    void save(const Symbol &market, Entry &entry);
    void finished(const Result<void> &done);
    void forgetIdle();

    DrawingTable &m_table;
    std::map<Symbol, Entry> m_entries;
    QTimer m_soon;
    quint64 m_calls = 0;
    std::optional<Error> m_problem;
};

} // namespace coffer::market
