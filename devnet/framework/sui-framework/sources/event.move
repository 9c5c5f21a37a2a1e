/// Events: what a transaction tells the world outside. Code on chain cannot read them.
module sui::event;

use std::type_name;
use sui::{accumulator, accumulator_settlement::EventStreamHead};

/// Tells the world `event`. Its type must belong to the module that calls.
public native fun emit<T: copy + drop>(event: T);

/// As `emit`, in the stream of the package that defines the type, whose head a light client can check.
public fun emit_authenticated<T: copy + drop>(event: T) {
    let stream = type_name::original_id<T>();
    let head = accumulator::accumulator_address<EventStreamHead>(stream);
    emit_authenticated_impl<EventStreamHead, T>(head, stream, event)
}

native fun emit_authenticated_impl<StreamHeadT, T: copy + drop>(
    accumulator_id: address,
    stream: address,
    event: T,
);

/// How many events there were so far.
#[test_only]
public native fun num_events(): u32;

/// The events of type `T` so far.
#[test_only]
public native fun events_by_type<T: copy + drop>(): vector<T>;
