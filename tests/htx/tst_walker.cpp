// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/gateway.h"
#include "htx/walks.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace coffer;
using namespace coffer::htx;
using test::FakeClock;

namespace {

constexpr qint64 now = 1'768'478'400'000;
constexpr qint64 hour = walks::hourMs;

QByteArray parameter(const Request &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.query) {
        if (key == name)
            return value;
    }
    return {};
}

/// Answers account history from a list of times, newest first, as the exchange does: windows, pages and next
/// ids; from may or may not repeat the row it names.
class HistoryGateway final : public Gateway
{
public:
    QList<qint64> times; ///< of the rows; a row's id is its time
    int pageSize = 3;
    bool inclusive = true;
    qint64 horizon = 0;
    std::optional<std::chrono::milliseconds> limited; ///< once
    std::optional<Error> failure;                     ///< once
    bool drops = false;
    QList<Request> requests;
    std::function<void()> onRequest = [] {};

protected:
    Future<Reply> execute(const Request &request) override
    {
        requests.append(request);
        onRequest();
        if (drops) {
            QPromise<Result<Reply>> dropped;
            dropped.start();
            return dropped.future();
        }
        if (const auto wait = std::exchange(limited, std::nullopt))
            return readyFuture<Reply>(fail(Error{ErrorKind::RateLimited, {}, {}, wait}));
        if (const auto error = std::exchange(failure, std::nullopt))
            return readyFuture<Reply>(fail(*error));
        return readyFuture<Reply>(Reply{.httpStatus = 200, .body = answer(request)});
    }

private:
    QByteArray answer(const Request &request) const
    {
        const qint64 start = parameter(request, "start-time").toLongLong();
        const qint64 end = parameter(request, "end-time").toLongLong();
        const qint64 from = parameter(request, "from-id").toLongLong();
        if (start < horizon)
            return R"({"status":"error","err-code":"invalid-start-date","err-msg":"too old","data":null})";
        QByteArrayList rows;
        qint64 next = 0;
        for (const qint64 time : times) {
            if (time < start || time > end || (from != 0 && (inclusive ? time > from : time >= from)))
                continue;
            if (rows.size() == pageSize)
                break;
            next = time;
            rows.append(
                R"({"account-id":1,"currency":"usdt","record-id":%,"transact-amt":"1",)"
                R"("transact-type":"trade","avail-balance":"1","acct-balance":"1","transact-time":%})");
            rows.last().replace("%", QByteArray::number(time));
        }
        QByteArray body = R"({"status":"ok","data":[)" + rows.join(',') + ']';
        if (rows.size() == pageSize)
            body += ",\"next-id\":" + QByteArray::number(next);
        return body + '}';
    }
};

/// One walk and what it handed out.
struct Walk
{
    Walk(HistoryGateway &gateway, Clock &clock, const WalkRoute &route,
         const std::optional<WalkCursor> &from = std::nullopt)
        : walker(
              gateway, clock, walks::accountHistory({1}), route,
              [this](const QList<AccountRecord> &rows, const WalkCursor &at) {
                  for (const AccountRecord &row : rows)
                      times.append(row.time);
                  cursor = at;
                  onPage();
              },
              from)
    {
        QObject::connect(&walker, &WalkerBase::finished, &walker,
                         [this](const WalkOutcome &outcome) { outcomes.append(outcome); });
        QObject::connect(&walker, &WalkerBase::progressed, &walker,
                         [this](const WalkProgress &progress) { fractions.append(progress.fraction); });
    }

    QList<qint64> times;
    WalkCursor cursor;
    QList<WalkOutcome> outcomes;
    QList<double> fractions;
    std::function<void()> onPage = [] {};
    Walker<AccountRecord> walker;
};

WalkRoute backFor(qint64 hours)
{
    return {.newestMs = now, .oldestMs = now - hours * hour, .windowMs = hour};
}

/// Every 10 minutes back from now, on the edges of the windows too.
QList<qint64> everyTenMinutes(int count)
{
    QList<qint64> times;
    for (int index = 0; index < count; ++index)
        times.append(now - index * (hour / 6));
    return times;
}

} // namespace

/// Walks over windows and pages (htx-api.md 5.3).
class TestWalker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void complete_data();
    void complete();
    void forward();
    void emptyWindows();
    void exactlyFullPage();
    void newRowsMeanwhile();
    void stopAndResume_data();
    void stopAndResume();
    void horizon();
    void forwardFromBeforeTheHorizon();
    void waitsAsLongAsTold();
    void failureKeepsThePlace();
    void calledOff();
    void deletedByItsHandler();
    void oneAtATimeInTheBackground();
    void cursorText();
    void pagesOnly();
};

void TestWalker::complete_data()
{
    QTest::addColumn<bool>("inclusive");
    QTest::newRow("pages repeat the row they start from") << true;
    QTest::newRow("pages start behind it") << false;
}

void TestWalker::complete()
{
    QFETCH(const bool, inclusive);
    FakeClock clock;
    HistoryGateway gateway;
    gateway.inclusive = inclusive;
    gateway.times = everyTenMinutes(25);
    Walk walk(gateway, clock, backFor(5));
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.outcomes[0].kind, WalkOutcome::Kind::Complete);
    QCOMPARE(walk.times, gateway.times); // each once, though windows share their edges
    QVERIFY(std::ranges::is_sorted(walk.fractions));
    QCOMPARE(walk.fractions.last(), 1.0);
    QCOMPARE(walk.walker.progress().reachedMs, now - 5 * hour);
    QVERIFY(walk.cursor.done);
}

void TestWalker::forward()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(13);
    WalkRoute route = backFor(2);
    route.forward = true;
    Walk walk(gateway, clock, route);
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(parameter(gateway.requests.first(), "start-time").toLongLong(), now - 2 * hour);
    QCOMPARE(parameter(gateway.requests.last(), "end-time").toLongLong(), now);
    std::ranges::sort(walk.times, std::greater<>());
    QCOMPARE(walk.times, gateway.times);
}

void TestWalker::emptyWindows()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = {now - 30 * hour + 1};
    Walk walk(gateway, clock, backFor(30));
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.times, gateway.times);
    QCOMPARE(gateway.requests.size(), 30);
}

void TestWalker::exactlyFullPage()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = {now - 1, now - 2, now - 3};
    Walk walk(gateway, clock, backFor(1));
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.times, gateway.times);
    QCOMPARE(gateway.requests.size(), 2); // the second brings nothing new
}

/// What happens while the walk goes on is newer than where it began: no part of it, and in no way of it.
void TestWalker::newRowsMeanwhile()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(13);
    const QList<qint64> old = gateway.times;
    Walk walk(gateway, clock, backFor(2));
    gateway.onRequest = [&] { gateway.times.prepend(now + gateway.requests.size()); };
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.times, old);
}

void TestWalker::stopAndResume_data()
{
    QTest::addColumn<bool>("inclusive");
    QTest::addColumn<int>("pages");
    for (const bool inclusive : {true, false}) {
        for (const int pages : {1, 2, 3, 4, 7})
            QTest::addRow("%s after %d", inclusive ? "inclusive" : "exclusive", pages) << inclusive << pages;
    }
}

/// With nothing but the stored text, nothing is lost and nothing comes twice.
void TestWalker::stopAndResume()
{
    QFETCH(const bool, inclusive);
    QFETCH(const int, pages);
    FakeClock clock;
    HistoryGateway gateway;
    gateway.inclusive = inclusive;
    gateway.times = everyTenMinutes(25);
    Walk first(gateway, clock, backFor(4));
    int seen = 0;
    first.onPage = [&] {
        if (++seen == pages)
            first.walker.stop();
    };
    first.walker.start();
    QTRY_COMPARE(first.outcomes.size(), 1);
    QCOMPARE(first.outcomes[0].kind, WalkOutcome::Kind::Stopped);
    const auto asked = gateway.requests.size();
    const std::optional<WalkCursor> stored = WalkCursor::parse(first.cursor.toText());
    QCOMPARE(stored, first.cursor);

    Walk second(gateway, clock, backFor(4), stored);
    second.walker.start();
    QTRY_COMPARE(second.outcomes.size(), 1);
    QCOMPARE(second.outcomes[0].kind, WalkOutcome::Kind::Complete);
    QCOMPARE(first.times + second.times, gateway.times);
    QVERIFY(gateway.requests.size() > asked);
    QCOMPARE(first.outcomes.size(), 1);
}

void TestWalker::horizon()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(25);
    gateway.horizon = now - 2 * hour;
    Walk walk(gateway, clock, backFor(4));
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.outcomes[0].kind, WalkOutcome::Kind::Horizon);
    QCOMPARE(walk.times, everyTenMinutes(13));
    QVERIFY(walk.walker.cursor().done); // not asked again
}

void TestWalker::forwardFromBeforeTheHorizon()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(25);
    gateway.horizon = now - 2 * hour;
    WalkRoute route = backFor(4);
    route.forward = true;
    Walk walk(gateway, clock, route);
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.outcomes[0].kind, WalkOutcome::Kind::Complete);
    QCOMPARE(walk.times.size(), 13);
}

void TestWalker::waitsAsLongAsTold()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = {now - 1};
    gateway.limited = std::chrono::milliseconds(20);
    Walk walk(gateway, clock, backFor(1));
    walk.walker.start();
    QTRY_COMPARE(gateway.requests.size(), 1);
    QVERIFY(walk.times.isEmpty() && walk.outcomes.isEmpty());
    clock.advance(std::chrono::milliseconds(19));
    QCoreApplication::processEvents();
    QCOMPARE(gateway.requests.size(), 1);
    clock.advance(std::chrono::milliseconds(1));
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.outcomes[0].kind, WalkOutcome::Kind::Complete);
    QCOMPARE(gateway.requests[0].query, gateway.requests[1].query); // the same question
    QCOMPARE(walk.times, gateway.times);
}

void TestWalker::failureKeepsThePlace()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(13);
    Walk first(gateway, clock, backFor(2));
    first.onPage = [&] { gateway.failure = Error{ErrorKind::Offline, {}, QStringLiteral("gone"), {}}; };
    first.walker.start();
    QTRY_COMPARE(first.outcomes.size(), 1);
    QCOMPARE(first.outcomes[0].kind, WalkOutcome::Kind::Failed);
    QCOMPARE(first.outcomes[0].error->kind, ErrorKind::Offline);
    gateway.failure.reset();
    Walk second(gateway, clock, backFor(2), first.walker.cursor());
    second.walker.start();
    QTRY_COMPARE(second.outcomes.size(), 1);
    QCOMPARE(first.times + second.times, gateway.times);
}

void TestWalker::calledOff()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.drops = true;
    Walk walk(gateway, clock, backFor(2));
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QCOMPARE(walk.outcomes[0].kind, WalkOutcome::Kind::Stopped);
}

void TestWalker::deletedByItsHandler()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(13);
    int pages = 0;
    Walker<AccountRecord> *walker = nullptr;
    walker = new Walker<AccountRecord>(gateway, clock, walks::accountHistory({1}), backFor(2),
                                       [&](const QList<AccountRecord> &, const WalkCursor &) {
                                           ++pages;
                                           delete std::exchange(walker, nullptr);
                                       });
    walker->start();
    QTRY_COMPARE(pages, 1);
    QCoreApplication::processEvents();
    QCOMPARE(gateway.requests.size(), 1);
    QVERIFY(!walker);
}

void TestWalker::oneAtATimeInTheBackground()
{
    FakeClock clock;
    HistoryGateway gateway;
    gateway.times = everyTenMinutes(25);
    Walk walk(gateway, clock, backFor(4));
    qsizetype pages = 0;
    bool overlapped = false;
    walk.onPage = [&] { ++pages; };
    gateway.onRequest = [&] { overlapped |= gateway.requests.size() != pages + 1; };
    walk.walker.start();
    QTRY_COMPARE(walk.outcomes.size(), 1);
    QVERIFY(!overlapped);
    for (const Request &request : std::as_const(gateway.requests))
        QVERIFY(request.priority == Priority::Background);
}

void TestWalker::cursorText()
{
    WalkCursor cursor;
    cursor.window = {1, now};
    cursor.from = QStringLiteral("a b%20ü");
    cursor.edge = {QStringLiteral("x y"), QStringLiteral("/"), QStringLiteral("")};
    QCOMPARE(WalkCursor::parse(cursor.toText()), cursor);
    QVERIFY(!cursor.toText().contains('\n'));
    for (const char *text :
         {"", "walk1", "walk1 1 2 0", "walk2 1 2 0 ", "walk1 x 2 0 ", "walk1 3 2 0 ", "walk1 1 2 7 "})
        QVERIFY2(!WalkCursor::parse(text), text);
}

/// An endpoint without times: pages until one brings nothing new.
void TestWalker::pagesOnly()
{
    class Deposits final : public Gateway
    {
    public:
        QList<QByteArray> froms;

    protected:
        Future<Reply> execute(const Request &request) override
        {
            froms.append(parameter(request, "from"));
            const int first = froms.last().isEmpty() ? 250 : froms.last().toInt(); // repeats that row
            QByteArrayList rows;
            for (int id = first; id > std::max(0, first - 100); --id)
                rows.append(
                    R"({"id":)" + QByteArray::number(id) +
                    R"(,"type":"deposit","currency":"btc","amount":1,"state":"safe","created-at":1})");
            return readyFuture<Reply>(
                Reply{.httpStatus = 200, .body = R"({"status":"ok","data":[)" + rows.join(',') + "]}"});
        }
    };
    FakeClock clock;
    Deposits gateway;
    QStringList ids;
    Walker<Transfer> walker(gateway, clock, walks::transfers(TransferDirection::Deposit), {},
                            [&](const QList<Transfer> &rows, const WalkCursor &) {
                                for (const Transfer &row : rows)
                                    ids.append(row.id.value);
                            });
    QSignalSpy finished(&walker, &WalkerBase::finished);
    walker.start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(ids.size(), 250);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 250);
    QCOMPARE(gateway.froms, QList<QByteArray>({"", "151", "52"}));
    QCOMPARE(walker.progress().fraction, 1.0);
}

QTEST_GUILESS_MAIN(TestWalker)
#include "tst_walker.moc"
