// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "market/indicators/indicatorspec.h"

namespace coffer::ui {

/// Those of the user, each its name and then a line an indicator.
inline const Setting<QStringList> indicatorTemplatesSetting{QStringLiteral("charts/indicatorTemplates"), {}};

/// A set of indicators with a name.
struct IndicatorTemplate
{
    QString name;
    QList<market::IndicatorSpec> specs;
    bool isShipped = false; ///< comes with Coffer: can be applied alone

    bool operator==(const IndicatorTemplate &) const = default;
};

/// The shipped ones, and the user's kept in the settings. Of damaged settings what can be read is used.
class IndicatorTemplates
{
public:
    static constexpr qsizetype most = 50;        ///< of the user's own
    static constexpr qsizetype longestName = 64; ///< characters

    explicit IndicatorTemplates(Settings &settings);

    /// Shipped ones first, then the user's by name.
    const QList<IndicatorTemplate> &all() const { return m_all; }
    const IndicatorTemplate *find(const QString &name) const;

    /// Without blanks at the ends and twice in a row, as it would be saved.
    static QString cleanName(const QString &name);
    /// Whether it can be given to a set: not empty, not that of a shipped one, and room for one more.
    bool canSave(const QString &name) const;
    /// Replaces that of the same name. False when it can't.
    bool save(const QString &name, const QList<market::IndicatorSpec> &specs);
    bool canRename(const QString &from, const QString &to) const;
    bool rename(const QString &from, const QString &to);
    void remove(const QString &name);

private:
    void read();
    void sortOwn();
    void write();

    Settings &m_settings;
    QList<IndicatorTemplate> m_all;
};

} // namespace coffer::ui
