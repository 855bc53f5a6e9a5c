// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

namespace coffer::htx::feed {

/// Lets the object do something on its own thread: now when that is this one, else soon.
template<class Object, class Function>
void tell(Object *object, Function function)
{
    QMetaObject::invokeMethod(object, [object, function = std::move(function)] { function(*object); });
}

/// Destroys an object on its own thread, which runs, and waits for it.
inline void destroyOnItsThread(QObject *object)
{
    if (object->thread() == QThread::currentThread())
        delete object;
    else
        QMetaObject::invokeMethod(
            object, [object] { delete object; }, Qt::BlockingQueuedConnection);
}

} // namespace coffer::htx::feed
