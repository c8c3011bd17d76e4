// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recording/record.h"

#include <QFile>
#include <QJsonObject>

#include <memory>

namespace bw {

/// A recording on its way back: record by record, from the start, as often as wanted. Trusts nothing in the file: lengths, counts and times
/// are bounded, and what is torn or tampered with ends the recording at its last whole record, with a word in trouble(). One thread.
class RecordingReader final {
public:
    static constexpr QLatin1StringView kFormat{"bellwether-recording"};
    static constexpr int kVersion = 1;

    /// Reads the first line and walks along the heads of the blocks, so that the length is known without unpacking anything.
    [[nodiscard]] static Result<std::unique_ptr<RecordingReader>> open(const QString &path);

    [[nodiscard]] const QJsonObject &session() const { return m_session; }
    [[nodiscard]] std::int64_t startedUtcMs() const { return m_startedUtcMs; }
    [[nodiscard]] std::chrono::nanoseconds length() const { return m_length; }
    /// nullopt at the end. Times never fall.
    [[nodiscard]] std::optional<Record> next();
    void rewind();
    /// Why the recording ended before its end; "" while all is well.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

private:
    explicit RecordingReader(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}
    [[nodiscard]] Done readHead();
    void measure();
    /// False at the end.
    [[nodiscard]] bool readBlock();
    void endWith(const QString &trouble);

    std::unique_ptr<QFile> m_file;
    QJsonObject m_session;
    std::int64_t m_startedUtcMs = 0;
    qint64 m_blocksBegin = 0;
    std::chrono::nanoseconds m_length{0}, m_last{0};
    QByteArray m_raw;     ///< unpacked, from m_at on not yet given out
    qsizetype m_at = 0;
    bool m_isOver = false;
    QString m_trouble;
};

} // namespace bw
