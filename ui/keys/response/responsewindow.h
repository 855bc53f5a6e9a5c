// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/compromiseresponse.h"
#include "keys/response/incidentreport.h"
#include "ui/common/page.h"
#include "ui/keys/response/responsemeans.h"

#include <QDialog>

#include <functional>
#include <memory>

class QListWidget;
class QPushButton;

namespace coffer::ui {

class ErrorBar;
class Label;
class StepPanel;

/// "This key may be compromised…": the steps at the left with their state, the one that is looked at on the
/// right. Closing it loses nothing: the response is in the journal and goes on from the Keys page. Not modal.
class ResponseWindow : public QDialog
{
    Q_OBJECT

public:
    /// exchange: the host that is asked, for the report.
    ResponseWindow(std::unique_ptr<keys::CompromiseResponse> response, const ResponseMeans &means,
                   const QString &exchange, const Context &context, QWidget *parent = nullptr);
    ~ResponseWindow() override;

    const keys::CompromiseResponse &response() const { return *m_response; }

Q_SIGNALS:
    /// Another key of that account is to be set up.
    void replacementWanted();
    /// The response was ended, not only the window closed.
    void ended();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeSteps();
    QWidget *makeButtons();
    void connectPanel();
    void refresh();
    void goTo(keys::ResponseStep step);
    void readReview(qint64 since);
    keys::ReportFrame frame(const keys::Incident &incident) const;
    void chooseFile(bool isPdf);
    void saveReport(const QString &file, bool isPdf);
    void rehearse();
    /// again: what its button does.
    void showProblem(const Error &error, const std::function<void()> &again);

    std::unique_ptr<keys::CompromiseResponse> m_response;
    ResponseMeans m_means;
    QString m_exchange;
    Context m_context;
    keys::ResponseStep m_current = keys::ResponseStep::Stop; ///< whose turn it was last
    ErrorBar *m_error;
    std::function<void()> m_again; ///< what the message's button does
    QListWidget *m_steps;
    StepPanel *m_panel;
    Label *m_note = nullptr;
    QPushButton *m_end = nullptr;
    QPushButton *m_rehearse = nullptr;
};

} // namespace coffer::ui
