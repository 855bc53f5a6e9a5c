// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/future.h"
#include "support/patience.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

using namespace coffer;

namespace {

using Promise = QPromise<Result<int>>;

void finish(Promise &promise, int value)
{
    promise.addResult(Result<int>(value));
    promise.finish();
}

} // namespace

class TestFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readyResultComesFromTheEventLoop();
    void resultOfAThreadComesInTheContextsThread();
    void everyoneWhoAttachedIsTold();
    void cancelledFutureIsDropped();
    void lostPromiseIsDropped();
    void deadContextIsNotCalled();
    void contextMayDieWhenTold();
};

void TestFuture::readyResultComesFromTheEventLoop()
{
    int seen = 0;
    whenDone(this, readyFuture<int>(7), [&seen](const Result<int> &result) { seen = *result; });
    QCOMPARE(seen, 0);
    QTRY_COMPARE(seen, 7);
}

void TestFuture::resultOfAThreadComesInTheContextsThread()
{
    const QThread *thread = nullptr;
    const Future<int> future = QtConcurrent::run([]() -> Result<int> { return 7; });
    whenDone(this, future, [&thread](const Result<int> &) { thread = QThread::currentThread(); });
    QTRY_VERIFY(thread);
    QCOMPARE(thread, QThread::currentThread());
}

void TestFuture::everyoneWhoAttachedIsTold()
{
    Promise promise;
    promise.start();
    int sum = 0;
    for (int i = 0; i < 2; ++i)
        whenDone(this, promise.future(), [&sum](const Result<int> &result) { sum += *result; });
    finish(promise, 7);
    QTRY_COMPARE(sum, 14);
}

void TestFuture::cancelledFutureIsDropped()
{
    Promise promise;
    promise.start();
    int done = 0;
    int dropped = 0;
    whenDone(
        this, promise.future(), [&done](const Result<int> &) { ++done; }, [&dropped] { ++dropped; });
    promise.future().cancel();
    finish(promise, 7);
    QTRY_COMPARE(dropped, 1);
    QCOMPARE(done, 0);
}

void TestFuture::lostPromiseIsDropped()
{
    auto promise = std::make_unique<Promise>();
    promise->start();
    int dropped = 0;
    whenDone(
        this, promise->future(), [](const Result<int> &) { QFAIL("There is no result."); },
        [&dropped] { ++dropped; });
    promise.reset();
    QTRY_COMPARE(dropped, 1);
}

void TestFuture::deadContextIsNotCalled()
{
    auto context = std::make_unique<QObject>();
    const auto token = std::make_shared<int>();
    QSemaphore mayEnd;
    const Future<int> future = QtConcurrent::run([&mayEnd]() -> Result<int> {
        mayEnd.acquire();
        return 7;
    });
    int calls = 0;
    whenDone(
        context.get(), future, [&calls, token](const Result<int> &) { ++calls; }, [&calls] { ++calls; });
    context.reset();
    QCOMPARE(token.use_count(), 1L); // what the handlers held went with the context
    mayEnd.release();
    QTRY_VERIFY(future.isFinished());
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void TestFuture::contextMayDieWhenTold()
{
    auto context = std::make_unique<QObject>();
    const auto value = std::make_shared<int>(7);
    std::optional<int> seen;
    whenDone(context.get(), readyFuture<int>(1), [&context, &seen, value](const Result<int> &) {
        context.reset();
        seen = *value; // the handler itself must still be there
    });
    QTRY_VERIFY(seen);
    QCOMPARE(*seen, 7);
}

QTEST_GUILESS_MAIN(TestFuture)
#include "tst_future.moc"
