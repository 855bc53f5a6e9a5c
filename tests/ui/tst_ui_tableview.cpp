// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decimal.h"
#include "support/patience.h"
#include "ui/common/emptystate.h"
#include "ui/common/rawsort.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;

namespace {

QStandardItem *item(const QString &text, const QVariant &raw)
{
    auto *made = new QStandardItem(text);
    made->setData(raw, SortRole);
    return made;
}

QVariant raw(const char *text)
{
    return QVariant::fromValue(*Decimal::parse(QByteArrayView(text)));
}

QStringList column(const QAbstractItemModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, column).data().toString();
    return texts;
}

} // namespace

class TableViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<QStandardItemModel>();
        m_model->setHorizontalHeaderLabels(
            {QStringLiteral("Asset"), QStringLiteral("Amount"), QStringLiteral("Note")});
        m_model->appendRow({item(QStringLiteral("BTC"), QStringLiteral("BTC")),
                            item(QStringLiteral("\u22122"), raw("-2")),
                            new QStandardItem(QStringLiteral("a\tb\nc"))});
        m_model->appendRow({item(QStringLiteral("ETH"), QStringLiteral("ETH")),
                            item(QStringLiteral("10"), raw("10")), new QStandardItem(QStringLiteral("n"))});
        m_model->appendRow({item(QStringLiteral("XRP"), QStringLiteral("XRP")),
                            item(QStringLiteral("\u2013"), {}), new QStandardItem(QStringLiteral("m"))});
    }

    void sortsByRawValueWithUnknownLast()
    {
        RawSort sort;
        QAbstractItemModelTester tester(&sort, QAbstractItemModelTester::FailureReportingMode::QtTest);
        sort.setSourceModel(m_model.get());
        sort.sort(1, Qt::AscendingOrder);
        QCOMPARE(column(sort, 0),
                 QStringList({QStringLiteral("BTC"), QStringLiteral("ETH"), QStringLiteral("XRP")}));
        sort.sort(1, Qt::DescendingOrder);
        QCOMPARE(column(sort, 0),
                 QStringList({QStringLiteral("ETH"), QStringLiteral("BTC"), QStringLiteral("XRP")}));
    }

    void comparesRawValues()
    {
        QCOMPARE(compareRaw(raw("9"), raw("10")), -1); // as text it would be the other way round
        QCOMPARE(compareRaw(qint64(9), qint64(10)), -1);
        QCOMPARE(compareRaw(raw("1.0"), raw("1")), 0);
        QVERIFY(compareRaw(QStringLiteral("b"), QStringLiteral("a")) > 0);
        QCOMPARE(compareRaw(QVariant(), raw("1")), 1);
    }

    void copiesRowsAsTabSeparatedText()
    {
        TableView view(QStringLiteral("t"), m_theme);
        view.setModel(m_model.get());
        view.selectAll();
        QCOMPARE(view.selectedText(), QStringLiteral("BTC\t-2\ta b c\nETH\t10\tn\nXRP\t\u2013\tm"));
        view.setColumnHidden(2, true);
        view.horizontalHeader()->moveSection(0, 1);
        view.selectRow(1);
        QCOMPARE(view.selectedText(), QStringLiteral("10\tETH"));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("10\tETH"));
    }

    void homeAndEndGoToTheFirstAndLastRow()
    {
        TableView view(QStringLiteral("t"), m_theme);
        view.setModel(m_model.get());
        view.setCurrentIndex(m_model->index(1, 1));
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentIndex(), m_model->index(2, 1));
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.currentIndex(), m_model->index(0, 1));
    }

    void emptyStateComesAndGoes()
    {
        TableView view(QStringLiteral("t"), m_theme);
        view.resize(400, 300);
        auto *empty = new EmptyState(QStringLiteral("search"), m_theme);
        empty->setText(QStringLiteral("Nothing"), QStringLiteral("Do this"));
        empty->setButton(QStringLiteral("Do"));
        QSignalSpy pressed(empty, &EmptyState::buttonClicked);
        view.setEmptyState(empty);
        view.setModel(m_model.get());
        view.show();
        QVERIFY(!empty->isVisible());
        m_model->removeRows(0, 3);
        QVERIFY(empty->isVisible());
        QTest::mouseClick(empty->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(pressed.size(), 1);
        m_model->appendRow(new QStandardItem(QStringLiteral("x")));
        QVERIFY(!empty->isVisible());
    }

    void remembersItsColumns()
    {
        Settings settings{QString()};
        {
            TableView view(QStringLiteral("t"), m_theme);
            view.setModel(m_model.get());
            view.rememberColumns(settings);
            view.setColumnHidden(2, true);
            view.setColumnWidth(0, 222);
            view.sortByColumn(1, Qt::DescendingOrder);
            QTRY_VERIFY(!settings.value(Setting<QByteArray>{QStringLiteral("columns/t"), {}}).isEmpty());
        }
        TableView again(QStringLiteral("t"), m_theme);
        again.setModel(m_model.get());
        again.rememberColumns(settings);
        QVERIFY(again.isColumnHidden(2));
        QCOMPARE(again.columnWidth(0), 222);
        QCOMPARE(again.horizontalHeader()->sortIndicatorSection(), 1);
        QCOMPARE(again.horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void paintsEveryKindOfCell()
    {
        m_model->item(0, 0)->setData(QStringLiteral("BTC"), CoinRole);
        m_model->item(0, 1)->setData(-1, SignRole);
        m_model->item(1, 1)->setData(0.5, FractionRole);
        m_model->item(1, 2)->setData(
            QVariant::fromValue(QList<Chip>{{QStringLiteral("Withdraw"), Chip::Tone::Danger}}), ChipsRole);
        m_model->item(2, 0)->setData(true, PlaceholderRole);
        TableView view(QStringLiteral("t"), m_theme);
        view.setModel(m_model.get());
        view.resize(500, 200);
        const QImage image = view.grab().toImage();
        const auto contains = [&image](const QColor &color) {
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == color)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(contains(QColor(0xf7, 0x93, 0x1a)));    // the coin
        QVERIFY(contains(m_theme.colors().dangerWash)); // the chip
    }

private:
    Settings m_settings{QString()};
    Theme m_theme{m_settings};
    std::unique_ptr<QStandardItemModel> m_model;
};

QTEST_MAIN(TableViewTest)
#include "tst_ui_tableview.moc"
