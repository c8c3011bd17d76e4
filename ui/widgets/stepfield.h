// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <optional>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace bw {

class Theme;

/// A number that is typed, or stepped with − and + or the arrow keys (Shift: ten at once). Never rewrites what was typed: only a step
/// or setText() changes the text. Says beside itself what is wrong. The wheel does nothing, since scrolling must not change an order.
class StepField final : public QWidget {
    Q_OBJECT
public:
    /// The text so many steps further, or nullopt where there is none.
    using Stepper = std::function<std::optional<QString>(const QString &text, std::int64_t steps)>;

    StepField(const QString &objectName, const QString &title, const Theme &theme, QWidget *parent = nullptr);

    void setStepper(Stepper stepper) { m_stepper = std::move(stepper); }
    void setTitle(const QString &title);
    void setHint(const QString &hint);
    void setProblem(const QString &sentence); ///< "" when there is none
    void setText(const QString &text);        ///< emits edited() when it differs
    [[nodiscard]] QString text() const;
    /// For more buttons beside the steps.
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(std::int64_t steps);

    Stepper m_stepper;
    QLabel *m_title;
    QLabel *m_hint;
    QLabel *m_problem;
    QLineEdit *m_edit;
    QHBoxLayout *m_row;
};

} // namespace bw
