// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/faults.h"
#include "exchange/jsonwriter.h"
#include "exchange/received.h"
#include "exchange/world.h"

#include <functional>

namespace coffer::exchange {

/// The control endpoint under /local/, which the real exchange does not have: whoever tests against this one
/// moves its world with it. POST with a JSON object, unsigned; the answer is {"ok":true,…} or, with status
/// 400,
/// {"ok":false,"error":…}. Moments are ms UTC, stretches ms. "uid" is the main user's where it is missing.
///
///  /local/time            advance?, speed?: lets so much time pass at once; exchange seconds in a real one
///  /local/price           symbol, price or factor: the market's price from now on
///  /local/market          symbol, state: "online", "suspend" or "offline"
///  /local/status          status (1 normal, 2 halted, 3 cancel-only), reason?, end?, symbols?
///  /local/limits          on: whether rate limits count
///  /local/deposit         uid?, currency, amount, chain?, state? ("safe"; "confirming" takes its time)
///  /local/key/add         uid?, note?, permission, ipAddresses?, lives?: gives accessKey and secretKey
///  /local/key/change      accessKey, permission?, ipAddresses?, lives? (from now; 0: for ever)
///  /local/key/delete      accessKey
///  /local/address         uid?, currency, chain?, address, tag?, note?: into the book for withdrawals
///  /local/fault           fault (a name of FaultKind), path (a star at the end: whatever follows), method?,
///                         count?, skip?, handled?, delay?, status?, retryAfter?, code?, text?
///  /local/faults/clear    forgets the faults that still wait
///  /local/received        what came in so far: Received::report()
///  /local/received/clear  counts anew
class Control
{
public:
    Control(World &world, Faults &faults, Received &received, std::function<void(bool)> setLimited);
    Control(const Control &) = delete;
    Control &operator=(const Control &) = delete;

    Reply answer(const HttpRequest &request);

private:
    /// Members of the answer go into json, which has an open object. What is wrong; empty when it is done.
    using Action = QByteArray (Control::*)(const Body &body, JsonWriter &json);

    QByteArray moveTime(const Body &body, JsonWriter &json);
    QByteArray movePrice(const Body &body, JsonWriter &json);
    QByteArray setMarket(const Body &body, JsonWriter &json);
    QByteArray setStatus(const Body &body, JsonWriter &json);
    QByteArray setLimits(const Body &body, JsonWriter &json);
    QByteArray deposit(const Body &body, JsonWriter &json);
    QByteArray addKey(const Body &body, JsonWriter &json);
    QByteArray changeKey(const Body &body, JsonWriter &json);
    QByteArray deleteKey(const Body &body, JsonWriter &json);
    QByteArray bookAddress(const Body &body, JsonWriter &json);
    QByteArray injectFault(const Body &body, JsonWriter &json);
    QByteArray clearFaults(const Body &body, JsonWriter &json);
    QByteArray reportReceived(const Body &body, JsonWriter &json);
    QByteArray clearReceived(const Body &body, JsonWriter &json);

    int userOf(const Body &body) const;
    int marketOf(const Body &body) const;
    std::pair<int, const Chain *> coinOf(const Body &body) const;
    QByteArray readKey(const Body &body, ApiKey &key) const;

    World &m_world;
    Faults &m_faults;
    Received &m_received;
    std::function<void(bool)> m_setLimited;
    QHash<QByteArray, Action> m_actions; ///< by path
};

} // namespace coffer::exchange
