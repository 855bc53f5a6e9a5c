// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/passphrasestrength.h"

#include "core/sealed.h"

#include <array>
#include <cmath>
#include <cstdlib>

namespace coffer::ui {

namespace {

constexpr double fairBits = 45;
constexpr double strongBits = 70;
constexpr int fewDifferent = 6;

/// What one character is worth, in bits. Words are guessed as words, so that a letter of one is worth about
/// half of one at random; who mixes all kinds rarely writes words.
double bitsOfOne(QByteArrayView bytes)
{
    bool lower = false, upper = false, digit = false, other = false, beyond = false;
    for (const char byte : bytes) {
        if (byte >= 'a' && byte <= 'z')
            lower = true;
        else if (byte >= 'A' && byte <= 'Z')
            upper = true;
        else if (byte >= '0' && byte <= '9')
            digit = true;
        else if (static_cast<unsigned char>(byte) < 0x80)
            other = true;
        else
            beyond = true;
    }
    const double bits = std::log2(lower * 26.0 + upper * 26.0 + digit * 10.0 + other * 20.0 + beyond * 64.0);
    return lower && upper && digit && other ? bits * 0.7 : bits / 2 + 0.5;
}

int differentIn(QByteArrayView bytes)
{
    std::array<bool, 256> seen{};
    int count = 0;
    for (const char byte : bytes) {
        bool &known = seen[static_cast<unsigned char>(byte)];
        count += known ? 0 : 1;
        known = true;
    }
    return count;
}

} // namespace

Strength strengthOf(const Secret &passphrase)
{
    if (sealed::lengthOf(passphrase) < sealed::shortestPassphrase)
        return Strength::TooShort;
    const QByteArrayView bytes = passphrase.view();
    const double each = bitsOfOne(bytes);
    double bits = each;
    for (qsizetype at = 1; at < bytes.size(); ++at)
        bits += std::abs(bytes[at] - bytes[at - 1]) <= 1 ? 0.5 : each; // the same again, or the next one
    if (bits < fairBits || differentIn(bytes) < fewDifferent)
        return Strength::Weak;
    return bits < strongBits ? Strength::Fair : Strength::Strong;
}

} // namespace coffer::ui
