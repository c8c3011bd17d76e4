// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/codes.h"

namespace bw::sandbox {

QString codeText(int retCode)
{
    switch (retCode) {
    case code::Ok: return QStringLiteral("OK");
    case code::Parameter: return QStringLiteral("params error");
    case code::Clock: return QStringLiteral("invalid request, please check your server timestamp or recv_window param.");
    case code::UnknownKey: return QStringLiteral("API key is invalid.");
    case code::Signature: return QStringLiteral("error sign! please check your signature generation algorithm.");
    case code::Permission: return QStringLiteral("Permission denied, please check your API key permissions.");
    case code::TooManyVisits: return QStringLiteral("Too many visits. Exceeded the API Rate Limit.");
    case code::Address: return QStringLiteral("Unmatched IP, please check your API key's bound IP addresses.");
    case code::Expired: return QStringLiteral("Your api key has expired.");
    case code::ServerError: return QStringLiteral("System error. Please try again later.");
    case code::UnknownOp: return QStringLiteral("op type is not found or category is not correct");
    case code::StopNotModified: return QStringLiteral("not modified");
    case code::OrderNotFound: return QStringLiteral("order not exists or too late to cancel");
    case code::PriceRange: return QStringLiteral("Order price exceeds the allowable range.");
    case code::Balance: return QStringLiteral("ab not enough for new order");
    case code::TooManyConditional: return QStringLiteral("The number of stop orders exceeds the maximum allowable limit");
    case code::LeverageTooHigh: return QStringLiteral("cannot set leverage due to risk limit level");
    case code::ReduceOnly: return QStringLiteral("Reduce-only rule not satisfied");
    case code::TooManyActive: return QStringLiteral("You can't have more than 500 active orders");
    case code::ModeHasPosition: return QStringLiteral("You have an existing position, so position mode cannot be switched");
    case code::ModeUnchanged: return QStringLiteral("Position mode is not modified");
    case code::ModeHasOrders: return QStringLiteral("You have existing active orders, so position mode cannot be switched");
    case code::ModeUnsupported: return QStringLiteral("Hedge mode is not available for this symbol");
    case code::LeverageInPortfolio: return QStringLiteral("Portfolio margin mode is not allowed to change leverage");
    case code::LeverageUnchanged: return QStringLiteral("leverage not modified");
    case code::NotEnoughPosition: return QStringLiteral("Insufficient number of remaining position size to set take profit and stop loss");
    case code::FilledHasExits: return QStringLiteral("Cannot modify the TP/SL of a partially filled open order");
    case code::TooManyStops: return QStringLiteral("Sum of tp/sl orders exceeds the maximum allowable limit");
    case code::BelowFilled: return QStringLiteral("The modified quantity must be greater than the executed quantity");
    case code::DuplicateLinkId: return QStringLiteral("OrderLinkedID is duplicate");
    case code::TriggerNotRising: return QStringLiteral("expect Rising, but trigger_price <= current");
    case code::TriggerNotFalling: return QStringLiteral("expect Falling, but trigger_price >= current");
    case code::NotionalBelowMinimum: return QStringLiteral("Order does not meet minimum order value");
    case code::SlippageTicks: return QStringLiteral("Slippage tolerance out of range: 1 to 10000 ticks");
    case code::SlippagePercent: return QStringLiteral("Slippage tolerance out of range: 0.01 to 10 percent");
    case code::NoPrice: return QStringLiteral("There is no available price for this order");
    case code::SpotTimeInForce: return QStringLiteral("Invalid timeInForce.");
    case code::SpotOrderType: return QStringLiteral("Invalid orderType.");
    case code::SpotSide: return QStringLiteral("Invalid side.");
    case code::SpotSymbol: return QStringLiteral("Invalid symbol.");
    case code::SpotQtyAboveMaximum: return QStringLiteral("Order amount too large.");
    case code::SpotParameter: return QStringLiteral("Data sent for paramter is not valid."); // their spelling
    case code::SpotBalance: return QStringLiteral("Insufficient balance.");
    case code::SpotPriceDecimals: return QStringLiteral("Order price has too many decimals.");
    case code::SpotQtyBelowMinimum: return QStringLiteral("Order quantity exceeded lower limit.");
    case code::SpotQtyDecimals: return QStringLiteral("Order quantity has too many decimals.");
    case code::SpotNotionalBelowMinimum: return QStringLiteral("Order value exceeded lower limit.");
    case code::SpotDuplicateLinkId: return QStringLiteral("Duplicate clientOrderId");
    case code::SpotPriceAboveLimit: return QStringLiteral("Buy order price cannot be higher than the price limitation.");
    case code::SpotPriceBelowLimit: return QStringLiteral("Sell order price cannot be lower than the price limitation.");
    case code::SpotOrderNotFound: return QStringLiteral("Order does not exist.");
    case code::SpotBelowFilled: return QStringLiteral("The modified quantity must be greater than the executed quantity.");
    case code::OnlyReduces: return QStringLiteral("Pre-delivery status can only reduce positions");
    case code::NotLive: return QStringLiteral("This contract is not live");
    case code::SpotNotOpen: return QStringLiteral("This trading pair is not available");
    case code::SpotTooManyOrders: return QStringLiteral("Cannot exceed maximum of 500 conditional, TP/SL and active orders.");
    case code::MarginModeRefused: return QStringLiteral("Set margin mode failed");
    default: return QStringLiteral("error");
    }
}

tl::unexpected<Refusal> refuse(int retCode)
{
    return refuse(retCode, codeText(retCode));
}

tl::unexpected<Refusal> refuse(int retCode, const QString &text)
{
    return tl::unexpected<Refusal>(Refusal{.code = retCode, .text = text});
}

} // namespace bw::sandbox
