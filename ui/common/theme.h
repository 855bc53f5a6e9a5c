// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QColor>
#include <QList>
#include <QObject>
#include <QPalette>
#include <QPointer>

#include <optional>

class QApplication;

namespace coffer::ui {

class ProxyStyle;

/// Every colour that Coffer paints with (ui.md, Tokens). The only place with a colour in it.
struct Colors
{
    QColor window, surface, raised;
    QColor line, strongLine;
    QColor text, muted, disabled;
    QColor accent, onAccent, accentWash;
    QColor gain, loss;
    QColor infoWash, warningWash, dangerWash;
    QColor warning, danger; ///< text and bars on the washes, 4.5:1
    QList<QColor> series;   ///< eight hues that differ in lightness too
    QColor other;           ///< the "other" slice
};

enum class Scheme { System, Light, Dark };
enum class GainColors { GreenRed, RedGreen, BlueOrange };

inline const Setting<QString> schemeSetting{QStringLiteral("view/theme"), QStringLiteral("system")};
inline const Setting<QString> gainColorsSetting{QStringLiteral("view/gainColors"),
                                                QStringLiteral("green-red")};

/// The colours in force and the palette made from them. changed() when the user or the system switches;
/// widgets that paint themselves repaint on it. There is no style sheet: ProxyStyle paints from the same
/// colours, and starts faster.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Settings &settings, QObject *parent = nullptr);

    /// Sets style, palette and font of the application; again on every change.
    void apply(QApplication &application);

    const Colors &colors() const { return m_colors; }
    bool isDark() const { return m_dark; }

    /// For one run, without remembering it (--theme).
    void force(Scheme scheme);

    /// The colours of a scheme, for tests and previews.
    static Colors schemeColors(bool dark, GainColors gain);

    /// Gain, loss, or the text colour for zero.
    QColor changeColor(int sign) const;

Q_SIGNALS:
    void changed();

private:
    void reload();
    bool wantsDark() const;
    QPalette palette() const;

    Settings &m_settings;
    QApplication *m_application = nullptr;
    QPointer<ProxyStyle> m_style;
    std::optional<Scheme> m_forced;
    Colors m_colors;
    bool m_dark = false;
    bool m_systemDark = false; ///< as the platform said before our palette took its place
};

} // namespace coffer::ui
