// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "core/store/equityfile.h"

#include <QObject>

#include <memory>

namespace bw {

/// Writes down what the wallet is seen to hold, once in a quarter of an hour and not in the first minute, when prices may be old, in a file of this account alone; for the portfolio's curve. The
/// sandbox's accounts die with their session and have none. Gui thread; owned by the application. A disk that fails costs points of a curve
/// and nothing else: it is told once.
class EquityKeeper final : public QObject {
    Q_OBJECT
public:
    EquityKeeper(EngineClient &client, QString folder, QObject *parent = nullptr);

    /// From now on it is this account: a profile and, where keys have accounts of their own, the key's public half, of which a digest names
    /// the file. Gives what was seen of it.
    [[nodiscard]] QVector<EquityPoint> open(Profile profile, const QString &key, UtcTime now);
    /// The account begins anew.
    void clear();

Q_SIGNALS:
    void troubled(const bw::Error &error);

private:
    void note(const Wallet &wallet);
    const QString m_folder;
    std::unique_ptr<EquityFile> m_file; ///< null while the account is not known
    UtcTime m_openedAt{}, m_writtenAt{};
    bool m_hasTold = false;
};

} // namespace bw
