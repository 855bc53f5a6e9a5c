// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "decode.h"
#include "htx/signer.h"

#include <QTest>

/// What the tests of the endpoints have in common.
namespace coffer::htx::test {

inline Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

/// The value, or a failed test that says why.
template<class T>
T good(Result<T> result)
{
    if (!result)
        QTest::qFail(qPrintable(result.error().detail), __FILE__, __LINE__);
    return result.value_or(T{});
}

/// The value of a fixture as the answer to this call.
template<class T>
T read(const Call<T> &call, const QByteArray &name)
{
    return good(decode(call, fixture(name)));
}

/// Columns of a table of requests; one row is added for each with addRequest().
inline void requestColumns()
{
    QTest::addColumn<Request>("request");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Permission>("permission");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("group");
}

/// A GET that needs Read: target is the path and the query, sorted. group: where it is not the path.
inline void addGet(const char *name, const Request &request, const QByteArray &target, int limit,
                   const QByteArray &group = {}, Permission permission = Permission::Read)
{
    QTest::newRow(name) << request << target << QByteArray() << permission << limit
                        << (group.isEmpty() ? target.split('?').first() : group);
}

/// A POST, with the exact body.
inline void addPost(const char *name, const Request &request, const QByteArray &path, const QByteArray &body,
                    int limit, const QByteArray &group = {}, Permission permission = Permission::Trade)
{
    QTest::newRow(name) << request << path << body << permission << limit << (group.isEmpty() ? path : group);
}

/// Compares the row's request in every member but its priority.
inline void checkRequest()
{
    QFETCH(const Request, request);
    QFETCH(const QByteArray, body);
    const QByteArray query = canonicalQuery(request.query);
    QTEST(query.isEmpty() ? request.path : request.path + '?' + query, "target");
    QCOMPARE(request.method, body.isEmpty() ? Method::Get : Method::Post);
    QCOMPARE(request.body, body);
    QTEST(request.permission, "permission");
    QTEST(request.perTwoSeconds, "limit");
    QTEST(request.rateGroup, "group");
}

} // namespace coffer::htx::test
