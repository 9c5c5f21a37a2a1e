// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random and are the same in every run: xorshift with 64 bits.
#[test_only]
module walrus_core::test_random;

public struct Random has drop {
    state: u64,
}

public fun new(seed: u64): Random {
    let mut random = Random { state: seed + 0x9e3779b97f4a7c15 };
    8u8.do!(|_| { random.next(); });
    random
}

/// Any number of 64 bits but 0.
public fun next(self: &mut Random): u64 {
    let mut x = self.state;
    x = x ^ (x << 13);
    x = x ^ (x >> 7);
    x = x ^ (x << 17);
    self.state = x;
    x
}

/// A number from 0 up to but not including `bound`.
public fun below(self: &mut Random, bound: u64): u64 {
    self.next() % bound
}

/// Some order or other.
public fun shuffle<T>(self: &mut Random, values: &mut vector<T>) {
    let n = values.length();
    n.do!(|i| values.swap(i, i + self.below(n - i)));
}
