// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lock/sleepwatch.h"

#import <AppKit/AppKit.h>

namespace coffer::ui {

struct SleepWatch::Private
{
    explicit Private(SleepWatch *watch)
    {
        sleep = [[[NSWorkspace sharedWorkspace] notificationCenter]
            addObserverForName:NSWorkspaceWillSleepNotification
                        object:nil
                         queue:[NSOperationQueue mainQueue]
                    usingBlock:^(NSNotification *) { Q_EMIT watch->aboutToSleep(); }];
        screen = [[NSDistributedNotificationCenter defaultCenter]
            addObserverForName:@"com.apple.screenIsLocked"
                        object:nil
                         queue:[NSOperationQueue mainQueue]
                    usingBlock:^(NSNotification *) { Q_EMIT watch->screenLocked(); }];
        // The centres hold them too; without a count of ours they could go before we ask them to.
        [sleep retain];
        [screen retain];
    }
    ~Private()
    {
        [[[NSWorkspace sharedWorkspace] notificationCenter] removeObserver:sleep];
        [[NSDistributedNotificationCenter defaultCenter] removeObserver:screen];
        [sleep release];
        [screen release];
    }

    id sleep = nil;
    id screen = nil;
};

SleepWatch::SleepWatch(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

SleepWatch::~SleepWatch() = default;

bool SleepWatch::hearsOfSleep() const
{
    return true;
}

} // namespace coffer::ui
