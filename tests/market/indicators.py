#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calculates the indicators of docs/indicators.md from their definitions, for a test to compare with.

    indicators.py CANDLES "sma 20" "macd 12 26 9" ...

CANDLES has a line "time high low close amount" for each candle, oldest first. Prints for each indicator and each
of its outputs a line of values, one a candle, "-" where there is none. Slow and plain: every window is taken anew
with 34 digits, and nothing is carried along that the definition does not carry.
"""
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal, getcontext

getcontext().prec = 34
EXCHANGE_ZONE = timezone(timedelta(hours=8))


class Candles:
    def __init__(self, path):
        with open(path, encoding="ascii") as file:
            rows = [line.split() for line in file]
        self.times = [int(row[0]) for row in rows]
        self.highs, self.lows, self.closes, self.amounts = (
            [+Decimal(float(row[column])) for row in rows] for column in (1, 2, 3, 4)
        )

    def __len__(self):
        return len(self.times)


def windows(values, period, first=0):
    """For each value the last `period` of those from `first` on, None while there are fewer."""
    return [values[i + 1 - period:i + 1] if i + 1 - period >= first else None for i in range(len(values))]


def mapped(function, values):
    return [None if value is None else function(value) for value in values]


def mean(values):
    return sum(values) / len(values)


def smoothed(values, period, weight):
    """Mean of the first `period` values that are not None, then weight * value + (1 - weight) * result."""
    result, seed, current = [], [], None
    for value in values:
        if value is None:
            result.append(None)
            continue
        if current is not None:
            current = weight * value + (1 - weight) * current
        else:
            seed.append(value)
            if len(seed) == period:
                current = mean(seed)
        result.append(current)
    return result


def exponential(values, period):
    return smoothed(values, period, Decimal(2) / (period + 1))


def wilder(values, period):
    return smoothed(values, period, Decimal(1) / period)


def first_defined(values):
    return next((i for i, value in enumerate(values) if value is not None), len(values))


def sma(candles, period):
    return [mapped(mean, windows(candles.closes, period))]


def ema(candles, period):
    return [exponential(candles.closes, period)]


def wma(candles, period):
    weights = range(1, period + 1)
    return [mapped(lambda window: sum(w * x for w, x in zip(weights, window)) / sum(weights),
                   windows(candles.closes, period))]


def bollinger(candles, period, width):
    def bands(window):
        middle = mean(window)
        deviation = (sum((x - middle) ** 2 for x in window) / period).sqrt()
        return middle, middle + width * deviation, middle - width * deviation

    results = mapped(bands, windows(candles.closes, period))
    return [mapped(lambda bands: bands[i], results) for i in range(3)]


def vwap(candles, period):
    typical = [(h + l + c) / 3 for h, l, c in zip(candles.highs, candles.lows, candles.closes)]
    days = [datetime.fromtimestamp(time, EXCHANGE_ZONE).date() for time in candles.times]
    values = [p * a for p, a in zip(typical, candles.amounts)]
    result, start = [], 0
    for i in range(len(candles)):
        if period:
            start = i + 1 - period
        elif days[i] != days[start]:
            start = i
        amount = sum(candles.amounts[start:i + 1]) if start >= 0 else 0
        result.append(sum(values[start:i + 1]) / amount if amount else None)
    return [result]


def channel_middle(candles, period):
    return [None if highs is None else (max(highs) + min(lows)) / 2
            for highs, lows in zip(windows(candles.highs, period), windows(candles.lows, period))]


def ichimoku(candles, conversion_period, base_period, span_period, _shift):
    conversion = channel_middle(candles, conversion_period)
    base = channel_middle(candles, base_period)
    span_a = [None if c is None or b is None else (c + b) / 2 for c, b in zip(conversion, base)]
    return [conversion, base, span_a, channel_middle(candles, span_period), candles.closes]


def sar(candles, step, most):
    highs, lows = candles.highs, candles.lows
    result = [None] * min(len(candles), 1)
    if len(candles) < 2:
        return [result]
    up, down = highs[1] - highs[0], lows[0] - lows[1]
    long = not (down > 0 and down > up)
    stop = lows[0] if long else highs[0]
    extreme = highs[1] if long else lows[1]
    step = min(step, most)
    factor = step
    for i in range(1, len(candles)):
        recent = (i, i) if i == 1 else (i - 1, i)
        if long and lows[i] <= stop:  # stopped: short from here, at the highest point of the old trend
            long = False
            stop = max([extreme] + [highs[j] for j in recent])
            result.append(stop)
            factor, extreme = step, lows[i]
        elif not long and highs[i] >= stop:
            long = True
            stop = min([extreme] + [lows[j] for j in recent])
            result.append(stop)
            factor, extreme = step, highs[i]
        else:
            result.append(stop)
            reached = highs[i] if long else lows[i]
            if (reached > extreme) if long else (reached < extreme):
                extreme = reached
                factor = min(factor + step, most)
        stop += factor * (extreme - stop)
        stop = min([stop] + [lows[j] for j in recent]) if long else max([stop] + [highs[j] for j in recent])
    return [result]


def rsi(candles, period):
    changes = [None] + [b - a for a, b in zip(candles.closes, candles.closes[1:])]
    gains = wilder(mapped(lambda x: max(x, Decimal(0)), changes), period)
    losses = wilder(mapped(lambda x: max(-x, Decimal(0)), changes), period)

    def index(gain, loss):
        if gain is None:
            return None
        if not loss:
            return Decimal(100 if gain else 50)
        return 100 - 100 / (1 + gain / loss)

    return [[index(gain, loss) for gain, loss in zip(gains, losses)]]


def macd(candles, fast_period, slow_period, signal_period):
    fast, slow = exponential(candles.closes, fast_period), exponential(candles.closes, slow_period)
    line = [None if f is None or s is None else f - s for f, s in zip(fast, slow)]
    signal = exponential(line, signal_period)
    return [line, signal, [None if s is None else l - s for l, s in zip(line, signal)]]


def stochastic(candles, period, smoothing, signal_period):
    raw = []
    for highs, lows, close in zip(windows(candles.highs, period), windows(candles.lows, period), candles.closes):
        if highs is None:
            raw.append(None)
        else:
            height = max(highs) - min(lows)
            raw.append(100 * (close - min(lows)) / height if height else Decimal(50))
    k = mapped(mean, windows(raw, smoothing, first_defined(raw)))
    return [k, mapped(mean, windows(k, signal_period, first_defined(k)))]


def true_ranges(candles):
    result = []
    for i, (high, low) in enumerate(zip(candles.highs, candles.lows)):
        before = candles.closes[i - 1]
        result.append(high - low if i == 0 else max(high - low, abs(high - before), abs(low - before)))
    return result


def atr(candles, period):
    return [wilder(true_ranges(candles), period)]


def obv(candles):
    result, total = [], Decimal(0)
    for i, close in enumerate(candles.closes):
        if i > 0 and close != candles.closes[i - 1]:
            total += candles.amounts[i] if close > candles.closes[i - 1] else -candles.amounts[i]
        result.append(total)
    return [result]


def adx(candles, period):
    # Wilder's sums: the first is plain, each following one loses a part of itself and gains the new value.
    def sums(values):
        result, total = [None] * min(len(values), period), None
        for i in range(period, len(values)):
            total = sum(values[1:period + 1]) if total is None else total - total / period + values[i]
            result.append(total)
        return result

    zero = Decimal(0)
    plus, minus = [zero], [zero]
    for i in range(1, len(candles)):
        up, down = candles.highs[i] - candles.highs[i - 1], candles.lows[i - 1] - candles.lows[i]
        plus.append(up if up > down and up > 0 else zero)
        minus.append(down if down > up and down > 0 else zero)
    ranges = sums(true_ranges(candles))

    def share(part, whole):
        return None if whole is None else 100 * part / whole if whole else zero

    plus_di = [share(p, r) for p, r in zip(sums(plus), ranges)]
    minus_di = [share(m, r) for m, r in zip(sums(minus), ranges)]
    dx = [None if p is None else share(abs(p - m), p + m) for p, m in zip(plus_di, minus_di)]
    return [wilder(dx, period), plus_di, minus_di]


def main():
    candles = Candles(sys.argv[1])
    decimal_parameters = {"bollinger": (1,), "sar": (0, 1)}
    for spec in sys.argv[2:]:
        name, *texts = spec.split()
        parameters = [Decimal(float(text)) if i in decimal_parameters.get(name, ()) else int(text)
                      for i, text in enumerate(texts)]
        for values in globals()[name](candles, *parameters):
            print(" ".join("-" if value is None else f"{value:.20e}" for value in values))


if __name__ == "__main__":
    main()
