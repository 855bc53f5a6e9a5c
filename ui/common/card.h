// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace coffer::ui {

class Label;
class Theme;

/// A raised surface with a title, a body and a link at the right of the title to the page that tells more.
class Card : public QFrame
{
    Q_OBJECT

public:
    Card(const QString &title, const Theme &theme, QWidget *parent = nullptr);

    /// Where the card's own widgets go.
    QVBoxLayout *body() const { return m_body; }
    void setTitle(const QString &title);
    /// An empty label hides the link.
    void setLink(const QString &label);
    /// A widget at the right of the title, before the link.
    void addHeadWidget(QWidget *widget);

Q_SIGNALS:
    void linkActivated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Label *m_title;
    QToolButton *m_link;
    QHBoxLayout *m_head;
    QVBoxLayout *m_body;
};

} // namespace coffer::ui
