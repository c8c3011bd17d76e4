// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace bw {

/// Where the window's place and docks are kept between sessions; the application stores them, the window only gives and takes bytes.
/// A layout of another version is ignored by the window, which then shows its default.
class WindowState {
public:
    virtual ~WindowState() = default;
    [[nodiscard]] virtual QByteArray geometry() const = 0; ///< empty at the first start
    [[nodiscard]] virtual QByteArray layout() const = 0;
    virtual void save(const QByteArray &geometry, const QByteArray &layout) = 0;
};

} // namespace bw
