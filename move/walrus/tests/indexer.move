// SPDX-License-Identifier: Apache-2.0

/// Looks at events as somebody outside does.
#[test_only]
module walrus::indexer;

use std::unit_test::assert_eq;
use sui::event;

/// The last event of type `T` says what the one that `$expected` emits would say.
public macro fun assert_last<$T: copy + drop>($expected: || -> ()) {
    let n = event::events_by_type<$T>().length();
    $expected();
    let events = event::events_by_type<$T>();
    assert!(n > 0);
    assert_eq!(events.length(), n + 1);
    assert_eq!(events[n - 1], events[n]);
}
