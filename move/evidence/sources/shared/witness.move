// SPDX-License-Identifier: Apache-2.0

/// The witness with which this package makes sentences. `System` records its type as that of the
/// network's judge; no other package can make one, and no capability has to be kept.
module evidence::witness;

use walrus::judge::{Self, Sentence};

// === Structs ===

/// The type that names this package as a judge.
public struct Witness() has drop;

// === Public-Package Functions ===

/// A sentence without orders.
public(package) fun sentence(): Sentence {
    judge::sentence(Witness())
}
