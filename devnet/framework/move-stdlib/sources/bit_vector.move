/// A fixed number of bits, one `bool` each.
module std::bit_vector;

/// An index past the end.
const EINDEX: u64 = 0x20000;
/// A length of zero, or of `MAX_SIZE` or more.
const ELENGTH: u64 = 0x20001;

#[test_only]
const WORD_SIZE: u64 = 1;
/// The first length that is too large.
const MAX_SIZE: u64 = 1024;

public struct BitVector has copy, drop, store {
    length: u64,
    bit_field: vector<bool>,
}

/// `length` bits, all zero. Aborts with `ELENGTH`.
public fun new(length: u64): BitVector {
    assert!(0 < length && length < MAX_SIZE, ELENGTH);
    BitVector { length, bit_field: vector::tabulate!(length, |_| false) }
}

/// Makes a bit one. Aborts with `EINDEX`.
public fun set(bitvector: &mut BitVector, bit_index: u64) {
    bitvector.write(bit_index, true)
}

/// Makes a bit zero. Aborts with `EINDEX`.
public fun unset(bitvector: &mut BitVector, bit_index: u64) {
    bitvector.write(bit_index, false)
}

/// Moves every bit `amount` places towards index 0; zeros come in at the end.
public fun shift_left(bitvector: &mut BitVector, amount: u64) {
    let n = bitvector.length;
    let kept = if (amount < n) n - amount else 0;
    n.do!(|i| {
        let bit = i < kept && bitvector.bit_field[i + amount];
        *(&mut bitvector.bit_field[i]) = bit;
    })
}

/// Whether a bit is one. Aborts with `EINDEX`.
public fun is_index_set(bitvector: &BitVector, bit_index: u64): bool {
    assert!(bit_index < bitvector.bit_field.length(), EINDEX);
    bitvector.bit_field[bit_index]
}

/// How many bits there are.
public fun length(bitvector: &BitVector): u64 {
    bitvector.bit_field.length()
}

/// How many ones follow each other from `start_index` on. Aborts with `EINDEX`.
public fun longest_set_sequence_starting_at(bitvector: &BitVector, start_index: u64): u64 {
    assert!(start_index < bitvector.length, EINDEX);
    let mut ones = 0;
    while (start_index + ones < bitvector.length) {
        if (!bitvector.bit_field[start_index + ones]) break;
        ones = ones + 1;
    };
    ones
}

fun write(self: &mut BitVector, index: u64, bit: bool) {
    assert!(index < self.bit_field.length(), EINDEX);
    *(&mut self.bit_field[index]) = bit;
}

#[test_only]
public fun word_size(): u64 {
    WORD_SIZE
}
