/// Branches, loops, calls, recursion, aborts.
module conformance::control;

use conformance::log::{Self, opaque};

const EPlain: u64 = 42;
#[error]
const EClever: vector<u8> = b"a clever error";

public fun case_loops(): vector<u8> {
    let mut log = log::new();
    let mut i = 0u64;
    while (i < 10) {
        i = i + 1;
        if (i % 3 == 0) continue;
        if (i == 8) break;
        log.take(i);
    };
    let found = loop {
        i = i + 7;
        if (i % 5 == 2) break i
    };
    log.take(found);
    let labelled = 'outer: {
        let mut j = 0u8;
        while (true) {
            j = j + 1;
            if (j > 3) return_to!(&mut log, j);
            if (j == 5) return 'outer j
        };
        0u8
    };
    log.take(labelled);
    log.finish()
}

macro fun return_to($log: &mut log::Log, $value: u8) {
    let log = $log;
    log.take($value)
}

public fun case_booleans(): vector<u8> {
    let mut log = log::new();
    let values = vector[true, false];
    values.do_ref!(|a| values.do_ref!(|b| {
        log.take(*a && *b);
        log.take(*a || *b);
        log.take(!*a);
        log.take(*a == *b);
        log.take(*a != *b);
    }));
    log.finish()
}

public fun fibonacci(n: u64): u64 {
    if (n < 2) n else fibonacci(n - 1) + fibonacci(n - 2)
}

fun is_even(n: u64): bool { if (n == 0) true else is_odd(n - 1) }

fun is_odd(n: u64): bool { if (n == 0) false else is_even(n - 1) }

public fun case_recursion(): vector<u8> {
    let mut log = log::new();
    log.take(fibonacci(12));
    log.take(is_even(100));
    log.take(is_odd(100));
    log.finish()
}

fun three(): (u8, bool, address) { (7, true, @0xcafe) }

fun swap<A, B>(a: A, b: B): (B, A) { (b, a) }

public fun case_multiple_returns(): vector<u8> {
    let mut log = log::new();
    let (a, b, c) = three();
    let (d, e) = swap(a, c);
    log.take(a);
    log.take(b);
    log.take(d);
    log.take(e);
    log.finish()
}

/// Tail position, yet every call keeps a frame: counts down without operands waiting below.
fun descend(n: u64): u64 {
    if (n == 0) return 0;
    let rest = descend(n - 1);
    rest + 1
}

fun descend_with_operand(n: u64): u64 { if (n == 0) 0 else 1 + descend_with_operand(n - 1) }

fun descend_with_three(n: u64): u64 {
    if (n == 0) 0 else n + (n * (n + descend_with_three(n - 1)) % 1000)
}

public fun case_deepest_recursion(): vector<u8> {
    let mut log = log::new();
    // The case and the test around it take frames too, so stop a little before the limit.
    log.take(descend(1015));
    log.take(descend_with_operand(1000));
    log.take(descend_with_three(300));
    log.finish()
}

public fun fail_frames() { descend(5000); }

public fun fail_operands() { descend_with_operand(5000); }

public fun fail_operands_of_three() { descend_with_three(5000); }

public fun fail_abort_literal() { abort 7 }

public fun fail_abort_constant() { abort EPlain }

public fun fail_abort_largest() { abort opaque(0x7fff_ffff_ffff_ffff) }

public fun fail_abort_clever() { abort EClever }

public fun fail_assert() { assert!(opaque(false), EPlain) }

public fun fail_assert_without_code() {
    assert!(opaque(1u8) == 2)
}

public fun fail_abort_deep_inside() {
    let _ = nested(3);
}

fun nested(n: u64): u64 {
    if (n == 0) abort 99;
    nested(n - 1) + 1
}

public fun fail_abort_with_operands_waiting(): u64 {
    opaque(1u64) + (opaque(2) * { if (opaque(true)) abort 5; 3 })
}
