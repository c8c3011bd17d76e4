// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QObject>
#include <QVector>

namespace bw {

/// What the message centre shows: notices, newest first, equal ones counted instead of repeated. Gui thread, owned by the window. At
/// most kMaxItems; Info goes by itself after kInfoLife, caution and danger stay until somebody dismisses them.
class MessageList final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxItems = 20;
    static constexpr std::chrono::seconds kInfoLife{10};

    struct Item {
        std::uint64_t id = 0;
        Notice::Severity severity = Notice::Severity::Info;
        QString text; ///< plain: it holds words from outside
        int count = 1;
        UtcTime firstAt{};
        UtcTime lastAt{};
    };

    using QObject::QObject;

    void add(const Notice &notice);
    /// A whole sentence of the window's own; equal ones are counted.
    void say(Notice::Severity severity, const QString &sentence, UtcTime at);
    void dismiss(std::uint64_t id);
    void dismissAll();
    void tick(UtcTime now);
    [[nodiscard]] const QVector<Item> &items() const { return m_items; }

Q_SIGNALS:
    void changed();

private:
    void put(Item item, const QString &key);
    void dropLeast();
    QVector<Item> m_items;
    QVector<QString> m_keys; ///< beside m_items: what makes two notices equal
    std::uint64_t m_lastId = 0;
};

} // namespace bw
