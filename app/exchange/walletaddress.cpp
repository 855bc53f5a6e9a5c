// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/walletaddress.h"

namespace coffer::exchange {

QByteArray hexText(Draw &draw, int digits)
{
    QByteArray text;
    while (text.size() < digits)
        text += QByteArray::number(draw.next(), 16).rightJustified(16, '0');
    return text.left(digits);
}

QByteArray walletAddress(const Chain &chain, Draw &draw)
{
    const QByteArray network = chain.baseChain.isEmpty() ? chain.name.toUpper() : chain.baseChain;
    if (network == "ETH" || network == "BNB")
        return "0x" + hexText(draw, 40);
    if (network == "BTC")
        return "bc1q" + hexText(draw, 38);
    constexpr char base58[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    QByteArray text = network == "TRX" ? "T" : network == "XRP" ? "r" : network == "DOGE" ? "D" : "";
    const int length = network == "SOL" ? 44 : 34;
    while (text.size() < length)
        text += base58[draw.next() % 58];
    return text;
}

bool needsTag(const Chain &chain)
{
    return chain.name == "xrp" || chain.name == "xlm" || chain.name == "eos";
}

QByteArray walletTag(Draw &draw)
{
    return QByteArray::number(draw.between(100'000, 999'999));
}

} // namespace coffer::exchange
