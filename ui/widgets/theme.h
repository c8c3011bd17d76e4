// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"
#include "core/engine/api/sessionview.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

class QApplication;

namespace bw {

/// The colours of the window by their meaning. Every text colour is readable (4.5 : 1) on window, panel and raised.
struct ThemeColours {
    QColor window, panel, raised, line;
    QColor text, muted;
    QColor bid, ask; ///< also up and down
    QColor accent;   ///< focus, selection, the one primary action of a panel
    QColor onFilled; ///< text on buttons and badges filled with bid, ask, accent, caution, danger or a profile's colour
    QColor caution;  ///< not sure, look here: UNKNOWN, stale
    QColor danger;   ///< live money, UNPROTECTED
};

/// The one place of colours, type and grid. Gui thread; owned by the application, which applies it; panels hold it by const
/// reference and repaint on changed(). Reads the system's lightness once, from the palette that the platform gave.
class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Mode : std::uint8_t { System, Dark, Light };
    enum class Palette : std::uint8_t { Normal, ColourBlind };

    // The grid of 4 px: inside cells, between things, around panels.
    static constexpr int kInside = 4;
    static constexpr int kBetween = 8;
    static constexpr int kAround = 12;

    explicit Theme(QObject *parent = nullptr);

    void setMode(Mode mode);
    void setPalette(Palette palette);
    void setReducedMotion(bool isReduced);
    /// Fusion, palette, font and resources/theme.qss; again on every change.
    void applyTo(QApplication &application);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] Palette palette() const { return m_palette; }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] bool isMotionReduced() const { return m_isMotionReduced; }

    [[nodiscard]] const ThemeColours &colours() const { return m_colours; }
    [[nodiscard]] static ThemeColours coloursOf(bool isDark, Palette palette);
    [[nodiscard]] QColor side(Side side) const; ///< Buy is bid, Sell is ask
    [[nodiscard]] QColor bar(Side side) const;  ///< behind sizes, 20 % opaque; figures over it stand in colours().text
    [[nodiscard]] QColor selection() const;   ///< behind selected rows, opaque
    [[nodiscard]] QColor cautionTint() const; ///< behind a whole row that needs looking at, opaque
    [[nodiscard]] QColor profile(Profile profile) const;
    [[nodiscard]] static QColor profileOf(bool isDark, Profile profile);

    // Three sizes: label, value, the one big price. Derived from the platform's font, never in pixels.
    [[nodiscard]] QFont labelFont() const;
    [[nodiscard]] QFont valueFont() const;
    [[nodiscard]] QFont numberFont() const; ///< all digits equally wide
    [[nodiscard]] QFont bigPriceFont() const;
    [[nodiscard]] int tableRowHeight() const;  ///< 20-22 px at 100 %
    [[nodiscard]] int ladderRowHeight() const; ///< 18 px at 100 %

    /// A line drawing of resources/icons ("lock", "cancel", ...) in the text colour, or in the one given.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, const QColor &colour) const;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    [[nodiscard]] QPalette qtPalette() const;
    [[nodiscard]] QString styleSheet() const;

    Mode m_mode = Mode::System;
    Palette m_palette = Palette::Normal;
    bool m_isMotionReduced = false;
    const bool m_isSystemDark;
    ThemeColours m_colours;
    QApplication *m_application = nullptr;
};

/// Contrast of two opaque colours by WCAG 2: 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace bw
