// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts of FaultRun, and what a trader does in them.
#include "tests/integration/faultmatrix/faultrun.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/integration/venuerow.h"

#ifdef BW_HAS_SQLITE
#include "tests/unit/store/powerlossvfs.h"
#endif

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace bw {

using namespace std::chrono_literals;
using namespace venuerow;

namespace {
constexpr auto kPatience = 4s; // for one step, and longer where the fault lasts: what the gate refuses meanwhile is left out

/// Rows of the exchange's state for which `isMeant`.
int countRows(const QJsonObject &venue, const char *list, const std::function<bool(const QJsonObject &)> &isMeant)
{
    const auto rows = venue.value(QLatin1StringView(list)).toArray();
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [&isMeant](const QJsonValue &row) { return isMeant(row.toObject()); }));
}

bool isOpenEntry(const QJsonObject &row)
{
    const QString status = text(row, "orderStatus");
    return !text(row, "orderLinkId").isEmpty() && (status == QStringLiteral("New") || status == QStringLiteral("PartiallyFilled") || status == QStringLiteral("Untriggered"));
}

bool isCancelled(const QJsonObject &row) { return text(row, "orderStatus") == QStringLiteral("Cancelled"); }

Decimal positionSize(const QJsonObject &venue)
{
    const auto rows = venue.value(QLatin1StringView("positions")).toArray();
    return rows.isEmpty() ? Decimal(0) : number(rows.first().toObject(), "size");
}

bool hasStop(const QJsonObject &venue)
{
    return countRows(venue, "stops", [](const QJsonObject &row) { return text(row, "stopOrderType") == QStringLiteral("StopLoss"); }) > 0;
}
} // namespace

void FaultRun::plan()
{
    planPreparation();
    switch (m_cell.script) {
    case FaultCell::Script::Usual: planUsual(); break;
    case FaultCell::Script::CancelEntries: planCancelEntries(); break;
    case FaultCell::Script::CancelSide: planCancelSide(); break;
    case FaultCell::Script::StopAll: planStopAll(); break;
    case FaultCell::Script::FullDisk: planFullDisk(); break;
    case FaultCell::Script::ChangedFilters: planChangedFilters(); break;
    }
    planConclusion();
}

/// A position and resting orders from before the fault.
void FaultRun::planPreparation()
{
    add([this] { return isReady() && m_arePositionsKnown; });
    addOrder(market(Side::Buy));
    addOrder(resting(Side::Buy));
    addOrder(resting(Side::Sell));
    if (m_cell.crowd > 0)
        addCrowd();
    add([this] { return wait(300ms); });
    add([this] {
        if (!setSandboxFaults(m_rest, m_cell.faults))
            m_complaints.append(QStringLiteral("the sandbox refuses the list %1").arg(m_cell.faults));
        return true;
    });
}

void FaultRun::planUsual()
{
    addChange(leverage());
    addOrder(resting(Side::Buy));
    addOrder(market(Side::Buy));
    addChange(stop());
    addChange(amend());
    add([this] { return cancelOne(); });
    addOrder(resting(Side::Sell));
    addOrder(market(Side::Sell));
    add([this] { return cancelOne(); });
}

/// The venue's cancel-all takes 500 of 600, and which ones is chance: the rest may not be forgotten.
void FaultRun::planCancelEntries()
{
    m_countsOwnHits = true;
    addChange(stop());
    addExpect(QStringLiteral("the stop stands before"), hasStop);
    add([this] {
        m_client.cancelAllEntries();
        return true;
    });
    addExpect(QStringLiteral("more than 500 are cancelled, and none is left"), [this](const QJsonObject &venue) {
        m_hits = countRows(venue, "orders", isCancelled);
        return m_hits > 500 && countRows(venue, "orders", isOpenEntry) == 0;
    }, 30s);
    addExpect(QStringLiteral("the stop stands after"), hasStop);
}

/// One by one, and the venue takes ten a second.
void FaultRun::planCancelSide()
{
    m_countsOwnHits = true;
    add([this] {
        m_client.trade().cancelSide(Side::Buy);
        return true;
    });
    addExpect(QStringLiteral("every buy is cancelled, and nothing else"), [this](const QJsonObject &venue) {
        m_hits = countRows(venue, "orders", isCancelled);
        const auto isBuyHere = [](const QJsonObject &row) { return text(row, "symbol") == QStringLiteral("BTCUSDT") && text(row, "side") == QStringLiteral("Buy"); };
        const int buys = countRows(venue, "orders", [&](const QJsonObject &row) { return isOpenEntry(row) && isBuyHere(row); });
        const int others = countRows(venue, "orders", [&](const QJsonObject &row) { return isCancelled(row) && !isBuyHere(row); }); // they may fill meanwhile
        return buys == 0 && others == 0 && m_hits > m_cell.crowd / 2;
    }, 30s);
}

/// Halt, cancel, read again: judged while the fault goes on, on what stands at the exchange.
void FaultRun::planStopAll()
{
    m_countsOwnHits = m_cell.hits.isEmpty();
    addChange(stop());
    addExpect(QStringLiteral("the stop stands before"), hasStop);
    add([this] {
        m_client.trade().stopAll(stopScope(), false);
        return true;
    });
    addExpectHere(QStringLiteral("STOP ALL ends"), [this] { return m_stopAll && !m_stopAll->isRunning; }, 60s);
    addExpect(QStringLiteral("no entry is left when it says so"), [this](const QJsonObject &venue) {
        if (m_countsOwnHits)
            m_hits = countRows(venue, "orders", isCancelled);
        return countRows(venue, "orders", isOpenEntry) == 0;
    }, 0s);
    addExpect(QStringLiteral("the stop stands after"), hasStop, 0s);
    addExpectHere(QStringLiteral("trading is halted"), [this] { return m_client.session().tradingState == TradingState::Halted; });
}

void FaultRun::planFullDisk()
{
#ifdef BW_HAS_SQLITE
    m_countsOwnHits = true;
    addExpectHere(QStringLiteral("an order rests"), [this] { return anyResting().has_value(); });
    auto *disk = &PowerLossVfs::install();
    const auto before = std::make_shared<QJsonObject>();
    add([this, disk, before] {
        *before = sandboxState(m_rest);
        m_hits = -disk->refusals(); // of other runs
        disk->setFull(true);
        return true;
    });
    addOrder(resting(Side::Buy));
    add([this] { return wait(500ms); });
    const auto ours = [](const QJsonObject &venue) { return countRows(venue, "orders", [](const QJsonObject &row) { return text(row, "orderLinkId").startsWith(QStringLiteral("bw-")); }); };
    addExpect(QStringLiteral("no entry leaves while the disk is full"), [before, ours](const QJsonObject &venue) { return ours(venue) == ours(*before); }, 0s);
    addExpectHere(QStringLiteral("an entry ends as not sent"), [this] {
        return std::any_of(m_orders.cbegin(), m_orders.cend(), [](const Order &order) { return order.state == OrderState::NotSent; });
    });
    addChange(stop());
    addExpect(QStringLiteral("a stop is set all the same"), hasStop);
    add([this] { return cancelOne(); });
    addExpect(QStringLiteral("a cancel goes all the same"), [](const QJsonObject &venue) { return countRows(venue, "orders", isCancelled) > 0; });
    addOrder(market(Side::Sell, true));
    addExpect(QStringLiteral("an exit goes all the same"), [before](const QJsonObject &venue) { return positionSize(venue) < positionSize(*before); });
    add([this] {
        m_client.trade().stopAll(StopAllView::Scope::Ours, false);
        return true;
    });
    addExpectHere(QStringLiteral("STOP ALL ends"), [this] { return m_stopAll && !m_stopAll->isRunning; }, 30s);
    addExpect(QStringLiteral("no entry is left"), [](const QJsonObject &venue) { return countRows(venue, "orders", isOpenEntry) == 0; }, 0s);
    add([this, disk] {
        m_hits += disk->refusals();
        disk->setFull(false);
        return true;
    });
#endif
}

/// Tick and lot become coarser, then the instrument is wound up; orders and drafts of before are off the new steps.
void FaultRun::planChangedFilters()
{
    m_countsOwnHits = true;
    const auto set = [this](const QJsonObject &fields) {
        QJsonObject body{{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}};
        for (auto it = fields.begin(); it != fields.end(); ++it)
            body.insert(it.key(), it.value());
        postToSandbox(m_rest, "/sandbox/instrument", QJsonDocument(body).toJson(QJsonDocument::Compact));
        return true;
    };
    add([set] { return set({{QStringLiteral("tickSize"), QStringLiteral("0.5")}, {QStringLiteral("qtyStep"), QStringLiteral("0.01")}}); });
    addOrder(resting(Side::Buy)); // off the new steps, or on them by chance
    addOrder([odd = resting(Side::Buy)](const BookSnapshot &book) {
        auto draft = odd(book);
        draft.qty = QtyLots(11);
        return draft;
    });
    addExpectHere(QStringLiteral("the new steps are known"), [this] { return m_client.instrument()->filters().tickSize == Decimal::fromScaled(5, 1) && isReady(); }, 15s);
    const auto small = [this](Side side) {
        return [this, make = resting(side)](const BookSnapshot &book) {
            auto draft = make(book);
            draft.qty = QtyLots(2 + static_cast<std::int64_t>(m_random() % 3));
            return draft;
        };
    };
    const auto accepted = std::make_shared<int>(0);
    const auto countNew = [](const QJsonObject &venue) { return countRows(venue, "orders", isOpenEntry); };
    add([this, accepted, countNew] {
        *accepted = countNew(sandboxState(m_rest));
        return true;
    });
    addOrder(small(Side::Buy));
    addExpect(QStringLiteral("an order in the new steps is taken"), [accepted, countNew](const QJsonObject &venue) { return countNew(venue) > *accepted; });
    addChange(amend());
    add([this] { return cancelOne(); });
    add([set] { return set({{QStringLiteral("status"), QStringLiteral("Delivering")}}); });
    addOrder(small(Side::Sell)); // refused by the venue, which makes the session look again
    addExpectHere(QStringLiteral("the new status is known"), [this] { return m_client.instrument()->status() == InstrumentStatus::Delivering; }, 15s);
    addOrder([make = market(Side::Sell, true)](const BookSnapshot &book) {
        auto draft = make(book);
        draft.qty = QtyLots(0);
        draft.closesPosition = true;
        return draft;
    });
    addExpect(QStringLiteral("an exit goes all the same"), [this](const QJsonObject &venue) {
        m_hits = positionSize(venue).isZero() ? 1 : 0;
        return m_hits > 0;
    });
}

void FaultRun::planConclusion()
{
    add([this] { return wait(m_cell.lasts + 400ms); });
    add([this] {
        if (!m_countsOwnHits) {
            const auto struck = sandboxState(m_rest).value(QLatin1StringView("faultHits")).toObject();
            m_hits = std::numeric_limits<int>::max();
            for (const auto &name : m_cell.hits)
                m_hits = std::min(m_hits, struck.value(name).toInt());
        }
        if (!setSandboxFaults(m_rest, QString()))
            m_complaints.append(QStringLiteral("the sandbox does not end its faults"));
        m_faultEnded = m_clock.now();
        return true;
    });
    add([this] { return judge(); });
}

void FaultRun::addExpect(const QString &what, Look look, std::chrono::milliseconds patience)
{
    if (patience > 0ms)
        return addExpectHere(what, [this, look = std::move(look)] { return mayLook() && look(sandboxState(m_rest)); }, patience);
    add([this, what, look = std::move(look)] { // as it is now, however long the answer takes
        const auto venue = sandboxState(m_rest);
        if (venue.isEmpty() && !wait(20s))
            return false;
        if (!look(venue))
            m_complaints.append(QStringLiteral("not so at once: %1").arg(what));
        return true;
    });
}

void FaultRun::addExpectHere(const QString &what, Step look, std::chrono::milliseconds patience)
{
    add([this, what, look = std::move(look), patience] {
        if (look())
            return true;
        if (!wait(patience))
            return false;
        m_complaints.append(QStringLiteral("not so within %1 ms: %2").arg(patience.count()).arg(what));
        return true;
    });
}

StopAllView::Scope FaultRun::stopScope() const
{
    return m_seed % 2 == 1 && m_cell.crowd <= 100 ? StopAllView::Scope::Ours : StopAllView::Scope::Account; // ten a second one by one
}

QString FaultRun::crowdName() const
{
    return m_cell.script == FaultCell::Script::StopAll && stopScope() == StopAllView::Scope::Ours ? QStringLiteral("bw-crowd-%1") : QStringLiteral("x-%1");
}

/// Twenty a request, on two symbols: the venue takes 500 on one.
void FaultRun::addCrowd()
{
    add([this] { return setSandboxFaults(m_rest, QStringLiteral("limit=100000")); });
    add([this, placed = std::make_shared<int>(0)] {
        QJsonArray rows;
        while (rows.size() < 20 && *placed < m_cell.crowd) {
            const bool isFirst = (*placed)++ % 2 == 0;
            rows.append(QJsonObject{{QStringLiteral("symbol"), isFirst ? QStringLiteral("BTCUSDT") : QStringLiteral("ETHUSDT")}, {QStringLiteral("side"), QStringLiteral("Buy")},
                                    {QStringLiteral("orderType"), QStringLiteral("Limit")}, {QStringLiteral("qty"), isFirst ? QStringLiteral("0.001") : QStringLiteral("0.01")},
                                    {QStringLiteral("price"), isFirst ? QStringLiteral("30000") : QStringLiteral("1500")}, {QStringLiteral("orderLinkId"), crowdName().arg(*placed)}});
        }
        m_other->post("/v5/order/create-batch", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("request"), rows}});
        return *placed >= m_cell.crowd;
    });
    addExpectHere(QStringLiteral("the other orders are all seen before the fault"), [this] {
        const QString begins = crowdName().section(u'%', 0, 0);
        return std::count_if(m_orders.cbegin(), m_orders.cend(), [&begins](const Order &order) {
                   return order.orderLinkId.startsWith(begins) && order.state == OrderState::Accepted;
               }) == m_cell.crowd;
    }, 20s);
}

/// Deep in the book, or far behind it, of a size that the seed chooses.
FaultRun::MakeDraft FaultRun::resting(Side side)
{
    return [this, side](const BookSnapshot &book) {
        OrderDraft draft;
        draft.instrument = m_client.instrument();
        draft.side = side;
        draft.qty = QtyLots(5 + static_cast<std::int64_t>(m_random() % 20));
        const auto &levels = side == Side::Buy ? book.bids : book.asks;
        draft.price = levels[levels.size() - 1 - m_random() % 5].price;
        if (m_cell.script != FaultCell::Script::Usual) // where a fill would change what is counted: 3 % away, out of the market's reach
            draft.price = PriceTicks(draft.price->value() * (side == Side::Buy ? 97 : 103) / 100);
        return draft;
    };
}

FaultRun::MakeDraft FaultRun::market(Side side, bool reduceOnly)
{
    return [this, side, reduceOnly](const BookSnapshot &) {
        OrderDraft draft;
        draft.instrument = m_client.instrument();
        draft.side = side;
        draft.type = OrderType::Market;
        draft.reduceOnly = reduceOnly;
        draft.qty = QtyLots(reduceOnly ? 2 : 3 + static_cast<std::int64_t>(m_random() % 10));
        return draft;
    };
}

FaultRun::MakeChange FaultRun::amend()
{
    return [this]() -> std::optional<ChangeDraft> {
        const auto order = anyResting();
        if (!order)
            return std::nullopt;
        return AmendDraft{order->instrument, order->orderLinkId, {}, order->qty + QtyLots(2), {}, {}};
    };
}

FaultRun::MakeChange FaultRun::leverage()
{
    return [this]() -> std::optional<ChangeDraft> { return LeverageDraft{m_client.instrument(), Decimal(3 + static_cast<int>(m_random() % 5))}; };
}

FaultRun::MakeChange FaultRun::stop()
{
    return [this]() -> std::optional<ChangeDraft> {
        for (const auto &position : std::as_const(m_positions)) {
            if (!position.side || !position.entryPrice.isValid())
                continue;
            const Decimal away = *position.side == Side::Buy ? Decimal::fromScaled(9, 1) : Decimal::fromScaled(11, 1);
            StopDraft draft;
            draft.instrument = position.instrument;
            draft.positionIdx = position.positionIdx;
            draft.stopLoss = ExitLeg{position.instrument->toTicks(position.entryPrice * away, Rounding::HalfEven).value(), TriggerBy::LastPrice, {}};
            return draft;
        }
        return std::nullopt;
    };
}

bool FaultRun::cancelOne()
{
    if (const auto order = anyResting()) {
        m_client.cancelOrder(order->orderLinkId, order->orderId);
        return true;
    }
    return wait(kPatience + 2 * m_cell.lasts);
}

std::optional<Order> FaultRun::anyResting()
{
    QVector<Order> resting;
    for (const auto &order : std::as_const(m_orders))
        if (order.state == OrderState::Accepted && m_submitted.contains(order.orderLinkId))
            resting.append(order);
    if (resting.isEmpty())
        return std::nullopt;
    return resting.at(static_cast<qsizetype>(m_random() % static_cast<unsigned>(resting.size())));
}

bool FaultRun::wait(std::chrono::milliseconds time) { return m_clock.now() - *m_stepBegan >= time; }

bool FaultRun::sendOrder(const MakeDraft &make)
{
    if (!m_previewId.isEmpty()) {
        m_client.submit(m_previewId);
        return true;
    }
    const auto book = m_client.book().read();
    if (!m_isAsked && book && book->isLive() && book->hasBothSides()) {
        m_isAsked = true;
        m_client.requestPreview(make(*book));
    }
    return wait(kPatience + 2 * m_cell.lasts); // refused for so long: a fault may well do that
}

/// Asked for again while it is refused: the gate's word, or the change on its way, comes in its own time.
bool FaultRun::change(const MakeChange &make)
{
    const bool isOver = wait(kPatience + 2 * m_cell.lasts);
    if (m_isChangeAsked && m_hasChangeBegun) {
        m_isChangeAsked = false;
        return true;
    }
    if (m_isChangeAsked && !m_isChangeRefused)
        return isOver;
    m_isChangeAsked = false;
    const auto draft = make();
    if (!draft || isOver)
        return isOver;
    m_isChangeAsked = true;
    m_isChangeRefused = m_hasChangeBegun = false;
    m_client.trade().requestChange(*draft);
    return false;
}

} // namespace bw
