// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"
#include "ui/shell/services.h"

#include <QStackedWidget>

#include <array>
#include <optional>

namespace coffer::ui {

class ChartsPage;
class HistoryPage;
class KeysPage;
enum class KeyAction;

/// The pages, each built when it is first shown. The one place that knows all panels.
class PageHost : public QStackedWidget
{
    Q_OBJECT

public:
    PageHost(const Services &services, const Run &run, const Context &context, QWidget *parent = nullptr);

    static QString title(PageId id);
    static QString iconName(PageId id);

    /// Builds the page if need be, shows and activates it.
    void show(PageId id);
    PageId current() const { return m_current; }
    Page *currentPage() const;
    /// The page if it was built.
    Page *built(PageId id) const { return m_pages[static_cast<std::size_t>(id)]; }

    /// The page on screen shows what it is for, as far as there is anything to show: without a key there are
    /// no accounts.
    bool isReady() const;

    /// Shows the market on the Charts page.
    void showMarket(const QString &symbol);
    /// What the windows about keys work with.
    KeyServices keyServices() const;
    /// Opens the guided set-up, on the Keys page.
    void addKey();
    /// Opens the dialog that takes a pasted key, on the Keys page.
    void pasteKey();
    void verifyKeys();
    /// See KeysPage::take(). Before that page was shown there is no current key.
    void takeKeyAction(KeyAction action);
    bool canTakeKeyAction(KeyAction action) const;
    void saveKeyReport();
    /// Another user's data is to be shown.
    void setAccount(Uid account);

Q_SIGNALS:
    void shown(coffer::ui::PageId id);
    void remedyRequested(coffer::ui::Remedy remedy);
    /// What can be done about keys may be something else now.
    void currentKeyChanged();

private:
    Page *page(PageId id);
    Page *build(PageId id);
    template<class Service>
    void rememberFailures(PageId id, const Service &service);

    Services m_services;
    Run m_run;
    Context m_context;
    std::array<Page *, static_cast<std::size_t>(PageId::Count)> m_pages{};
    /// What last went wrong with a page's data: a page that is built later must tell it, too.
    std::array<std::optional<Error>, static_cast<std::size_t>(PageId::Count)> m_failures;
    HistoryPage *m_history = nullptr;
    KeysPage *m_keys = nullptr;
    ChartsPage *m_charts = nullptr;
    PageId m_current = PageId::Overview;
    Uid m_account;
};

} // namespace coffer::ui
