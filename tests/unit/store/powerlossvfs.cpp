// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/powerlossvfs.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace bw {

namespace {

constexpr qint64 kSector = 512;
constexpr int kTracked = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;

sqlite3_vfs *theRealOne = nullptr;

/// What SQLite holds: our table of functions first, then the file of the layer below.
struct Shim {
    sqlite3_file base;
    sqlite3_file *real;
    const char *path; ///< null: a temporary file, which nobody misses; SQLite keeps it alive as long as the file is open
};

Shim *shim(sqlite3_file *file) { return reinterpret_cast<Shim *>(file); }
sqlite3_file *real(sqlite3_file *file) { return shim(file)->real; }
QString pathOf(sqlite3_file *file) { return QString::fromUtf8(shim(file)->path); }
PowerLossVfs &layer() { return PowerLossVfs::install(); }

int closeFile(sqlite3_file *file) { return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK; }
int readFile(sqlite3_file *file, void *into, int size, sqlite3_int64 offset) { return real(file)->pMethods->xRead(real(file), into, size, offset); }

int writeFile(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    if (shim(file)->path && layer().refusesWrite())
        return SQLITE_FULL;
    const int result = real(file)->pMethods->xWrite(real(file), from, size, offset);
    if (result == SQLITE_OK && shim(file)->path)
        layer().noteWritten(pathOf(file), offset, QByteArray(static_cast<const char *>(from), size));
    return result;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const int result = real(file)->pMethods->xTruncate(real(file), size);
    if (result == SQLITE_OK && shim(file)->path)
        layer().noteTruncated(pathOf(file), size);
    return result;
}

int syncFile(sqlite3_file *file, int flags)
{
    const int result = real(file)->pMethods->xSync(real(file), flags);
    if (result == SQLITE_OK && shim(file)->path)
        layer().noteSynced(pathOf(file));
    return result;
}

int sizeOf(sqlite3_file *file, sqlite3_int64 *size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int checkLock(sqlite3_file *file, int *out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); }
int controlFile(sqlite3_file *file, int operation, void *argument) { return real(file)->pMethods->xFileControl(real(file), operation, argument); }
int sectorSize(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
// The index of the write-ahead log is memory: it is made anew from the log.
int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **at) { return real(file)->pMethods->xShmMap(real(file), page, size, extend, at); }
int lockShared(sqlite3_file *file, int offset, int count, int flags) { return real(file)->pMethods->xShmLock(real(file), offset, count, flags); }
void barrierShared(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmapShared(sqlite3_file *file, int isDeleted) { return real(file)->pMethods->xShmUnmap(real(file), isDeleted); }

const sqlite3_io_methods kMethods{2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOf, lockFile, unlockFile, checkLock, controlFile, sectorSize,
                                  characteristics, mapShared, lockShared, barrierShared, unmapShared, nullptr, nullptr};

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    Shim *const mine = shim(file);
    mine->base.pMethods = nullptr;
    mine->real = reinterpret_cast<sqlite3_file *>(mine + 1);
    mine->path = path && (flags & kTracked) ? path : nullptr;
    const int result = theRealOne->xOpen(theRealOne, path, mine->real, flags, outFlags);
    if (mine->real->pMethods)
        mine->base.pMethods = &kMethods;
    if (result == SQLITE_OK && mine->path)
        layer().noteOpened(pathOf(file), (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)));
    return result;
}

int deleteFile(sqlite3_vfs *, const char *path, int isFolderSynced)
{
    const int result = theRealOne->xDelete(theRealOne, path, isFolderSynced);
    if (result == SQLITE_OK)
        layer().noteDeleted(QString::fromUtf8(path), isFolderSynced != 0);
    return result;
}

} // namespace

PowerLossVfs &PowerLossVfs::install()
{
    static PowerLossVfs vfs;
    static sqlite3_vfs registered;
    static const bool isRegistered = [] {
        theRealOne = sqlite3_vfs_find(nullptr);
        registered = *theRealOne; // its other functions know it by no state of their own
        registered.zName = "powerloss";
        registered.pNext = nullptr;
        registered.szOsFile = static_cast<int>(sizeof(Shim)) + theRealOne->szOsFile;
        registered.xOpen = openFile;
        registered.xDelete = deleteFile;
        return sqlite3_vfs_register(&registered, 1) == SQLITE_OK;
    }();
    Q_UNUSED(isRegistered)
    return vfs;
}

void PowerLossVfs::apply(QByteArray &content, const Step &step)
{
    if (step.truncatedTo) {
        content.truncate(*step.truncatedTo);
        return;
    }
    if (content.size() < step.offset + step.bytes.size())
        content.append(step.offset + step.bytes.size() - content.size(), '\0');
    std::memcpy(content.data() + step.offset, step.bytes.constData(), static_cast<std::size_t>(step.bytes.size()));
}

PowerLossVfs::Disk PowerLossVfs::disk(const QString &folder, std::optional<quint32> seed) const
{
    const QMutexLocker lock(&m_lock);
    QRandomGenerator random(seed.value_or(0));
    Disk disk;
    QStringList paths = m_files.keys(); // in one order, whatever the hash says: a seed is to be repeatable
    paths.sort();
    for (const QString &path : std::as_const(paths)) {
        const File &file = m_files[path];
        if (QFileInfo(path).absolutePath() != folder || (!file.durable && !seed))
            continue;
        QByteArray content = file.durable.value_or(QByteArray());
        for (const Step &step : file.pending) {
            if (!seed)
                break;
            if (step.truncatedTo && random.bounded(2) == 0)
                apply(content, step);
            for (qint64 at = 0; !step.truncatedTo && at < step.bytes.size(); at += kSector)
                if (random.bounded(2) == 0)
                    apply(content, {step.offset + at, step.bytes.mid(at, kSector), {}});
        }
        disk.insert(QFileInfo(path).fileName(), content);
    }
    return disk;
}

void PowerLossVfs::setFull(bool isFull)
{
    const QMutexLocker lock(&m_lock);
    m_isFull = isFull;
}

int PowerLossVfs::refusals() const
{
    const QMutexLocker lock(&m_lock);
    return m_refusals;
}

bool PowerLossVfs::refusesWrite()
{
    const QMutexLocker lock(&m_lock);
    m_refusals += m_isFull ? 1 : 0;
    return m_isFull;
}

qsizetype PowerLossVfs::files() const
{
    const QMutexLocker lock(&m_lock);
    return m_files.size();
}

void PowerLossVfs::noteOpened(const QString &path, bool isNewLog)
{
    const QMutexLocker lock(&m_lock);
    File &file = m_files[path];
    if (std::exchange(file.isDeleted, false)) // a new one under an old name
        file.pending = {{0, {}, 0}};
    file.syncsFolder = isNewLog;
}

void PowerLossVfs::noteWritten(const QString &path, qint64 offset, const QByteArray &bytes)
{
    const QMutexLocker lock(&m_lock);
    m_files[path].pending.append({offset, bytes, {}});
}

void PowerLossVfs::noteTruncated(const QString &path, qint64 size)
{
    const QMutexLocker lock(&m_lock);
    m_files[path].pending.append({0, {}, size});
}

void PowerLossVfs::noteSynced(const QString &path)
{
    const QMutexLocker lock(&m_lock);
    File &file = m_files[path];
    QByteArray content = file.durable.value_or(QByteArray());
    for (const Step &step : std::as_const(file.pending))
        apply(content, step);
    file.pending.clear();
    file.durable = content;
    if (!std::exchange(file.syncsFolder, false))
        return;
    m_files.removeIf([folder = QFileInfo(path).absolutePath()](const auto &other) {
        return other.value().isDeleted && QFileInfo(other.key()).absolutePath() == folder;
    });
}

/// Without a sync of the folder the name may come back, with what it had.
void PowerLossVfs::noteDeleted(const QString &path, bool isFolderSynced)
{
    const QMutexLocker lock(&m_lock);
    if (isFolderSynced)
        m_files.remove(path);
    else if (const auto file = m_files.find(path); file != m_files.end())
        file->isDeleted = true;
}

} // namespace bw
