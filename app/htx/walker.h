// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/gateway.h"
#include "htx/types/page.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <functional>

namespace coffer::htx {

/// The exchange no longer serves a window that old (htx-api.md 5.3 and 9.3).
bool isTooOld(const Error &error);

/// A stretch of time that one request covers, in ms UTC. Both 0: the endpoint knows no times.
struct WalkWindow
{
    qint64 start = 0;
    qint64 end = 0;

    friend bool operator==(const WalkWindow &, const WalkWindow &) = default;
};

/// How far a walk came: where to go on, and what was handed out last, so that going on repeats nothing.
struct WalkCursor
{
    WalkWindow window;
    QString from;      ///< of the next page in that window; empty: its first page
    bool done = false; ///< nothing is left
    QStringList edge;  ///< ids of the last page that had rows

    /// One line to be stored.
    QByteArray toText() const;
    /// Nullopt for what toText() did not write.
    static std::optional<WalkCursor> parse(const QByteArray &text);
    friend bool operator==(const WalkCursor &, const WalkCursor &) = default;
};

/// Where a walk goes, apart from what it reads.
struct WalkRoute
{
    qint64 newestMs = 0;  ///< ms UTC
    qint64 oldestMs = 0;  ///< ms UTC: the horizon
    qint64 windowMs = 0;  ///< the widest that one request covers (htx-api.md 5.3); 0: pages only
    bool forward = false; ///< from the horizon on; else back in time
};

struct WalkProgress
{
    double fraction = 0;  ///< 0 to 1 of the time to be crossed; pages without times count as one step
    qint64 reachedMs = 0; ///< ms UTC: everything up to here was read, in the direction of the walk
};

/// How a walk ended.
struct WalkOutcome
{
    enum class Kind {
        Complete,
        Stopped, ///< by stop(), or the request was called off
        Horizon, ///< the exchange serves nothing older (invalid-start-date)
        Failed,
    };
    Kind kind = Kind::Complete;
    std::optional<Error> error; ///< of Failed
};

/// The walk without the type of its rows: windows, waiting, progress and the end. See Walker.
class WalkerBase : public QObject
{
    Q_OBJECT

public:
    ~WalkerBase() override;

    /// Once. finished() comes later, from the event loop.
    void start();
    /// Nothing more is asked or handed out; finished() tells Stopped at once.
    void stop();

    const WalkCursor &cursor() const { return m_cursor; }
    WalkProgress progress() const;

Q_SIGNALS:
    void progressed(const coffer::htx::WalkProgress &progress);
    void finished(const coffer::htx::WalkOutcome &outcome);

protected:
    WalkerBase(Clock &clock, const WalkRoute &route, std::optional<WalkCursor> from, QObject *parent);

    /// Sends the request for the cursor's page.
    virtual void ask() = 0;
    /// The ids of one window are forgotten once the window after it was read.
    virtual void windowRead() = 0;

    bool isRunning() const { return m_running; }
    /// A page was read; it is asked on from the event loop. next: where the window goes on; empty: it was its
    /// last page.
    void advance(const QString &next);
    void refused(const Error &error);
    void conclude(WalkOutcome outcome);

    WalkCursor m_cursor;

private:
    void askWhenAllowed();
    void nextWindow();
    std::optional<WalkWindow> windowAfter(const WalkWindow &window) const;

    Clock &m_clock;
    WalkRoute m_route;
    Clock::Steady m_notBefore{};
    QTimer m_timer;
    bool m_running = false;
};

/// What a walk reads.
template<class Row>
struct WalkSource
{
    /// The request for one page; from is empty for a window's first.
    std::function<Future<Page<Row>>(Gateway &gateway, const WalkWindow &window, const QString &from)> page;
    /// What tells rows apart.
    std::function<QString(const Row &row)> id;
};

/// Walks over an endpoint that answers for a window of time and in pages: window after window, in each page
/// after page, one request at a time. Whether a page repeats the row it was asked from, and whether two
/// windows share their edge, is not documented (htx-api.md 5.3): rows are told apart by their id, and a page
/// that brings nothing new is a window's last. When the exchange is asked too often, the walk waits for as
/// long as it says. GUI thread.
template<class Row>
class Walker final : public WalkerBase
{
public:
    /// Sees each page's new rows as they come, maybe none. The cursor is already behind them: store both
    /// together. May stop or delete the walker.
    using Handler = std::function<void(const QList<Row> &rows, const WalkCursor &cursor)>;

    /// from: goes on where another walk over the same route was.
    Walker(Gateway &gateway, Clock &clock, WalkSource<Row> source, const WalkRoute &route, Handler handler,
           std::optional<WalkCursor> from = std::nullopt, QObject *parent = nullptr)
        : WalkerBase(clock, route, std::move(from), parent),
          m_gateway(gateway),
          m_source(std::move(source)),
          m_handler(std::move(handler)),
          m_before(m_cursor.edge.cbegin(), m_cursor.edge.cend())
    {
    }

protected:
    void ask() override
    {
        whenDone(
            this, m_source.page(m_gateway, m_cursor.window, m_cursor.from),
            [this](const Result<Page<Row>> &page) {
                if (!isRunning())
                    return;
                if (page)
                    take(*page);
                else
                    refused(page.error());
            },
            [this] {
                if (isRunning())
                    conclude({WalkOutcome::Kind::Stopped, std::nullopt});
            });
    }

    void windowRead() override
    {
        m_before = std::exchange(m_seen, {});
        // Of a walk that was resumed and found no more rows there.
        m_before.unite(QSet<QString>(m_cursor.edge.cbegin(), m_cursor.edge.cend()));
    }

private:
    void take(const Page<Row> &page)
    {
        QList<Row> fresh;
        QStringList ids;
        for (const Row &row : page.rows) {
            const QString id = m_source.id(row);
            ids.append(id);
            if (!m_seen.contains(id) && !m_before.contains(id))
                fresh.append(row);
            m_seen.insert(id);
        }
        if (!ids.isEmpty())
            m_cursor.edge = ids;
        advance(fresh.isEmpty() ? QString() : page.next);
        // Copies, since the handler may delete this walker.
        const Handler handler = m_handler;
        const WalkCursor cursor = m_cursor;
        const QPointer<WalkerBase> alive(this);
        handler(fresh, cursor);
        if (alive && isRunning())
            Q_EMIT progressed(progress());
    }

    Gateway &m_gateway;
    WalkSource<Row> m_source;
    Handler m_handler;
    QSet<QString> m_seen;   ///< in this window
    QSet<QString> m_before; ///< in the window before, whose edge this one shares
};

} // namespace coffer::htx
