// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorwalk.h"

#include <optional>
#include <utility>
#include <vector>

namespace coffer::market {

/// Calculates the outputs of one indicator; see Indicator.
class IndicatorEngine
{
public:
    virtual ~IndicatorEngine() = default;
    virtual void update(const CandleSeries &series, qsizetype firstChanged) = 0;
    virtual void follow(const CandleSeries &series, const CandleSeries::Changes &changes) = 0;
    virtual bool isComplete(const CandleSeries &series) const = 0;
    virtual bool advance(const CandleSeries &series, qsizetype &most) = 0;
    virtual qsizetype firstCandle() const = 0;
    virtual const std::vector<double> &values(int output) const = 0;
};

/// With a machine as IndicatorWalk needs it. What is shown stays until what replaces it is whole.
template<class Machine>
class MachineEngine final : public IndicatorEngine
{
    using Walk = IndicatorWalk<Machine>;

public:
    explicit MachineEngine(Machine machine) : m_initial(std::move(machine)), m_shown(m_initial) {}

    void update(const CandleSeries &series, qsizetype firstChanged) override
    {
        m_next.reset();
        m_shown.place({0, firstChanged, series.size()});
        if (!m_shown.isRight() || m_shown.first() > 0 || m_shown.end() > series.size())
            m_shown = Walk(m_initial);
        m_shown.go(series, series.size(), Walk::Room::Exact);
    }

    void follow(const CandleSeries &series, const CandleSeries::Changes &changes) override
    {
        constexpr qsizetype little = 256; // what comes between two frames, and more
        place(m_shown, series, changes);
        if (m_next) {
            place(*m_next, series, changes);
            if (!m_next->isRight())
                m_next.reset();
        }
        if (m_shown.canGoOn() && series.size() - m_shown.end() <= little)
            m_shown.go(series, little, Walk::Room::Ahead);
    }

    bool isComplete(const CandleSeries &series) const override
    {
        return m_shown.isRight() && m_shown.first() == 0 && m_shown.end() == series.size();
    }

    bool advance(const CandleSeries &series, qsizetype &most) override
    {
        bool isOther = false;
        if (m_shown.canGoOn() && m_shown.end() < series.size()) {
            most -= m_shown.go(series, most, Walk::Room::Ahead);
            isOther = m_shown.end() == series.size();
            if (!isOther)
                return false;
        }
        if (isComplete(series))
            return isOther;
        if (!m_next)
            m_next.emplace(m_initial);
        most -= m_next->go(series, most, Walk::Room::Ahead);
        if (m_next->end() < series.size())
            return isOther;
        m_shown = std::move(*m_next);
        m_next.reset();
        return true;
    }

    qsizetype firstCandle() const override { return m_shown.first(); }
    const std::vector<double> &values(int output) const override { return m_shown.values(output); }

private:
    void place(Walk &walk, const CandleSeries &series, const CandleSeries::Changes &changes) const
    {
        walk.place(changes);
        if (walk.isEmpty() || walk.end() > series.size())
            walk = Walk(m_initial);
    }

    const Machine m_initial;
    Walk m_shown;
    std::optional<Walk> m_next; ///< while what is shown is not what a calculation over all would give
};

} // namespace coffer::market
