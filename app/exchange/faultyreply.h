// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/faults.h"
#include "exchange/httpconnection.h"

namespace coffer::exchange {

/// A reply, spoiled on purpose.
class FaultyReply
{
public:
    struct Proper ///< the reply as it would have been
    {
        int status = 200;
        QByteArray type;
        HttpHeaders headers;
        QByteArray body;
    };

    FaultyReply(const Fault &fault, Proper proper);

    /// At once, or by and by.
    void sendOver(HttpConnection &connection) const;

private:
    void spoil();

    Fault m_fault;
    Proper m_reply;
};

} // namespace coffer::exchange
