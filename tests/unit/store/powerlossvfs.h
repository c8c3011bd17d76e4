// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>

namespace bw {

/// A layer between SQLite and its files that knows what a power loss would leave: everything up to a file's last sync, and of what was
/// written since nothing, or any part (in sectors of 512 bytes). The program itself never notices: it reads and writes the real files.
/// Registered as the default, so that Qt's driver opens through it where both use the same library. One for the process; any thread.
class PowerLossVfs final {
public:
    /// File contents by name, without the folder.
    using Disk = QHash<QString, QByteArray>;

    static PowerLossVfs &install();

    /// What is on the disk after a power loss at this moment. Without a seed nothing of the unsynced bytes is; with one a random part is.
    [[nodiscard]] Disk disk(const QString &folder, std::optional<quint32> seed = {}) const;
    /// From now on nothing can be written, as on a full disk; reading goes on.
    void setFull(bool isFull);
    /// Writes that a full disk has refused.
    [[nodiscard]] int refusals() const;
    /// Files that were opened through here.
    [[nodiscard]] qsizetype files() const;

    /// `isNewLog`: a log or journal, whose first sync takes the names of its folder along, as SQLite's own layer does.
    [[nodiscard]] bool refusesWrite();
    void noteOpened(const QString &path, bool isNewLog);
    void noteWritten(const QString &path, qint64 offset, const QByteArray &bytes);
    void noteTruncated(const QString &path, qint64 size);
    void noteSynced(const QString &path);
    void noteDeleted(const QString &path, bool isFolderSynced);

private:
    struct Step {
        qint64 offset = 0;
        QByteArray bytes;
        std::optional<qint64> truncatedTo;
    };
    struct File {
        std::optional<QByteArray> durable; ///< nothing: not even its name
        QVector<Step> pending;
        bool isDeleted = false;            ///< its name is gone, which the disk may not know yet
        bool syncsFolder = false;
    };
    static void apply(QByteArray &content, const Step &step);

    mutable QMutex m_lock;
    QHash<QString, File> m_files;
    bool m_isFull = false;
    int m_refusals = 0;
};

} // namespace bw
