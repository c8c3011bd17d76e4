// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace bw {

class AnomalyModel;
class EngineClient;
class FramePulse;
class TableView;
class Theme;

/// The spells of a wide spread in this session as a table that can be copied. Gui thread.
class AnomaliesPanel final : public QWidget {
    Q_OBJECT
public:
    AnomaliesPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// UTC otherwise.
    void setLocalTime(bool isLocal);
    [[nodiscard]] AnomalyModel *model() const { return m_model; }

private:
    void look();

    EngineClient &m_client;
    FramePulse &m_pulse;
    AnomalyModel *m_model;
    TableView *m_table;
};

} // namespace bw
