// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/orderbook.h"

#include <QList>

namespace coffer::htx::feed {

/// A push of an incremental book, or a refresh image of it (htx-api.md 7.2).
struct BookUpdate
{
    Symbol symbol;
    qint64 sequence = 0; ///< seqNum
    qint64 previous = 0; ///< prevSeqNum; an image has none
    QList<Level> bids;   ///< changed levels only; size 0 removes one
    QList<Level> asks;
};

/// Follows one incremental book: a refresh image, then every increment whose prevSeqNum is the sequence
/// before it. What arrives while an image is awaited is kept and merged into it. A gap, a step back, a
/// repetition, or a book that crosses or runs empty: the book is not to be trusted until a new image came
/// (security.md 8b, 41 and 42). Knows neither time nor sockets: whoever gets true asks for an image.
class BookSync
{
public:
    explicit BookSync(const Symbol &symbol) : m_symbol(symbol) {}

    /// The increments begin. True when a refresh image is to be asked for now.
    bool start();
    /// An increment. True when a refresh image is to be asked for now.
    bool take(const BookUpdate &update);
    /// The image that was asked for. True when it does not help, and another one is to be asked for.
    bool takeImage(const BookUpdate &image);
    /// The connection was lost: what comes next follows nothing. The levels stay, not to be trusted.
    void restart();

    /// Every increment up to sequence() is in the book, and it is sound.
    bool isLive() const { return m_hasImage && m_book.isSound(); }
    qint64 sequence() const { return m_sequence; }
    const OrderBook &book() const { return m_book; }

    /// How often an image had to be asked for again.
    int resyncs() const { return m_resyncs; }
    /// Messages of another market, dropped (security.md 8b, 45).
    int strangers() const { return m_strangers; }

private:
    static constexpr qsizetype bufferLimit = 1'000; ///< increments; an image comes within a few

    bool follow(const BookUpdate &update);
    bool loseTrack(const BookUpdate *next);
    void keep(const BookUpdate &update);
    bool isStranger(const BookUpdate &update);

    Symbol m_symbol;
    OrderBook m_book;
    QList<BookUpdate> m_buffer; ///< increments that wait for an image
    qint64 m_sequence = 0;
    bool m_hasImage = false;
    bool m_isLinked = false; ///< an increment followed the image, so nothing older can come rightly
    bool m_isAsked = false;
    int m_resyncs = 0;
    int m_strangers = 0;
};

} // namespace coffer::htx::feed
