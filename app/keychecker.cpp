// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychecker.h"

namespace bw {

namespace {

/// One check with what it stands on; lives on the checker's thread.
class Check final : public QObject {
public:
    Check(const QUrl &rest, bool isPlayMoney, QObject *parent) : QObject(parent), check(rest, client, clock, isPlayMoney) {}

    SystemClock clock;
    QtScheduler scheduler;
    HttpClient client{QStringLiteral("checks"), clock, scheduler};
    KeyCheck check;
};

} // namespace

KeyChecker::KeyChecker(QObject *parent) : QObject(parent), m_anchor(new QObject)
{
    m_thread.setObjectName(QStringLiteral("checks"));
    m_anchor->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_anchor, &QObject::deleteLater);
}

KeyChecker::~KeyChecker()
{
    if (!m_thread.isRunning()) {
        delete m_anchor;
        return;
    }
    m_thread.quit();
    m_thread.wait(); // it does nothing but wait for answers itself
}

int KeyChecker::check(const QUrl &rest, const ApiKey &key, bool isPlayMoney)
{
    if (!m_thread.isRunning())
        m_thread.start();
    const int number = ++m_count;
    QMetaObject::invokeMethod(m_anchor, [this, rest, key, isPlayMoney, number] {
        auto *one = new Check(rest, isPlayMoney, m_anchor);
        connect(&one->check, &KeyCheck::finished, one, [this, one, number](const KeyReport &report) {
            Q_EMIT finished(number, report);
            one->deleteLater();
        });
        one->check.start(key);
    });
    return number;
}

} // namespace bw
