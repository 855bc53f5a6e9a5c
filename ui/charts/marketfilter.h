// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/rawsort.h"

namespace coffer::ui {

class MarketModel;

/// The markets that are looked for: by words, by quote currency, or the favourites only. Markets that are
/// closed show up only when searched for.
class MarketFilter : public RawSort
{
    Q_OBJECT

public:
    enum class Kind { All, Usdt, Btc, Favourites };

    explicit MarketFilter(MarketModel &markets, QObject *parent = nullptr);

    void setKind(Kind kind);
    Kind kind() const { return m_kind; }
    void setWords(const QString &words);

    /// The quote currency is left out of the names while all have the same.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    MarketModel &m_markets;
    Kind m_kind = Kind::All;
    QString m_words; ///< letters and digits only
};

} // namespace coffer::ui
