// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/common/page.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

class IndicatorChoice;
class NumberField;

/// Sets a new alert, or changes one. Says in a sentence what it will wait for, and where its level lies to
/// the price now. Closes itself once the alert is set; deletes itself.
class AlertDialog : public QDialog
{
    Q_OBJECT

public:
    /// A draft without an id is a new alert.
    AlertDialog(market::AlertWatch &watch, const market::TickerBoard &board, const market::Alert &draft,
                const Context &context, QWidget *parent);

private:
    void makeCondition();
    void makeManner();
    void makeButtons();
    void addRow(const QString &name, QWidget *field);
    void fill(const market::Alert &draft);
    void kindChosen();
    void fillDirections();
    void setRowVisible(QWidget *field, bool visible);
    void renew();
    /// As it is entered; nullopt while the level is no number.
    std::optional<market::Alert> entered() const;
    market::AlertKind kind() const;
    void save();
    void complain(const QString &text, QWidget *field);

    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    market::Alert m_draft;
    Context m_context;
    Label *m_market;
    Label *m_price;
    QFormLayout *m_form;
    QComboBox *m_kind;
    IndicatorChoice *m_indicator;
    QComboBox *m_period;
    QComboBox *m_direction;
    NumberField *m_level;
    Label *m_hint;
    QComboBox *m_window;
    QCheckBox *m_closed;
    QComboBox *m_repeat;
    QComboBox *m_until;
    QLineEdit *m_note;
    QCheckBox *m_sound;
    Label *m_sentence;
    Label *m_problem;
    QPushButton *m_set;
};

} // namespace coffer::ui
