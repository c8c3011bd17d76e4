// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/preview.h"

#include <QObject>

#include <optional>

namespace bw {

class EngineClient;

/// The same wish at the venue; revision and preview apart.
[[nodiscard]] bool isSameOrder(const OrderDraft &a, const OrderDraft &b);

/// The ticket's talk with the engine: every edit is a new revision and forgets the old answer at once; the question follows when the
/// typing pauses, and again every second while the ticket is complete, so that what is shown is alive. Holds at most one preview, of the
/// present revision and the very same order. Never submits. Driven by tick(), once a frame. Gui thread.
class PreviewTalk final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kPause{60};    ///< shorter than between two keys of a fast typist
    static constexpr std::chrono::milliseconds kRefresh{1000};

    PreviewTalk(EngineClient &client, const Clock &clock, QObject *parent = nullptr);

    /// An edit; nullopt while the ticket is incomplete.
    void setDraft(std::optional<OrderDraft> draft);
    /// Asks at the next tick, whatever was asked before.
    void askSoon();
    /// While a confirm step stands: what it shows is neither replaced nor asked again.
    void setHeld(bool isHeld) { m_isHeld = isHeld; }
    void tick();

    [[nodiscard]] bool hasDraft() const { return m_draft.has_value(); }
    [[nodiscard]] const std::optional<OrderDraft> &draft() const { return m_draft; }
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    [[nodiscard]] const Preview *preview() const { return m_preview ? &*m_preview : nullptr; }
    /// Of the preview; the longer of what both clocks say, so that neither a sleep nor a clock set back makes it look young.
    [[nodiscard]] std::chrono::milliseconds age() const;
    [[nodiscard]] bool isExpired() const { return !m_preview || age() >= kPreviewLife; }

Q_SIGNALS:
    void changed();

private:
    void onPreview(const Preview &preview);

    EngineClient &m_client;
    const Clock &m_clock;
    std::optional<OrderDraft> m_draft;
    std::optional<Preview> m_preview;
    std::uint64_t m_revision = 0;
    MonoTime m_due{};
    MonoTime m_arrived{};
    bool m_isHeld = false;
};

} // namespace bw
