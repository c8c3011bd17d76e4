// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>

class QLineEdit;

namespace bw {

/// Takes a secret out of the clipboard again: a minute after it was pasted, if the clipboard (or the selection of X11) still holds it.
/// Remembers a digest, never the text. Gui thread; owned by the window, since it outlives the dialog that was pasted into; the end of the
/// program does not wait for the minute.
class ClipboardGuard final : public QObject {
    Q_OBJECT
public:
    explicit ClipboardGuard(QObject *parent, std::chrono::milliseconds after = std::chrono::minutes(1));
    ~ClipboardGuard() override;

    /// What stands in the field is looked for in the clipboard whenever it changes: however it was pasted, that tells.
    void watch(QLineEdit *field);
    /// Now, and at the end.
    void clear();

private:
    void note(const QString &text);
    [[nodiscard]] static QByteArray digest(const QString &text);
    QList<QByteArray> m_pasted;
    QTimer m_timer;
};

} // namespace bw
