// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/setupflow.h"

#include <algorithm>

namespace coffer::keys {

using htx::Permission;

htx::PermissionSet SetupPlan::permissions() const
{
    htx::PermissionSet permissions;
    permissions.known = {Permission::Read, purpose};
    return permissions;
}

bool isSubUserName(const QString &name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    return name.size() >= 6 && name.size() <= 20 && isLetter(name.front()) &&
           std::ranges::all_of(name, [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); });
}

void SetupFlow::setPlan(SetupPlan plan)
{
    if (m_isMade || plan == m_plan)
        return;
    if (plan.purpose == Permission::Withdraw && plan.home == KeyHome::SubUser)
        plan.home.reset();
    if (plan.home != m_plan.home) { // another key altogether
        m_isEntered = false;
        m_isChecked = false;
    }
    m_plan = std::move(plan);
}

void SetupFlow::setEntered(bool isEntered)
{
    m_isEntered = isEntered;
    m_isChecked = false;
}

void SetupFlow::setMade(bool isMade)
{
    m_isMade = isMade;
    m_isChecked = false;
}

SetupObstacle SetupFlow::homeObstacle() const
{
    if (!m_plan.home)
        return SetupObstacle::NoHome;
    if (m_plan.home == KeyHome::MainAccount)
        return SetupObstacle::None;
    if (m_plan.parent.value == 0)
        return SetupObstacle::NoMainKey;
    if (m_plan.subUser.value != 0)
        return SetupObstacle::None;
    if (m_plan.newSubUser.isEmpty())
        return SetupObstacle::NoSubUser;
    return isSubUserName(m_plan.newSubUser) ? SetupObstacle::None : SetupObstacle::BadSubUserName;
}

SetupObstacle SetupFlow::obstacleAt(SetupStep step) const
{
    switch (step) {
    case SetupStep::Before:
    case SetupStep::Purpose:
    case SetupStep::Review:
    case SetupStep::Count:
        break;
    case SetupStep::Home:
        return homeObstacle();
    case SetupStep::Restrict:
        if (!m_plan.areIpsValid)
            return SetupObstacle::BadAddresses;
        if (m_plan.purpose == Permission::Withdraw && m_plan.ips.isEmpty() && !m_plan.isUnboundAccepted)
            return SetupObstacle::UnboundNotAccepted;
        break;
    case SetupStep::Create:
        if (m_plan.home == KeyHome::SubUser)
            return m_isMade ? SetupObstacle::None : SetupObstacle::NotMade;
        return m_isEntered ? SetupObstacle::None : SetupObstacle::NotEntered;
    case SetupStep::Check:
        // A key that was just made is known from its reply: it can be kept even if it can't be used from
        // here.
        return m_isChecked || m_isMade ? SetupObstacle::None : SetupObstacle::NotChecked;
    }
    return SetupObstacle::None;
}

bool SetupFlow::mayEnter(SetupStep step) const
{
    if (step <= m_step)
        return true;
    for (int before = int(m_step); before < int(step); ++before) {
        if (obstacleAt(SetupStep(before)) != SetupObstacle::None)
            return false;
    }
    return step < SetupStep::Count;
}

bool SetupFlow::isDone(SetupStep step) const
{
    return step < m_furthest && obstacleAt(step) == SetupObstacle::None;
}

bool SetupFlow::goTo(SetupStep step)
{
    if (!mayEnter(step))
        return false;
    m_step = step;
    m_furthest = std::max(m_furthest, step);
    return true;
}

bool SetupFlow::next()
{
    return m_step != SetupStep::Review && goTo(SetupStep(int(m_step) + 1));
}

bool SetupFlow::back()
{
    return m_step != SetupStep::Before && goTo(SetupStep(int(m_step) - 1));
}

SetupLoss SetupFlow::loss() const
{
    if (m_isMade)
        return SetupLoss::MadeKey;
    const bool isTyped = m_isEntered || !m_plan.ips.isEmpty() || !m_plan.newSubUser.isEmpty();
    return isTyped ? SetupLoss::Entries : SetupLoss::Nothing;
}

} // namespace coffer::keys
