// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/compromiseresponse.h"
#include "ui/common/page.h"

#include <QWidget>

class QCheckBox;
class QDateEdit;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace coffer::ui {

class ChipLabel;
class Label;
class OpenItemsModel;
class ReviewModel;
class TableView;

/// One step of a response: what is asked, what follows, who signs, what was found, and the buttons. Asks the
/// response to do what is pressed, but for what needs more than it: signals.
class StepPanel : public QWidget
{
    Q_OBJECT

public:
    StepPanel(keys::CompromiseResponse &response, const Context &context, QWidget *parent = nullptr);

    void setStep(keys::ResponseStep step);
    keys::ResponseStep step() const { return m_step; }

Q_SIGNALS:
    void reviewRequested(qint64 since);
    void pdfRequested();
    void jsonRequested();
    void webPageRequested();

private:
    QWidget *makeWords();
    QWidget *makeTables();
    QWidget *makeSkipRow();
    QWidget *makeButtons();
    TableView *makeTable(const QString &name, const QString &title, QAbstractItemModel *model,
                         const QList<int> &widths);
    void refresh();
    void showHand();
    void showContent();
    void showButtons();
    void showAct(bool mayRun, bool isDone);
    void showLook(bool mayRun, bool isDone);
    bool isBarred() const;
    bool hasItems() const;
    bool canCancelAny() const;
    bool isOnTheWeb() const;
    void act();
    void skip();

    keys::CompromiseResponse &m_response;
    Context m_context;
    keys::ResponseStep m_step = keys::ResponseStep::Stop;
    Label *m_title = nullptr;
    ChipLabel *m_state = nullptr;
    Label *m_question = nullptr;
    Label *m_consequence = nullptr;
    Label *m_hand = nullptr;
    QCheckBox *m_allow = nullptr;
    Label *m_result = nullptr;
    Label *m_gaps = nullptr;
    QStackedWidget *m_content = nullptr;
    OpenItemsModel *m_items = nullptr;
    ReviewModel *m_review = nullptr;
    QWidget *m_sinceRow = nullptr;
    QDateEdit *m_since = nullptr;
    QWidget *m_skipRow = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_skipWithReason = nullptr;
    QPushButton *m_act = nullptr;
    QPushButton *m_look = nullptr;
    QPushButton *m_other = nullptr; ///< JSON, or to stop waiting
    QPushButton *m_skip = nullptr;
};

} // namespace coffer::ui
