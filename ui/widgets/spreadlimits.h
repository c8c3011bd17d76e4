// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace bw {

class Theme;

/// When a spread counts as an anomaly: above a threshold in percent, or above mean + k sigma. What is typed stays as it was typed and takes
/// effect with Enter or on leaving the field; what can't be used says what is allowed and changes nothing. Gui thread.
class SpreadLimits final : public QWidget {
    Q_OBJECT
public:
    static constexpr double kLeastThreshold = 0.0001; ///< percent
    static constexpr double kMostThreshold = 100;
    static constexpr double kMostSigmas = 20;

    explicit SpreadLimits(const Theme &theme, QWidget *parent = nullptr);
    /// What the engine judges by; shown unless something is being typed.
    void setInForce(double thresholdPct, double sigmas);

Q_SIGNALS:
    void chosen(double thresholdPct, double sigmas);

private:
    struct Values {
        double threshold = 0, sigmas = 0;
        bool operator==(const Values &) const = default;
    };
    [[nodiscard]] QLineEdit *field(const QString &name, const QString &accessible, const Theme &theme);
    void apply();

    QLineEdit *m_threshold;
    QLineEdit *m_sigmas;
    QLabel *m_problem;
    std::optional<Values> m_inForce;
    std::optional<Values> m_asked; ///< sent, and not in force yet
    bool m_isTyped = false;
};

} // namespace bw
