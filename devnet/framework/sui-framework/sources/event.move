/// Events: what a transaction tells the world outside. Code on chain cannot read them.
module sui::event;

/// Tells the world `event`. Its type must belong to the module that calls.
public native fun emit<T: copy + drop>(event: T);

/// How many events there were so far.
#[test_only]
public native fun num_events(): u32;

/// The events of type `T` so far.
#[test_only]
public native fun events_by_type<T: copy + drop>(): vector<T>;
