// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/booksync.h"

#include <utility>

namespace coffer::htx::feed {

bool BookSync::start()
{
    return !m_hasImage && !std::exchange(m_isAsked, true);
}

bool BookSync::take(const BookUpdate &update)
{
    if (isStranger(update))
        return false;
    if (m_hasImage)
        return follow(update);
    keep(update);
    return start();
}

bool BookSync::takeImage(const BookUpdate &image)
{
    if (isStranger(image))
        return false;
    m_isAsked = false;
    m_book.reset(image.bids, image.asks);
    m_sequence = image.sequence;
    m_hasImage = true;
    m_isLinked = false;
    const QList<BookUpdate> waiting = std::exchange(m_buffer, {});
    for (qsizetype index = 0; index < waiting.size(); ++index) {
        if (!follow(waiting[index]))
            continue;
        // The image is older than what was kept of the increments: the rest waits for the next one.
        for (const BookUpdate &later : waiting.sliced(index + 1))
            keep(later);
        return true;
    }
    return false;
}

void BookSync::restart()
{
    m_buffer.clear();
    m_hasImage = false;
    m_isLinked = false;
    m_isAsked = false;
}

/// False when all is well.
bool BookSync::follow(const BookUpdate &update)
{
    if (!m_isLinked && update.sequence <= m_sequence)
        return false; // is in the image
    if (update.previous != m_sequence || update.sequence <= m_sequence)
        return loseTrack(&update);
    const bool wasSound = m_book.isSound();
    for (const Level &level : update.bids)
        m_book.set(Side::Buy, level);
    for (const Level &level : update.asks)
        m_book.set(Side::Sell, level);
    m_sequence = update.sequence;
    m_isLinked = true;
    // A market without orders is empty in its image too, and then there is nothing to ask for.
    return wasSound && !m_book.isSound() && loseTrack(nullptr);
}

bool BookSync::loseTrack(const BookUpdate *next)
{
    m_hasImage = false;
    m_isLinked = false;
    m_isAsked = true;
    ++m_resyncs;
    if (next)
        keep(*next);
    return true;
}

void BookSync::keep(const BookUpdate &update)
{
    // Without the oldest ones the next image won't fit, and another is asked for: memory stays bounded.
    if (m_buffer.size() >= bufferLimit)
        m_buffer.removeFirst();
    m_buffer.append(update);
}

bool BookSync::isStranger(const BookUpdate &update)
{
    if (update.symbol == m_symbol)
        return false;
    ++m_strangers;
    return true;
}

} // namespace coffer::htx::feed
