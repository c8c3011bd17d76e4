// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace bw {

class Theme;

/// The STOP ALL button: danger colour under hatching, an icon and capitals, so that it is never taken for Sell, in any palette. Paints
/// itself; asks and does nothing by itself. Gui thread.
class StopAllButton final : public QPushButton {
    Q_OBJECT
public:
    explicit StopAllButton(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    const Theme &m_theme;
};

} // namespace bw
