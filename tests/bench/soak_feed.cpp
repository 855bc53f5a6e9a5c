// SPDX-License-Identifier: GPL-3.0-or-later
// The market feed against the local exchange for a long time, through a proxy that drops connections at
// random. Every few seconds each book is compared with a fresh image of the exchange at the same sequence.
// Prints a report; ends with 1 when a book differed or none could be compared.
//   soak_feed [--minutes 30] [--every 5] [--drop 20] [--markets 5]
#include "droppingproxy.h"
#include "exchange/exchange.h"
#include "htx/feed/feedthread.h"
#include "htx/feed/marketfeed.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <unistd.h>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;

namespace {

constexpr qsizetype keptBooks = 300; ///< the last ones of a market, to find the one of an image's sequence

const QStringList marketNames{QStringLiteral("btcusdt"), QStringLiteral("ethusdt"),
                              QStringLiteral("htxusdt"), QStringLiteral("trxusdt"),
                              QStringLiteral("xrpusdt"), QStringLiteral("solusdt")};

double residentMiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) /
           (1024.0 * 1024.0);
}

class Soak : public QObject
{
public:
    Soak(const QUrl &exchange, const QUrl &proxy, int markets, QThread &thread)
        : m_feed(m_clock, thread), m_witness(m_clock, thread)
    {
        Topics topics{Topic::tickers()};
        for (const QString &name : marketNames.first(std::min<qsizetype>(markets, marketNames.size()))) {
            m_symbols += Symbol{name};
            topics.insert(Topic::book(Symbol{name}));
            topics.insert(Topic::candles(Symbol{name}, Period::Min1));
        }
        connect(&m_feed, &MarketFeed::arrived, this, &Soak::take);
        connect(&m_feed, &MarketFeed::resumed, this, [this] { ++m_resumed; });
        m_witness.setExchange(exchange);
        // So that its socket stays: a request alone would open and close one.
        m_witness.setTopics(QStringLiteral("soak"), {Topic::book(m_symbols.first())});
        m_feed.setExchange(proxy);
        m_feed.setTopics(QStringLiteral("soak"), topics);
        m_sinceBatch.start();
    }

    void compareAll()
    {
        m_residentMax = std::max(m_residentMax, residentMiB());
        if (m_residentFirst == 0)
            m_residentFirst = residentMiB();
        for (const Symbol &symbol : std::as_const(m_symbols)) {
            whenDone(this, m_witness.bookImage(symbol), [this, symbol](const Result<BookUpdate> &image) {
                if (!image) {
                    ++m_noImage;
                    return;
                }
                // What is on its way to us gets a moment.
                QTimer::singleShot(500, this, [this, symbol, image = *image] { compare(symbol, image); });
            });
        }
    }

    bool report(int drops) const
    {
        QTextStream out(stdout);
        out << "drops " << drops << ", live again " << m_resumed << ", batches " << m_batches << ", tickers "
            << m_tickers << ", candles " << m_candles << "\nbooks compared equal " << m_equal
            << ", different " << m_different << ", not live " << m_notLive << ", without that sequence "
            << m_unmatched << ", no image " << m_noImage << "\nlongest time without a batch while live "
            << m_longestStall << " ms, resident memory first " << m_residentFirst << " MiB, last "
            << residentMiB() << " MiB, most " << m_residentMax << " MiB\n";
        return m_different == 0 && m_equal > 0;
    }

private:
    void take(const MarketBatch &batch)
    {
        ++m_batches;
        m_tickers += batch.tickers.size();
        m_candles += batch.candles.size();
        const qint64 gap = m_sinceBatch.restart();
        if (m_wasLive && m_feed.status().isLive())
            m_longestStall = std::max(m_longestStall, gap);
        m_wasLive = m_feed.status().isLive();
        for (auto book = batch.books.cbegin(); book != batch.books.cend(); ++book) {
            QList<Book> &kept = m_books[book.key().symbol];
            kept.append(*book);
            if (kept.size() > keptBooks)
                kept.removeFirst();
        }
    }

    void compare(const Symbol &symbol, const BookUpdate &image)
    {
        const QList<Book> kept = m_books.value(symbol);
        if (kept.isEmpty() || !kept.last().isLive) {
            ++m_notLive;
            return;
        }
        const auto same = std::find_if(kept.crbegin(), kept.crend(), [&image](const Book &book) {
            return book.isLive && book.depth.version == image.sequence;
        });
        if (same == kept.crend())
            ++m_unmatched;
        else if (same->depth.bids == image.bids && same->depth.asks == image.asks)
            ++m_equal;
        else
            ++m_different;
    }

    SystemClock m_clock;
    MarketFeed m_feed;
    MarketFeed m_witness; ///< straight to the exchange
    QList<Symbol> m_symbols;
    QHash<Symbol, QList<Book>> m_books;
    QElapsedTimer m_sinceBatch;
    qint64 m_batches = 0, m_tickers = 0, m_candles = 0, m_longestStall = 0;
    int m_resumed = 0, m_equal = 0, m_different = 0, m_notLive = 0, m_unmatched = 0, m_noImage = 0;
    double m_residentFirst = 0, m_residentMax = 0;
    bool m_wasLive = false;
};

int option(const QCommandLineParser &parser, const QString &name)
{
    return std::max(1, parser.value(name).toInt());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const auto add = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QStringLiteral("number"),
                          QString::fromLatin1(value)});
    };
    add("minutes", "How long.", "30");
    add("every", "Seconds between two comparisons.", "5");
    add("drop", "Seconds between two drops, at most.", "20");
    add("markets", "How many books.", "5");
    parser.process(application);

    exchange::Exchange exchange;
    Future<exchange::Served> served = exchange.start();
    served.waitForFinished();
    if (!served.result())
        qFatal("%s", qPrintable(served.result().error().detail));
    const QUrl url = served.result()->url;
    bench::DroppingProxy proxy(static_cast<quint16>(url.port()), option(parser, QStringLiteral("drop")) + 1);
    QUrl proxied = url;
    proxied.setPort(proxy.port());
    FeedThread thread;
    Soak soak(url, proxied, option(parser, QStringLiteral("markets")), thread.thread());

    QTimer compare;
    QObject::connect(&compare, &QTimer::timeout, &soak, [&soak] { soak.compareAll(); });
    compare.start(std::chrono::seconds(option(parser, QStringLiteral("every"))));
    QTimer tell;
    QObject::connect(&tell, &QTimer::timeout, &soak, [&] { soak.report(proxy.drops()); });
    tell.start(std::chrono::minutes(5));
    QTimer::singleShot(std::chrono::minutes(option(parser, QStringLiteral("minutes"))), &application,
                       &QCoreApplication::quit);
    QCoreApplication::exec();
    compare.stop();
    return soak.report(proxy.drops()) ? 0 : 1;
}
