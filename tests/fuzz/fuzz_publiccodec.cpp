// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publiccodec.h"

#include <cstdlib>

/// Any bytes as a frame of Bybit's public socket. Beyond crashes: whatever is called a book belongs to an instrument that was asked for,
/// and holds no level that a book can't have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace bw;
    static const auto codec = [] { // one for all runs, as in the terminal: what a frame leaves behind must not hurt the next
        auto made = std::make_unique<PublicCodec>();
        InstrumentFilters filters;
        filters.tickSize = Decimal::fromScaled(5, 2);
        filters.lotSize = Decimal::fromScaled(1, 3);
        made->add(Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"),
                                     QStringLiteral("USDT"), InstrumentStatus::Trading).value());
        return made;
    }();
    const auto frame = codec->decode(QByteArrayView(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (frame == PublicCodec::Frame::Book) {
        if (!codec->instrument() || codec->book().depth <= 0)
            std::abort();
        for (const auto *side : {&codec->book().bids, &codec->book().asks})
            for (const Level &level : *side)
                if (level.price.value() <= 0 || level.qty.value() < 0)
                    std::abort();
    }
    return 0;
}
