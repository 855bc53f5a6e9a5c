// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "activity/activitylog.h"
#include "core/clock.h"
#include "htx/client.h"
#include "htx/feed/accountfeed.h"
#include "htx/feed/marketfeed.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "keys/stores/secretstores.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/stores/storetext.h"
#include "ui/shell/budgetgauge.h"

#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace coffer::ui {
namespace {

constexpr int iconSize = 16;
constexpr int barHeight = 26;
constexpr qint64 worryingOffsetMs = 60'000;

} // namespace

StatusLine::StatusLine(const Services &services, const Run &run, const Context &context, QWidget *parent)
    : QStatusBar(parent),
      m_services(services),
      m_run(run),
      m_context(context),
      m_connectionIcon(addIcon()),
      m_connectionText(addLabel(QStringLiteral("statusConnection"))),
      m_feed(addLabel(QStringLiteral("statusFeed"))),
      m_ageIcon(addIcon()),
      m_age(addLabel(QStringLiteral("statusAge"))),
      m_clock(addLabel(QStringLiteral("statusClock"))),
      m_budget(new BudgetGauge(context.theme, this)),
      m_logStopped(new QToolButton(this)),
      m_secretsIcon(nullptr),
      m_secrets(nullptr)
{
    setObjectName(QStringLiteral("statusLine"));
    setSizeGripEnabled(false);
    setMinimumHeight(std::max(barHeight, fontMetrics().height() + 8));
    setContentsMargins(8, 0, 8, 0);
    m_secretsIcon = new QLabel(this);
    m_secrets = new Label(Label::Role::Meta, this);
    m_secrets->setObjectName(QStringLiteral("statusSecrets"));
    m_logStopped->setObjectName(QStringLiteral("statusLogStopped"));
    m_logStopped->setAutoRaise(true);
    m_logStopped->setText(tr("Activity is not recorded"));
    m_logStopped->setToolTip(tr("Requests can't be written to the log. Click to see why."));
    m_logStopped->hide();
    addPermanentWidget(m_logStopped);
    addPermanentWidget(m_budget);
    m_budget->hide(); // a status bar shows what is added to it
    addPermanentWidget(m_secretsIcon);
    addPermanentWidget(m_secrets);
    m_connectionText->setElided(Qt::ElideRight); // where there is no room, the icon says the same

    connect(&services.client, &htx::Client::requestFinished, this, &StatusLine::noteRequest);
    connect(m_budget, &BudgetGauge::clicked, this, &StatusLine::activityRequested);
    connect(m_logStopped, &QToolButton::clicked, this, &StatusLine::activityRequested);
    connect(&services.activity, &activity::ActivityLog::stopped, this, &StatusLine::showLogStopped);
    connect(&services.activity, &activity::ActivityLog::changed, this, &StatusLine::showLogStopped);
    connect(&services.portfolio, &portfolio::PortfolioService::changed, this, &StatusLine::updateAge);
    connect(&services.board, &market::TickerBoard::quotesChanged, this, &StatusLine::updateAge);
    connect(&services.keyring, &keys::Keyring::lockedChanged, this, &StatusLine::updateSecrets);
    connect(&services.stores, &keys::SecretStores::stateChanged, this, &StatusLine::updateSecrets);
    connect(&services.inventory, &keys::KeyInventory::changed, this, &StatusLine::updateSecrets);
    connect(&context.theme, &Theme::changed, this, &StatusLine::updateAll);
    connect(&services.marketFeed, &htx::feed::MarketFeed::statusChanged, this, &StatusLine::updateFeed);
    connect(&services.accountFeed, &htx::feed::AccountFeed::statusChanged, this, &StatusLine::updateFeed);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::updateAge);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::updateBudget);
    updateAll();
}

QLabel *StatusLine::addIcon()
{
    auto *label = new QLabel(this);
    addWidget(label);
    return label;
}

Label *StatusLine::addLabel(const QString &name)
{
    auto *label = new Label(Label::Role::Meta, this);
    label->setObjectName(name);
    label->setContentsMargins(0, 0, 12, 0);
    addWidget(label);
    return label;
}

void StatusLine::noteRequest(const htx::RequestRecord &record)
{
    const Connection before = m_connection;
    const std::optional<ErrorKind> failure = m_failure;
    m_failure = record.failure;
    if (!record.failure)
        m_connection = Connection::Connected;
    else
        m_connection = record.httpStatus == 0 ? Connection::Offline : Connection::Trouble;
    if (before != m_connection || failure != m_failure)
        updateConnection();
    if (!record.failure)
        updateClock();
    m_knowsBudget = true;
    updateBudget();
}

void StatusLine::updateConnection()
{
    const Colors &colors = m_context.theme.colors();
    const QString host = Format::plain(m_services.client.base().host(), 60);
    QString name = QStringLiteral("wifi");
    QColor color = colors.muted;
    QString text;
    switch (m_connection) {
    case Connection::Unknown:
        text = tr("Connecting…");
        break;
    case Connection::Connected:
        text = m_run.isDemo ? tr("Connected to the demo exchange") : tr("Connected to %1").arg(host);
        break;
    case Connection::Trouble:
    case Connection::Offline:
        name = QStringLiteral("wifi-off");
        color = colors.danger;
        text = m_connection == Connection::Offline ? tr("Not connected") : tr("Answers can't be used");
        break;
    }
    m_connectionIcon->setPixmap(pixmap(name, color, iconSize, devicePixelRatioF()));
    m_connectionText->setText(text);
    QString tip = m_services.client.base().toDisplayString();
    if (m_failure)
        tip += u'\n' + errorText(Error{*m_failure, {}, {}, std::nullopt}).title;
    m_connectionText->setToolTip(tip.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

void StatusLine::updateFeed()
{
    const htx::feed::ConnectionStatus &prices = m_services.marketFeed.status();
    const htx::feed::ConnectionStatus &account = m_services.accountFeed.status();
    const bool isRefused = account.state == htx::feed::ConnectionState::Refused;
    QString text = tr("Prices are asked for");
    if (prices.isLive())
        text = account.isLive() ? tr("Live prices and balances") : tr("Live prices");
    QString tip = prices.isLive() ? tr("Prices come as they change.")
                                  : tr("Prices don't come by themselves now; Coffer asks every few seconds.");
    if (isRefused)
        tip += u'\n' + tr("Balances are asked for: the exchange doesn't let this key follow them.");
    for (const htx::feed::ConnectionStatus &status : {prices, account}) {
        if (status.error)
            tip += u'\n' + errorText(Error{status.error->kind, {}, {}, std::nullopt}).title;
    }
    m_feed->setText(text);
    m_feed->setToolTip(tip.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

void StatusLine::updateAge()
{
    const qint64 balances = m_services.portfolio.portfolio().balancesAt;
    const qint64 prices = m_services.board.updatedAt();
    m_ageIcon->setPixmap(
        pixmap(QStringLiteral("clock"), m_context.theme.colors().muted, iconSize, devicePixelRatioF()));
    const QString text =
        balances > 0
            ? tr("Balances %1, prices %2").arg(m_context.format.age(balances), m_context.format.age(prices))
        : prices > 0 ? tr("Prices %1").arg(m_context.format.age(prices))
                     : tr("No data yet");
    if (m_age->text() == text)
        return;
    m_age->setText(text);
    m_age->setToolTip(tr("Balances: %1<br>Prices: %2")
                          .arg(m_context.format.timeWithZone(balances).toHtmlEscaped(),
                               m_context.format.timeWithZone(prices).toHtmlEscaped()));
}

void StatusLine::updateClock()
{
    const qint64 offset = m_context.clock.offsetMs();
    QString text = tr("Clock not compared yet");
    if (m_context.clock.isSynchronised()) {
        const QString sign = offset < 0 ? QStringLiteral("\u2212") : QStringLiteral("+");
        const qint64 size = std::abs(offset);
        text = size < 10'000 ? tr("Clock %1%2 ms").arg(sign).arg(size)
                             : tr("Clock %1%2 s").arg(sign).arg(size / 1000);
    }
    if (m_clock->text() == text)
        return;
    m_clock->setText(text);
    m_clock->setSign(std::abs(offset) > worryingOffsetMs ? -1 : 0, m_context.theme);
    m_clock->setToolTip(
        tr("The exchange's clock minus this computer's. Coffer signs with the exchange's time."));
}

void StatusLine::updateBudget()
{
    if (m_knowsBudget)
        m_budget->setBudgets(m_services.client.budgets());
}

void StatusLine::showLogStopped()
{
    m_logStopped->setVisible(m_services.activity.problem().has_value());
}

void StatusLine::updateSecrets()
{
    const bool isLocked = m_services.keyring.isLocked();
    const Colors &colors = m_context.theme.colors();
    const keys::SecretStore *trouble = nullptr; // of a place that a key is in
    QStringList lines;
    for (const keys::SecretStore *store : m_services.stores.all()) {
        lines << tr("%1: %2").arg(placeName(store->place()), stateChip(*store).text).toHtmlEscaped();
        const auto isInIt = [store](const keys::InventoryEntry &entry) {
            return entry.held && entry.held->place == store->place();
        };
        if (!trouble && store->trouble() && std::ranges::any_of(m_services.inventory.entries(), isInIt))
            trouble = store;
    }
    m_secretsIcon->setPixmap(pixmap(isLocked ? QStringLiteral("lock") : QStringLiteral("key"),
                                    isLocked || trouble ? colors.warning : colors.muted, iconSize,
                                    devicePixelRatioF()));
    m_secrets->setText(isLocked  ? tr("Locked: amounts are hidden")
                       : trouble ? tr("%1: %2").arg(placeName(trouble->place()), stateChip(*trouble).text)
                                 : tr("Secrets %1").arg(placePhrase(m_services.stores.preferred().place())));
    m_secrets->setToolTip(lines.join(QStringLiteral("<br>")));
}

void StatusLine::updateAll()
{
    updateConnection();
    updateFeed();
    updateAge();
    updateClock();
    updateSecrets();
    update();
}

void StatusLine::showEvent(QShowEvent *event)
{
    QStatusBar::showEvent(event);
    m_tick.start();
}

void StatusLine::hideEvent(QHideEvent *event)
{
    QStatusBar::hideEvent(event);
    m_tick.stop();
}

void StatusLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().surface);
    painter.setPen(m_context.theme.colors().line);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace coffer::ui
