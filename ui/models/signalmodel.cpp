// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/signalmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

/// Of an instrument, an id or a model's name: they come from outside and belong in one cell.
QString cell(const QString &text) { return text.left(80).simplified(); }

QVector<TableColumn> columns()
{
    return {
        {.title = SignalModel::tr("time UTC"), .widest = QStringLiteral("00:00:00")},
        {.title = SignalModel::tr("symbol"), .widest = QStringLiteral("1000PEPEUSDT")},
        {.title = SignalModel::tr("side"), .widest = SignalModel::tr("▼ SHORT")},
        {.title = SignalModel::tr("score"), .widest = SignalModel::tr("no score"), .isNumber = true},
        {.title = SignalModel::tr("says"), .widest = QStringLiteral("0.00"), .isNumber = true},
        {.title = SignalModel::tr("expires"), .widest = SignalModel::tr("not tradable")},
        {.title = SignalModel::tr("age"), .widest = QStringLiteral("00 m"), .isNumber = true},
        {.title = SignalModel::tr("evidence"), .widest = QStringLiteral("h118 h121"), .isStretch = true},
        {.title = SignalModel::tr("cost · latency"), .widest = QStringLiteral("0.00000 $ · 000 ms"), .isNumber = true},
    };
}

} // namespace

SignalModel::SignalModel(QObject *parent) : TableModel(columns(), parent) {}

void SignalModel::setSignal(const Signal &signal)
{
    const int row = rowOf(signal.id);
    if (row >= 0) {
        m_signals[row] = signal;
        rowChanged(row);
        return;
    }
    if (m_signals.size() >= kMaxRows) {
        beginRemoveRows({}, static_cast<int>(m_signals.size()) - 1, static_cast<int>(m_signals.size()) - 1);
        m_signals.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_signals.prepend(signal);
    endInsertRows();
}

void SignalModel::setNow(UtcTime now)
{
    const bool isOtherSecond = toMs(now) / 1000 != toMs(m_now) / 1000;
    m_now = now;
    if (isOtherSecond && !m_signals.isEmpty())
        Q_EMIT dataChanged(index(0, ExpiresColumn), index(rowCount() - 1, AgeColumn));
}

const Signal *SignalModel::at(int row) const { return row >= 0 && row < m_signals.size() ? &m_signals[row] : nullptr; }

int SignalModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_signals.cbegin(), m_signals.cend(), [&id](const Signal &signal) { return signal.id == id; });
    return found == m_signals.cend() ? -1 : static_cast<int>(found - m_signals.cbegin());
}

int SignalModel::tradableCount() const
{
    return static_cast<int>(std::count_if(m_signals.cbegin(), m_signals.cend(), [this](const Signal &s) { return s.isTradable(m_now); }));
}

int SignalModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_signals.size()); }

QVariant SignalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Signal &signal = m_signals[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(signal, index.column());
    case Qt::ToolTipRole:
        return signal.rejection == Rejection::None ? QVariant() : QVariant(plainToolTip(sentences::of(signal.rejection)));
    case TableRole::CellTone:
        return static_cast<int>(tone(signal, index.column()));
    default:
        return commonData(index, role);
    }
}

QString SignalModel::text(const Signal &signal, int column) const
{
    const bool isRejected = signal.rejection != Rejection::None;
    switch (column) {
    case TimeColumn:
        return readTime(signal.at);
    case SymbolColumn:
        return cell(signal.instrument.symbol);
    case SideColumn:
        if (signal.side)
            return *signal.side == Side::Buy ? tr("▲ LONG") : tr("▼ SHORT");
        return signal.score && !isRejected ? tr("none") : kMissing.toString();
    case ScoreColumn:
        if (isRejected)
            return tr("rejected");
        return signal.score ? readSigned(*signal.score, 2) : tr("no score");
    case SaysColumn:
        return signal.confidence && !isRejected ? readDecimal(*signal.confidence, 2) : kMissing.toString();
    case EvidenceColumn:
        if (signal.evidence.isEmpty())
            return tr("cites nothing");
        return signal.isGrounded ? cell(signal.evidence.join(u' ')) : tr("ungrounded: %1").arg(cell(signal.evidence.join(u' ')));
    case AgeColumn:
        return readAge(m_now - signal.at);
    case ExpiresColumn:
        if (isRejected || (signal.side && !signal.isGrounded))
            return tr("not tradable");
        if (signal.isTradable(m_now) && signal.state == SignalState::Proposed)
            return readCountdown(signal.expiresAt - m_now).mid(3); // minutes and seconds: a signal never lives for an hour
        if (signal.state == SignalState::Proposed)
            return signal.expiresAt <= m_now ? sentences::of(SignalState::Expired) : tr("no side");
        return sentences::of(signal.state);
    case CostColumn:
        //: cost of the call, and how long it took
        return tr("%1 · %2").arg(readUsd(signal.costUsd, 5), readMilliseconds(signal.latency));
    default:
        return {};
    }
}

Tone SignalModel::tone(const Signal &signal, int column) const
{
    if (signal.rejection != Rejection::None)
        return column == ScoreColumn || column == ExpiresColumn ? Tone::Caution : Tone::Muted;
    const bool isOver = signal.expiresAt <= m_now || (signal.state != SignalState::Proposed && signal.state != SignalState::Approved);
    if (isOver || !signal.side)
        return Tone::Muted;
    if (column == SideColumn || column == ScoreColumn)
        return *signal.side == Side::Buy ? Tone::Up : Tone::Down;
    return column == EvidenceColumn && !signal.isGrounded ? Tone::Caution : Tone::Normal;
}

} // namespace bw
