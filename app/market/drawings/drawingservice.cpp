// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawingservice.h"

#include <algorithm>
#include <utility>

namespace coffer::market {

using namespace std::chrono_literals;

namespace {

constexpr auto gathering = 1s;

} // namespace

DrawingService::DrawingService(DrawingTable &table, QObject *parent) : QObject(parent), m_table(table)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gathering);
    connect(&m_soon, &QTimer::timeout, this, &DrawingService::flush);
}

DrawingService::~DrawingService()
{
    // The database finishes its queue before it goes.
    for (const auto &[market, entry] : m_entries) {
        if (entry.isDirty)
            m_table.save(market, entry.book->drawings(),
                         entry.isLoaded ? DrawingTable::Mode::Replace : DrawingTable::Mode::Append);
    }
}

std::shared_ptr<DrawingBook> DrawingService::book(const Symbol &market)
{
    flush();
    const Symbol key{market.value.toLower()};
    Entry &entry = m_entries[key];
    entry.used = ++m_calls;
    if (!entry.book) {
        entry.book = std::make_shared<DrawingBook>();
        connect(entry.book.get(), &DrawingBook::edited, this, [this, key] { edited(key); });
        load(key, entry);
    }
    const std::shared_ptr<DrawingBook> book = entry.book;
    forgetIdle();
    return book;
}

void DrawingService::edited(const Symbol &market)
{
    m_entries[market].isDirty = true;
    if (!m_soon.isActive())
        m_soon.start();
}

void DrawingService::flush()
{
    m_soon.stop();
    for (auto &[market, entry] : m_entries) {
        if (entry.isBusy)
            continue;
        if (!entry.isLoaded)
            load(market, entry);
        else if (entry.isDirty)
            save(market, entry);
    }
}

void DrawingService::load(const Symbol &market, Entry &entry)
{
    entry.isBusy = true;
    whenDone(this, m_table.load(market), [this, market](const Result<QList<Drawing>> &kept) {
        Entry &found = m_entries[market];
        found.isBusy = false;
        if (kept) {
            found.isLoaded = true;
            found.book->restore(*kept);
            Q_EMIT loaded(market);
        }
        finished(kept ? Result<void>() : fail(kept.error()));
    });
}

void DrawingService::save(const Symbol &market, Entry &entry)
{
    entry.isBusy = true;
    entry.isDirty = false;
    whenDone(this, m_table.save(market, entry.book->drawings()), [this, market](const Result<void> &done) {
        Entry &found = m_entries[market];
        found.isBusy = false;
        found.isDirty = found.isDirty || !done;
        finished(done);
    });
}

void DrawingService::finished(const Result<void> &done)
{
    if (!done) {
        if (!std::exchange(m_problem, done.error()))
            Q_EMIT failed(done.error());
        return;
    }
    m_problem.reset();
    const bool isWaiting =
        std::any_of(m_entries.begin(), m_entries.end(), [](const auto &each) { return each.second.isDirty; });
    if (!isWaiting)
        Q_EMIT saved();
    else if (!m_soon.isActive())
        m_soon.start();
}

void DrawingService::forgetIdle()
{
    const auto isIdle = [](const Entry &entry) {
        return entry.book.use_count() == 1 && entry.isLoaded && !entry.isBusy && !entry.isDirty;
    };
    while (true) {
        auto oldest = m_entries.end();
        std::size_t idle = 0;
        for (auto each = m_entries.begin(); each != m_entries.end(); ++each) {
            if (!isIdle(each->second))
                continue;
            ++idle;
            if (oldest == m_entries.end() || each->second.used < oldest->second.used)
                oldest = each;
        }
        if (idle <= mostIdle)
            return;
        m_entries.erase(oldest);
    }
}

} // namespace coffer::market
