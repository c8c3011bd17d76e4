// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace bw {

/// A value or the Error that stands in its place. No exception crosses Qt.
template <class T>
using Result = tl::expected<T, Error>;

/// A Result without a value.
using Done = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace bw
