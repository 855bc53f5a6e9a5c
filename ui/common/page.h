// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/common/errortext.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace coffer {
class Clock;
class Settings;
} // namespace coffer

namespace coffer::ui {

class ErrorBar;
class Format;
class Label;
class Theme;

/// What every page needs of the window it is in. References outlive all pages.
struct Context
{
    Theme &theme;
    Format &format;
    Settings &settings;
    Clock &clock;
};

enum class PageId { Overview, Balances, History, Keys, Charts, Activity, Settings, Count };

/// A page: a head (title, one line of what it shows and of when, actions at the right), an error bar that
/// appears when needed, and the content below. Pages never know one another; they ask to go elsewhere with
/// goTo().
class Page : public QWidget
{
    Q_OBJECT

public:
    Page(const QString &title, const Context &context, QWidget *parent = nullptr);

    /// The page is shown or F5 was pressed on it.
    virtual void activate() {}
    virtual void refresh() {}
    /// True when what the page is for is on screen (or its empty state is final): what --screenshots waits
    /// for.
    virtual bool isReady() const = 0;
    /// Shows one error bar; a new one replaces it. Data on the page stays.
    void showError(const Error &error);

Q_SIGNALS:
    void goTo(coffer::ui::PageId page);
    /// A page wants a market charted.
    void chartRequested(const QString &symbol);
    /// The error bar's button was pressed, or the page asks for the same.
    void remedyRequested(coffer::ui::Remedy remedy);

protected:
    void setSubtitle(const QString &text);
    using QWidget::addAction;
    void addAction(QWidget *widget); ///< at the right of the head
    QVBoxLayout *content() const { return m_content; }

    void clearError();
    /// Only if this one is what is shown: another may have taken its place.
    void clearError(const Error &error);

    const Context &context() const { return m_context; }

private:
    Context m_context;
    Label *m_title;
    Label *m_subtitle;
    QHBoxLayout *m_actions;
    ErrorBar *m_error;
    QVBoxLayout *m_content;
};

} // namespace coffer::ui
