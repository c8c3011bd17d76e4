// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpmessage.h"

namespace bw {

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const HttpHeader &each : headers)
        if (each.name.compare(name, Qt::CaseInsensitive) == 0)
            return each.value;
    return {};
}

} // namespace bw
