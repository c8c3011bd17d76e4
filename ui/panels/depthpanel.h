// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/depthgrid.h"
#include "ui/models/timetext.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace bw {

class DepthHeatmap;
class FramePulse;
class Theme;

/// The heat map of the book with what it waits for and how old it is. The one consumer of the engine's depth columns: takes them also
/// while nobody looks, so that the map is whole when it is shown, and paints only while seen. Gui thread.
class DepthPanel final : public QWidget {
    Q_OBJECT
public:
    DepthPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    void setTimeText(const TimeText &zone);
    [[nodiscard]] const DepthGrid &grid() const { return m_grid; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void onInstrument(const InstrumentPtr &instrument);
    void drain();
    void showState();

    EngineClient &m_client;
    FramePulse &m_pulse;
    const Theme &m_theme;
    DepthGrid m_grid;
    std::vector<DepthColumn> m_fresh;
    std::optional<InstrumentId> m_instrument;
    DepthHeatmap *m_map = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_waiting = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_scale = nullptr;
};

} // namespace bw
