// SPDX-License-Identifier: GPL-3.0-or-later
// Memory is wiped when it is given back, by whichever library. What Coffer holds of a secret it wipes itself
// (core/secret.h); this is for the copies that others make on its way: QtKeychain, libsecret, GLib, D-Bus and
// Qt free them as they are, and they would lie in the heap until something else happened to be written there.
// Linked into the program alone, whose free() stands before the C library's for all that it loads. glibc
// only.
#include <cstddef>
#include <cstring>

#include <malloc.h>

extern "C" {

// glibc's own, which it exports for those who replace what stands before them.
void __libc_free(void *block);                       // NOLINT(bugprone-reserved-identifier)
void *__libc_malloc(std::size_t size);               // NOLINT(bugprone-reserved-identifier)
void *__libc_realloc(void *block, std::size_t size); // NOLINT(bugprone-reserved-identifier)

void free(void *block) noexcept;
void *realloc(void *block, std::size_t size) noexcept;
}

namespace {

/// Larger blocks carry no secrets (an item of the keychain has at most 1.5 KiB, its message on the bus some
/// more), and the largest go back to the system, which clears them.
constexpr std::size_t largestWiped = std::size_t(16) * 1024;

bool isWiped(std::size_t size)
{
    return size <= largestWiped;
}

} // namespace

void free(void *block) noexcept
{
    if (!block)
        return;
    if (const std::size_t size = malloc_usable_size(block); isWiped(size))
        explicit_bzero(block, size);
    __libc_free(block);
}

/// glibc would move the content and leave the old block as it is.
void *realloc(void *block, std::size_t size) noexcept
{
    if (!block || size == 0)
        return __libc_realloc(block, size);
    const std::size_t old = malloc_usable_size(block);
    if (!isWiped(old))
        return __libc_realloc(block, size);
    if (size <= old && size >= old / 2)
        return block;
    void *moved = __libc_malloc(size);
    if (!moved)
        return nullptr;
    std::memcpy(moved, block, old < size ? old : size);
    free(block);
    return moved;
}
