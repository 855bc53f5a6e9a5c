// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <QFile>
#include <QFileInfo>

namespace coffer {

namespace {

constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

std::unique_ptr<QSettings> openIni(const QString &file)
{
    auto settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    settings->setFallbacksEnabled(false);
    return settings;
}

/// A damaged file is set aside and what could be read of it goes on, since QSettings would report the damage
/// for ever.
std::unique_ptr<QSettings> openTolerantly(const QString &file)
{
    auto settings = openIni(file);
    const QStringList keys = settings->allKeys(); // sections are read, and found damaged, only when asked for
    if (settings->status() != QSettings::FormatError)
        return settings;
    QHash<QString, QVariant> readable;
    for (const QString &key : keys)
        readable.insert(key, settings->value(key));
    settings.reset();

    const QString aside = file + QStringLiteral(".damaged");
    QFile::remove(aside);
    if (!QFile::rename(file, aside))
        return openIni(file);
    settings = openIni(file);
    for (auto it = readable.cbegin(); it != readable.cend(); ++it)
        settings->setValue(it.key(), it.value());
    return settings;
}

} // namespace

Settings::Settings(const QString &file, QObject *parent) : QObject(parent), m_path(file)
{
    if (file.isEmpty())
        return;
    // A folder, a pipe or a device under this name would block or be overwritten: then nothing is kept on
    // disk.
    const QFileInfo info(file);
    if (!info.exists() || info.isFile())
        m_file = openTolerantly(file);
}

Settings::~Settings()
{
    if (m_file)
        sync();
}

bool Settings::sync()
{
    if (m_path.isEmpty())
        return true;
    if (!m_file || !prepareFile())
        return false;
    m_file->sync();
    return m_file->status() == QSettings::NoError;
}

/// QSettings would create the file readable by others.
bool Settings::prepareFile() const
{
    QFile file(m_path);
    if (!file.exists())
        return file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly);
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                          QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return (file.permissions() & others) == QFile::Permissions() || file.setPermissions(kOwnerOnly);
}

bool Settings::holds(const QString &key) const
{
    return m_file ? m_file->contains(key) : m_memory.contains(key);
}

QVariant Settings::read(const QString &key) const
{
    return m_file ? m_file->value(key) : m_memory.value(key);
}

void Settings::write(const QString &key, const QVariant &value)
{
    if (holds(key) && read(key) == value)
        return;
    if (m_file) {
        prepareFile(); // before QSettings writes by itself; a failure shows in sync()
        m_file->setValue(key, value);
    } else {
        m_memory.insert(key, value);
    }
    Q_EMIT changed(key);
}

void Settings::remove(const QString &key)
{
    if (!holds(key))
        return;
    if (m_file)
        m_file->remove(key);
    else
        m_memory.remove(key);
    Q_EMIT changed(key);
}

} // namespace coffer
