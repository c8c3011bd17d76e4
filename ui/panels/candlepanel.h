// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/chartmarks.h"
#include "ui/models/timetext.h"

#include <QWidget>

class QAbstractButton;
class QBoxLayout;
class QButtonGroup;
class QLabel;
class QStackedLayout;

namespace bw {

class CandleChart;
class FramePulse;
class LinkBoard;
class Theme;

/// The price chart of its link group with its intervals: shows what is being read, what failed and what to do about it, how old the newest candle's news is,
/// and asks for older candles when the chart reaches them. Looks ten times a second while seen. Gui thread.
class CandlePanel final : public QWidget {
    Q_OBJECT
public:
    CandlePanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    void setTimeText(const TimeText &zone);
    void select(CandleInterval interval);
    [[nodiscard]] CandleInterval interval() const { return m_interval; }

Q_SIGNALS:
    void intervalChosen(bw::CandleInterval interval); ///< by the user

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void addIntervals(QBoxLayout *row);
    void look();
    void showState();
    void showWords(const QString &words);
    void askForOlder();
    void onLinked();
    [[nodiscard]] std::optional<InstrumentId> wanted() const;
    [[nodiscard]] bool isOurs(const CandleView *view) const;

    EngineClient &m_client;
    LinkBoard &m_links;
    const Theme &m_theme;
    FramePulse &m_pulse;
    ChartMarks m_marks;
    std::shared_ptr<const CandleView> m_view; ///< of the wanted instrument and the chosen interval, else null
    CandleInterval m_interval = CandleInterval::M1;
    std::uint64_t m_seen = 0;
    bool m_hasAsked = false;
    const void *m_askedAt = nullptr; ///< the candles that were there when older ones were asked for
    MonoTime m_askedOlder{};
    QButtonGroup *m_intervals = nullptr;
    QAbstractButton *m_follow = nullptr;
    CandleChart *m_chart = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_other = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_words = nullptr;
};

} // namespace bw
