// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keylines.h"

#include "ui/models/keywords.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace bw {

namespace {

constexpr int kParts = static_cast<int>(KeyLine::Part::MarginMode) + 1;

QString word(KeyLine::Light light)
{
    switch (light) {
    case KeyLine::Light::Green: return KeyLines::tr("ok");
    case KeyLine::Light::Amber: return KeyLines::tr("look");
    case KeyLine::Light::Red: return KeyLines::tr("wrong");
    case KeyLine::Light::Off: break;
    }
    return QStringLiteral("\u2014");
}

const char *roleOf(KeyLine::Light light)
{
    switch (light) {
    case KeyLine::Light::Green: return "bid";
    case KeyLine::Light::Amber: return "caution";
    case KeyLine::Light::Red: return "danger";
    case KeyLine::Light::Off: break;
    }
    return "label";
}

} // namespace

KeyLines::KeyLines(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setVerticalSpacing(Theme::kInside);
    grid->setColumnStretch(3, 1);
    for (int i = 0; i < kParts; ++i) {
        const auto part = static_cast<KeyLine::Part>(i);
        Row row{new QLabel(this), roleLabel(word(KeyLine::Light::Off), "label", this), roleLabel(QString(), "", this), KeyLine::Light::Off};
        row.light->setObjectName(QStringLiteral("keyLight%1").arg(i));
        row.sentence->setObjectName(QStringLiteral("keyLine%1").arg(i));
        row.sentence->setWordWrap(true);
        row.sentence->setAccessibleName(keywords::name(part));
        row.icon->setFixedSize(16, 16); // the grid that the icons are drawn on
        grid->addWidget(row.icon, i, 0, Qt::AlignTop);
        grid->addWidget(row.light, i, 1, Qt::AlignTop);
        grid->addWidget(roleLabel(keywords::name(part), "label", this), i, 2, Qt::AlignTop);
        grid->addWidget(row.sentence, i, 3, Qt::AlignTop);
        m_rows.append(row);
    }
    // The widest word, so that no column moves when a light changes.
    grid->setColumnMinimumWidth(1, fontMetrics().horizontalAdvance(word(KeyLine::Light::Red)) + Theme::kInside);
    connect(&theme, &Theme::changed, this, [this] {
        for (Row &row : m_rows)
            paint(row);
    });
    for (Row &row : m_rows)
        paint(row);
}

void KeyLines::paint(Row &row)
{
    using Light = KeyLine::Light;
    const ThemeColours &colours = m_theme.colours();
    const QString name = row.shown == Light::Red ? QStringLiteral("danger") : row.shown == Light::Amber ? QStringLiteral("caution") : QStringLiteral("info");
    const QColor colour = row.shown == Light::Red ? colours.danger : row.shown == Light::Amber ? colours.caution : row.shown == Light::Green ? colours.bid : colours.muted;
    row.icon->setPixmap(m_theme.icon(name, colour).pixmap(16, 16));
    setRole(row.light, roleOf(row.shown));
    setText(row.light, word(row.shown));
}

void KeyLines::show(const KeyReport &report, const QString &world, const QString &host)
{
    for (int i = 0; i < kParts; ++i) {
        const KeyLine line = report.line(static_cast<KeyLine::Part>(i));
        m_rows[i].shown = line.light;
        setText(m_rows[i].sentence, keywords::sentence(line, world, host));
        setRole(m_rows[i].sentence, line.light == KeyLine::Light::Off ? "label" : "");
        paint(m_rows[i]);
    }
}

void KeyLines::showWaiting(const QString &sentence)
{
    for (Row &row : m_rows) {
        row.shown = KeyLine::Light::Off;
        setText(row.sentence, sentence);
        setRole(row.sentence, "label");
        paint(row);
    }
}

} // namespace bw
