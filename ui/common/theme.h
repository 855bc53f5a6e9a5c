// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QColor>
#include <QList>
#include <QObject>
#include <QPalette>

class QApplication;

namespace coffer::ui {

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
inline const Setting<QString> gainColorsSetting{QStringLiteral("view/gainColors"), QStringLiteral("green-red")};

/// The colours in force, the palette and the style sheet made from them. changed() when the user or the system
/// switches; widgets that paint themselves repaint on it.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Settings &settings, QObject *parent = nullptr);

    /// Sets style, palette, font features and style sheet of the application; again on every change.
    void apply(QApplication &application);

    const Colors &colors() const { return m_colors; }
    bool isDark() const { return m_dark; }

    /// For one run, without remembering it (--theme).
    void force(Scheme scheme);

    /// Gain, loss, or the text colour for zero.
    QColor changeColor(int sign) const;

Q_SIGNALS:
    void changed();

private:
    void reload();
    QPalette palette() const;
    QString styleSheet() const;

    Settings &m_settings;
    QApplication *m_application = nullptr;
    std::optional<Scheme> m_forced;
    Colors m_colors;
    bool m_dark = false;
};

} // namespace coffer::ui
