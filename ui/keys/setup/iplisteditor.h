// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace coffer::ui {

class IpListModel;
class Label;
class TableView;
class Theme;

/// A list of IP addresses and networks that a key is bound to (htx-api.md 3.1): add, paste, remove, and for
/// each entry what is wrong with it in words. An empty list binds the key to nothing.
class IpListEditor : public QWidget
{
    Q_OBJECT

public:
    explicit IpListEditor(const Theme &theme, QWidget *parent = nullptr);

    void setEntries(const QStringList &entries);
    /// What the exchange gets: canonical, each once.
    QStringList entries() const;
    /// False while an entry can't be used or there are too many.
    bool isValid() const;
    /// Takes what still stands in the entry field.
    void commit();
    /// The address that the exchange saw when it refused one; offered to be added. Empty: unknown.
    void setSeenAddress(const QString &address);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeEntry();
    QWidget *makeFoot();
    void pasteList();
    void removeCurrent();
    void showState();

    IpListModel *m_model;
    TableView *m_table;
    QLineEdit *m_field;
    QPushButton *m_addButton;
    QPushButton *m_removeButton;
    QPushButton *m_seenButton;
    Label *m_count;
    Label *m_problem;
    QString m_seen;
};

} // namespace coffer::ui
