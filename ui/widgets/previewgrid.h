// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

#include <array>

class QGridLayout;
class QLabel;

namespace bw {

class ElidedLabel;
class Theme;
struct Preview;

/// What an order would meet on the live book, as labelled figures; dashes while nothing is known. Two columns where they fit, one where
/// they don't. Gui thread.
class PreviewGrid final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewGrid(const Theme &theme, QWidget *parent = nullptr);

    void setPreview(const Preview &preview);
    void clear();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Figure { Average, Slippage, Levels, Depth, Notional, Fee, Margin, Takes, FigureCount };
    void arrange(int columns);
    void setFigure(Figure figure, const QString &text);

    const Theme &m_theme;
    QGridLayout *m_grid;
    std::array<QLabel *, FigureCount> m_labels{};
    std::array<ElidedLabel *, FigureCount> m_values{};
    int m_columns = 0;
};

} // namespace bw
