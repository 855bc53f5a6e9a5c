// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <QCoreApplication>

#include <memory>

namespace coffer::test {

template<class Store>
std::unique_ptr<Store> &theMillion()
{
    static std::unique_ptr<Store> made;
    return made;
}

/// The large store of a program, made with these arguments when it is first needed.
template<class Store, class... Arguments>
Store &million(Arguments... arguments)
{
    if (!theMillion<Store>())
        theMillion<Store>() = std::make_unique<Store>(arguments...);
    return *theMillion<Store>();
}

template<class Store>
int runBenchmarks(int argc, char **argv)
{
    const QCoreApplication application(argc, argv); // for the SQL driver plugin
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    theMillion<Store>().reset(); // while the application is there
    return 0;
}

} // namespace coffer::test
