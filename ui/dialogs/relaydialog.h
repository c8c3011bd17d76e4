// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/marketclient.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bw {

class RelayPairsModel;
class Theme;

/// Where the relay is, a test of it, how to start one, and the table of pairs. Nothing is used before "Save"; what was typed stays when it
/// is wrong. Gui thread; deletes itself when closed.
class RelayDialog final : public QDialog {
    Q_OBJECT
public:
    RelayDialog(MarketClient &market, const RelaySettings &settings, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void saved(const bw::RelaySettings &settings);

private:
    void build(const RelaySettings &settings, const Theme &theme);
    QWidget *buildHelp();
    /// nullopt, with a sentence under the address, when it can't be one.
    [[nodiscard]] std::optional<QUrl> address();
    void test();
    void save();
    void say(const QString &sentence, const char *role);

    MarketClient &m_market;
    RelayPairsModel *m_pairs;
    QCheckBox *m_isOn = nullptr;
    QLineEdit *m_address = nullptr;
    QPushButton *m_test = nullptr;
    QLabel *m_answer = nullptr;
    QUrl m_tested;
};

} // namespace bw
