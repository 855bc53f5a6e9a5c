// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <QByteArray>
#include <QString>

#include <openssl/crypto.h>

#include <cstring>
#include <new>
#include <utility>

#if defined(Q_OS_WIN)
#include <qt_windows.h>
#else
#include <sys/mman.h>
#endif

namespace coffer {

namespace {

/// Whole pages of their own: locking and unlocking a page touches nobody else's data.
char *allocate(std::size_t size)
{
#if defined(Q_OS_WIN)
    void *pages = VirtualAlloc(nullptr, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (!pages)
        throw std::bad_alloc();
    VirtualLock(pages, size);
#else
    void *pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    // Best effort: the limit on locked memory may be low, and the secret is needed all the same.
    static_cast<void>(mlock(pages, size));
#if defined(MADV_DONTDUMP)
    static_cast<void>(madvise(pages, size, MADV_DONTDUMP));
#endif
#endif
    return static_cast<char *>(pages);
}

void deallocate(char *pages, std::size_t size)
{
    OPENSSL_cleanse(pages, size);
#if defined(Q_OS_WIN)
    VirtualUnlock(pages, size);
    VirtualFree(pages, 0, MEM_RELEASE);
#else
    munmap(pages, size); // unlocks too
#endif
}

/// Overwrites all that was allocated for a Qt container, not only what is in use now.
template<class Container>
void wipeContainer(Container &container)
{
    auto &data = container.data_ptr();
    if (data.isMutable()) {
        char *begin = reinterpret_cast<char *>(data.data() - data.freeSpaceAtBegin());
        OPENSSL_cleanse(begin,
                        static_cast<std::size_t>(data.constAllocatedCapacity()) * sizeof(*data.data()));
    }
    container.clear();
}

} // namespace

Secret::Secret(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    m_size = static_cast<std::size_t>(bytes.size());
    m_bytes = allocate(m_size);
    std::memcpy(m_bytes, bytes.data(), m_size);
}

Secret::~Secret()
{
    release();
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        release();
        m_bytes = std::exchange(other.m_bytes, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

bool operator==(const Secret &left, const Secret &right)
{
    return left.m_size == right.m_size &&
           (left.m_size == 0 || CRYPTO_memcmp(left.m_bytes, right.m_bytes, left.m_size) == 0);
}

void Secret::wipe(QByteArray &bytes)
{
    wipeContainer(bytes);
}

void Secret::wipe(QString &text)
{
    wipeContainer(text);
}

void Secret::release() noexcept
{
    if (m_bytes)
        deallocate(m_bytes, m_size);
    m_bytes = nullptr;
    m_size = 0;
}

} // namespace coffer
