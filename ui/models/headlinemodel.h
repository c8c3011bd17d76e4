// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/headline.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// The session's headlines, newest first, bounded. A hostile one stays in sight with a word: it was shown to nobody but the user.
/// Titles come from outside: whoever shows them shows plain text. Gui thread.
class HeadlineModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, IdColumn, SourceColumn, TitleColumn };
    static constexpr qsizetype kMaxRows = 500;

    explicit HeadlineModel(QObject *parent = nullptr);

    void add(const Headline &headline);
    [[nodiscard]] const Headline *find(const QString &id) const;
    [[nodiscard]] int cleanCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QVector<Headline> m_headlines;
};

} // namespace bw
