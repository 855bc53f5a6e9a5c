// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/indicators/indicator.h"

#include "market/indicators/averages.h"
#include "market/indicators/oscillators.h"
#include "market/indicators/trends.h"
#include "market/indicators/volumeindicators.h"

#include <algorithm>

namespace coffer::market {

namespace {

template<class Machine, class... Parameters>
std::unique_ptr<IndicatorEngine> engineOf(Parameters... parameters)
{
    return std::make_unique<MachineEngine<Machine>>(Machine(parameters...));
}

std::unique_ptr<IndicatorEngine> makeEngine(const IndicatorSpec &spec)
{
    switch (spec.kind) {
    case IndicatorKind::Sma:
        return engineOf<MeanMachine<PlainMean>>(PlainMean(spec.whole(0)));
    case IndicatorKind::Ema:
        return engineOf<MeanMachine<SmoothedMean>>(SmoothedMean::exponential(spec.whole(0)));
    case IndicatorKind::Wma:
        return engineOf<WmaMachine>(spec.whole(0));
    case IndicatorKind::Bollinger:
        return engineOf<BollingerMachine>(spec.whole(0), spec.parameter(1));
    case IndicatorKind::Vwap:
        return spec.whole(0) == 0 ? engineOf<DayVwapMachine>() : engineOf<RollingVwapMachine>(spec.whole(0));
    case IndicatorKind::Ichimoku:
        return engineOf<IchimokuMachine>(spec.whole(0), spec.whole(1), spec.whole(2));
    case IndicatorKind::ParabolicSar:
        return engineOf<SarMachine>(spec.parameter(0), spec.parameter(1));
    case IndicatorKind::Rsi:
        return engineOf<RsiMachine>(spec.whole(0));
    case IndicatorKind::Macd:
        return engineOf<MacdMachine>(spec.whole(0), spec.whole(1), spec.whole(2));
    case IndicatorKind::Stochastic:
        return engineOf<StochasticMachine>(spec.whole(0), spec.whole(1), spec.whole(2));
    case IndicatorKind::Atr:
        return engineOf<AtrMachine>(spec.whole(0));
    case IndicatorKind::Obv:
        return engineOf<ObvMachine>();
    case IndicatorKind::Adx:
        return engineOf<AdxMachine>(spec.whole(0));
    case IndicatorKind::Count:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

Indicator::Indicator(const IndicatorSpec &spec) : m_spec(spec.cleaned()), m_engine(makeEngine(m_spec)) {}

Indicator::~Indicator() = default;
Indicator::Indicator(Indicator &&) noexcept = default;
Indicator &Indicator::operator=(Indicator &&) noexcept = default;

void Indicator::setSpec(const IndicatorSpec &spec)
{
    const IndicatorSpec cleaned = spec.cleaned();
    if (!cleaned.calculatesAs(m_spec))
        m_engine = makeEngine(cleaned);
    m_spec = cleaned;
}

void Indicator::update(const CandleSeries &series, qsizetype firstChanged)
{
    m_engine->update(series, firstChanged);
}

void Indicator::follow(const CandleSeries &series, const CandleSeries::Changes &changes)
{
    m_engine->follow(series, changes);
}

bool Indicator::isComplete(const CandleSeries &series) const
{
    return m_engine->isComplete(series);
}

bool Indicator::advance(const CandleSeries &series, qsizetype &most)
{
    return m_engine->advance(series, most);
}

qsizetype Indicator::firstCandle() const
{
    return m_engine->firstCandle();
}

int Indicator::outputCount() const
{
    return static_cast<int>(indicatorInfo(m_spec.kind).outputs.size());
}

const std::vector<double> &Indicator::values(int output) const
{
    return m_engine->values(output);
}

int Indicator::shift(int output) const
{
    if (m_spec.kind != IndicatorKind::Ichimoku)
        return 0;
    const int shift = m_spec.whole(3);
    switch (output) {
    case 2:
    case 3:
        return shift;
    case 4:
        return -shift;
    default:
        return 0;
    }
}

std::optional<IndicatorRange> Indicator::range(qsizetype first, qsizetype last) const
{
    std::optional<IndicatorRange> range;
    for (int output = 0; output < outputCount(); ++output) {
        const std::vector<double> &column = values(output);
        const auto size = static_cast<qsizetype>(column.size());
        const qsizetype before = shift(output) + firstCandle();
        const qsizetype from = std::clamp<qsizetype>(first - before, 0, size);
        const qsizetype to = std::clamp<qsizetype>(last - before, 0, size);
        for (qsizetype i = from; i < to; ++i) {
            const double value = column[static_cast<std::size_t>(i)];
            if (std::isnan(value))
                continue;
            range = range ? IndicatorRange{std::min(range->low, value), std::max(range->high, value)}
                          : IndicatorRange{value, value};
        }
    }
    return range;
}

} // namespace coffer::market
