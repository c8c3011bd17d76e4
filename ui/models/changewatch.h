// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/accountchange.h"
#include "ui/models/tablemodel.h"

#include <QObject>

namespace bw {

class EngineClient;
struct ChangeRefusal;

/// Asks for one change of an account (a stop or a leverage) and follows what becomes of it, in words. While no answer has come it asks for
/// nothing else. Gui thread.
class ChangeWatch final : public QObject {
    Q_OBJECT
public:
    ChangeWatch(EngineClient &client, AccountChange::Kind kind, QObject *parent = nullptr);

    /// False when one is on its way already: nothing was asked for.
    [[nodiscard]] bool request(const ChangeDraft &draft);
    void clear(); ///< of words; what is on its way is still followed
    [[nodiscard]] bool isPending() const { return m_isWaiting; }
    [[nodiscard]] const QString &words() const { return m_words; }
    [[nodiscard]] Tone tone() const { return m_tone; }

Q_SIGNALS:
    void wordsChanged();
    void answered(bool isTaken); ///< the engine took it or refused it

private:
    void onChange(const AccountChange &change);
    void onRefused(const ChangeRefusal &refusal);
    void say(const QString &words, Tone tone);

    EngineClient &m_client;
    const AccountChange::Kind m_kind;
    InstrumentPtr m_instrument; ///< of the change asked for
    QString m_followed;         ///< its id, once the engine has named it
    QString m_words;
    Tone m_tone = Tone::Muted;
    bool m_isWaiting = false;
};

} // namespace bw
