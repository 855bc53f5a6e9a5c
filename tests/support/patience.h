// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

// Qt's five seconds are short for a key derivation on a busy machine under a sanitizer. What comes ends the
// wait at once, so that patience costs nothing but in a test that fails.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, 30'000)
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT(expression, message, 30'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 30'000)

namespace coffer::test {

/// QTest::qWaitFor() with the same patience.
template<class Predicate>
bool waitedFor(Predicate predicate)
{
    return QTest::qWaitFor(predicate, 30'000);
}

} // namespace coffer::test
