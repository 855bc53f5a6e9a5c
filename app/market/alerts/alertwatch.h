// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "market/alerts/alertevent.h"
#include "market/alerts/alerttable.h"
#include "market/alerts/levelreading.h"
#include "market/alerts/movewindow.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <vector>

namespace coffer::market {

class TickerBoard;

/// Keeps the alerts, follows prices and indicators, and says what fired. Prices are those of the TickerBoard,
/// at most once a second; what happened while it did not look is told once, when the price is then on the
/// other side. GUI thread.
class AlertWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostAlerts = 500;
    /// Each reads candles of its own.
    static constexpr qsizetype mostLevels = 50;

    AlertWatch(AlertTable &table, const TickerBoard &board, const Clock &clock, LevelOpener openLevel,
               QObject *parent = nullptr);
    ~AlertWatch() override;

    /// Reads what is kept; nothing is watched and nothing can be changed before it is through.
    Future<void> load();
    /// Ready once they are read. Failed: they can't be, and changes are refused with error().
    LoadState state() const { return m_state; }
    const std::optional<Error> &error() const { return m_error; }
    /// Rows of the file that could not be understood; they are left there.
    int unreadable() const { return m_unreadable; }

    /// In the order in which they were made.
    const QList<Alert> &alerts() const { return m_alerts; }
    /// Valid until the next signal; nullptr when there is none.
    const Alert *alert(AlertId id) const;
    /// At least one waits for something.
    bool isWatching() const;

    /// Makes an alert and gives it an id. Errors: InvalidInput with code "market", "level", "percent",
    /// "window", "output", "rest", "note", "expiry" or "too-many"; or error().
    Result<AlertId> add(Alert alert);
    /// Another form of the alert with this id. When it waits for something else than before it begins anew.
    Result<void> update(Alert alert);
    /// Switching on begins anew, and forgets an end that has passed.
    Result<void> setEnabled(AlertId id, bool enabled);
    /// What was removed, for restore(); nullopt when there is none.
    std::optional<Alert> remove(AlertId id);
    /// Brings back one that was removed, as it was.
    Result<void> restore(const Alert &alert);

    /// Newest first, at most AlertTable::mostEvents.
    const QList<AlertEvent> &log() const { return m_log; }
    int unseen() const { return m_unseen; }
    void markAllSeen();
    void clearLog();

    /// Looks at the prices now; the board's news do so by themselves.
    void look();

Q_SIGNALS:
    /// Alerts came, went or have another state.
    void changed();
    void logChanged();
    void unseenChanged(int unseen);
    void fired(const coffer::market::AlertEvent &event);
    /// They could not be read or kept. What could not be kept is tried again, without a word, until saved().
    void failed(const coffer::Error &error);
    /// After a failure: all is kept again.
    void saved();

private:
    struct Level;

    void take(AlertTable::Content content);
    void setFailed(const Error &error);
    Result<void> admit(const Alert &alert) const;
    qsizetype find(AlertId id) const;
    void begin(Alert &alert);
    void forget(AlertId id);
    void follow(const Alert &alert);
    void keep(const Alert &alert);
    void keepLater(AlertId id, std::chrono::milliseconds within);
    void flush();
    enum class Attempt { First, Again };
    void told(const Future<void> &future, const QList<AlertId> &of = {}, Attempt attempt = Attempt::First);

    void lookAt(Alert &alert, qint64 now, bool hasNewPrices);
    bool lookAtPrice(Alert &alert);
    bool lookAtMove(Alert &alert, qint64 now);
    bool lookAtLevel(Alert &alert);
    bool passTo(Alert &alert, AlertSide side, AlertNotice notice, std::optional<double> value);
    bool fire(Alert &alert, AlertDirection direction, AlertNotice notice, std::optional<double> value);
    AlertNotice priceNotice(AlertId id);
    void announce();
    void countUnseen();

    AlertTable &m_table;
    const TickerBoard &m_board;
    const Clock &m_clock;
    LevelOpener m_openLevel;
    QList<Alert> m_alerts;
    QList<AlertEvent> m_log;
    int m_unseen = 0;
    int m_unreadable = 0;
    qint64 m_lastAlert = 0;
    qint64 m_lastEvent = 0;
    LoadState m_state = LoadState::Idle;
    std::optional<Error> m_error;

    QHash<AlertId, MoveWindow> m_windows;
    std::map<AlertId, Level> m_levels;
    QSet<AlertId> m_inherited; ///< of an earlier run, and not looked at since
    QSet<AlertId> m_ended;     ///< expired, which was told
    QSet<AlertId> m_unkept;    ///< to be written, or gone and to be removed
    QTimer m_keepSoon;
    bool m_hasFailed = false; ///< to keep something, and nothing could be kept since
    std::vector<std::unique_ptr<LevelReading>> m_retired;
    QList<AlertEvent> m_news;  ///< to be announced
    bool m_hasChanged = false; ///< changed() is to be announced
    qint64 m_pricesAt = 0;     ///< ms UTC, of the prices that were looked at last
    bool m_isGap = false;      ///< the prices that are looked at come after a time without any
};

} // namespace coffer::market
