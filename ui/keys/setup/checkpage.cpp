// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/checkpage.h"

#include "ui/keys/keycheckpanel.h"

#include <QVBoxLayout>

namespace coffer::ui {

CheckPage::CheckPage(keys::SetupSession &session, htx::Client &client, const Context &context,
                     QWidget *parent)
    : SetupPage(session, context, parent),
      m_panel(new KeyCheckPanel(client, context, this)),
      m_words(addText(Label::Role::Body, {}))
{
    m_words->setObjectName(QStringLiteral("checkWords"));
    content()->addWidget(m_panel, 1);
    connect(m_panel, &KeyCheckPanel::finished, this, &CheckPage::done);
    connect(m_panel, &KeyCheckPanel::retryRequested, this, &CheckPage::check);
    connect(m_panel, &KeyCheckPanel::entryRequested, this, &CheckPage::entryRequested);
}

void CheckPage::enter()
{
    m_panel->setPlan({flow().plan().permissions(), flow().plan().ips, m_place});
    if (!flow().isChecked() && !m_panel->isRunning())
        check();
}

void CheckPage::check()
{
    const std::optional<htx::Credentials> credentials = session().credentials();
    if (!credentials)
        return;
    session().setChecked(std::nullopt);
    m_words->setText(tr("Coffer asks the exchange with this key. Nothing is stored yet."));
    m_panel->start(*credentials, session().asker());
    Q_EMIT edited();
}

void CheckPage::setPlace(const QString &place)
{
    m_place = place;
    m_panel->setPlan({flow().plan().permissions(), flow().plan().ips, m_place});
}

bool CheckPage::isRunning() const
{
    return m_panel->isRunning();
}

void CheckPage::done()
{
    session().setChecked(m_panel->checked());
    const bool isMade = session().maker().made().has_value();
    if (m_panel->checked())
        m_words->setText(tr("The key works. Lines with a mark are worth a look before you save it."));
    else
        m_words->setText(
            isMade ? tr("The key exists, but it could not be used from here: the marked line says why. You "
                        "can save it all the same, or go back and delete it on the exchange.")
                   : tr("The key can't be used yet: the marked line says why. What you entered is kept."));
    if (m_panel->failure() && m_panel->failure()->kind == ErrorKind::IpNotAllowed)
        Q_EMIT addressSeen(m_panel->failure()->detail);
    Q_EMIT edited();
    Q_EMIT finished();
}

} // namespace coffer::ui
