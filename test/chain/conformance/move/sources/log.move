/// What a case has seen: the BCS of every value it shows, one after another. A case returns its log, so that
/// two machines can be compared value by value.
module conformance::log;

use std::{bcs, hash};

public struct Log has drop { bytes: vector<u8> }

public fun new(): Log { Log { bytes: vector[] } }

public fun show<T>(self: &mut Log, value: &T) {
    self.bytes.append(bcs::to_bytes(value))
}

public fun take<T: drop>(self: &mut Log, value: T) {
    self.show(&value)
}

public fun finish(self: Log): vector<u8> { self.bytes }

/// Aborts with a digest of a log: the one channel through which every test runner tells a number.
public fun report(bytes: vector<u8>) {
    let digest = hash::sha3_256(bytes);
    let mut code = 0u64;
    7u64.do!(|i| code = (code << 8) | (digest[i] as u64));
    abort code
}

/// Hides a value from the compiler, so that what is done with it is done by the machine.
public fun opaque<T>(value: T): T { value }
