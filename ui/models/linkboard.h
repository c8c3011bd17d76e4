// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <array>

namespace bw {

/// Which panels follow one symbol: each is in one of four groups, or in none and stays where it is. A session has one open book, and
/// ticket, ladder, tape, spread and depth are always of it: they are one panel here. So only the group of the book moves the ticket;
/// another group moves the price chart alone. Tells the engine what to open and which candles to read. Gui thread; owned by the window.
class LinkBoard final : public QObject {
    Q_OBJECT
public:
    enum class Panel : std::uint8_t { Watch, Book, Price };
    static constexpr int kNone = 0;
    static constexpr int kGroups = 4; ///< 1 to 4

    explicit LinkBoard(EngineClient &client, QObject *parent = nullptr);

    [[nodiscard]] int groupOf(Panel panel) const { return m_groups[indexOf(panel)]; }
    /// What the panel follows; of the book it may have been asked for and not be open yet.
    [[nodiscard]] std::optional<InstrumentId> symbolOf(Panel panel) const;
    [[nodiscard]] bool isWithBook(Panel panel) const;

    /// Joining a group takes its symbol, or brings one where it has none; leaving keeps what was there.
    void setGroup(Panel panel, int group);
    /// A person chose a symbol there: the whole group follows. False where nothing does: a watch list in no group.
    bool choose(Panel panel, const InstrumentId &id);

    /// "watch:1 book:1 price:2 2:linear:ETHUSDT"; 0 before a symbol is what the chart alone keeps.
    [[nodiscard]] QString toText() const;
    /// Before the engine has opened anything. Words that it does not know are left out.
    void restore(const QString &text);

Q_SIGNALS:
    void changed();        ///< a group's symbol, or who is in it
    void groupsChosen();   ///< by a person: worth keeping

private:
    static constexpr std::size_t kPanels = 3;
    [[nodiscard]] static std::size_t indexOf(Panel panel) { return static_cast<std::size_t>(panel); }
    [[nodiscard]] std::optional<InstrumentId> &slotOf(Panel panel);
    void onOpened(const InstrumentPtr &instrument);
    void follow();

    EngineClient &m_client;
    std::array<int, kPanels> m_groups{1, 1, 1};
    std::array<std::optional<InstrumentId>, kGroups + 1> m_symbols; ///< by group
    std::array<std::optional<InstrumentId>, kPanels> m_alone;       ///< of a panel in no group
    std::optional<InstrumentId> m_asked;                            ///< of the engine, or told by it
    std::optional<InstrumentId> m_pinned;                           ///< the candles' own symbol
    bool m_hasOpened = false;
};

} // namespace bw
