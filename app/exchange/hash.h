// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace coffer::exchange {

/// A well mixed 64-bit value of its input (the finaliser of splitmix64). What the world draws by lot comes
/// from here, so that any point of it can be had without drawing the ones before.
constexpr quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

constexpr quint64 mixed(quint64 first, quint64 second)
{
    return mixed(first ^ mixed(second));
}

/// Of a name, the same in every process: Qt's own hash is salted anew each time a program starts.
constexpr quint64 hashOf(QByteArrayView name)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char letter : name)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    return mixed(hash);
}

/// In [0, 1), from the upper bits.
constexpr double unit(quint64 hash)
{
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// About normal with mean 0 and deviation 1: the sum of four uniform draws, so never beyond ±3.5.
constexpr double gauss(quint64 hash)
{
    const quint64 sum = (hash & 0xffff) + ((hash >> 16) & 0xffff) + ((hash >> 32) & 0xffff) + (hash >> 48);
    return (static_cast<double>(sum) - 131070.0) * (1.7320508075688772 / 65536.0);
}

/// A stream of draws from one seed, for what is generated in order.
class Draw
{
public:
    explicit constexpr Draw(quint64 seed) : m_state(mixed(seed)) {}

    constexpr quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        return mixed(m_state);
    }
    /// In [0, 1).
    constexpr double unit() { return exchange::unit(next()); }
    /// In [low, high].
    constexpr qint64 between(qint64 low, qint64 high)
    {
        return low + static_cast<qint64>(next() % static_cast<quint64>(high - low + 1));
    }
    constexpr double within(double low, double high) { return low + unit() * (high - low); }
    constexpr bool chance(double probability) { return unit() < probability; }

private:
    quint64 m_state;
};

} // namespace coffer::exchange
