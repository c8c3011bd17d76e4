// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPainter>
#include <QPixmap>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <array>
#include <cmath>

// Resources of a static library are not registered by themselves; the macro must stand outside a namespace.
static void registerResources() { Q_INIT_RESOURCE(bellwether); }

namespace bw {
namespace {

double linear(float channel)
{
    const double value = static_cast<double>(channel);
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

bool hasEvenDigits(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - width) > 0.01)
            return false;
    return true;
}

QColor mix(const QColor &over, const QColor &under, double share)
{
    const auto blend = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1 - share))); };
    return QColor(blend(over.red(), under.red()), blend(over.green(), under.green()), blend(over.blue(), under.blue()));
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent), m_isSystemDark(luminance(QApplication::palette().color(QPalette::Window)) < 0.2)
{
    registerResources();
    m_colours = coloursOf(isDark(), m_palette);
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

void Theme::setPalette(Palette palette)
{
    m_palette = palette;
    refresh();
}

void Theme::setReducedMotion(bool isReduced)
{
    m_isMotionReduced = isReduced;
    Q_EMIT changed();
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    refresh();
}

void Theme::refresh()
{
    m_colours = coloursOf(isDark(), m_palette);
    if (m_application) {
        m_application->setPalette(qtPalette());
        m_application->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

bool Theme::isDark() const { return m_mode == Mode::Dark || (m_mode == Mode::System && m_isSystemDark); }

ThemeColours Theme::coloursOf(bool isDark, Palette palette)
{
    ThemeColours c;
    if (isDark)
        c = {.window = 0x0e1116, .panel = 0x151a21, .raised = 0x1d242d, .line = 0x2a333f, .text = 0xe6eaf0, .muted = 0x9aa7b6,
             .bid = 0x2fbf8f, .ask = 0xff6b6b, .accent = 0x5aa9ff, .onFilled = 0x0e1116, .caution = 0xf0b429, .danger = 0xff5c5c};
    else
        c = {.window = 0xf3f5f8, .panel = 0xffffff, .raised = 0xe9edf2, .line = 0xcdd5df, .text = 0x18202a, .muted = 0x55616f,
             .bid = 0x0b7a55, .ask = 0xc62f2f, .accent = 0x1763c6, .onFilled = 0xffffff, .caution = 0x8a5a00, .danger = 0xc62f2f};
    if (palette == Palette::ColourBlind) {
        c.bid = isDark ? 0x56a8ff : 0x1763c6;
        c.ask = isDark ? 0xff9e4a : 0xa84f00;
    }
    return c;
}

QColor Theme::side(Side side) const { return side == Side::Buy ? m_colours.bid : m_colours.ask; }

QColor Theme::bar(Side side) const
{
    QColor colour = this->side(side);
    colour.setAlphaF(0.2F);
    return colour;
}

QColor Theme::selection() const { return mix(m_colours.accent, m_colours.panel, isDark() ? 0.22 : 0.14); }

QColor Theme::cautionTint() const { return mix(m_colours.caution, m_colours.panel, isDark() ? 0.14 : 0.1); }

QColor Theme::profile(Profile profile) const { return profileOf(isDark(), profile); }

QColor Theme::profileOf(bool isDark, Profile profile)
{
    switch (profile) {
    case Profile::Sandbox: return isDark ? 0xb08cff : 0x6b3fd0;
    case Profile::Paper: return isDark ? 0x5aa9ff : 0x1763c6;
    case Profile::Demo: return isDark ? 0x2cc5b8 : 0x0b7570;
    case Profile::Testnet: return isDark ? 0x9aa7b6 : 0x55616f;
    case Profile::Live: return isDark ? 0xff5c5c : 0xc62f2f;
    }
    return {};
}

QFont Theme::valueFont() const { return QApplication::font(); }

QFont Theme::labelFont() const
{
    QFont font = valueFont();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

QFont Theme::numberFont() const
{
    const QFont ui = valueFont();
    if (hasEvenDigits(ui))
        return ui;
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(ui.pointSizeF());
    return fixed;
}

QFont Theme::bigPriceFont() const
{
    QFont font = numberFont();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setBold(true);
    return font;
}

int Theme::tableRowHeight() const { return QFontMetrics(valueFont()).height() + 6; }

int Theme::ladderRowHeight() const { return QFontMetrics(numberFont()).height() + 2; }

QIcon Theme::icon(const QString &name) const { return icon(name, m_colours.text); }

QIcon Theme::icon(const QString &name, const QColor &colour) const
{
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    QIcon icon;
    for (const int size : {16, 32, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), colour);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QPalette Theme::qtPalette() const
{
    const ThemeColours &c = m_colours;
    QPalette palette(c.raised, c.window);
    const std::array<std::pair<QPalette::ColorRole, QColor>, 16> roles{{
        {QPalette::WindowText, c.text},
        {QPalette::Base, c.panel},
        {QPalette::AlternateBase, c.panel},
        {QPalette::Text, c.text},
        {QPalette::Button, c.raised},
        {QPalette::ButtonText, c.text},
        {QPalette::BrightText, c.danger},
        {QPalette::ToolTipBase, c.raised},
        {QPalette::ToolTipText, c.text},
        {QPalette::PlaceholderText, c.muted},
        {QPalette::Highlight, selection()},
        {QPalette::HighlightedText, c.text},
        {QPalette::Link, c.accent},
        {QPalette::Mid, c.line},
        {QPalette::Dark, c.line},
        {QPalette::Shadow, c.window},
    }};
    for (const auto &[role, colour] : roles)
        palette.setColor(role, colour);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mix(c.muted, c.panel, 0.7));
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/theme.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const ThemeColours &c = m_colours;
    const std::array<std::pair<QLatin1StringView, QColor>, 13> tokens{{
        {QLatin1StringView("@window"), c.window},
        {QLatin1StringView("@panel"), c.panel},
        {QLatin1StringView("@raised"), c.raised},
        {QLatin1StringView("@line"), c.line},
        {QLatin1StringView("@text"), c.text},
        {QLatin1StringView("@muted"), c.muted},
        {QLatin1StringView("@bid"), c.bid},
        {QLatin1StringView("@ask"), c.ask},
        {QLatin1StringView("@accent"), c.accent},
        {QLatin1StringView("@onFilled"), c.onFilled},
        {QLatin1StringView("@caution"), c.caution},
        {QLatin1StringView("@danger"), c.danger},
        {QLatin1StringView("@selection"), selection()},
    }};
    for (const auto &[token, colour] : tokens)
        sheet.replace(token, colour.name());
    const bool isWhite = contrast(c.accent, Qt::white) > contrast(c.accent, Qt::black);
    sheet.replace(QStringLiteral("@checkMark"), isWhite ? QStringLiteral(":/icons/checkwhite.svg") : QStringLiteral(":/icons/checkblack.svg"));
    return sheet;
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace bw
