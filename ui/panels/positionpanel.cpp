// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/positionpanel.h"

#include "ui/models/changewords.h"
#include "ui/models/exitdrafts.h"
#include "ui/models/numberformat.h"
#include "ui/models/protectform.h"
#include "ui/models/submitwatch.h"
#include "ui/models/tradewords.h"
#include "ui/widgets/closesheet.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/positioncard.h"
#include "ui/widgets/protectsheet.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>

#include <algorithm>

namespace bw {
namespace {

constexpr int kMaxChanges = 20;

QScrollArea *scrolled(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeTransparent(area);
    return area;
}

} // namespace

PositionPanel::PositionPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : ProfileFrame(client, theme, parent), m_client(client), m_theme(theme), m_pulse(pulse)
{
    setObjectName(QStringLiteral("positionPanel"));
    build();
    connectClient();
    refresh();
}

void PositionPanel::build()
{
    auto *overview = new QWidget;
    m_column = new QVBoxLayout(overview);
    m_column->setContentsMargins(Theme::kBetween, Theme::kBetween, Theme::kBetween, Theme::kBetween);
    m_column->setSpacing(Theme::kBetween);
    const auto line = [&](const char *name, const char *role) {
        QLabel *label = roleLabel(QString(), role, overview);
        label->setObjectName(QString::fromLatin1(name));
        label->setWordWrap(true);
        m_column->addWidget(label);
        return label;
    };
    m_empty = line("positionEmpty", "label");
    m_changeWords = line("positionChanges", "caution");
    m_words = line("positionWords", "label");
    m_others = line("positionOthers", "label");
    m_column->addStretch(1);
    m_close = new CloseSheet(m_client, m_pulse, this);
    m_protect = new ProtectSheet(m_theme, this);
    m_pages = new QStackedLayout(this);
    m_pages->setContentsMargins(frameWidth(), frameWidth(), frameWidth(), frameWidth());
    for (QWidget *page : {overview, static_cast<QWidget *>(m_close), static_cast<QWidget *>(m_protect)}) {
        if (page != overview)
            page->layout()->setContentsMargins(Theme::kBetween, Theme::kBetween, Theme::kBetween, Theme::kBetween);
        m_pages->addWidget(scrolled(page, this));
    }
}

void PositionPanel::connectClient()
{
    TradeClient &trade = m_client.trade();
    connect(&m_client, &EngineClient::positionsChanged, this, [this](const QVector<Position> &positions) {
        m_positions = positions;
        m_unknownSince.reset();
        m_hasHeard = true;
        refresh();
    });
    connect(&m_client, &EngineClient::positionsUnknown, this, [this](UtcTime since) {
        m_unknownSince = since;
        refresh();
    });
    connect(&m_client, &EngineClient::instrumentChanged, this, [this] {
        backToPosition();
        refresh();
    });
    connect(&trade, &TradeClient::accountModeChanged, this, &PositionPanel::refresh);
    connect(&trade, &TradeClient::accountChangeUpdated, this, [this](const AccountChange &change) {
        m_changes.removeIf([&](const AccountChange &c) { return c.id == change.id || !changewords::isOpen(c); });
        m_changes.prepend(change);
        m_changes.resize(std::min<qsizetype>(m_changes.size(), kMaxChanges));
        if (changewords::isOpen(change))
            say(QString(), "label"); // the row tells the rest
        showChanges();
    });
    connect(&trade, &TradeClient::changeRefused, this, [this](const ChangeRefusal &refusal) {
        if (!std::holds_alternative<AmendDraft>(refusal.draft))
            say(sentences::of(refusal), "danger");
    });
    connect(m_close, &CloseSheet::left, this, &PositionPanel::backToPosition);
    connect(m_close, &CloseSheet::wordsChanged, this, [this] {
        const Tone tone = m_close->watch().tone();
        say(m_close->watch().words(), tone == Tone::Danger ? "danger" : tone == Tone::Caution ? "caution" : "label");
    });
    connect(m_protect, &ProtectSheet::left, this, &PositionPanel::backToPosition);
    connect(m_protect, &ProtectSheet::changeRequested, this, [this](const StopDraft &draft) {
        say(tr("Handed to the engine. It goes out at most once; its state appears here."), "label");
        backToPosition();
        m_client.trade().requestChange(draft);
    });
}

void PositionPanel::backToPosition() { m_pages->setCurrentIndex(0); }

PositionCard *PositionPanel::addCard()
{
    auto *card = new PositionCard(m_theme, this);
    m_column->insertWidget(static_cast<int>(m_cards.size()), card);
    connect(card, &PositionCard::closeRequested, this, [this, card] { close(card->position(), false); });
    connect(card, &PositionCard::reverseRequested, this, [this, card] { close(card->position(), true); });
    connect(card, &PositionCard::breakEvenRequested, this, [this, card] { protect(card->position(), true); });
    connect(card, &PositionCard::protectRequested, this, [this, card] { protect(card->position(), false); });
    m_cards.append(card);
    return card;
}

void PositionPanel::refresh()
{
    const InstrumentPtr of = m_client.instrument();
    int used = 0;
    for (const Position &position : m_positions) {
        if (!of || !position.side || !position.instrument || position.instrument->id() != of->id())
            continue;
        PositionCard *card = used < m_cards.size() ? m_cards[used] : addCard();
        const std::optional<AccountMode> &mode = m_client.trade().accountMode();
        const bool isOfThis = mode && mode->instrument && mode->instrument->id() == of->id();
        card->setPosition(position, isOfThis ? mode : std::nullopt, m_unknownSince);
        card->show();
        ++used;
    }
    for (int i = used; i < m_cards.size(); ++i)
        m_cards[i]->hide();
    showEmpty(used == 0);
    showOthers();
    showChanges();
}

void PositionPanel::showEmpty(bool isEmpty)
{
    m_empty->setVisible(isEmpty);
    const InstrumentPtr of = m_client.instrument();
    const QString symbol = of ? of->id().symbol : kMissing.toString();
    if (of && of->id().category == Category::Spot)
        return setText(m_empty, tr("Spot has no position: what you hold stands under Balances, and the ticket sells it."));
    setRole(m_empty, m_unknownSince ? "caution" : "label");
    if (m_unknownSince)
        setText(m_empty, tr("The position in %1 is unknown since %2: the venue did not answer. It is asked again by itself.")
                             .arg(symbol, readTimeWithZone(*m_unknownSince)));
    else if (!m_hasHeard)
        setText(m_empty, tr("The position in %1 has not been read from the venue yet.").arg(symbol));
    else
        setText(m_empty, tr("No position in %1. A filled order opens one and it stands here.").arg(symbol));
}

void PositionPanel::showOthers()
{
    const InstrumentPtr of = m_client.instrument();
    const auto others = std::count_if(m_positions.begin(), m_positions.end(), [&](const Position &p) {
        return p.side && p.instrument && (!of || p.instrument->id() != of->id());
    });
    m_others->setVisible(others > 0);
    setText(m_others, others == 1 ? tr("1 position is open in another symbol: see Positions below.")
                                  : tr("%1 positions are open in other symbols: see Positions below.").arg(others));
}

void PositionPanel::showChanges()
{
    QStringList lines;
    bool isUnsure = false;
    for (const AccountChange &change : m_changes) {
        if (change.state == AccountChange::State::Settled)
            continue;
        isUnsure = isUnsure || change.state == AccountChange::State::Unknown;
        lines.append(tr("%1: %2", "what changes, how it stands").arg(changewords::kind(change), changewords::sentence(change)));
    }
    setText(m_changeWords, lines.join(u'\n'));
    setRole(m_changeWords, isUnsure ? "caution" : "label");
    m_changeWords->setVisible(!lines.isEmpty());
}

void PositionPanel::close(const Position &position, bool isReverse)
{
    const auto draft = isReverse ? reverseDraft(position, !m_unknownSince) : closeDraft(position);
    if (!draft)
        return say(draft.error(), "caution");
    m_pages->setCurrentIndex(1);
    m_close->open(*draft, position);
}

void PositionPanel::protect(const Position &position, bool atBreakEven)
{
    ProtectForm form = protectFormOf(position);
    if (atBreakEven) {
        const auto draft = breakEvenDraft(position);
        if (!draft)
            return say(draft.error(), "caution");
        form.stopLoss = position.instrument->priceText(draft->stopLoss->trigger);
    }
    m_pages->setCurrentIndex(2);
    m_protect->open(position, form);
}

void PositionPanel::say(const QString &words, const char *role)
{
    setText(m_words, words);
    setRole(m_words, role);
    m_words->setVisible(!words.isEmpty());
}

} // namespace bw
