// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/relayfeed.h"
#include "core/recording/recorder.h"

#include <QJsonObject>

#include <optional>

namespace bw {

/// What a session asked of its relay, as a note in the recording.
struct RelayNote {
    QUrl socket;
    QVector<RelayPair> pairs;

    [[nodiscard]] QJsonObject toJson() const;
    /// nullopt for another kind of note, or for one that can't be.
    [[nodiscard]] static std::optional<RelayNote> fromJson(const QJsonObject &json);
};

/// A relay's feed that notes down what is asked of it, and otherwise is the feed inside. Engine thread; owned by the Engine.
class RecordingRelay final : public RelayFeed {
    Q_OBJECT
public:
    RecordingRelay(std::shared_ptr<Recorder> recorder, std::unique_ptr<RelayFeed> inner);

    void start(const QUrl &socket, const QVector<RelayPair> &pairs) override;
    void stop() override { m_inner->stop(); }
    void checkHealth(const QUrl &socket, QObject *context, std::function<void(const Result<RelayHealth> &)> done) override;

private:
    const std::shared_ptr<Recorder> m_recorder;
    const std::unique_ptr<RelayFeed> m_inner;
};

} // namespace bw
