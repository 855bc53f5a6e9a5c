// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/page.h"

#include "ui/common/errorbar.h"
#include "ui/common/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int margin = 16;

} // namespace

Page::Page(const QString &title, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_title(new Label(Label::Role::Title, title, this)),
      m_subtitle(new Label(Label::Role::Meta, this)),
      m_actions(new QHBoxLayout),
      m_error(new ErrorBar(context.theme, this)),
      m_content(new QVBoxLayout)
{
    m_subtitle->setElided(Qt::ElideRight);
    m_subtitle->setObjectName(QStringLiteral("pageSubtitle"));
    m_title->setObjectName(QStringLiteral("pageTitle"));
    setAccessibleName(title);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_actions->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addLayout(words, 1);
    head->addLayout(m_actions);
    m_content->setSpacing(12);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(margin, 12, margin, margin);
    all->setSpacing(12);
    all->addLayout(head);
    all->addWidget(m_error);
    all->addLayout(m_content, 1);
    // "Try again" goes to the window, too: more than this page may have to forget that it failed.
    connect(m_error, &ErrorBar::remedyRequested, this, &Page::remedyRequested);
}

void Page::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
}

void Page::addAction(QWidget *widget)
{
    m_actions->addWidget(widget, 0, Qt::AlignVCenter);
}

void Page::showError(const Error &error)
{
    m_error->show(error);
}

void Page::clearError()
{
    m_error->clear();
}

void Page::clearError(const Error &error)
{
    if (m_error->error() == error)
        m_error->clear();
}

} // namespace coffer::ui
