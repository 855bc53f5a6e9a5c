// SPDX-License-Identifier: GPL-3.0-or-later
// One change of a key at a time, whichever kinds they are.
#include "changefixture.h"

#include "keys/changes/keyedit.h"
#include "keys/changes/revocation.h"
#include "keys/changes/rotation.h"
#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

/// A change of the key "Old bot", of whichever kind, begun.
struct Change
{
    Change(const ChangeFixture &fixture, const QString &kind, const char *label = "Old bot")
    {
        if (kind == QLatin1StringView(KeyEdit::kind)) {
            edit = std::make_unique<KeyEdit>(fixture.means, fixture.target(label));
            edit->start({htx::PermissionSet::parse(u"readOnly"_s), {u"127.0.0.1"_s}, {}});
        } else if (kind == QLatin1StringView(Revocation::kind)) {
            revocation = std::make_unique<Revocation>(fixture.means, fixture.target(label));
            revocation->start();
        } else {
            rotation = std::make_unique<Rotation>(fixture.means, *fixture.entry(label)->held);
            rotation->plan(rotation->wish(), false);
        }
    }

    std::optional<Error> error() const
    {
        return edit ? edit->error() : revocation ? revocation->error() : rotation->error();
    }
    bool isUnderWay() const
    {
        return edit         ? edit->state() == KeyEdit::State::WaitingForUser
               : revocation ? revocation->state() == Revocation::State::WaitingForUser
                            : !rotation->isBusy() && rotation->hasPlan();
    }
    bool hasEnded() const
    {
        return edit         ? edit->state() == KeyEdit::State::Stopped
               : revocation ? revocation->state() == Revocation::State::Stopped
                            : rotation->step() == Rotation::Step::Undone;
    }
    /// Ends it, as the user does.
    void end() const
    {
        if (edit)
            edit->stop();
        else if (revocation)
            revocation->stop();
        else
            rotation->discard();
    }

    std::unique_ptr<KeyEdit> edit;
    std::unique_ptr<Revocation> revocation;
    std::unique_ptr<Rotation> rotation;
};

bool isRefused(const Change &change, const QString &by)
{
    return change.error() && change.error()->code == QLatin1StringView(PendingTable::isUnderWay) &&
           change.error()->detail == by;
}

} // namespace

class TestAlone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondChangeIsRefused_data();
    void secondChangeIsRefused();
    void refusedOneTakesNothingAway();
    void otherKeysAreFree();
    void whatAnEarlierStartLeftCounts();
    void responseWaitsForNothing();
};

void TestAlone::secondChangeIsRefused_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    for (const char *first : {KeyEdit::kind, Rotation::kind, Revocation::kind}) {
        for (const char *second : {KeyEdit::kind, Rotation::kind, Revocation::kind})
            QTest::addRow("%s, then %s", first, second)
                << QString::fromLatin1(first) << QString::fromLatin1(second);
    }
}

void TestAlone::secondChangeIsRefused()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const Change one(fixture, first);
    QTRY_VERIFY(one.isUnderWay());
    const QList<Pending> journal = fixture.journal();
    QCOMPARE(journal.size(), 1);
    {
        const Change two(fixture, second);
        QTRY_VERIFY(isRefused(two, first));
        QVERIFY(!two.isUnderWay());
    }
    QCOMPARE(fixture.journal(), journal);
    QVERIFY(one.isUnderWay());
    one.end();
    QTRY_VERIFY(one.hasEnded());
    QVERIFY(fixture.journal().isEmpty());
    const Change again(fixture, second);
    QTRY_VERIFY(again.isUnderWay());
}

void TestAlone::refusedOneTakesNothingAway()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const Change one(fixture, u"revocation"_s);
    QTRY_VERIFY(one.isUnderWay());
    const Change two(fixture, u"revocation"_s);
    QTRY_VERIFY(isRefused(two, u"revocation"_s));
    two.end();
    QTRY_COMPARE(two.revocation->state(), Revocation::State::Stopped);
    const Change three(fixture, u"rotation"_s);
    QTRY_VERIFY(isRefused(three, u"revocation"_s));
    three.rotation->make({}); // without a plan
    three.end();
    QTRY_COMPARE(three.rotation->step(), Rotation::Step::Undone);
    QCOMPARE(fixture.journal().size(), 1);
    QVERIFY(one.isUnderWay());
}

void TestAlone::otherKeysAreFree()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const Change one(fixture, u"edit"_s);
    QTRY_VERIFY(one.isUnderWay());
    const Change two(fixture, u"rotation"_s, "Portfolio");
    QTRY_VERIFY(two.isUnderWay());
    QCOMPARE(fixture.journal().size(), 2);
}

void TestAlone::whatAnEarlierStartLeftCounts()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    {
        const Change one(fixture, u"edit"_s);
        QTRY_VERIFY(one.isUnderWay());
    }
    const Change two(fixture, u"revocation"_s);
    QTRY_VERIFY(isRefused(two, u"edit"_s));
    KeyEdit resumed(fixture.means, fixture.journal().first());
    resumed.start(*resumed.wish());
    QTRY_COMPARE(resumed.state(), KeyEdit::State::WaitingForUser);
}

/// A key that others may know is deleted whatever else is under way; what was begun does not run beside it.
void TestAlone::responseWaitsForNothing()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const Change edit(fixture, u"edit"_s);
    QTRY_VERIFY(edit.isUnderWay());
    Revocation step(fixture.means, fixture.target("Old bot"));
    step.setIsStep(true);
    step.start();
    QTRY_COMPARE(step.state(), Revocation::State::WaitingForUser);
    QCOMPARE(fixture.journal().size(), 2);
    for (const Pending &pending : fixture.journal()) {
        if (pending.kind != QLatin1StringView(Revocation::kind))
            continue;
        Revocation beside(fixture.means, pending); // continued from the Keys page
        beside.start();
        QTRY_COMPARE(beside.state(), Revocation::State::Unproved);
        QCOMPARE(beside.error()->code, QLatin1StringView(PendingTable::isUnderWay));
    }
    QCOMPARE(step.state(), Revocation::State::WaitingForUser);
}

QTEST_GUILESS_MAIN(TestAlone)
#include "tst_keys_alone.moc"
