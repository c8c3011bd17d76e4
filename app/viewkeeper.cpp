// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/viewkeeper.h"

namespace bw {

ViewChoices readView(const Settings &settings)
{
    ViewChoices choices;
    choices.tapeFilter = settings.amount(SettingKey::TapeFilter);
    choices.largeFactor = settings.count(SettingKey::LadderLargeFactor);
    choices.depth = settings.text(SettingKey::BookDepth).toInt();
    choices.ladderGroup = settings.count(SettingKey::LadderGroup);
    choices.candles = candleIntervalFromName(settings.text(SettingKey::CandleLength)).value_or(CandleInterval::M1);
    choices.areBooksFull = settings.text(SettingKey::FullBooks) == QStringLiteral("yes");
    choices.compareTab = settings.count(SettingKey::CompareTab);
    choices.historyMinutes = settings.count(SettingKey::HistoryMinutes);
    choices.links = settings.text(SettingKey::LinkGroups);
    return choices;
}

void keepView(const ViewChoices &choices, Settings &settings)
{
    settings.set(SettingKey::TapeFilter, choices.tapeFilter.normalized().toString());
    settings.set(SettingKey::LadderLargeFactor, QString::number(choices.largeFactor));
    settings.set(SettingKey::BookDepth, QString::number(choices.depth));
    settings.set(SettingKey::LadderGroup, QString::number(choices.ladderGroup));
    settings.set(SettingKey::CandleLength, toName(choices.candles));
    settings.set(SettingKey::FullBooks, choices.areBooksFull ? QStringLiteral("yes") : QStringLiteral("no"));
    settings.set(SettingKey::CompareTab, QString::number(choices.compareTab));
    settings.set(SettingKey::HistoryMinutes, QString::number(choices.historyMinutes));
    settings.set(SettingKey::LinkGroups, choices.links);
}

} // namespace bw
