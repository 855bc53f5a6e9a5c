// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historyfilter.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;

HistoryFilter::HistoryFilter(const Context &context, QWidget *parent)
    : QWidget(parent),
      m_text(new QLineEdit),
      m_market(new QComboBox),
      m_side(new QComboBox),
      m_state(new QComboBox)
{
    const QString find = QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText);
    m_text->setObjectName(QStringLiteral("search"));
    m_text->setPlaceholderText(tr("Search market or id"));
    m_text->setAccessibleName(tr("Search market or id"));
    m_text->setToolTip(tr("Search market, order id or client order id (%1)").arg(find));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(140);
    m_text->setMaximumWidth(260);
    m_text->installEventFilter(this);
    QAction *glass =
        m_text->addAction(icon(QStringLiteral("search"), context.theme), QLineEdit::LeadingPosition);
    const Theme &theme = context.theme;
    connect(&theme, &Theme::changed, glass,
            [glass, &theme] { glass->setIcon(icon(QStringLiteral("search"), theme)); });

    m_market->setObjectName(QStringLiteral("market"));
    m_market->setAccessibleName(tr("Market"));
    m_market->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_market->setMinimumContentsLength(11);
    m_market->setMaxVisibleItems(16);
    m_market->addItem(tr("All markets"), QString());
    m_side->setObjectName(QStringLiteral("side"));
    m_side->setAccessibleName(tr("Side"));
    m_side->addItem(tr("Both sides"));
    m_side->addItem(tr("Buy"), static_cast<int>(htx::Side::Buy));
    m_side->addItem(tr("Sell"), static_cast<int>(htx::Side::Sell));
    m_state->setObjectName(QStringLiteral("state"));
    m_state->setAccessibleName(tr("State"));
    m_state->addItem(tr("Any state"));
    m_state->addItem(tr("Open"), true);
    m_state->addItem(tr("Finished"), false);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    for (QComboBox *box : {m_market, m_side, m_state}) {
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryFilter::changed);
    }
    row->addStretch(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(&m_delay, &QTimer::timeout, this, &HistoryFilter::changed);
    setFocusProxy(m_text);
}

void HistoryFilter::setMarkets(const QList<std::pair<Symbol, QString>> &markets)
{
    const QString chosen = m_market->currentData().toString();
    const QSignalBlocker quiet(m_market);
    m_market->clear();
    m_market->addItem(tr("All markets"), QString());
    for (const auto &[symbol, name] : markets)
        m_market->addItem(name, symbol.value);
    const int index = m_market->findData(chosen);
    if (index < 0) // a filter in force stays in sight
        m_market->addItem(chosen.toUpper(), chosen);
    m_market->setCurrentIndex(index < 0 ? m_market->count() - 1 : index);
}

void HistoryFilter::setUsable(bool market, bool side, bool state)
{
    m_market->setVisible(market);
    m_side->setVisible(side);
    m_state->setVisible(state);
}

void HistoryFilter::apply(history::Query &query) const
{
    query.text = m_text->text().trimmed();
    query.symbol = {};
    query.side.reset();
    query.open.reset();
    if (!m_market->isHidden())
        query.symbol = {m_market->currentData().toString()};
    if (!m_side->isHidden() && m_side->currentData().isValid())
        query.side = static_cast<htx::Side>(m_side->currentData().toInt());
    if (!m_state->isHidden() && m_state->currentData().isValid())
        query.open = m_state->currentData().toBool();
}

bool HistoryFilter::isEmpty() const
{
    history::Query query;
    apply(query);
    return query.symbol == Symbol{} && !query.side && !query.open && query.text.isEmpty();
}

void HistoryFilter::clear()
{
    {
        const QSignalBlocker quietText(m_text);
        const QSignalBlocker quietMarket(m_market);
        const QSignalBlocker quietSide(m_side);
        const QSignalBlocker quietState(m_state);
        m_text->clear();
        m_market->setCurrentIndex(0);
        m_side->setCurrentIndex(0);
        m_state->setCurrentIndex(0);
        m_delay.stop();
    }
    Q_EMIT changed();
}

void HistoryFilter::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QString HistoryFilter::text() const
{
    return m_text->text().trimmed();
}

bool HistoryFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
        m_text->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coffer::ui
