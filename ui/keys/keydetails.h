// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "ui/common/page.h"
#include "ui/keys/findingtext.h"

#include <QScrollArea>

class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace coffer::ui {

class ChipLabel;
class KeyUse;
class Label;

/// One key: what can be done with it, its findings, what its holder could do, and the exchange's record
/// beside the plan with the differences marked.
class KeyDetails : public QScrollArea
{
    Q_OBJECT

public:
    KeyDetails(const KeyActions &actions, const KeyServices &services, const Context &context,
               QWidget *parent = nullptr);

    /// Shows this key; keeps the scroll position when it is the same one.
    void setEntry(const std::optional<keys::InventoryEntry> &entry);
    const std::optional<keys::InventoryEntry> &entry() const { return m_entry; }
    /// While the exchange is being asked.
    void setVerifying(bool verifying);

    QSize sizeHint() const override { return {400, 480}; }

Q_SIGNALS:
    /// The shown key is meant.
    void requested(coffer::ui::KeyAction action, const std::optional<coffer::keys::InventoryEntry> &entry);
    void acceptRequested(const coffer::keys::Finding &finding,
                         const std::optional<coffer::keys::InventoryEntry> &entry);
    void undoRequested(const coffer::keys::Finding &finding,
                       const std::optional<coffer::keys::InventoryEntry> &entry);

private:
    struct Fact
    {
        QString name, onExchange, plan;
        bool differs = false;
        QString tip;
    };

    QWidget *makeHead();
    void showEntry();
    void showHead();
    void showFindings();
    void addFinding(const keys::Finding &finding);
    void showPowers();
    void showComparison();
    void showHere();
    void addSection(const QString &title);
    void addFacts(const QList<Fact> &facts, bool withPlan);
    QWidget *factWidget(const QString &text, const QString &tip);
    QWidget *factName(const Fact &fact);
    QList<Fact> exchangeFacts() const;
    QList<Fact> localFacts() const;
    QString timeText(qint64 ms) const;
    QPushButton *makeButton(const char *name, const QString &text, KeyAction action);
    void take(KeyAction action);

    const KeyActions &m_keyActions;
    Context m_context;
    std::optional<keys::InventoryEntry> m_entry;
    QWidget *m_head = nullptr;
    QWidget *m_sections = nullptr; ///< remade for each key
    QWidget *m_useSection;         ///< with m_use; kept
    KeyUse *m_use;
    QVBoxLayout *m_layout = nullptr;
    Label *m_title = nullptr;
    Label *m_about = nullptr;
    ChipLabel *m_chips = nullptr;
    QPushButton *m_verify = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_paste = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_rotate = nullptr;
    QPushButton *m_revoke = nullptr;
};

} // namespace coffer::ui
