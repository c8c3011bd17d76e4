// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/keycheck.h"

#include <QObject>
#include <QThread>

namespace bw {

/// Asks venues about keys on a thread of its own, so that the window never waits: a check may concern a key or a venue that is not the
/// session's. Gui thread; answers through the signal, in any order. Begins its thread with the first check and ends it with itself.
class KeyChecker final : public QObject {
    Q_OBJECT
public:
    explicit KeyChecker(QObject *parent = nullptr);
    ~KeyChecker() override;

    /// The number of the check, which its answer carries.
    int check(const QUrl &rest, const ApiKey &key, bool isPlayMoney);

Q_SIGNALS:
    void finished(int number, const bw::KeyReport &report);

private:
    QThread m_thread;
    QObject *m_anchor; ///< lives on m_thread and goes with it, and with it what is still being asked
    int m_count = 0;
};

} // namespace bw
