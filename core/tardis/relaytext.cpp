// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaytext.h"

#include <algorithm>

namespace bw {

QString plainText(const QString &text)
{
    QString plain = text.left(300);
    std::replace_if(plain.begin(), plain.end(), [](QChar c) { return !c.isPrint() && !c.isSurrogate(); }, QChar(u' '));
    return plain.trimmed();
}

QString plainText(std::string_view utf8)
{
    return plainText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

bool isSameName(std::string_view utf8, const QString &name)
{
    return QAnyStringView::compare(QUtf8StringView(utf8.data(), static_cast<qsizetype>(utf8.size())), name, Qt::CaseInsensitive) == 0;
}

} // namespace bw
