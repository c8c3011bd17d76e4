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

} // namespace

void SignalModel::setSignal(const Signal &signal)
{
    const int row = rowOf(signal.id);
    if (row >= 0) {
        m_signals[row] = signal;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
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
        Q_EMIT dataChanged(index(0, AgeColumn), index(rowCount() - 1, StateColumn));
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

int SignalModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

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
        return signal.rejection == Rejection::None ? QVariant() : QVariant(sentences::of(signal.rejection).toHtmlEscaped());
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == ScoreColumn || index.column() == SaysColumn || index.column() == AgeColumn
            || index.column() == ExpiresColumn || index.column() == CostColumn;
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case ToneRole:
        return static_cast<int>(tone(signal, index.column()));
    default:
        return {};
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
        if (signal.state != SignalState::Proposed || !signal.side || isRejected)
            return kMissing.toString();
        return signal.expiresAt > m_now ? readCountdown(signal.expiresAt - m_now).mid(3) : tr("expired");
    case StateColumn:
        if (isRejected)
            return tr("not tradable");
        if (signal.state == SignalState::Proposed && signal.side && signal.expiresAt <= m_now)
            return sentences::of(SignalState::Expired);
        return sentences::of(signal.state);
    case CostColumn:
        //: cost of the call, and how long it took
        return tr("%1 · %2").arg(readUsd(signal.costUsd, 5), readMilliseconds(signal.latency));
    default:
        return {};
    }
}

SignalModel::Tone SignalModel::tone(const Signal &signal, int column) const
{
    if (signal.rejection != Rejection::None)
        return column == ScoreColumn || column == StateColumn ? Tone::Caution : Tone::Muted;
    const bool isOver = signal.expiresAt <= m_now || (signal.state != SignalState::Proposed && signal.state != SignalState::Approved);
    if (isOver || !signal.side)
        return Tone::Muted;
    if (column == SideColumn || column == ScoreColumn)
        return *signal.side == Side::Buy ? Tone::Up : Tone::Down;
    return column == EvidenceColumn && !signal.isGrounded ? Tone::Caution : Tone::Value;
}

QVariant SignalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    struct Head {
        QString title, widest;
    };
    const Head heads[] = {
        {tr("time UTC"), QStringLiteral("00:00:00")},
        {tr("symbol"), QStringLiteral("1000PEPEUSDT")},
        {tr("side"), tr("▼ SHORT")},
        {tr("score"), tr("no score")},
        {tr("says"), QStringLiteral("0.00")},
        {tr("evidence"), QStringLiteral("h118 h121 book:9921000")},
        {tr("age"), QStringLiteral("00 m")},
        {tr("expires"), tr("expired")},
        {tr("state"), tr("not tradable")},
        {tr("cost · latency"), QStringLiteral("0.00000 $ · 00.0 s")},
    };
    if (role == Qt::DisplayRole)
        return heads[section].title;
    if (role == WidestRole)
        return heads[section].widest;
    if (role == Qt::ToolTipRole && section == SaysColumn)
        return tr("The confidence that the model itself states. It sizes nothing.");
    if (role == Qt::TextAlignmentRole && (section == ScoreColumn || section == SaysColumn || section >= AgeColumn) && section != StateColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant();
}

} // namespace bw
