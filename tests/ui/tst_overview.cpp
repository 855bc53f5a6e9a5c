// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/overview/accountscard.h"
#include "ui/overview/allocation.h"
#include "ui/overview/allocationcard.h"
#include "ui/overview/cardgrid.h"
#include "ui/overview/headline.h"
#include "ui/overview/keyhealthcard.h"
#include "ui/overview/moverscard.h"
#include "ui/overview/rowlist.h"
#include "ui/overview/unknownscard.h"

#include <QChartView>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using portfolio::Holding;

namespace {

Decimal decimal(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

Holding holding(const char *code, const char *value, const char *change = nullptr)
{
    Holding holding;
    holding.displayName = QString::fromLatin1(code);
    holding.currency = {holding.displayName.toLower()};
    holding.total = 1;
    if (value)
        holding.value = decimal(value);
    if (change)
        holding.change24h = decimal(change);
    return holding;
}

/// Every text that a card shows, its rows included.
QString textsOf(const QWidget &widget)
{
    QStringList texts;
    const QList<Label *> labels = widget.findChildren<Label *>();
    for (const Label *label : labels) {
        if (!label->isHidden())
            texts.append(label->text());
    }
    const QList<ListRowButton *> rows = widget.findChildren<ListRowButton *>();
    for (const ListRowButton *row : rows)
        texts.append(row->accessibleName());
    return texts.join(QLatin1Char('\n'));
}

keys::InventoryEntry keyEntry(const char *label, QList<keys::Finding> findings)
{
    keys::InventoryEntry entry;
    entry.held.emplace();
    entry.held->label = QString::fromLatin1(label);
    entry.findings = std::move(findings);
    return entry;
}

} // namespace

class TestOverview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allocates();
    void allocatesNothing();
    void allocationMasksAmounts();
    void findsTopMovers();
    void headlineShowsUnknownAsUnknown();
    void headlineConverts();
    void headlineSaysWhenARateIsMissing();
    void keyHealthPutsTheWorstFirst();
    void keyHealthNeverCallsTheUnknownHealthy();
    void unknownsNamesWhatIsLeftOut();
    void serverTextStaysPlain();
    void accountBarsFollowTheirLabels();
    void rowsKeepTheirWidgets();
    void rowsAnswerToTheKeyboard();
    void columns_data();
    void columns();

private:
    Settings m_settings{QString()};
    test::FakeClock m_clock;
    Format m_format{m_settings, m_clock};
    Theme m_theme{m_settings};
    Context m_context{m_theme, m_format, m_settings, m_clock};
};

void TestOverview::allocates()
{
    QList<Holding> holdings{holding("A", "10"),     holding("B", "500"), holding("NEW", nullptr),
                            holding("DEBT", "-50"), holding("C", "200"), holding("D", "90"),
                            holding("E", "200"),    holding("NIL", "0")};
    const QList<Slice> slices = allocate(holdings, 3);
    QCOMPARE(slices.size(), 4);
    QCOMPARE(slices.at(0).name, QStringLiteral("B"));
    QCOMPARE(slices.at(0).share, decimal("0.5"));
    QCOMPARE(slices.at(1).name, QStringLiteral("C"));
    QCOMPARE(slices.at(2).name, QStringLiteral("E"));
    QVERIFY(slices.at(3).isOther());
    QCOMPARE(slices.at(3).assets, 2);
    QCOMPARE(slices.at(3).value, decimal("100"));
    Decimal sum;
    for (const Slice &slice : slices)
        sum += slice.share;
    QCOMPARE(sum, Decimal(1));
    // A rest of one is that one.
    QCOMPARE(allocate(holdings, 4).constLast().name, QStringLiteral("A"));
}

void TestOverview::allocatesNothing()
{
    QVERIFY(allocate({}, 7).isEmpty());
    QVERIFY(allocate({holding("NEW", nullptr), holding("DEBT", "-1")}, 7).isEmpty());
}

void TestOverview::allocationMasksAmounts()
{
    AllocationCard card(m_theme, m_format);
    card.show({holding("BTC", "98765.43"), holding("ETH", "12345.67")}, {});
    card.createChart();
    QVERIFY(textsOf(card).contains(m_format.money(decimal("98765.43"))));
    m_format.setPrivate(true);
    card.show({holding("BTC", "98765.43"), holding("ETH", "12345.67")}, {});
    QVERIFY(!textsOf(card).contains(QStringLiteral("765")));
    const auto *chart = card.findChild<QChartView *>();
    QVERIFY(chart);
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("BTC")));
    QVERIFY(!chart->accessibleDescription().contains(QStringLiteral("765")));
    m_format.setPrivate(false);
}

void TestOverview::findsTopMovers()
{
    const QList<Holding> movers =
        topMovers({holding("A", "1", "0.01"), holding("B", "1"), holding("C", "1", "-0.09"),
                   holding("D", "1", "0.05"), holding("E", "1", "0")},
                  2);
    QCOMPARE(movers.size(), 2);
    QCOMPARE(movers.at(0).displayName, QStringLiteral("C"));
    QCOMPARE(movers.at(1).displayName, QStringLiteral("D"));
}

void TestOverview::headlineShowsUnknownAsUnknown()
{
    Headline headline(m_context);
    headline.show({}, {});
    const auto *total = headline.findChild<Label *>(QStringLiteral("total"));
    QCOMPARE(total->text(), m_format.money(std::nullopt));
    QVERIFY(!total->text().contains(QLatin1Char('0')));

    portfolio::Portfolio portfolio;
    portfolio.balancesAt = m_clock.nowMs();
    portfolio.pricesAt = m_clock.nowMs();
    portfolio.total = 1000;
    headline.show(portfolio, {});
    QCOMPARE(total->text(), m_format.money(Decimal(1000)));
    const QString change = headline.findChild<QWidget *>(QStringLiteral("change24h"))->accessibleName();
    QVERIFY2(change.contains(QStringLiteral("not known")), qPrintable(change));

    portfolio.pricesAt = 0; // 1,000 USDT and bitcoin at no price yet: no total
    portfolio.completeness.unpriced = {Currency{QStringLiteral("btc")}};
    headline.show(portfolio, {});
    QCOMPARE(total->text(), m_format.money(std::nullopt));
}

void TestOverview::headlineConverts()
{
    portfolio::Portfolio portfolio;
    portfolio.balancesAt = m_clock.nowMs();
    portfolio.pricesAt = m_clock.nowMs();
    portfolio.total = 1100;
    portfolio.change24h = Decimal(100);
    portfolio.rates.insert(QStringLiteral("EUR"), decimal("0.5"));
    Headline headline(m_context);
    headline.show(portfolio, Denomination::choose(QStringLiteral("EUR"), portfolio.rates));
    QCOMPARE(headline.findChild<Label *>(QStringLiteral("total"))->text(), m_format.money(Decimal(550)));
    const QString change = headline.findChild<QWidget *>(QStringLiteral("change24h"))->accessibleName();
    QVERIFY2(change.contains(m_format.change(Decimal(50))), qPrintable(change));
    QVERIFY2(change.contains(m_format.percent(decimal("0.1"))), qPrintable(change));

    QSignalSpy chosen(&headline, &Headline::currencyChosen);
    auto *box = headline.findChild<QComboBox *>();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.constFirst().constFirst().toString(), QStringLiteral("BTC"));
}

void TestOverview::headlineSaysWhenARateIsMissing()
{
    portfolio::Portfolio portfolio;
    portfolio.balancesAt = m_clock.nowMs();
    portfolio.pricesAt = m_clock.nowMs();
    portfolio.total = 1100;
    Headline headline(m_context);
    headline.show(portfolio, Denomination::choose(QStringLiteral("EUR"), {}));
    const QString note = headline.findChild<Label *>(QStringLiteral("totalNote"))->text();
    QVERIFY2(note.contains(QStringLiteral("EUR")) && note.contains(QStringLiteral("USDT")), qPrintable(note));
    QCOMPARE(headline.findChild<Label *>(QStringLiteral("total"))->text(), m_format.money(Decimal(1100)));
}

void TestOverview::keyHealthPutsTheWorstFirst()
{
    using keys::Finding;
    using keys::FindingKind;
    using keys::Severity;
    Finding mild;
    mild.kind = FindingKind::NoIpBinding;
    mild.severity = Severity::Warning;
    Finding grave;
    grave.kind = FindingKind::WithdrawWithoutIpBinding;
    grave.severity = Severity::Critical;
    KeyHealthCard card(m_theme);
    QSignalSpy link(&card, &Card::linkActivated);
    card.show({keyEntry("fine", {}), keyEntry("mild", {mild}), keyEntry("grave", {grave, mild})},
              LoadState::Ready);
    const QList<ListRowButton *> rows = card.findChildren<ListRowButton *>();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0)->row().text, QStringLiteral("grave"));
    QCOMPARE(rows.at(0)->row().index, 2);
    rows.at(0)->click();
    QCOMPARE(link.count(), 1);
}

void TestOverview::keyHealthNeverCallsTheUnknownHealthy()
{
    KeyHealthCard card(m_theme);
    card.show({keyEntry("a", {})}, LoadState::Ready);
    QVERIFY(textsOf(card).contains(QStringLiteral("nothing to report")));
    card.show({keyEntry("a", {})}, LoadState::Failed);
    QVERIFY(!textsOf(card).contains(QStringLiteral("nothing to report")));
    card.show({keyEntry("a", {})}, LoadState::Loading);
    QVERIFY(!textsOf(card).contains(QStringLiteral("nothing to report")));
}

void TestOverview::unknownsNamesWhatIsLeftOut()
{
    portfolio::Portfolio portfolio;
    portfolio.completeness.unpriced = {Currency{QStringLiteral("newcoin")}};
    portfolio.completeness.kindsNotCounted = {QStringLiteral("trust-asset")};
    htx::Account account;
    account.type = QStringLiteral("otc");
    portfolio.unread = {{account, Error{ErrorKind::PermissionMissing, {}, {}, {}}}};
    portfolio.completeness.exchangeValue = decimal("2");
    portfolio.completeness.ourValue = decimal("1.98");
    UnknownsCard card(m_theme, m_format);
    card.show(portfolio, {});
    const QString texts = textsOf(card);
    for (const char *expected : {"NEWCOIN", "trust-asset", "OTC"})
        QVERIFY2(texts.contains(QLatin1String(expected)), qPrintable(texts));
    QVERIFY2(texts.contains(m_format.percent(decimal("-0.01"))), qPrintable(texts));

    portfolio.completeness.exchangeValue.reset();
    card.show(portfolio, {});
    QVERIFY(textsOf(card).contains(QStringLiteral("valuation isn't known")));
}

void TestOverview::serverTextStaysPlain()
{
    portfolio::Portfolio portfolio;
    portfolio.completeness.kindsNotCounted = {QStringLiteral("<b>bold</b>\u202etxet")};
    UnknownsCard card(m_theme, m_format);
    card.show(portfolio, {});
    const QList<Label *> labels = card.findChildren<Label *>();
    for (const Label *label : labels)
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(!textsOf(card).contains(QChar(0x202e)));
}

void TestOverview::accountBarsFollowTheirLabels()
{
    AccountsCard card(m_theme, m_format);
    card.createChart();
    card.show({{QStringLiteral("spot"), Decimal(900)}, {QStringLiteral("margin"), Decimal(-100)}}, {});
    const auto *chart = card.findChild<QChartView *>();
    QVERIFY(chart);
    QVERIFY(chart->accessibleDescription().startsWith(QStringLiteral("Spot")));
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("Margin")));
    card.show({}, {});
    QVERIFY(textsOf(card).contains(QStringLiteral("No account")));
}

void TestOverview::rowsKeepTheirWidgets()
{
    RowList list(m_theme);
    ListRow row;
    row.text = QStringLiteral("one");
    list.setRows({row, row});
    const QList<ListRowButton *> before = list.findChildren<ListRowButton *>();
    row.text = QStringLiteral("two");
    list.setRows({row});
    const QList<ListRowButton *> after = list.findChildren<ListRowButton *>();
    QCOMPARE(after.size(), 1);
    QCOMPARE(after.constFirst(), before.constFirst());
    QCOMPARE(after.constFirst()->accessibleName(), QStringLiteral("two"));
}

void TestOverview::rowsAnswerToTheKeyboard()
{
    RowList list(m_theme);
    ListRow row;
    row.id = QStringLiteral("btcusdt");
    row.text = QStringLiteral("BTC");
    row.clickable = true;
    list.setRows({row});
    QSignalSpy activated(&list, &RowList::activated);
    auto *button = list.findChild<ListRowButton *>();
    QVERIFY(button->focusPolicy() != Qt::NoFocus);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.constFirst().constFirst().toString(), QStringLiteral("btcusdt"));
    row.clickable = false;
    list.setRows({row});
    QCOMPARE(button->focusPolicy(), Qt::NoFocus);
    button->click();
    QCOMPARE(activated.count(), 1);
}

void TestOverview::columns_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("columns");
    QTest::newRow("narrow") << 500 << 1;
    QTest::newRow("window of 1000") << 768 << 2;
    QTest::newRow("window of 1280") << 1032 << 2;
    QTest::newRow("window of 1400") << 1160 << 3;
}

void TestOverview::columns()
{
    QFETCH(int, width);
    QFETCH(int, columns);
    QCOMPARE(CardGrid::columnsFor(width), columns);
    CardGrid grid;
    QList<QWidget *> cards;
    for (int i = 0; i < 6; ++i) {
        auto *card = new QWidget;
        card->setMinimumHeight(20);
        grid.add(card);
        cards.append(card);
    }
    grid.resize(width, 600);
    grid.show();
    QTRY_COMPARE(grid.columns(), columns);
    const auto lefts = [&cards] {
        QSet<int> places;
        for (const QWidget *card : std::as_const(cards))
            places.insert(card->x());
        return static_cast<int>(places.size());
    };
    QTRY_COMPARE(lefts(), columns);
}

QTEST_MAIN(TestOverview)
#include "tst_overview.moc"
