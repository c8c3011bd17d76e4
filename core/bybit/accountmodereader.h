// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitrest.h"

namespace bw {

/// How the venue treats positions in one instrument: the margin mode of the account, and the symbol's own rows of the position list,
/// which come without a position too. A part that could not be read is absent. Answers once while `context` lives. Engine thread.
class AccountModeReader final {
public:
    AccountModeReader(BybitRest &rest, std::function<void(const Error &)> onError) : m_rest(rest), m_onError(std::move(onError)) {}

    void read(const InstrumentPtr &instrument, QObject *context, std::function<void(const AccountMode &)> done);

private:
    BybitRest &m_rest;
    const std::function<void(const Error &)> m_onError;
};

/// What the symbol's rows say of position mode and leverage: two rows, of sides 1 and 2, are hedge mode.
void readModeRows(const QJsonArray &rows, AccountMode &mode);

} // namespace bw
