// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/portfolio.h"
#include "core/engine/api/engineclient.h"
#include "ui/models/timetext.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QTabWidget;

namespace bw {

class ElidedLabel;
class EquityChart;
class PortfolioTable;
class TableView;
class Theme;

/// What one coin of the account did in the last days: balance and equity as a curve, what was realised by day, by symbol and by cause,
/// what stands open now, and the deepest fall. From the venue's transaction log, which a key that only reads may read too, and from what
/// this terminal saw of the wallet. Reads when it is first seen, when it is asked to, and after new fills. Gui thread.
class PortfolioPanel final : public QWidget {
    Q_OBJECT
public:
    PortfolioPanel(EngineClient &client, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Days are those of this zone.
    void setTimeText(const TimeText &zone);
    /// Another account from now on, or the same one from its beginning: the wallet as it was seen in earlier sessions, and nothing else of
    /// what was known.
    void beginAccount(const QVector<EquityPoint> &seen);
    [[nodiscard]] const Portfolio &shown() const { return m_portfolio; }
    [[nodiscard]] TableView *table(int tab) const { return m_tables[static_cast<std::size_t>(tab)]; }

    enum Tab { Curve, Days, Symbols, Causes };

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum Figure { EquityNow, UnrealisedNow, RealisedOf, FallOf, ExposureNow, FigureCount };
    void build();
    QWidget *buildBar();
    QWidget *buildFigures();
    void read();
    void take(const QVector<LedgerEntry> &entries, const CostSheet &sheet);
    void noteWallet(const Wallet &wallet);
    void offerCoins();
    void refresh();
    void refreshFigures();
    void refreshWords();
    void setFigure(Figure figure, const QString &value, const QString &explanation, int sign = 0);
    void saveTable();
    [[nodiscard]] QString coin() const;
    [[nodiscard]] ZoneOffset zone() const;
    [[nodiscard]] QVector<EquityPoint> allSeen() const;

    EngineClient &m_client;
    const Theme &m_theme;
    const Clock &m_clock;
    TimeText m_zone;
    QVector<LedgerEntry> m_entries;
    QVector<EquityPoint> m_seen;
    std::optional<Wallet> m_wallet;
    std::optional<QVector<Position>> m_positions; ///< nullopt: not known
    std::optional<std::pair<UtcTime, UtcTime>> m_asked, m_read;
    std::optional<Error> m_failure;
    bool m_hasNewFills = false;
    Portfolio m_portfolio;
    int m_days = 7;

    QComboBox *m_span = nullptr;
    QComboBox *m_coin = nullptr;
    ElidedLabel *m_words = nullptr;
    std::array<QLabel *, FigureCount> m_figures{};
    QTabWidget *m_tabs = nullptr;
    EquityChart *m_chart = nullptr;
    PortfolioTable *m_dayTable = nullptr;
    PortfolioTable *m_symbolTable = nullptr;
    PortfolioTable *m_causeTable = nullptr;
    std::array<TableView *, 4> m_tables{}; ///< by Tab; null for the curve
};

} // namespace bw
