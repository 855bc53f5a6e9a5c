// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/request.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <list>
#include <optional>
#include <vector>

namespace coffer::htx {

/// Requests that wait for their turn. Urgent ones first (Priority); of equal urgency the flows (one endpoint
/// of one user) take turns, so that a long walk through history does not stand before a single look at an
/// account; within a flow in the order they came. A flow that has to wait holds up no other. What runs in the
/// background gets every eighth turn even while visible work never ends.
template<class Item, class Flow>
class FairQueue
{
public:
    using Duration = std::chrono::milliseconds;

    void push(Priority priority, const Flow &flow, Item item)
    {
        laneOf(priority, flow).items.push_back(std::move(item));
    }
    /// Before all others of its flow: another try.
    void pushFirst(Priority priority, const Flow &flow, Item item)
    {
        laneOf(priority, flow).items.push_front(std::move(item));
    }

    /// The next item that may leave, of those at least as urgent as lowest. ask(item) says how long it has to
    /// wait still; zero is taken as leaving. nullopt: none may; see wait().
    template<class Ask>
    std::optional<Item> take(Priority lowest, Ask ask)
    {
        m_wait.reset();
        for (const Priority priority : turns()) {
            if (priority > lowest)
                continue;
            if (std::optional<Item> item = takeFrom(priority, ask))
                return item;
        }
        return std::nullopt;
    }

    /// After take() found none: how long until the first of those it looked at may leave; nullopt: none
    /// waits.
    std::optional<Duration> wait() const { return m_wait; }

    /// Takes out what matches, in no particular order.
    template<class Predicate>
    std::vector<Item> removeIf(Predicate matches)
    {
        std::vector<Item> removed;
        for (auto &lanes : m_lanes) {
            for (Lane &lane : lanes) {
                const auto end =
                    std::stable_partition(lane.items.begin(), lane.items.end(),
                                          [&matches](const Item &item) { return !matches(item); });
                std::move(end, lane.items.end(), std::back_inserter(removed));
                lane.items.erase(end, lane.items.end());
            }
            lanes.remove_if([](const Lane &lane) { return lane.items.empty(); });
        }
        return removed;
    }

    /// Calls look(item) for all.
    template<class Look>
    void forEach(Look look) const
    {
        for (const auto &lanes : m_lanes)
            for (const Lane &lane : lanes)
                std::ranges::for_each(lane.items, look);
    }

private:
    static constexpr int backgroundTurn = 8;

    struct Lane
    {
        Flow flow;
        std::deque<Item> items;
    };

    std::array<Priority, 3> turns() const
    {
        if (m_visibleInRow >= backgroundTurn - 1)
            return {Priority::Order, Priority::Background, Priority::Visible};
        return {Priority::Order, Priority::Visible, Priority::Background};
    }

    Lane &laneOf(Priority priority, const Flow &flow)
    {
        auto &lanes = m_lanes[std::size_t(priority)];
        const auto known = std::ranges::find(lanes, flow, &Lane::flow);
        return known == lanes.end() ? lanes.emplace_back(Lane{flow, {}}) : *known;
    }

    template<class Ask>
    std::optional<Item> takeFrom(Priority priority, Ask &ask)
    {
        auto &lanes = m_lanes[std::size_t(priority)];
        for (auto lane = lanes.begin(); lane != lanes.end(); ++lane) {
            if (const Duration wait = ask(lane->items.front()); wait > Duration::zero()) {
                m_wait = m_wait ? std::min(*m_wait, wait) : wait;
                continue;
            }
            Item item = std::move(lane->items.front());
            lane->items.pop_front();
            if (lane->items.empty())
                lanes.erase(lane);
            else
                lanes.splice(lanes.end(), lanes, lane); // to the end of the line
            countTurn(priority);
            return item;
        }
        return std::nullopt;
    }

    void countTurn(Priority priority)
    {
        const bool someoneWaits = !m_lanes[std::size_t(Priority::Background)].empty();
        if (priority == Priority::Background || !someoneWaits)
            m_visibleInRow = 0;
        else if (priority == Priority::Visible)
            ++m_visibleInRow;
    }

    std::array<std::list<Lane>, 3> m_lanes; ///< by priority; no lane is empty
    std::optional<Duration> m_wait;
    int m_visibleInRow = 0; ///< while something waited in the background
};

} // namespace coffer::htx
