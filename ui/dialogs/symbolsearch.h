// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QDialog>

#include <array>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bw {

class SymbolSearchModel;
class TableView;
class Theme;

/// Finds an instrument by a few letters. Enter opens it and closes the dialog, Shift+Enter puts it on the watch list and stays; for the
/// watch list it is the other way round. Asks the engine for the lists that it does not have yet and says which are still missing.
/// Non-modal, deletes itself; never selects anything by itself. Gui thread.
class SymbolSearch final : public QDialog {
    Q_OBJECT
public:
    enum class Purpose : std::uint8_t { Open, Watch };

    SymbolSearch(EngineClient &client, const Theme &theme, Purpose purpose = Purpose::Open, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const bw::InstrumentId &id);
    void watchRequested(const bw::InstrumentId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Load : std::uint8_t { Loading, Ready, Failed };

    void build();
    void request(Category category);
    void onRead(Category category, const QVector<InstrumentPtr> &instruments);
    void onFailed(Category category, const Error &error);
    void search();
    void choose(bool isOther);
    void showState();
    [[nodiscard]] QString namesOf(Load load) const;

    EngineClient &m_client;
    const Theme &m_theme;
    const Purpose m_purpose;
    SymbolSearchModel *m_model;
    QLineEdit *m_text = nullptr;
    QComboBox *m_category = nullptr;
    TableView *m_table = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_retry = nullptr;
    std::array<Load, 3> m_loads{};
    Error m_error; ///< of the last list that could not be read
    QString m_said;
};

} // namespace bw
