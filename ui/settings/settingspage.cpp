// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "htx/client.h"
#include "ui/common/appsettings.h"
#include "ui/common/card.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/settings/lockcard.h"
#include "ui/settings/settingchoice.h"
#include "ui/settings/settingrow.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int columnWidth = 760;
constexpr int controlWidth = 180;
constexpr int hostWidth = 260;

} // namespace

SettingsPage::SettingsPage(htx::Client &client, QWidget *secrets, const SettingsFacts &facts,
                           const Context &context, QWidget *parent)
    : Page(tr("Settings"), context, parent), m_client(client), m_facts(facts)
{
    setObjectName(QStringLiteral("settingsPage"));
    setSubtitle(tr("Changes apply at once and are remembered in this profile"));
    auto *column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto *cards = new QVBoxLayout(column);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(12);
    cards->addWidget(makeAppearance());
    cards->addWidget(makeExchange());
    cards->addWidget(secrets);
    cards->addWidget(new LockCard(context.settings, context.theme));
    cards->addWidget(makeStorage());
    cards->addStretch();

    auto *inner = new QWidget;
    auto *row = new QHBoxLayout(inner);
    row->setContentsMargins(0, 0, 8, 0);
    row->addWidget(column, 1);
    row->addStretch(0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    content()->addWidget(scroll);
}

void SettingsPage::activate()
{
    m_first->setFocus(Qt::OtherFocusReason);
}

SettingRow *SettingsPage::makeRow(QWidget *parent, const QString &name, const QString &explanation)
{
    return new SettingRow(name, explanation, context().theme, parent);
}

QWidget *SettingsPage::makeAppearance()
{
    auto *card = new Card(tr("Appearance"), context().theme);
    const auto add = [this, card](const QString &name, const QString &explanation, QWidget *control) {
        SettingRow *row = makeRow(card, name, explanation);
        row->addControl(control);
        card->body()->addWidget(row);
    };
    m_first = makeChoice<QString>(context().settings, QStringLiteral("themeChoice"), schemeSetting,
                                  {{QStringLiteral("system"), tr("As the system")},
                                   {QStringLiteral("light"), tr("Light")},
                                   {QStringLiteral("dark"), tr("Dark")}});
    add(tr("Theme"), tr("The colours of the window."), m_first);
    add(tr("Gain and loss"), tr("A sign or an arrow always says the same as the colour."),
        makeChoice<QString>(context().settings, QStringLiteral("gainChoice"), gainColorsSetting,
                            {{QStringLiteral("green-red"), tr("Green and red")},
                             {QStringLiteral("red-green"), tr("Red and green")},
                             {QStringLiteral("blue-orange"), tr("Blue and orange")}}));
    Choices<QString> currencies;
    for (const char *code :
         {"USDT", "BTC", "USD", "EUR", "GBP", "JPY", "CNY", "KRW", "VND", "RUB", "TRY", "AUD"})
        currencies.emplaceBack(QString::fromLatin1(code), QString::fromLatin1(code));
    add(tr("Currency"),
        tr("What values are shown in. Where the exchange gives no rate, USDT is shown instead."),
        makeChoice<QString>(context().settings, QStringLiteral("currencyChoice"), currencySetting,
                            currencies));
    add(tr("Tray icon"),
        tr("Shows the worst finding about your keys, and tells of a new critical one and of alerts "
           "that fire. Where the system has a tray."),
        makeChoice<bool>(context().settings, QStringLiteral("trayChoice"), traySetting,
                         {{true, tr("On")}, {false, tr("Off")}}));
    return card;
}

QWidget *SettingsPage::makeExchange()
{
    auto *card = new Card(tr("Exchange"), context().theme);
    m_hostRow =
        makeRow(card, tr("Host"),
                m_facts.isDemo ? tr("The demo's exchange runs inside Coffer, so its address is fixed.")
                               : tr("Where requests go: https only, except on this computer. Your keys work "
                                    "only with the exchange that made them."));
    m_host = new QLineEdit;
    m_host->setObjectName(QStringLiteral("hostField"));
    m_host->setMinimumWidth(hostWidth);
    m_host->setText(m_client.base().toString());
    m_host->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_applyHost = new QPushButton(tr("Use"));
    m_applyHost->setObjectName(QStringLiteral("applyHost"));
    m_applyHost->setEnabled(false);
    m_resetHost = new QPushButton(tr("Default"));
    m_resetHost->setObjectName(QStringLiteral("resetHost"));
    m_resetHost->setToolTip(hostSetting.fallback);
    m_hostRow->addControl(m_host);
    m_hostRow->addControl(m_applyHost);
    m_hostRow->addControl(m_resetHost);
    m_applyHost->setAccessibleName(tr("Use this host"));
    m_resetHost->setAccessibleName(tr("Back to the default host"));
    for (QWidget *control : {static_cast<QWidget *>(m_host), static_cast<QWidget *>(m_resetHost)})
        control->setEnabled(!m_facts.isDemo);
    connect(m_host, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_hostRow->setError({});
        m_applyHost->setEnabled(text.trimmed() != m_client.base().toString());
    });
    connect(m_host, &QLineEdit::returnPressed, this, &SettingsPage::applyHost);
    connect(m_applyHost, &QPushButton::clicked, this, &SettingsPage::applyHost);
    connect(m_resetHost, &QPushButton::clicked, this, &SettingsPage::resetHost);
    card->body()->addWidget(m_hostRow);

    const auto addRate = [this, card](const QString &name, const QString &text, QComboBox *box) {
        SettingRow *row = makeRow(card, name, text);
        row->addControl(box);
        card->body()->addWidget(row);
    };
    addRate(
        tr("Prices"), tr("How often prices are asked for. Coffer rests while its window is minimised."),
        makeChoice<int>(
            context().settings, QStringLiteral("tickerRate"), tickerSecondsSetting,
            {{2, tr("Every 2 s")}, {5, tr("Every 5 s")}, {15, tr("Every 15 s")}, {60, tr("Every minute")}}));
    addRate(tr("Balances and orders"), tr("How often the account is read. F5 reads it at once."),
            makeChoice<int>(context().settings, QStringLiteral("balanceRate"), balanceSecondsSetting,
                            {{10, tr("Every 10 s")},
                             {30, tr("Every 30 s")},
                             {120, tr("Every 2 min")},
                             {600, tr("Every 10 min")}}));
    addRate(tr("Keys and withdrawal addresses"),
            tr("How often the exchange's own lists are compared with what you know, also while the window is "
               "minimised."),
            makeChoice<int>(context().settings, QStringLiteral("keyRate"), keySecondsSetting,
                            {{60, tr("Every minute")},
                             {300, tr("Every 5 min")},
                             {900, tr("Every 15 min")},
                             {3600, tr("Every hour")}}));
    return card;
}

QWidget *SettingsPage::makeStorage()
{
    auto *card = new Card(tr("On this computer"), context().theme);
    const auto addFact = [this, card](const QString &name, const QString &explanation, const QString &fact) {
        SettingRow *row = makeRow(card, name, explanation);
        auto *label = new Label(Label::Role::Body, fact);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setElided(Qt::ElideMiddle);
        label->setMaximumWidth(hostWidth + controlWidth);
        row->addControl(label);
        card->body()->addWidget(row);
    };
    addFact(tr("Profile folder"),
            tr("Settings, history and the list of keys, readable by you alone. No secrets."),
            m_facts.profileFolder);
    return card;
}

void SettingsPage::applyHost()
{
    QString text = m_host->text().trimmed();
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("https://"));
    const QUrl url(text, QUrl::StrictMode);
    const Result<void> done = url.isValid() ? m_client.setBase(url) : fail(ErrorKind::InvalidInput);
    if (!done) {
        m_hostRow->setError(
            tr("Enter an address such as %1. Plain http works on this computer only; the host in use is "
               "still %2.")
                .arg(hostSetting.fallback, Format::plain(m_client.base().toString(), 80)));
        m_host->setFocus();
        return;
    }
    m_hostRow->setError({});
    m_host->setText(m_client.base().toString());
    m_applyHost->setEnabled(false);
    context().settings.setValue(hostSetting, m_client.base().toString());
}

void SettingsPage::resetHost()
{
    m_host->setText(hostSetting.fallback);
    applyHost();
}

} // namespace coffer::ui
