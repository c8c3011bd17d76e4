// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/qtypreset.h"

#include "ui/models/numberformat.h"
#include "ui/models/ticketquantity.h"

#include <QCoreApplication>

namespace bw {
namespace {

constexpr qsizetype kMaxValue = 24; // digits of a quantity that a person keeps

constexpr std::array<std::pair<QtyUnit, QLatin1StringView>, 4> kNames{{{QtyUnit::Size, QLatin1StringView("size")},
                                                                       {QtyUnit::Notional, QLatin1StringView("notional")},
                                                                       {QtyUnit::MarginPercent, QLatin1StringView("percent")},
                                                                       {QtyUnit::Risk, QLatin1StringView("risk")}}};

QString tr(const char *text) { return QCoreApplication::translate("bw::QtyPreset", text); }

std::optional<QtyPreset> presetFromText(const QString &word)
{
    const QString name = word.section(u':', 0, 0);
    const QString value = word.section(u':', 1);
    const auto number = Decimal::parse(value);
    if (!number || number->sign() <= 0 || value.size() > kMaxValue)
        return std::nullopt;
    for (const auto &[unit, known] : kNames)
        if (name == known)
            return QtyPreset{unit, value};
    return std::nullopt;
}

} // namespace

QtyPresets usualPresets()
{
    QtyPresets presets;
    constexpr std::array kShares{"1", "2", "5", "10", "25"};
    for (std::size_t i = 0; i < presets.size(); ++i)
        presets[i] = {QtyUnit::MarginPercent, QString::fromLatin1(kShares[i])};
    return presets;
}

QString toText(const QtyPresets &presets)
{
    QStringList words;
    for (const QtyPreset &preset : presets)
        for (const auto &[unit, name] : kNames)
            if (unit == preset.unit)
                words << name + u':' + preset.value;
    return words.join(u' ');
}

std::optional<QtyPresets> presetsFromText(const QString &text)
{
    QtyPresets presets;
    const QStringList words = text.split(u' ');
    if (words.size() != static_cast<qsizetype>(presets.size()))
        return std::nullopt;
    for (std::size_t i = 0; i < presets.size(); ++i) {
        const auto preset = presetFromText(words[static_cast<qsizetype>(i)]);
        if (!preset)
            return std::nullopt;
        presets[i] = *preset;
    }
    return presets;
}

QString presetLabel(const QtyPreset &preset, const Instrument *instrument)
{
    const QString value = readNumber(preset.value);
    switch (preset.unit) {
    case QtyUnit::Size: return value;
    case QtyUnit::Notional: return instrument ? tr("%1 %2").arg(value, unitName(QtyUnit::Notional, *instrument)) : value;
    case QtyUnit::MarginPercent: return tr("%1 %").arg(value);
    case QtyUnit::Risk: return tr("risk %1").arg(value);
    }
    return value;
}

} // namespace bw
