// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/alertwatch.h"

#include "market/tickerboard.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace coffer::market {

namespace {

using namespace std::chrono_literals;

/// Prices older than this are not looked at: newer ones are on their way or will come.
constexpr qint64 freshMs = 60'000;
/// A longer time between two readings is one in which nobody looked.
constexpr qint64 gapMs = 3 * 60'000;
/// A side that changes is written with some delay: a price that dances on a level must not wear the disk.
constexpr auto keepDelay = 5s;
/// A new lowest or highest price of a move is written sooner than that the old one is of a later time, which
/// comes with every other price. The end of the program writes both.
constexpr auto keepExtremeDelay = 10s;
constexpr auto keepReferenceDelay = 60s;
constexpr auto retryDelay = 30s;

/// The lowest or the highest price is another one.
bool haveOtherPrices(const std::optional<MoveReference> &before, const std::optional<MoveReference> &after)
{
    return before.has_value() != after.has_value() ||
           (before && (before->low != after->low || before->high != after->high));
}

QString codeOf(AlertProblem problem)
{
    switch (problem) {
    case AlertProblem::Market:
        return u"market"_s;
    case AlertProblem::Level:
        return u"level"_s;
    case AlertProblem::Percent:
        return u"percent"_s;
    case AlertProblem::Window:
        return u"window"_s;
    case AlertProblem::Output:
        return u"output"_s;
    case AlertProblem::Rest:
        return u"rest"_s;
    case AlertProblem::Note:
        return u"note"_s;
    case AlertProblem::Expiry:
        return u"expiry"_s;
    }
    return {};
}

} // namespace

/// What is read for an alert about an indicator.
struct AlertWatch::Level
{
    std::unique_ptr<LevelReading> reading;
    qint64 seenTime = 0; ///< of the candle that was looked at last, seconds UTC; 0 none
};

AlertWatch::AlertWatch(AlertTable &table, const TickerBoard &board, const Clock &clock, LevelOpener openLevel,
                       QObject *parent)
    : QObject(parent),
      m_table(table),
      m_board(board),
      m_clock(clock),
      m_openLevel(std::move(openLevel)),
      m_keepSoon(this)
{
    m_keepSoon.setObjectName(u"keepSoon"_s); // for tests
    m_keepSoon.setSingleShot(true);
    connect(&m_keepSoon, &QTimer::timeout, this, &AlertWatch::flush);
    connect(&board, &TickerBoard::quotesChanged, this, &AlertWatch::look);
}

AlertWatch::~AlertWatch()
{
    flush();
}

Future<void> AlertWatch::load()
{
    m_state = LoadState::Loading;
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> done = promise->future();
    whenDone(this, m_table.load(), [this, promise](const Result<AlertTable::Content> &content) {
        if (content)
            take(*content);
        else
            setFailed(content.error());
        promise->addResult(content ? Result<void>() : fail(content.error()));
        promise->finish();
    });
    return done;
}

void AlertWatch::take(AlertTable::Content content)
{
    m_alerts = std::move(content.alerts);
    m_log = std::move(content.log);
    m_unreadable = content.unreadable;
    m_lastAlert = content.lastAlert.value;
    m_lastEvent = content.lastEvent;
    m_state = LoadState::Ready;
    m_error.reset();
    for (const Alert &alert : std::as_const(m_alerts)) {
        m_inherited.insert(alert.id);
        follow(alert);
    }
    Q_EMIT changed();
    countUnseen();
    Q_EMIT logChanged();
    look();
}

void AlertWatch::setFailed(const Error &error)
{
    m_state = LoadState::Failed;
    m_error = error;
    Q_EMIT changed();
    Q_EMIT failed(error);
}

qsizetype AlertWatch::find(AlertId id) const
{
    const auto found = std::ranges::find(m_alerts, id, &Alert::id);
    return found == m_alerts.cend() ? -1 : found - m_alerts.cbegin();
}

const Alert *AlertWatch::alert(AlertId id) const
{
    const qsizetype place = find(id);
    return place < 0 ? nullptr : &m_alerts.at(place);
}

bool AlertWatch::isWatching() const
{
    const qint64 now = m_clock.nowMs();
    return std::ranges::any_of(m_alerts, [now](const Alert &alert) {
        return alert.isEnabled && stateOf(alert, now) != AlertState::Expired;
    });
}

/// There is room for the alert, and nothing is wrong with it.
Result<void> AlertWatch::admit(const Alert &alert) const
{
    if (m_state != LoadState::Ready)
        return fail(m_error.value_or(Error{ErrorKind::StorageUnavailable, u"loading"_s, {}, std::nullopt}));
    if (const auto problem = problemOf(alert, m_clock.nowMs()))
        return fail(ErrorKind::InvalidInput, {}, codeOf(*problem));
    const auto others = [&alert](const Alert &other) { return other.id != alert.id; };
    const auto levels = [&others](const Alert &other) {
        return others(other) && other.kind == AlertKind::IndicatorLevel;
    };
    if (std::ranges::count_if(m_alerts, others) >= mostAlerts ||
        (alert.kind == AlertKind::IndicatorLevel && std::ranges::count_if(m_alerts, levels) >= mostLevels))
        return fail(ErrorKind::InvalidInput, {}, u"too-many"_s);
    return {};
}

Result<AlertId> AlertWatch::add(Alert alert)
{
    alert.id = {};
    if (Result<void> admitted = admit(alert); !admitted)
        return fail(std::move(admitted.error()));
    alert.id = AlertId{++m_lastAlert};
    alert.createdAt = m_clock.nowMs();
    alert.isEnabled = true;
    begin(alert);
    m_alerts.append(alert);
    keep(alert);
    Q_EMIT changed();
    return alert.id;
}

Result<void> AlertWatch::update(Alert alert)
{
    const qsizetype place = find(alert.id);
    if (place < 0)
        return fail(ErrorKind::NotFound);
    if (Result<void> admitted = admit(alert); !admitted)
        return admitted;
    const Alert &before = m_alerts.at(place);
    alert.createdAt = before.createdAt;
    const qint64 now = m_clock.nowMs();
    // What happened while it was over is nothing that it waited for.
    const bool isProlonged =
        stateOf(before, now) == AlertState::Expired && stateOf(alert, now) != AlertState::Expired;
    if (isProlonged || !haveSameCondition(before, alert) || (alert.isEnabled && !before.isEnabled)) {
        begin(alert);
    } else {
        alert.side = before.side;
        alert.firedAt = before.firedAt;
        alert.reference = before.reference;
    }
    if (alert == before)
        return {};
    if (!alert.isEnabled)
        forget(alert.id); // and reads nothing for it
    m_alerts[place] = alert;
    keep(alert);
    Q_EMIT changed();
    return {};
}

Result<void> AlertWatch::setEnabled(AlertId id, bool enabled)
{
    const Alert *known = alert(id);
    if (!known)
        return fail(ErrorKind::NotFound);
    Alert wanted = *known;
    wanted.isEnabled = enabled;
    if (wanted.expiresAt && *wanted.expiresAt <= m_clock.nowMs())
        wanted.expiresAt.reset();
    return update(wanted);
}

std::optional<Alert> AlertWatch::remove(AlertId id)
{
    const qsizetype place = find(id);
    if (place < 0)
        return std::nullopt;
    const Alert removed = m_alerts.takeAt(place);
    forget(id);
    m_unkept.remove(id);
    told(m_table.remove(id), {id});
    Q_EMIT changed();
    return removed;
}

Result<void> AlertWatch::restore(const Alert &alert)
{
    if (find(alert.id) >= 0)
        return {};
    Alert undated = alert;
    undated.expiresAt.reset(); // one that has ended meanwhile comes back, too
    if (Result<void> admitted = admit(undated); !admitted)
        return admitted;
    const auto before =
        std::ranges::count_if(m_alerts, [&alert](const Alert &other) { return other.id < alert.id; });
    m_alerts.insert(before, alert);
    follow(alert);
    keep(alert);
    Q_EMIT changed();
    return {};
}

/// From now on the alert waits: nothing before counts.
void AlertWatch::begin(Alert &alert)
{
    alert.side = AlertSide::Unknown;
    alert.firedAt.reset();
    alert.reference.reset();
    forget(alert.id);
    follow(alert);
    const qint64 now = m_clock.nowMs();
    const bool hasPrices = m_board.updatedAt() != 0 && std::abs(now - m_board.updatedAt()) < freshMs;
    if (!alert.isEnabled || !hasPrices)
        return;
    if (alert.kind == AlertKind::Price)
        lookAtPrice(alert);
    else if (alert.kind == AlertKind::PercentMove)
        lookAtMove(alert, now);
}

void AlertWatch::forget(AlertId id)
{
    m_windows.remove(id);
    m_inherited.remove(id);
    m_ended.remove(id);
    const auto level = m_levels.find(id);
    if (level == m_levels.end())
        return;
    // It may be the one that is telling just now.
    level->second.reading->disconnect(this);
    m_retired.push_back(std::move(level->second.reading));
    m_levels.erase(level);
    QTimer::singleShot(0, this, [this] { m_retired.clear(); });
}

/// Opens what is needed to watch the alert, if it is to be watched.
void AlertWatch::follow(const Alert &alert)
{
    if (!alert.isEnabled || alert.kind != AlertKind::IndicatorLevel || m_levels.contains(alert.id))
        return;
    Level &level = m_levels[alert.id];
    level.reading = m_openLevel(alert.symbol, alert.period, alert.indicator, alert.output);
    connect(level.reading.get(), &LevelReading::changed, this, [this, id = alert.id] {
        const qsizetype place = find(id);
        if (m_state == LoadState::Ready && place >= 0)
            lookAt(m_alerts[place], m_clock.nowMs(), false);
        announce();
    });
}

void AlertWatch::keep(const Alert &alert)
{
    m_unkept.remove(alert.id);
    told(m_table.save({alert}), {alert.id});
}

void AlertWatch::keepLater(AlertId id, std::chrono::milliseconds within)
{
    m_unkept.insert(id);
    if (!m_keepSoon.isActive() || m_keepSoon.remainingTimeAsDuration() > within)
        m_keepSoon.start(within);
}

void AlertWatch::flush()
{
    m_keepSoon.stop();
    const QSet<AlertId> unkept = std::exchange(m_unkept, {});
    QList<Alert> kept;
    for (const AlertId &id : unkept) {
        if (const Alert *known = alert(id))
            kept.append(*known);
        else
            told(m_table.remove(id), {id}, Attempt::Again);
    }
    if (!kept.isEmpty())
        told(m_table.save(kept), unkept.values(), Attempt::Again);
}

/// Follows what was given to the table, of these alerts.
void AlertWatch::told(const Future<void> &future, const QList<AlertId> &of, Attempt attempt)
{
    whenDone(this, future, [this, of, attempt](const Result<void> &kept) {
        if (!kept) {
            for (const AlertId &id : of)
                keepLater(id, retryDelay);
            // The user hears of each of their own changes, and of what is tried by itself once.
            if (!std::exchange(m_hasFailed, true) || attempt == Attempt::First)
                Q_EMIT failed(kept.error());
            return;
        }
        if (!m_hasFailed)
            return;
        if (!m_unkept.isEmpty()) {
            flush();
            return;
        }
        m_hasFailed = false;
        Q_EMIT saved();
    });
}

void AlertWatch::look()
{
    const qint64 now = m_clock.nowMs();
    const qint64 pricesAt = m_board.updatedAt();
    if (m_state != LoadState::Ready || pricesAt == 0 || std::abs(now - pricesAt) > freshMs)
        return;
    const bool isNew = pricesAt != m_pricesAt;
    m_isGap = m_pricesAt != 0 && pricesAt - m_pricesAt > gapMs;
    m_pricesAt = pricesAt;
    for (Alert &alert : m_alerts)
        lookAt(alert, now, isNew);
    m_isGap = false;
    announce();
}

void AlertWatch::lookAt(Alert &alert, qint64 now, bool hasNewPrices)
{
    if (!alert.isEnabled)
        return;
    if (stateOf(alert, now) == AlertState::Expired) {
        if (!m_ended.contains(alert.id)) {
            forget(alert.id);
            m_ended.insert(alert.id);
            m_hasChanged = true;
        }
        return;
    }
    const AlertSide before = alert.side;
    const std::optional<MoveReference> reference = alert.reference;
    bool hasFired = false;
    switch (alert.kind) {
    case AlertKind::Price:
        hasFired = hasNewPrices && lookAtPrice(alert);
        break;
    case AlertKind::PercentMove:
        hasFired = hasNewPrices && lookAtMove(alert, now);
        break;
    case AlertKind::IndicatorLevel:
        hasFired = lookAtLevel(alert);
        break;
    case AlertKind::Count:
        break;
    }
    if (hasFired)
        return;
    if (alert.side != before)
        keepLater(alert.id, keepDelay);
    else if (haveOtherPrices(reference, alert.reference))
        keepLater(alert.id, keepExtremeDelay);
    else if (alert.reference != reference)
        keepLater(alert.id, keepReferenceDelay);
}

bool AlertWatch::lookAtPrice(Alert &alert)
{
    const Quote *quote = m_board.quote(alert.symbol);
    if (!quote || !quote->price)
        return false;
    const AlertNotice notice = priceNotice(alert.id);
    return passTo(alert, sideOf(*quote->price, alert.level), notice, std::nullopt);
}

/// What was told is not told again: after it has fired, the next move is measured from the price then.
bool AlertWatch::lookAtMove(Alert &alert, qint64 now)
{
    const Quote *quote = m_board.quote(alert.symbol);
    if (!quote || !quote->price)
        return false;
    auto window = m_windows.find(alert.id);
    if (window == m_windows.end()) {
        const qint64 length = alert.windowMinutes * 60'000LL;
        window = m_windows.insert(alert.id, alert.reference ? MoveWindow(length, *alert.reference)
                                                            : MoveWindow(length));
    }
    window->add(now, *quote->price);
    alert.reference = window->reference();
    const AlertNotice notice = priceNotice(alert.id);
    const Decimal wanted = alert.level / Decimal(100);
    const Decimal rise = window->rise().value_or(Decimal());
    const Decimal fall = window->fall().value_or(Decimal());
    const bool isUp = isFor(alert.direction, AlertDirection::Up) && rise >= wanted;
    const bool isDown = isFor(alert.direction, AlertDirection::Down) && fall >= wanted;
    if ((!isUp && !isDown) || stateOf(alert, now) == AlertState::Resting)
        return false;
    // Where it did both, the greater counts.
    const bool tellsUp = isUp && (!isDown || rise >= fall);
    window->startOver();
    alert.reference = window->reference();
    return fire(alert, tellsUp ? AlertDirection::Up : AlertDirection::Down, notice,
                ((tellsUp ? rise : fall) * Decimal(100)).toDouble());
}

bool AlertWatch::lookAtLevel(Alert &alert)
{
    follow(alert);
    Level &level = m_levels.at(alert.id);
    const std::optional<LevelReading::Value> value =
        alert.onClosedCandles ? level.reading->closed() : level.reading->newest();
    // A candle that is over is looked at once; time does not go back.
    if (!value || value->time < level.seenTime || (alert.onClosedCandles && value->time == level.seenTime))
        return false;
    const bool isGap =
        level.seenTime != 0 && value->time - level.seenTime > 2 * htx::seconds(alert.period) + 1;
    level.seenTime = value->time;
    const AlertNotice notice = m_inherited.remove(alert.id) ? AlertNotice::NotRunning
                               : isGap                      ? AlertNotice::NotLooking
                                                            : AlertNotice::Live;
    return passTo(alert, sideOf(value->value, alert.level.toDouble()), notice, value->value);
}

AlertNotice AlertWatch::priceNotice(AlertId id)
{
    if (m_inherited.remove(id))
        return AlertNotice::NotRunning;
    return m_isGap ? AlertNotice::NotLooking : AlertNotice::Live;
}

/// The value is now on this side of the level; true when the alert fired for it.
bool AlertWatch::passTo(Alert &alert, AlertSide side, AlertNotice notice, std::optional<double> value)
{
    if (side == AlertSide::Unknown)
        return false;
    const std::optional<AlertDirection> happened = crossed(alert.side, side);
    alert.side = side;
    return happened && isFor(alert.direction, *happened) &&
           stateOf(alert, m_clock.nowMs()) != AlertState::Resting && fire(alert, *happened, notice, value);
}

bool AlertWatch::fire(Alert &alert, AlertDirection direction, AlertNotice notice, std::optional<double> value)
{
    const Quote *quote = m_board.quote(alert.symbol);
    AlertEvent event;
    event.id = ++m_lastEvent;
    event.alert = alert;
    event.alert.reference.reset(); // which is already that of the next move
    event.direction = direction;
    event.at = m_clock.nowMs();
    event.price = quote ? quote->price : std::nullopt;
    event.value = value;
    event.notice = notice;
    alert.firedAt = event.at;
    if (!alert.repeats) {
        alert.isEnabled = false;
        forget(alert.id);
    }
    m_unkept.remove(alert.id);
    told(m_table.addEvent(event, alert), {alert.id});
    m_log.prepend(event);
    while (m_log.size() > AlertTable::mostEvents)
        m_log.removeLast();
    m_news.append(event);
    m_hasChanged = true;
    return true;
}

/// Tells what was gathered; whoever hears it may change the alerts.
void AlertWatch::announce()
{
    const QList<AlertEvent> news = std::exchange(m_news, {});
    if (std::exchange(m_hasChanged, false))
        Q_EMIT changed();
    if (news.isEmpty())
        return;
    countUnseen();
    Q_EMIT logChanged();
    for (const AlertEvent &event : news)
        Q_EMIT fired(event);
}

void AlertWatch::countUnseen()
{
    const auto unseen =
        static_cast<int>(std::ranges::count_if(m_log, [](const AlertEvent &e) { return !e.isSeen; }));
    if (std::exchange(m_unseen, unseen) != unseen)
        Q_EMIT unseenChanged(unseen);
}

void AlertWatch::markAllSeen()
{
    if (m_unseen == 0)
        return;
    for (AlertEvent &event : m_log)
        event.isSeen = true;
    told(m_table.setSeen(m_lastEvent));
    countUnseen();
    Q_EMIT logChanged();
}

void AlertWatch::clearLog()
{
    if (m_log.isEmpty())
        return;
    m_log.clear();
    told(m_table.clearLog());
    countUnseen();
    Q_EMIT logChanged();
}

} // namespace coffer::market
