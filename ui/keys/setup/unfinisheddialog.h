// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/unfinishedkeys.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

#include <QDialog>
#include <QPointer>

class QVBoxLayout;

namespace coffer::ui {

/// The keys that were being made when Coffer ended: what became of each, and what can be done about it.
class UnfinishedDialog : public QDialog
{
    Q_OBJECT

public:
    UnfinishedDialog(keys::UnfinishedKeys &unfinished, const Context &context, QWidget *parent = nullptr);

private:
    void showKeys();
    QWidget *makeCard(const keys::UnfinishedKey &key);
    void addButtons(QVBoxLayout &layout, const keys::UnfinishedKey &key);
    template<class T>
    void follow(const Future<T> &future);

    keys::UnfinishedKeys &m_unfinished;
    Context m_context;
    ErrorBar *m_error;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_layout;
};

/// Once the keys are loaded, looks for what was under way and says so. Lives with its window.
class UnfinishedNotice : public QObject
{
    Q_OBJECT

public:
    UnfinishedNotice(const KeyServices &services, const Context &context, QWidget *window);

private:
    void loadOnce();
    void tell();

    KeyServices m_services;
    Context m_context;
    QWidget *m_window;
    keys::UnfinishedKeys *m_unfinished;
    bool m_isLoaded = false;
    bool m_isTold = false;
};

} // namespace coffer::ui
