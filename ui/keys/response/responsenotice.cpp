// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responsenotice.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/response/responsetext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

ResponseNotice::ResponseNotice(Responses &responses, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_responses(responses), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("responseNotice"));
    m_layout->setContentsMargins(12, 8, 8, 8);
    connect(&responses, &Responses::changed, this, &ResponseNotice::rebuild);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    rebuild();
}

void ResponseNotice::rebuild()
{
    delete m_rows;
    m_rows = new QWidget(this);
    auto *layout = new QVBoxLayout(m_rows);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    const QList<keys::Incident> incidents = m_responses.underWay();
    for (const keys::Incident &incident : incidents)
        layout->addWidget(makeRow(incident));
    m_layout->addWidget(m_rows);
    setVisible(!incidents.isEmpty());
}

QWidget *ResponseNotice::makeRow(const keys::Incident &incident)
{
    auto *box = new QWidget(m_rows);
    const keys::ResponseStep step = incident.current();
    const QString where = step == keys::ResponseStep::Count
                              ? tr("every step is done or skipped")
                              : tr("step %1 of %2: %3")
                                    .arg(int(step) + 1)
                                    .arg(keys::responseSteps)
                                    .arg(stepText(step, incident, keys::Revocation::Way::Web).title);
    auto *words = new Label(Label::Role::Body,
                            tr("A response is under way for %1; %2.").arg(keyName(incident), where), box);
    words->setWordWrap(true);
    auto *go = new QPushButton(tr("Go on"), box);
    go->setObjectName(QStringLiteral("resumeResponse"));
    go->setAccessibleName(tr("Go on with the response for %1").arg(keyName(incident)));
    connect(go, &QPushButton::clicked, this, [this, id = incident.id] { m_responses.resume(id); });
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(12);
    row->addWidget(words, 1);
    row->addWidget(go);
    return box;
}

void ResponseNotice::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().warningWash);
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace coffer::ui
