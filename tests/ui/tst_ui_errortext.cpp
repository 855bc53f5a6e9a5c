// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errortext.h"

#include "htx/errormap.h"
#include "support/refusalcodes.h"
#include "ui/common/refusaltext.h"

#include <QSet>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;

class ErrorTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsOwnWords()
    {
        QSet<QString> titles;
        QSet<QString> advices;
        // InvalidInput is the last kind (core/error.h).
        for (int i = 0; i <= static_cast<int>(ErrorKind::InvalidInput); ++i) {
            const ErrorText words = errorText(Error{static_cast<ErrorKind>(i), {}, {}, std::nullopt});
            QVERIFY2(!words.title.isEmpty(), qPrintable(QString::number(i)));
            QVERIFY2(!words.advice.isEmpty(), qPrintable(words.title));
            QVERIFY2(!titles.contains(words.title), qPrintable(words.title));
            QVERIFY2(!advices.contains(words.advice), qPrintable(words.advice));
            QCOMPARE(words.button.isEmpty(), words.remedy == Remedy::None);
            titles.insert(words.title);
            advices.insert(words.advice);
        }
    }

    void everyReasonHasItsOwnWords()
    {
        QSet<QString> titles;
        for (int i = 1; i < static_cast<int>(htx::Reason::Count); ++i) {
            const RefusalText words = refusalText(static_cast<htx::Reason>(i));
            QVERIFY2(!words.title.isEmpty() && !words.advice.isEmpty(), qPrintable(QString::number(i)));
            QVERIFY2(!titles.contains(words.title), qPrintable(words.title));
            titles.insert(words.title);
        }
        QVERIFY(refusalText(htx::Reason::None).title.isEmpty());
    }

    void everyCodeSaysMoreThanRefused_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        for (const test::RefusalCode &row : test::refusalCodes)
            QTest::addRow("%s %s", row.code, row.text)
                << QString::fromLatin1(row.code) << QString::fromLatin1(row.text);
    }

    void everyCodeSaysMoreThanRefused()
    {
        QFETCH(const QString, code);
        QFETCH(const QString, text);
        const QString plain = errorText(Error{ErrorKind::Rejected, {}, {}, {}}).title;
        const ErrorText words = errorText(htx::errorFrom(code, text));
        QVERIFY(words.title != plain);
        QVERIFY(!words.advice.isEmpty());
        QVERIFY(words.details.contains(code)); // the raw code stays to be seen
    }

    void unknownOutcomesKeepTheirWarning()
    {
        const Error error{ErrorKind::OutcomeUnknown, QStringLiteral("order-update-error"), {}, {}};
        QCOMPARE(errorText(error).title, errorText(Error{ErrorKind::OutcomeUnknown, {}, {}, {}}).title);
    }

    void theAddressThatTheExchangeSawIsOffered()
    {
        const ErrorText known =
            errorText(Error{ErrorKind::IpNotAllowed, {}, QStringLiteral("203.0.113.9"), {}});
        QVERIFY(known.advice.contains(QStringLiteral("203.0.113.9")));
        QCOMPARE(known.remedy, Remedy::CopyAddress);
        const ErrorText unknown = errorText(Error{ErrorKind::IpNotAllowed, {}, {}, {}});
        QCOMPARE(unknown.remedy, Remedy::OpenKeys);
    }

    void waitingTimeIsToldInSeconds()
    {
        const Error error{ErrorKind::RateLimited, {}, {}, std::chrono::milliseconds(2500)};
        QVERIFY(errorText(error).advice.contains(QStringLiteral("3 s")));
    }

    void detailsAreTheOtherSidesWordsMadeSafe()
    {
        const Error error{
            ErrorKind::Rejected, QStringLiteral("bad-thing"), QStringLiteral("no\u202e <b>way</b>"), {}};
        QCOMPARE(errorText(error).details, QStringLiteral("bad-thing: no[U+202E] <b>way</b>"));
        QCOMPARE(errorText(Error{ErrorKind::Rejected, QStringLiteral("code"), {}, {}}).details,
                 QStringLiteral("code"));
    }

    void aProfileInUseIsNotAnUnwritableOne()
    {
        const Error inUse{ErrorKind::StorageUnavailable, QStringLiteral("in-use"), {}, {}};
        const Error unwritable{ErrorKind::StorageUnavailable, QStringLiteral("not-writable"), {}, {}};
        QVERIFY(errorText(inUse).title != errorText(unwritable).title);
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_ui_errortext.moc"
