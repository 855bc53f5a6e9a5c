// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <tl/expected.hpp>

namespace coffer {

/// A value or the Error that took its place.
template<class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure.
inline tl::unexpected<Error> fail(ErrorKind kind, QString detail = {}, QString code = {})
{
    return tl::unexpected(Error{kind, std::move(code), std::move(detail), std::nullopt});
}

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected(std::move(error));
}

} // namespace coffer
