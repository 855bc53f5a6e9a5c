// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activityfilter.h"

#include "core/clock.h"
#include "ui/activity/activitywords.h"
#include "ui/common/icons.h"
#include "ui/common/permissiontext.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;

namespace {

constexpr std::array permissions{htx::Permission::Read, htx::Permission::Trade, htx::Permission::Withdraw,
                                 htx::Permission::None};

qlonglong ms(std::chrono::milliseconds span)
{
    return span.count();
}

} // namespace

ActivityFilter::ActivityFilter(const Context &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_text(new QLineEdit),
      m_key(new QComboBox),
      m_permission(new QComboBox),
      m_outcome(new QComboBox),
      m_span(new QComboBox)
{
    buildSearch();
    fillBoxes();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    for (QComboBox *box : boxes()) {
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &ActivityFilter::changed);
    }
    row->addStretch(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(&m_delay, &QTimer::timeout, this, &ActivityFilter::changed);
    setFocusProxy(m_text);
}

void ActivityFilter::buildSearch()
{
    const QString find = QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText);
    m_text->setObjectName(QStringLiteral("search"));
    m_text->setPlaceholderText(tr("Search requests"));
    m_text->setAccessibleName(tr("Search requests"));
    m_text->setToolTip(tr("Search method, endpoint or the exchange's code (%1)").arg(find));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(160);
    m_text->setMaximumWidth(260);
    m_text->installEventFilter(this);
    const Theme &theme = m_context.theme;
    QAction *glass = m_text->addAction(icon(QStringLiteral("search"), theme), QLineEdit::LeadingPosition);
    connect(&theme, &Theme::changed, glass,
            [glass, &theme] { glass->setIcon(icon(QStringLiteral("search"), theme)); });
}

void ActivityFilter::fillBoxes()
{
    m_key->setObjectName(QStringLiteral("key"));
    m_key->setAccessibleName(tr("Key"));
    m_key->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_key->setMinimumContentsLength(8);
    m_key->setMaxVisibleItems(16);
    setKeys({});
    m_permission->setObjectName(QStringLiteral("permission"));
    m_permission->setAccessibleName(tr("Permission"));
    m_permission->addItem(tr("Any permission"));
    for (const htx::Permission each : permissions)
        m_permission->addItem(permissionName(each), static_cast<int>(each));
    m_outcome->setObjectName(QStringLiteral("outcome"));
    m_outcome->setAccessibleName(tr("Outcome"));
    m_outcome->addItem(tr("Any outcome"));
    for (const activity::Outcome each : activity::allOutcomes)
        m_outcome->addItem(outcomeName(each), static_cast<int>(each));
    m_span->setObjectName(QStringLiteral("span"));
    m_span->setAccessibleName(tr("Time"));
    m_span->addItem(tr("Any time"));
    m_span->addItem(tr("Last hour"), ms(1h));
    m_span->addItem(tr("Last 24 hours"), ms(24h));
    m_span->addItem(tr("Last 7 days"), ms(std::chrono::days(7)));
    m_span->addItem(tr("Last 30 days"), ms(std::chrono::days(30)));
}

void ActivityFilter::setKeys(const QList<std::pair<KeyId, QString>> &keys)
{
    const QVariant chosen = m_key->currentData();
    const QString chosenName = m_key->currentText();
    const QSignalBlocker quiet(m_key);
    m_key->clear();
    m_key->addItem(tr("All keys"));
    m_key->addItem(tr("No key (public)"), QStringLiteral(""));
    for (const auto &[id, name] : keys)
        m_key->addItem(name, id.value);
    if (!chosen.isValid())
        return;
    const int index = m_key->findData(chosen);
    if (index < 0) // a filter in force stays in sight
        m_key->addItem(chosenName, chosen);
    m_key->setCurrentIndex(index < 0 ? m_key->count() - 1 : index);
}

activity::Query ActivityFilter::query() const
{
    activity::Query query;
    query.text = m_text->text().trimmed();
    if (const QVariant key = m_key->currentData(); key.isValid())
        query.key = KeyId{key.toString()};
    if (const QVariant permission = m_permission->currentData(); permission.isValid())
        query.permission = static_cast<htx::Permission>(permission.toInt());
    if (const QVariant outcome = m_outcome->currentData(); outcome.isValid())
        query.outcome = static_cast<activity::Outcome>(outcome.toInt());
    if (const QVariant span = m_span->currentData(); span.isValid())
        query.from = m_context.clock.nowMs() - span.toLongLong();
    return query;
}

bool ActivityFilter::isEmpty() const
{
    return query() == activity::Query();
}

void ActivityFilter::clear()
{
    {
        const QSignalBlocker quietText(m_text);
        m_text->clear();
        m_delay.stop();
        for (QComboBox *box : boxes()) {
            const QSignalBlocker quiet(box);
            box->setCurrentIndex(0);
        }
    }
    Q_EMIT changed();
}

void ActivityFilter::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

bool ActivityFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
        m_text->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coffer::ui
