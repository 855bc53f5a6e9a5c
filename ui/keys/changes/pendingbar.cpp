// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/pendingbar.h"

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/changes/changetext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int iconSize = 20;
constexpr int radius = 6;

} // namespace

PendingBar::PendingBar(keys::PendingTable &table, std::function<bool(const keys::Pending &)> isShown,
                       const Context &context, QWidget *parent)
    : QFrame(parent),
      m_table(table),
      m_isShown(std::move(isShown)),
      m_context(context),
      m_lines(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("pendingBar"));
    setAccessibleName(tr("What is under way"));
    m_lines->setContentsMargins(12, 8, 12, 8);
    m_lines->setSpacing(8);
    hide();
    connect(&table, &keys::PendingTable::changed, this, &PendingBar::reload);
    reload();
}

void PendingBar::reload()
{
    whenDone(this, m_table.all(), [this](const Result<QList<keys::Pending>> &all) {
        if (all)
            setEntries(*all);
        else
            Q_EMIT failed(all.error());
    });
}

void PendingBar::setEntries(QList<keys::Pending> entries)
{
    entries.removeIf([this](const keys::Pending &pending) { return !m_isShown(pending); });
    // A rotation revokes the old key: that is not said twice.
    const QList<keys::Pending> all = entries;
    entries.removeIf([&all](const keys::Pending &pending) {
        return pending.kind == QLatin1String("revocation") &&
               std::any_of(all.cbegin(), all.cend(), [&pending](const keys::Pending &other) {
                   return other.kind == QLatin1String("rotation") &&
                          other.data.value(QLatin1String("accessKey")) ==
                              pending.data.value(QLatin1String("accessKey"));
               });
    });
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may have been what led here
        delete item;
    }
    for (const keys::Pending &pending : std::as_const(m_entries))
        m_lines->addWidget(makeLine(pending));
    setVisible(!m_entries.isEmpty());
}

QWidget *PendingBar::makeLine(const keys::Pending &pending)
{
    auto *line = new QWidget(this);
    line->setObjectName(QStringLiteral("pending_") + pending.kind);
    auto *sign = new QLabel(line);
    sign->setPixmap(
        pixmap(QStringLiteral("refresh"), m_context.theme.colors().accent, iconSize, devicePixelRatioF()));
    auto *title = new Label(Label::Role::Strong, pendingTitle(pending), line);
    title->setWordWrap(true);
    const QString began = tr("Began %1.").arg(m_context.format.time(pending.startedAt));
    auto *advice = new Label(Label::Role::Meta,
                             QStringLiteral("%1 %2").arg(pendingAdvice(pending), began).trimmed(), line);
    advice->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(advice);
    auto *goOn = new QPushButton(tr("Continue…"), line);
    goOn->setObjectName(QStringLiteral("continueButton"));
    goOn->setAccessibleDescription(title->text());
    auto *discard = new QPushButton(tr("Discard"), line);
    discard->setObjectName(QStringLiteral("discardButton"));
    discard->setAccessibleDescription(title->text());
    discard->setToolTip(tr("Forget that it was under way. Keys stay as they are, here and on the exchange."));
    connect(goOn, &QPushButton::clicked, this, [this, pending] { Q_EMIT continueRequested(pending); });
    connect(discard, &QPushButton::clicked, this, [this, pending] { Q_EMIT discardRequested(pending); });
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(12);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(discard);
    row->addWidget(goOn);
    return line;
}

void PendingBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_context.theme.colors().infoWash);
    painter.drawRoundedRect(rect(), radius, radius);
}

} // namespace coffer::ui
