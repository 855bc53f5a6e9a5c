// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include "ui/common/proxystyle.h"

#include <QApplication>
#include <QFontInfo>
#include <QStyle>
#include <QToolTip>

namespace coffer::ui {
namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

GainColors gainColors(const QString &word)
{
    if (word == QLatin1String("red-green"))
        return GainColors::RedGreen;
    if (word == QLatin1String("blue-orange"))
        return GainColors::BlueOrange;
    return GainColors::GreenRed;
}

Colors lightColors()
{
    Colors colors;
    colors.window = rgb(0xf5f6f8);
    colors.surface = colors.raised = rgb(0xffffff);
    colors.line = rgb(0xe1e5ea);
    colors.strongLine = rgb(0xc6cdd6);
    colors.text = rgb(0x17202b);
    colors.muted = rgb(0x566373);
    colors.disabled = rgb(0x9aa5b1);
    colors.accent = rgb(0x1f6feb);
    colors.onAccent = rgb(0xffffff);
    colors.accentWash = colors.infoWash = rgb(0xe8f0fe);
    colors.warningWash = rgb(0xfff4dc);
    colors.dangerWash = rgb(0xfde8ec);
    colors.warning = rgb(0x855700);
    colors.danger = rgb(0xb3213b);
    colors.series = {rgb(0x1d4ed8), rgb(0xf59e0b), rgb(0x0f766e), rgb(0xec6fa5),
                     rgb(0x6d28d9), rgb(0x5bb5e8), rgb(0xa3480f), rgb(0x84b53c)};
    colors.other = rgb(0xa9b2bd);
    return colors;
}

Colors darkColors()
{
    Colors colors;
    colors.window = rgb(0x0e1217);
    colors.surface = rgb(0x151a21);
    colors.raised = rgb(0x1c222b);
    colors.line = rgb(0x262e38);
    colors.strongLine = rgb(0x3a4553);
    colors.text = rgb(0xe7ecf2);
    colors.muted = rgb(0x98a5b5);
    colors.disabled = rgb(0x5a6675);
    colors.accent = rgb(0x4c8dff);
    colors.onAccent = rgb(0x0b1220);
    colors.accentWash = colors.infoWash = rgb(0x16263f);
    colors.warningWash = rgb(0x33290f);
    colors.dangerWash = rgb(0x3a1820);
    colors.warning = rgb(0xf0b84a);
    colors.danger = rgb(0xff8093);
    colors.series = {rgb(0x5b8def), rgb(0xf2b544), rgb(0x2fa89a), rgb(0xf08bb8),
                     rgb(0x9b7bea), rgb(0x8cd0f5), rgb(0xd0763a), rgb(0xa8cf62)};
    colors.other = rgb(0x5f6b7a);
    return colors;
}

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

// The system's font, no smaller than 13 px, with figures of one width where this Qt can ask for them.
QFont applicationFont(const QFont &system)
{
    QFont font = system;
    font.setPixelSize(std::max(13, QFontInfo(system).pixelSize()));
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

} // namespace

Theme::Theme(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    connect(&m_settings, &Settings::changed, this, [this](const QString &key) {
        if (key == schemeSetting.key || key == gainColorsSetting.key)
            reload();
    });
    reload();
}

Colors Theme::schemeColors(bool dark, GainColors gain)
{
    Colors colors = dark ? darkColors() : lightColors();
    // The light pair is a little darker than the swatches of the design, for 4.5:1 on the washes too.
    const QColor green = rgb(dark ? 0x2ebd85 : 0x0a7650);
    const QColor red = rgb(dark ? 0xf6556d : 0xc42843);
    switch (gain) {
    case GainColors::GreenRed:
        colors.gain = green;
        colors.loss = red;
        break;
    case GainColors::RedGreen:
        colors.gain = red;
        colors.loss = green;
        break;
    case GainColors::BlueOrange:
        colors.gain = rgb(dark ? 0x5aa2ff : 0x1560c8);
        colors.loss = rgb(dark ? 0xf0913a : 0xa34e0a);
        break;
    }
    return colors;
}

void Theme::apply(QApplication &application)
{
    if (!m_application) {
        m_application = &application;
        m_systemDark = isDarkPalette(QGuiApplication::palette());
        m_style = new ProxyStyle;
        m_style->setColors(m_colors);
        QApplication::setFont(applicationFont(QApplication::font()));
        QApplication::setStyle(m_style); // owned by the application from here
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::reload);
#endif
    }
    reload();
}

void Theme::force(Scheme scheme)
{
    m_forced = scheme;
    reload();
}

QColor Theme::changeColor(int sign) const
{
    return sign > 0 ? m_colors.gain : sign < 0 ? m_colors.loss : m_colors.text;
}

bool Theme::wantsDark() const
{
    const QString chosen = m_settings.value(schemeSetting);
    const Scheme scheme = m_forced                           ? *m_forced
                          : chosen == QLatin1String("light") ? Scheme::Light
                          : chosen == QLatin1String("dark")  ? Scheme::Dark
                                                             : Scheme::System;
    if (scheme != Scheme::System)
        return scheme == Scheme::Dark;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (m_application)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#endif
    return m_systemDark;
}

void Theme::reload()
{
    m_dark = wantsDark();
    m_colors = schemeColors(m_dark, gainColors(m_settings.value(gainColorsSetting)));
    if (m_application) {
        if (m_style)
            m_style->setColors(m_colors);
        const QPalette colors = palette();
        QApplication::setPalette(colors);
        QToolTip::setPalette(colors);
    }
    Q_EMIT changed();
}

QPalette Theme::palette() const
{
    const Colors &c = m_colors;
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> roles[] = {
        {QPalette::Window, c.window},
        {QPalette::WindowText, c.text},
        {QPalette::Base, c.surface},
        {QPalette::AlternateBase, c.surface},
        {QPalette::Text, c.text},
        {QPalette::Button, c.raised},
        {QPalette::ButtonText, c.text},
        {QPalette::BrightText, c.danger},
        {QPalette::ToolTipBase, c.raised},
        {QPalette::ToolTipText, c.text},
        {QPalette::PlaceholderText, c.muted},
        {QPalette::Highlight, c.accent},
        {QPalette::HighlightedText, c.onAccent},
        {QPalette::Link, c.accent},
        {QPalette::LinkVisited, c.accent},
        {QPalette::Light, c.raised},
        {QPalette::Midlight, c.line},
        {QPalette::Mid, c.line},
        {QPalette::Dark, c.strongLine},
        {QPalette::Shadow, c.strongLine},
    };
    for (const auto &[role, color] : roles)
        palette.setColor(QPalette::All, role, color);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.strongLine);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.text);
    return palette;
}

} // namespace coffer::ui
