// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/client.h"

namespace coffer::test {

/// Everything unsigned.
class PublicGateway final : public htx::Gateway
{
public:
    PublicGateway(QNetworkAccessManager &network, Clock &clock, const QUrl &url)
        : m_client(network, clock, url)
    {
    }

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        return m_client.execute(request, std::nullopt);
    }

private:
    htx::Client m_client;
};

} // namespace coffer::test
