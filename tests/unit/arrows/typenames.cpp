// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/arrows/typenames.h"

#include <QRegularExpression>

#include <vector>

namespace bw {

namespace {

struct Scope {
    enum class Kind { Named, Unnamed, Other } kind = Kind::Other;
    QString name;
};

/// Words, "::", and single signs.
QStringList tokensOf(const QByteArray &source)
{
    static const QRegularExpression noise(
        QStringLiteral(R"rx(//[^\n]*|/\*.*?\*/|R"([^()\\ ]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*)rx"),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression digits(QStringLiteral(R"((?<=[0-9a-fA-F])'(?=[0-9a-fA-F]))")); // 10'000 is no character
    static const QRegularExpression token(QStringLiteral(R"([A-Za-z_][A-Za-z0-9_]*|::|\S)"));
    QString text = QString::fromUtf8(source);
    text.remove(digits);
    text.replace(noise, QStringLiteral(" "));
    QStringList tokens;
    auto matches = token.globalMatch(text);
    while (matches.hasNext())
        tokens.append(matches.next().captured());
    return tokens;
}

/// Behind "namespace": its names joined, or "" of an unnamed one; nothing where no body follows (an alias, a using).
std::optional<QString> namespaceAt(const QStringList &tokens, qsizetype &at)
{
    QString name;
    qsizetype i = at + 1;
    while (i < tokens.size() && (tokens[i] == QStringLiteral("::") || tokens[i].front().isLetter() || tokens[i].front() == u'_'))
        name += tokens[i++];
    if (i >= tokens.size() || tokens[i] != QStringLiteral("{"))
        return std::nullopt;
    at = i;
    return name;
}

/// Behind "class" or "struct": the name, if its body follows; `at` is then on the opening brace.
std::optional<QString> definitionAt(const QStringList &tokens, qsizetype &at)
{
    qsizetype i = at + 1;
    while (i + 1 < tokens.size() && tokens[i] == QStringLiteral("[") && tokens[i + 1] == QStringLiteral("[")) { // an attribute
        while (i < tokens.size() && tokens[i] != QStringLiteral("]"))
            ++i;
        i += 2;
    }
    if (i >= tokens.size() || !(tokens[i].front().isLetter() || tokens[i].front() == u'_'))
        return std::nullopt;
    const QString name = tokens[i++];
    if (i < tokens.size() && tokens[i] == QStringLiteral("final"))
        ++i;
    if (i < tokens.size() && tokens[i] == QStringLiteral(":")) // its bases
        while (i < tokens.size() && tokens[i] != QStringLiteral("{") && tokens[i] != QStringLiteral(";"))
            ++i;
    if (i >= tokens.size() || tokens[i] != QStringLiteral("{"))
        return std::nullopt;
    at = i;
    return name;
}

} // namespace

QStringList linkedTypes(const QByteArray &source)
{
    const auto tokens = tokensOf(source);
    QStringList found;
    std::vector<Scope> scopes;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto &word = tokens[i];
        const bool isEnum = i > 0 && tokens[i - 1] == QStringLiteral("enum");
        if (word == QStringLiteral("namespace")) {
            if (const auto name = namespaceAt(tokens, i))
                scopes.push_back({name->isEmpty() ? Scope::Kind::Unnamed : Scope::Kind::Named, *name});
        } else if ((word == QStringLiteral("class") || word == QStringLiteral("struct")) && !isEnum) {
            const auto name = definitionAt(tokens, i);
            if (!name)
                continue;
            QStringList path;
            bool isLinked = true;
            for (const auto &scope : scopes) {
                isLinked = isLinked && scope.kind == Scope::Kind::Named;
                path.append(scope.name);
            }
            if (isLinked)
                found.append((path + QStringList{*name}).join(QStringLiteral("::")));
            scopes.push_back({});
        } else if (word == QStringLiteral("{")) {
            scopes.push_back({});
        } else if (word == QStringLiteral("}") && !scopes.empty()) {
            scopes.pop_back();
        }
    }
    return found;
}

} // namespace bw
