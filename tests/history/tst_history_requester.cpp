// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/requester.h"

#include "../market/scriptedgateway.h"
#include "htx/endpoints/reference.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using history::Requester;
using std::chrono::milliseconds;

namespace {

const QByteArray path = "/v1/common/timestamp";

} // namespace

class RequesterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_gateway = std::make_unique<test::ScriptedGateway>();
        m_gateway->answer(path, test::okay("5"));
        m_answers = 0;
    }

    void keepsItsPace();
    void limitsHowManyAtOnce();
    void waitsWhenLimited();
    void pausesAndStops();
    void reportsWhatWasCalledOff();

private:
    void send(Requester &requester, int count = 1)
    {
        while (count-- > 0)
            requester.send<qint64>(htx::endpoints::reference::timestamp(),
                                   [this](const Result<qint64> &result) {
                                       if (result)
                                           ++m_answers;
                                   });
    }

    test::FakeClock m_clock;
    std::unique_ptr<test::ScriptedGateway> m_gateway;
    int m_answers = 0;
};

void RequesterTest::keepsItsPace()
{
    Requester requester(*m_gateway, m_clock, {2, milliseconds(20)});
    send(requester, 3);
    QTRY_COMPARE(m_answers, 1);
    QCOMPARE(m_gateway->requests.size(), 1); // the clock stands still
    m_clock.advance(milliseconds(20));
    QTRY_COMPARE(m_answers, 2);
    QCOMPARE(m_gateway->requests.size(), 2);
    m_clock.advance(milliseconds(20));
    QTRY_COMPARE(m_answers, 3);
}

void RequesterTest::limitsHowManyAtOnce()
{
    Requester requester(*m_gateway, m_clock, {2, milliseconds(0)});
    m_gateway->hold();
    send(requester, 5);
    QCOMPARE(m_gateway->waiting(), 2);
    m_gateway->release();
    QTRY_COMPARE(m_answers, 5);
    QCOMPARE(m_gateway->mostAtOnce, 2);
}

void RequesterTest::waitsWhenLimited()
{
    Requester requester(*m_gateway, m_clock, {4, milliseconds(0)});
    Error limited{ErrorKind::RateLimited, {}, {}, milliseconds(30)};
    m_gateway->refuse(path, limited);
    send(requester);
    QTRY_COMPARE(m_gateway->requests.size(), 1);
    test::ScriptedGateway::settle();
    m_gateway->answer(path, test::okay("5"));
    send(requester); // waits behind the first
    QCOMPARE(m_gateway->requests.size(), 1);
    m_clock.advance(milliseconds(29));
    requester.setPaused(false); // so that it looks at the clock
    QCOMPARE(m_gateway->requests.size(), 1);
    m_clock.advance(milliseconds(1));
    QTRY_COMPARE(m_answers, 2);
    QCOMPARE(m_gateway->requests.size(), 3);
}

void RequesterTest::pausesAndStops()
{
    Requester requester(*m_gateway, m_clock, {4, milliseconds(0)});
    requester.setPaused(true);
    send(requester, 2);
    QCOMPARE(m_gateway->requests.size(), 0);
    requester.setPaused(false);
    QTRY_COMPARE(m_answers, 2);
    m_gateway->hold();
    send(requester, 5);
    QCOMPARE(m_gateway->waiting(), 4);
    requester.stop();
    m_gateway->release();
    test::ScriptedGateway::settle();
    QCOMPARE(m_answers, 2);
    QCOMPARE(m_gateway->requests.size(), 6);
}

void RequesterTest::reportsWhatWasCalledOff()
{
    Requester requester(*m_gateway, m_clock, {4, milliseconds(0)});
    QSignalSpy calledOff(&requester, &Requester::calledOff);
    m_gateway->hold();
    send(requester);
    m_gateway->cancel();
    QTRY_COMPARE(calledOff.size(), 1);
    QCOMPARE(m_answers, 0);
}

QTEST_GUILESS_MAIN(RequesterTest)
#include "tst_history_requester.moc"
