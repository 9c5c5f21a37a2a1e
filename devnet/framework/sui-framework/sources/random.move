/// Randomness that nobody can foresee or choose. The one `Random` is shared and has the id 0x8; the
/// validators renew it together. A generator made from it is different for every call and gives
/// `HMAC-SHA3-256(seed, counter)` for counter 1, 2, ..., 32 bytes each.
module sui::random;

use std::bcs;
use sui::{hmac::hmac_sha3_256, versioned::{Self, Versioned}};

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;
/// The object is of a version that this module does not know.
const EWrongInnerVersion: u64 = 1;
/// Rounds of randomness follow each other one by one.
const EInvalidRandomnessUpdate: u64 = 2;
/// The range is empty.
const EInvalidRange: u64 = 3;
/// The vector is too long.
const EInvalidLength: u64 = 4;

const CURRENT_VERSION: u64 = 1;
/// Bytes of a block.
const RAND_OUTPUT_LEN: u16 = 32;
const U16_MAX: u64 = 0xFFFF;

public struct Random has key {
    id: UID,
    /// Of `RandomInner`.
    inner: Versioned,
}

public struct RandomInner has store {
    version: u64,
    epoch: u64,
    randomness_round: u64,
    random_bytes: vector<u8>,
}

public struct RandomGenerator has drop {
    seed: vector<u8>,
    /// Blocks made so far.
    counter: u16,
    /// Bytes that were made and not used yet; the last one comes next.
    buffer: vector<u8>,
}

// === Generators ===

/// A new generator.
public fun new_generator(r: &Random, ctx: &mut TxContext): RandomGenerator {
    let salt = ctx.fresh_object_address().to_bytes();
    from_seed(hmac_sha3_256(&r.load_inner().random_bytes, &salt))
}

/// Random bytes: whole blocks as they come, the rest out of the buffer.
public fun generate_bytes(g: &mut RandomGenerator, num_of_bytes: u16): vector<u8> {
    let mut bytes = vector[];
    (num_of_bytes / RAND_OUTPUT_LEN).do!(|_| bytes.append(g.derive_next_block()));
    let rest = (num_of_bytes % RAND_OUTPUT_LEN) as u64;
    g.fill(rest);
    rest.do!(|_| bytes.push_back(g.buffer.pop_back()));
    bytes
}

public fun generate_u256(g: &mut RandomGenerator): u256 {
    g.number(32)
}

public fun generate_u128(g: &mut RandomGenerator): u128 {
    g.number(16) as u128
}

public fun generate_u64(g: &mut RandomGenerator): u64 {
    g.number(8) as u64
}

public fun generate_u32(g: &mut RandomGenerator): u32 {
    g.number(4) as u32
}

public fun generate_u16(g: &mut RandomGenerator): u16 {
    g.number(2) as u16
}

public fun generate_u8(g: &mut RandomGenerator): u8 {
    g.number(1) as u8
}

public fun generate_bool(g: &mut RandomGenerator): bool {
    g.number(1) % 2 == 1
}

/// From `min` to `max`, both included. Aborts with `EInvalidRange`.
public fun generate_u128_in_range(g: &mut RandomGenerator, min: u128, max: u128): u128 {
    g.number_in_range(min as u256, max as u256, 24) as u128
}

/// From `min` to `max`, both included. Aborts with `EInvalidRange`.
public fun generate_u64_in_range(g: &mut RandomGenerator, min: u64, max: u64): u64 {
    g.number_in_range(min as u256, max as u256, 16) as u64
}

/// From `min` to `max`, both included. Aborts with `EInvalidRange`.
public fun generate_u32_in_range(g: &mut RandomGenerator, min: u32, max: u32): u32 {
    g.number_in_range(min as u256, max as u256, 12) as u32
}

/// From `min` to `max`, both included. Aborts with `EInvalidRange`.
public fun generate_u16_in_range(g: &mut RandomGenerator, min: u16, max: u16): u16 {
    g.number_in_range(min as u256, max as u256, 10) as u16
}

/// From `min` to `max`, both included. Aborts with `EInvalidRange`.
public fun generate_u8_in_range(g: &mut RandomGenerator, min: u8, max: u8): u8 {
    g.number_in_range(min as u256, max as u256, 9) as u8
}

/// Puts the elements into a random order. Aborts with `EInvalidLength` for more than 65535.
public fun shuffle<T>(g: &mut RandomGenerator, v: &mut vector<T>) {
    let n = v.length();
    assert!(n <= U16_MAX, EInvalidLength);
    if (n == 0) return;
    let last = (n - 1) as u16;
    last.do!(|i| v.swap(i as u64, g.generate_u16_in_range(i, last) as u64))
}

// === Private Functions ===

fun from_seed(seed: vector<u8>): RandomGenerator {
    RandomGenerator { seed, counter: 0, buffer: vector[] }
}

fun derive_next_block(g: &mut RandomGenerator): vector<u8> {
    g.counter = g.counter + 1;
    hmac_sha3_256(&g.seed, &bcs::to_bytes(&g.counter))
}

/// Makes a block if there are fewer than `bytes` bytes, which are at most a block.
fun fill(g: &mut RandomGenerator, bytes: u64) {
    if (g.buffer.length() < bytes) {
        let block = g.derive_next_block();
        g.buffer.append(block);
    }
}

/// The next `bytes` bytes as a big-endian number.
fun number(g: &mut RandomGenerator, bytes: u64): u256 {
    g.fill(bytes);
    let mut value: u256 = 0;
    bytes.do!(|_| value = value << 8 | (g.buffer.pop_back() as u256));
    value
}

/// `bytes` is 8 more than the range needs, so that taking the remainder favours no number noticeably.
fun number_in_range(g: &mut RandomGenerator, min: u256, max: u256, bytes: u64): u256 {
    assert!(min <= max, EInvalidRange);
    // There is nothing to choose: no bytes are used.
    if (min == max) return min;
    min + g.number(bytes) % (max - min + 1)
}

fun load_inner(self: &Random): &RandomInner {
    assert!(self.inner.version() == CURRENT_VERSION, EWrongInnerVersion);
    let inner: &RandomInner = self.inner.load_value();
    assert!(inner.version == CURRENT_VERSION, EWrongInnerVersion);
    inner
}

fun load_inner_mut(self: &mut Random): &mut RandomInner {
    assert!(self.inner.version() == CURRENT_VERSION, EWrongInnerVersion);
    let inner: &mut RandomInner = self.inner.load_value_mut();
    assert!(inner.version == CURRENT_VERSION, EWrongInnerVersion);
    inner
}

/// Once, at genesis.
#[allow(unused_function)]
fun create(ctx: &mut TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let inner = RandomInner {
        version: CURRENT_VERSION,
        epoch: ctx.epoch(),
        randomness_round: 0,
        random_bytes: vector[],
    };
    let inner = versioned::create(CURRENT_VERSION, inner, ctx);
    transfer::share_object(Random { id: object::randomness_state(), inner })
}

/// The system brings new randomness: the very first has round 0, then rounds count up, from 0 again in a new
/// epoch. Aborts with `EInvalidRandomnessUpdate`.
#[allow(unused_function)]
fun update_randomness_state(
    self: &mut Random,
    new_round: u64,
    new_bytes: vector<u8>,
    ctx: &TxContext,
) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let epoch = ctx.epoch();
    let inner = self.load_inner_mut();
    let never_set =
        inner.epoch == 0 && inner.randomness_round == 0 && inner.random_bytes.is_empty();
    let follows = if (never_set) new_round == 0
    else {
        new_round == inner.randomness_round + 1 || (new_round == 0 && epoch > inner.epoch)
    };
    assert!(follows, EInvalidRandomnessUpdate);
    inner.epoch = epoch;
    inner.randomness_round = new_round;
    inner.random_bytes = new_bytes;
}

// === Test Functions ===

#[test_only]
public fun create_for_testing(ctx: &mut TxContext) {
    create(ctx)
}

#[test_only]
public fun update_randomness_state_for_testing(
    self: &mut Random,
    new_round: u64,
    new_bytes: vector<u8>,
    ctx: &TxContext,
) {
    self.update_randomness_state(new_round, new_bytes, ctx)
}

#[test_only]
public fun generator_seed(r: &RandomGenerator): &vector<u8> {
    &r.seed
}

#[test_only]
public fun generator_counter(r: &RandomGenerator): u16 {
    r.counter
}

#[test_only]
public fun generator_buffer(r: &RandomGenerator): &vector<u8> {
    &r.buffer
}

/// A generator whose seed the test runner chooses.
#[test_only]
public fun new_generator_for_testing(): RandomGenerator {
    from_seed(generate_rand_seed_for_testing())
}

#[test_only]
public fun new_generator_from_seed_for_testing(seed: vector<u8>): RandomGenerator {
    from_seed(seed)
}

#[test_only]
native fun generate_rand_seed_for_testing(): vector<u8>;
