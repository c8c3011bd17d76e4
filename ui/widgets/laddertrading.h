// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace bw {

class ElidedLabel;
class EngineClient;
class OneClick;
class Theme;
struct ChangeRefusal;

/// The trading line of the ladder: the toggle that arms it, whether its orders may cross, and what became of the last press or drag. It can
/// be seen from afar that the ladder is armed: colour and word. Gui thread.
class LadderTrading final : public QWidget {
    Q_OBJECT
public:
    LadderTrading(EngineClient &client, const Clock &clock, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] OneClick &oneClick() const { return *m_oneClick; }
    /// An own order, dragged to another price: asked for once, unless it would cross.
    void amend(const QVector<Order> &orders, PriceTicks to);
    void say(const QString &words, Tone tone);

Q_SIGNALS:
    void armedChanged(bool isArmed);

private:
    void build(const Theme &theme);
    void show();
    void onRefused(const ChangeRefusal &refusal);

    EngineClient &m_client;
    OneClick *m_oneClick;
    QPushButton *m_arm = nullptr;
    QCheckBox *m_mayCross = nullptr;
    ElidedLabel *m_words = nullptr;
    QString m_amended; ///< link id or order id of the last drag: whose refusal is ours to say
};

} // namespace bw
