// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QLineEdit>

#include <array>

namespace bw {

namespace {
constexpr std::array kModes{QClipboard::Clipboard, QClipboard::Selection};

bool isThere(QClipboard::Mode mode) { return mode == QClipboard::Clipboard || QGuiApplication::clipboard()->supportsSelection(); }
} // namespace

ClipboardGuard::ClipboardGuard(QObject *parent, std::chrono::milliseconds after) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardGuard::clear);
}

ClipboardGuard::~ClipboardGuard() { clear(); }

QByteArray ClipboardGuard::digest(const QString &text) { return QCryptographicHash::hash(text.trimmed().toUtf8(), QCryptographicHash::Sha256); }

void ClipboardGuard::watch(QLineEdit *field)
{
    connect(field, &QLineEdit::textChanged, this, &ClipboardGuard::note);
}

void ClipboardGuard::note(const QString &text)
{
    if (text.trimmed().size() < 8)
        return;
    for (const auto mode : kModes)
        if (isThere(mode) && QGuiApplication::clipboard()->text(mode).trimmed() == text.trimmed()) {
            m_pasted.append(digest(text));
            m_timer.start(); // a minute from the last one
            return;
        }
}

void ClipboardGuard::clear()
{
    for (const auto mode : kModes)
        if (!m_pasted.isEmpty() && isThere(mode) && m_pasted.contains(digest(QGuiApplication::clipboard()->text(mode))))
            QGuiApplication::clipboard()->clear(mode);
    m_pasted.clear();
}

} // namespace bw
