// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alertteller.h"

#include "keys/keyring.h"
#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/common/format.h"

#include <algorithm>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

/// What fires at the same moment is told together.
constexpr std::chrono::milliseconds gather = 300ms;

} // namespace

AlertTeller::AlertTeller(market::AlertWatch &watch, const market::TickerBoard &board, keys::Keyring &keyring,
                         const Context &context, QObject *parent)
    : QObject(parent), m_board(board), m_keyring(keyring), m_context(context)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &AlertTeller::tell);
    connect(&watch, &market::AlertWatch::fired, this, [this](const market::AlertEvent &event) {
        m_news.add(event);
        tellSoon();
    });
    connect(&keyring, &keys::Keyring::lockedChanged, this, &AlertTeller::tellSoon);
}

QString AlertTeller::unseenWords(int unseen)
{
    if (unseen <= 0)
        return {};
    return unseen == 1 ? tr("1 alert fired") : tr("%n alerts fired", nullptr, unseen);
}

void AlertTeller::tellSoon()
{
    if (m_news.isEmpty() || m_keyring.isLocked() || m_soon.isActive())
        return;
    m_soon.start(std::max(gather, m_news.wait(m_context.clock.steady())));
}

void AlertTeller::tell()
{
    if (m_news.isEmpty() || m_keyring.isLocked())
        return;
    const Clock::Steady now = m_context.clock.steady();
    if (m_news.wait(now) > 0ms) {
        tellSoon();
        return;
    }
    const AlertNews::Notification news = m_news.take(now);
    QStringList lines;
    QString market = news.events.constFirst().alert.symbol.value;
    for (const market::AlertEvent &event : news.events) {
        lines += line(event);
        if (event.alert.symbol.value != market)
            market.clear();
    }
    const auto more = news.count - static_cast<int>(news.events.size());
    if (more > 0) {
        lines += tr("and %n more", nullptr, more);
        market.clear();
    }
    Q_EMIT told(unseenWords(news.count), lines.join(u'\n'), market);
    if (news.hasSound)
        Q_EMIT sounded();
}

QString AlertTeller::line(const market::AlertEvent &event) const
{
    const QString sentence = eventSentence(event, alertMarket(event.alert.symbol, m_board), m_context.format);
    return event.alert.note.isEmpty()
               ? sentence
               : tr("%1: %2").arg(sentence, Format::plain(event.alert.note, market::longestNote));
}

} // namespace coffer::ui
