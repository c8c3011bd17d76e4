// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/viewkeeper.h"
#include "core/engine/api/marketclient.h"
#include "core/store/settings.h"

#include <QObject>

namespace bw {

/// Keeps what a person chose about the market between sessions: watch list, spread limits, the relay and its table of pairs. Hands it to
/// the engine at the start and writes it down when it changes. Gui thread; owned by the application. The table of pairs is a file of its
/// own in the data folder, so that it can be edited and mended by hand; a row that can't be read is told and left out, never lost: the file
/// is only written when the table was changed here.
class MarketKeeper final : public QObject {
    Q_OBJECT
public:
    MarketKeeper(Settings &settings, QString folder, QObject *parent = nullptr);

    /// Tells the engine everything; call once it runs.
    void applyTo(MarketClient &market);

    [[nodiscard]] const QVector<InstrumentId> &watchList() const { return m_watchList; }
    [[nodiscard]] const RelaySettings &relay() const { return m_relay; }
    [[nodiscard]] double spreadSigmas() const;

    void setWatchList(const QVector<InstrumentId> &ids, MarketClient &market);
    void setRelay(const RelaySettings &relay, MarketClient &market);
    void setSpreadLimits(double thresholdPct, double sigmas);
    void setView(const ViewChoices &view) { keepView(view, m_settings); }

Q_SIGNALS:
    /// The table of pairs, or a row of it, could not be read or written.
    void troubled(const bw::Error &error);

private:
    void loadPairs();
    void savePairs();
    [[nodiscard]] QString pairsFile() const;

    Settings &m_settings;
    const QString m_folder;
    QVector<InstrumentId> m_watchList;
    RelaySettings m_relay;
    QVector<Error> m_troubles; ///< of the constructor, told by applyTo()
};

} // namespace bw
