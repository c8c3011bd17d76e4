// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/signal.h"
#include "core/engine/api/sessionview.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QTabWidget;

namespace bw {

class AnalystCallModel;
class AnomaliesPanel;
class EngineClient;
class FramePulse;
class HeadlineModel;
class SignalDetails;
class SignalModel;
class TableView;
class Theme;

/// The AI desk: signals that wait for a person, the headlines that they judge, the spells of a wide spread, and every call with its cost.
/// A signal goes to the ticket or is rejected with a reason; nothing here buys, sells or sends. Everything a model wrote is hostile and
/// stays plain text. Gui thread.
class AiDeskPanel final : public QWidget {
    Q_OBJECT
public:
    AiDeskPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    enum Tab { Signals, Headlines, Anomalies, Jobs };
    void setLocalTime(bool isLocal);
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toTicket(const bw::Signal &signal);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildSignals();
    [[nodiscard]] QWidget *buildJobs();
    void connectClient();
    void onSignal(const Signal &signal);
    void showSelected();
    void showCounts();
    void showAnalyse();
    void sendToTicket();
    void reject(const QString &reason);
    [[nodiscard]] const Signal *selected() const;

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    SignalModel *m_signals;
    HeadlineModel *m_headlines;
    AnalystCallModel *m_calls;
    QTabWidget *m_tabs = nullptr;
    AnomaliesPanel *m_anomalies = nullptr;
    TableView *m_queue = nullptr;
    QSplitter *m_split = nullptr;
    SignalDetails *m_details = nullptr;
    QLabel *m_analyst = nullptr;
    QPushButton *m_analyse = nullptr;
    bool m_isBusy = false;
};

} // namespace bw
