// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

#include <QObject>

namespace bw {

class EngineClient;
struct SubmitRefusal;

/// Submits one preview and follows what becomes of it, in words: handed over, on its way, working, refused, UNKNOWN. While no answer
/// has come it submits nothing else. Gui thread.
class SubmitWatch final : public QObject {
    Q_OBJECT
public:
    explicit SubmitWatch(EngineClient &client, QObject *parent = nullptr);

    /// False when one is on its way already: nothing was submitted.
    [[nodiscard]] bool submit(const QString &previewId);
    void say(const QString &words, Tone tone); ///< "" clears the line

    [[nodiscard]] bool isPending() const { return !m_pending.isEmpty(); }
    [[nodiscard]] const QString &words() const { return m_words; }
    [[nodiscard]] Tone tone() const { return m_tone; }

Q_SIGNALS:
    void wordsChanged();
    /// The engine took it or refused it: the preview is used either way.
    void answered(bool isAccepted);

private:
    void onAccepted(const QString &previewId, const QString &orderLinkId);
    void onRefused(const SubmitRefusal &refusal);
    void onOrder(const Order &order);

    EngineClient &m_client;
    QString m_pending;  ///< submitted, no answer yet
    QString m_followed; ///< the order whose state the words tell
    QString m_words;
    Tone m_tone = Tone::Muted;
};

} // namespace bw
