// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/reference.h"
#include "htx/gateway.h"
#include "htx/jsonreader.h"
#include "support/patience.h"

#include <QTest>
#include <QThread>

using namespace coffer;
using namespace coffer::htx;

namespace {

/// A gateway whose replies the test gives.
class HandGateway final : public Gateway
{
public:
    QPromise<Result<Reply>> promise;
    Request asked;

protected:
    Future<Reply> execute(const Request &request) override
    {
        asked = request;
        promise = {};
        promise.start();
        return promise.future();
    }
};

Result<Qt::HANDLE> parsingThread(json::Value data)
{
    if (!json::readValue<json::Integer, qint64>(data))
        return fail(ErrorKind::MalformedReply);
    return QThread::currentThreadId();
}

Result<qint64> parseNumber(json::Value data)
{
    return json::readValue<json::Integer, qint64>(data);
}

QByteArray bodyOf(qsizetype size)
{
    QByteArray body = R"({"status":"ok","data":42,"x":")";
    body += QByteArray(std::max<qsizetype>(size - body.size() - 2, 0), 'x') + "\"}";
    return body;
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallBodiesAreDecodedHere();
    void largeBodiesAreDecodedOnThePool();
    void failuresPassThrough();
    void droppedRequestsNeverContinue();
    void deadContextsAreSkipped();
    void cancellingWithdrawsTheRequest();
    void answeredRequestsAreNotWithdrawn();
    void retryAfterReachesTheError();
    void unclearAnswersToPosts();

private:
    HandGateway m_gateway;
};

void TestGateway::smallBodiesAreDecodedHere()
{
    Future<Qt::HANDLE> future = m_gateway.send(Call<Qt::HANDLE>{{.path = "/x"}, parsingThread});
    QVERIFY(!future.isFinished());
    QCOMPARE(m_gateway.asked.path, QByteArray("/x"));
    m_gateway.promise.addResult(Reply{200, bodyOf(100)});
    m_gateway.promise.finish();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().value(), QThread::currentThreadId());
}

void TestGateway::largeBodiesAreDecodedOnThePool()
{
    Future<Qt::HANDLE> future = m_gateway.send(Call<Qt::HANDLE>{{}, parsingThread});
    Qt::HANDLE continuedIn = nullptr;
    Qt::HANDLE parsedIn = nullptr;
    future.then(this, [&](const Result<Qt::HANDLE> &thread) {
        parsedIn = thread.value_or(nullptr);
        continuedIn = QThread::currentThreadId();
    });
    m_gateway.promise.addResult(Reply{200, bodyOf(100'000)});
    m_gateway.promise.finish();
    QTRY_VERIFY(continuedIn != nullptr);
    QCOMPARE(continuedIn, QThread::currentThreadId());
    QVERIFY(parsedIn != nullptr);
    QVERIFY(parsedIn != QThread::currentThreadId());
}

void TestGateway::failuresPassThrough()
{
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    m_gateway.promise.addResult(Result<Reply>(fail(ErrorKind::Offline, QStringLiteral("why"))));
    m_gateway.promise.finish();
    QCOMPARE(future.result().error(), (Error{ErrorKind::Offline, {}, QStringLiteral("why"), {}}));
}

void TestGateway::droppedRequestsNeverContinue()
{
    bool continued = false;
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    future.then(this, [&](const Result<qint64> &) { continued = true; });
    m_gateway.promise = {};
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
    QCoreApplication::processEvents();
    QVERIFY(!continued);
}

void TestGateway::deadContextsAreSkipped()
{
    bool continued = false;
    auto context = std::make_unique<QObject>();
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    future.then(context.get(), [&](const Result<qint64> &) { continued = true; });
    context.reset();
    m_gateway.promise.addResult(Reply{200, R"({"status":"ok","data":1})"});
    m_gateway.promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(future.isFinished());
    QVERIFY(!continued);
}

void TestGateway::cancellingWithdrawsTheRequest()
{
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    QVERIFY(!m_gateway.promise.isCanceled());
    future.cancel();
    QTRY_VERIFY(m_gateway.promise.isCanceled());
}

void TestGateway::answeredRequestsAreNotWithdrawn()
{
    // Large enough to be decoded on the pool, where it may still be under way when its asker goes.
    const QByteArray body = R"({"status":"ok","data":1,"x":")" + QByteArray(2'000'000, 'x') + R"("})";
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    const QFuture<Result<Reply>> reply = m_gateway.promise.future();
    m_gateway.promise.addResult(Reply{200, body});
    m_gateway.promise.finish();
    m_gateway.promise = {};
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QCoreApplication::processEvents();
    QVERIFY(!reply.isCanceled());
}

void TestGateway::retryAfterReachesTheError()
{
    Future<qint64> future = m_gateway.send(endpoints::reference::timestamp());
    m_gateway.promise.addResult(Reply{429, "<html>", std::chrono::seconds(17)});
    m_gateway.promise.finish();
    QCOMPARE(future.result().error().kind, ErrorKind::RateLimited);
    QCOMPARE(future.result().error().retryAfter, std::chrono::milliseconds(17'000));
}

void TestGateway::unclearAnswersToPosts()
{
    const Call<qint64> call{{.method = Method::Post, .path = "/v1/order/orders/place"}, parseNumber};
    for (const auto &[body, kind] : std::initializer_list<std::pair<const char *, ErrorKind>>{
             {"<html>", ErrorKind::OutcomeUnknown},
             {R"({"status":"ok","data":"x"})", ErrorKind::OutcomeUnknown},
             {R"({"status":"error","err-code":"order-disabled","err-msg":"x"})", ErrorKind::Maintenance}}) {
        Future<qint64> future = m_gateway.send(call);
        m_gateway.promise.addResult(Reply{200, body});
        m_gateway.promise.finish();
        QCOMPARE(future.result().error().kind, kind);
    }
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
