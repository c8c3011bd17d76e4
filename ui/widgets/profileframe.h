// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"

#include <QWidget>

namespace bw {

class EngineClient;
class Theme;

/// A panel that leads to orders, framed in the colour of the session's profile so that paper and live cannot be confused. The word
/// stands in the badge and the title; the frame is the third sign. Gui thread; layouts leave frameWidth() free at each edge.
class ProfileFrame : public QWidget {
    Q_OBJECT
public:
    ProfileFrame(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

protected:
    [[nodiscard]] static constexpr int frameWidth() { return kLine; }
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int kLine = 2; ///< wide enough to be seen at the edge of the eye
    EngineClient &m_frameClient;
    const Theme &m_frameTheme;
};

} // namespace bw
