// SPDX-License-Identifier: Apache-2.0

/// Sets of members of a committee, as bitmaps: bit i is the member i, in the order of the bitmaps
/// with which certificates name their signers. A committee has at most 150 members.
module evidence::members;

use sui::bcs;

// === Errors ===

/// The bitmap names members that the committee does not have.
const EUnknownMember: u64 = 0;

// === Public-Package Functions ===

/// The first `n` members.
public(package) fun first(n: u64): u256 {
    (1u256 << (n as u8)) - 1
}

/// One member.
public(package) fun only(index: u64): u256 {
    1u256 << (index as u8)
}

/// Is the member in the set?
public(package) fun contains(set: u256, index: u64): bool {
    set & only(index) != 0
}

/// The members of one set that are not in the other.
public(package) fun without(set: u256, other: u256): u256 {
    set ^ (set & other)
}

/// Aborts if the set has others than the first `n` members.
public(package) fun assert_among(set: u256, n: u64) {
    assert!(set & first(n) == set, EUnknownMember);
}

/// The sum of what the members of the set weigh.
public(package) fun weight(set: u256, weights: &vector<u16>): u16 {
    // Byte by byte, because arithmetic of 256 bits costs as much for each member as all the rest.
    let bytes = bcs::to_bytes(&set);
    let n = weights.length();
    let mut sum = 0;
    let mut at = 0;
    while (at < n) {
        let mut byte = bytes[at / 8];
        let mut index = at;
        while (byte != 0) {
            if (byte & 1 == 1) sum = sum + weights[index];
            byte = byte >> 1;
            index = index + 1;
        };
        at = at + 8;
    };
    sum
}
