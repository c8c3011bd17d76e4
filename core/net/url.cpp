// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/url.h"

#include <QHostAddress>

namespace bw {

bool isLoopbackHost(const QString &host)
{
    if (host.compare(QLatin1StringView("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

bool isPermittedUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    const QString scheme = url.scheme();
    if (scheme == QLatin1StringView("https") || scheme == QLatin1StringView("wss"))
        return true;
    return (scheme == QLatin1StringView("http") || scheme == QLatin1StringView("ws")) && isLoopbackHost(url.host());
}

Result<QUrl> checkedEndpoint(const QString &text, EndpointKind kind)
{
    const QString secure = kind == EndpointKind::Http ? QStringLiteral("https") : QStringLiteral("wss");
    const QString plain = kind == EndpointKind::Http ? QStringLiteral("http") : QStringLiteral("ws");
    const QString trimmed = text.trimmed();
    QUrl url(trimmed, QUrl::StrictMode);
    if (trimmed.size() > 500 || !url.isValid() || url.host().isEmpty())
        return fail(inputError(QStringLiteral("not an address: give one such as %1://host").arg(secure)));
    if (url.scheme() != secure && url.scheme() != plain)
        return fail(inputError(QStringLiteral("the address must begin with %1://").arg(secure)));
    if (!url.userInfo().isEmpty())
        return fail(inputError(QStringLiteral("the address must not carry a user name or password: remove the part before @")));
    if (url.hasQuery() || url.hasFragment())
        return fail(inputError(QStringLiteral("the address must end before ? and #")));
    if (!isPermittedUrl(url))
        return fail(inputError(QStringLiteral("%1:// is for this machine only (127.0.0.1, localhost): use %2://").arg(plain, secure)));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::StrictMode);
    return url;
}

} // namespace bw
