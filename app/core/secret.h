// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <memory>

namespace coffer {

/// Bytes that must not spread: an API secret, a passphrase, a derived key. Move-only, in a buffer of its own
/// that is locked in memory where the system allows and wiped on destruction. No copy, no stream, no
/// QVariant, no QString. (Copies that Qt, QtKeychain or D-Bus make are outside its reach: security.md 6.)
class Secret
{
public:
    Secret() = default;
    /// Copies the bytes in; the caller wipes its own copy (see wipe()).
    explicit Secret(QByteArrayView bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return static_cast<qsizetype>(m_size); }
    /// Valid as long as this object is. Hand it to OpenSSL, never to a container.
    QByteArrayView view() const { return {m_bytes, size()}; }

    /// In constant time for equal lengths.
    friend bool operator==(const Secret &left, const Secret &right);

    /// Overwrites and empties a buffer that held a secret on its way in. It detaches nothing, so the whole
    /// allocation is overwritten in place, under every other owner that shares it too: call it on the last
    /// one. A literal or fromRawData() is only emptied.
    static void wipe(QByteArray &bytes);
    static void wipe(QString &text);

private:
    void release() noexcept;

    char *m_bytes = nullptr;
    std::size_t m_size = 0;
};

/// How a secret is handed to those who sign: shared, never copied; the last owner wipes it.
using SharedSecret = std::shared_ptr<const Secret>;

} // namespace coffer
