// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QJsonObject>
#include <QString>

namespace bw::sandbox {

/// Why a request was not done: Bybit's number and words. An HTTP status other than 200 means that it ended before the API layer, in
/// plain text.
struct Refusal {
    int code = 0;
    QString text;
    int httpStatus = 200;
    QJsonObject result{}; ///< what the envelope tells beside the words; mostly nothing
};

/// What a route answers: the envelope's result, or a refusal.
using Answer = tl::expected<QJsonObject, Refusal>;

/// Every number that this exchange answers with; the words stand in codes.cpp alone.
namespace code {
enum : int {
    Ok = 0,
    Parameter = 10001,
    Clock = 10002,
    UnknownKey = 10003,
    Signature = 10004,
    Permission = 10005,
    TooManyVisits = 10006,
    Address = 10010,
    ServerError = 10016,
    UnknownOp = 10404,
    Expired = 33004,
    StopNotModified = 34040,
    OrderNotFound = 110001,
    PriceRange = 110003,
    Balance = 110007,
    TooManyConditional = 110009,
    LeverageTooHigh = 110013,
    ReduceOnly = 110017,
    TooManyActive = 110020,
    ModeHasPosition = 110024,
    ModeUnchanged = 110025,
    ModeHasOrders = 110028,
    ModeUnsupported = 110029,
    LeverageInPortfolio = 110038,
    OnlyReduces = 110042,
    LeverageUnchanged = 110043,
    NotEnoughPosition = 110059,
    FilledHasExits = 110060,
    TooManyStops = 110061,
    BelowFilled = 110064,
    DuplicateLinkId = 110072,
    NotLive = 110074,
    TriggerNotRising = 110092,
    TriggerNotFalling = 110093,
    NotionalBelowMinimum = 110094,
    SlippageTicks = 110108,
    SlippagePercent = 110109,
    NoPrice = 110118,
    SpotTimeInForce = 170115,
    SpotOrderType = 170116,
    SpotSide = 170117,
    SpotSymbol = 170121,
    SpotQtyAboveMaximum = 170124,
    SpotParameter = 170130,
    SpotBalance = 170131,
    SpotPriceDecimals = 170134,
    SpotQtyBelowMinimum = 170136,
    SpotQtyDecimals = 170137,
    SpotNotionalBelowMinimum = 170140,
    SpotDuplicateLinkId = 170141,
    SpotNotOpen = 170151,
    SpotPriceAboveLimit = 170193,
    SpotPriceBelowLimit = 170194,
    SpotOrderNotFound = 170213,
    SpotBelowFilled = 170313,
    SpotTooManyOrders = 170810,
    MarginModeRefused = 3400045,
};
} // namespace code

[[nodiscard]] QString codeText(int code);
/// The refusal with its usual words, or with words of its own.
[[nodiscard]] tl::unexpected<Refusal> refuse(int code);
[[nodiscard]] tl::unexpected<Refusal> refuse(int code, const QString &text);

} // namespace bw::sandbox
