// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace coffer::ui {

class Theme;

/// A label in one of Coffer's type sizes (ui.md, Tokens). Always plain text, so that nothing a server or user
/// wrote is ever read as markup; follows the application's font and palette.
class Label : public QLabel
{
    Q_OBJECT

public:
    /// Meta is 12 px muted, Body 13, Strong 13 semibold, Section 15 semibold, Title 20 semibold, Headline 28
    /// semibold; larger with a larger system font.
    enum class Role { Body, Muted, Meta, Strong, Section, Title, Headline };

    explicit Label(Role role, QWidget *parent = nullptr);
    Label(Role role, const QString &text, QWidget *parent = nullptr);

    /// Cuts the text where there is no room (the whole is the tooltip) instead of asking for more.
    void setElided(Qt::TextElideMode mode);
    /// As loss (-1), gain (1), or the role's own colour (0); follows the theme.
    void setSign(int sign, const Theme &theme);

    /// The font of a role, made from the application's.
    static QFont font(Role role);

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void applyRole();
    QString shownText() const;

    Role m_role;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    int m_sign = 0;
    const Theme *m_theme = nullptr;
    bool m_applying = false;
};

} // namespace coffer::ui
