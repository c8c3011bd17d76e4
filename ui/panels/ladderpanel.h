// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "ui/widgets/profileframe.h"

#include <optional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QStackedLayout;

namespace bw {

class FramePulse;
class LadderModel;
class LadderTrading;
class LadderView;
class LinkBoard;

/// The order book of the open instrument. Looks at the newest snapshot once a frame, only while it can be seen, and says in words when
/// what it shows is not true now: waiting for what, stale since when. A click fills the ticket; while the ladder is armed, one in the bid or
/// ask column of a single price is an order. Gui thread.
class LadderPanel final : public ProfileFrame {
    Q_OBJECT
public:
    LadderPanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Sizes of so many times the median in sight are marked; 0: none.
    void setLargeFactor(int factor);
    [[nodiscard]] int largeFactor() const;
    /// In ticks; kept from instrument to instrument. What the selector does not offer changes nothing.
    void setGroup(std::int64_t ticks);
    [[nodiscard]] std::int64_t group() const { return m_wantedGroup; }
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Of each order of the armed ladder.
    void setQty(const std::optional<QtyLots> &lots);

Q_SIGNALS:
    void tradingKeyPressed(int key);
    void priceChosen(bw::PriceTicks price);
    void largeFactorChanged(int factor);
    void groupChosen(std::int64_t ticks);
    void depthChosen(int depth);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build(LinkBoard &links);
    QComboBox *addChoice(QBoxLayout *line, const QString &objectName, const QString &label, const QString &name);
    void offerLargeFactors();
    void look();
    void onPriceChosen(PriceTicks price, int column);
    void fit(const BookSnapshot &book);
    void onInstrument(const InstrumentPtr &instrument);
    void offerGroups(const Instrument &instrument);
    void stepGroup(int steps);
    void askForDepth();
    void showDepth(const BookSnapshot &book);
    void showState();
    [[nodiscard]] QString stateOf(const BookSnapshot &book) const;

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    LadderModel *m_model;
    LadderView *m_view;
    LadderTrading *m_trading;
    QBoxLayout *m_head = nullptr;
    QComboBox *m_group = nullptr;
    QComboBox *m_depth = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_waiting = nullptr;
    QStackedLayout *m_stack = nullptr;
    std::uint64_t m_seenBook = 0;
    std::uint64_t m_seenTicker = 0;
    std::uint64_t m_seenTraded = 0;
    std::optional<InstrumentId> m_fitted; ///< whose widths and groups stand
    std::optional<MonoTime> m_askedDepthAt;
    std::int64_t m_wantedGroup = 1;
};

} // namespace bw
