// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketsearch.h"

#include "ui/charts/browser/marketrow.h"

namespace coffer::ui {

namespace {

constexpr qsizetype mostLetters = 80; // longer than any name there is

std::optional<int> wordRank(const QString &word, const QString &symbol, const MarketRow &row)
{
    if (row.base.value == word)
        return 0;
    if (row.base.value.startsWith(word))
        return 1;
    if (symbol.startsWith(word) || row.searchName.startsWith(word))
        return 2;
    if (row.quote.value == word)
        return 3;
    if (row.quote.value.startsWith(word))
        return 4;
    if (row.base.value.contains(word))
        return 5;
    if (symbol.contains(word) || row.searchName.contains(word))
        return 6;
    return std::nullopt;
}

} // namespace

MarketSearch::MarketSearch(const QString &typed)
{
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty() && !m_words.contains(word))
            m_words.append(word);
        word.clear();
    };
    for (const QChar letter : typed.left(mostLetters)) {
        if (letter.isLetterOrNumber()) {
            word.append(letter.toLower());
            m_joined.append(letter.toLower());
        } else {
            finish();
        }
    }
    finish();
}

std::optional<int> MarketSearch::rank(const QString &symbol, const MarketRow &row) const
{
    if (!m_joined.isEmpty() && (symbol == m_joined || row.searchName == m_joined))
        return 0;
    int sum = 0;
    for (const QString &word : m_words) {
        const std::optional<int> found = wordRank(word, symbol, row);
        if (!found)
            return std::nullopt;
        sum += *found;
    }
    return sum;
}

} // namespace coffer::ui
