// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace bw {

/// A body that can be read once and never rewound, so that Qt cannot send it again behind our back (it does so with a byte array when
/// a server closes without an answer). Counts what was taken: sealed with nothing taken, nothing of the body has left or ever will.
/// Lives on the thread of its reply, which owns it.
class OnceOnlyDevice final : public QIODevice {
    Q_OBJECT
public:
    explicit OnceOnlyDevice(QByteArray body);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_body.size() - m_taken; }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }
    [[nodiscard]] bool isUntouched() const { return m_taken == 0; }
    /// From now on nothing can be read any more.
    void seal() { m_isSealed = true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_body;
    qint64 m_taken = 0;
    bool m_isSealed = false;
};

} // namespace bw
