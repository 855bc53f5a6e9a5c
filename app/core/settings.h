// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QVariant>

#include <memory>

namespace coffer {

/// One typed setting: its key in the file and the value it has when nobody chose one. Declared where it is
/// used:
///     inline const Setting<bool> hideDust{QStringLiteral("balances/hideDust"), true};
template<class T>
struct Setting
{
    QString key;
    T fallback{};
};

/// The settings file of a profile (settings.ini, readable by its owner only), and the only user of QSettings.
/// GUI thread. Secrets never go here. Of a damaged file what can be read is kept, and the file is left as
/// *.damaged.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// Reads and writes file, whose folder must exist; with an empty path everything stays in memory.
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override;

    template<class T>
    T value(const Setting<T> &setting) const
    {
        QVariant stored = read(setting.key);
        if (!stored.isValid()) // an empty list comes back as nothing
            return holds(setting.key) ? T{} : setting.fallback;
        return stored.convert(QMetaType::fromType<T>()) ? stored.value<T>() : setting.fallback;
    }

    template<class T>
    void setValue(const Setting<T> &setting, const T &value)
    {
        write(setting.key, QVariant::fromValue(value));
    }

    /// Back to the default.
    template<class T>
    void reset(const Setting<T> &setting)
    {
        remove(setting.key);
    }

    /// Writes to disk now; false if the file can't be written.
    bool sync();

Q_SIGNALS:
    void changed(const QString &key);

private:
    QVariant read(const QString &key) const;
    void write(const QString &key, const QVariant &value);
    void remove(const QString &key);
    bool holds(const QString &key) const;
    bool prepareFile() const;

    QString m_path;
    std::unique_ptr<QSettings> m_file;
    QHash<QString, QVariant> m_memory;
};

} // namespace coffer
