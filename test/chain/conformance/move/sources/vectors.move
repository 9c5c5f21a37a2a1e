/// Vectors: the instructions, what std builds on them, and every way to miss.
module conformance::vectors;

use conformance::log::{Self, Log, opaque};

public struct Item has copy, drop, store { id: u64, name: vector<u8> }
/// Without copy or drop.
public struct Coin { value: u64 }

fun exercise<T: copy + drop>(log: &mut Log, a: T, b: T) {
    let mut v = vector[];
    log.take(v.length());
    v.push_back(a);
    v.push_back(b);
    v.push_back(a);
    log.show(&v);
    log.take(v[0] == v[2]);
    v.swap(0, 1);
    v.swap(2, 2);
    log.show(&v);
    *(&mut v[1]) = b;
    log.show(&v[1]);
    log.take(v.pop_back());
    log.take(v.remove(0));
    v.insert(a, 0);
    v.append(vector[a, b, a]);
    v.reverse();
    log.take(v.contains(&b));
    let (found, at) = v.index_of(&a);
    log.take(found);
    log.take(at);
    log.take(v.swap_remove(1));
    log.show(&v);
    log.take(v.map!(|x| x == a));
    log.take(v.filter!(|x| *x != a));
    log.take(v.length());
}

public fun case_all_elements(): vector<u8> {
    let mut log = log::new();
    exercise(&mut log, true, false);
    exercise(&mut log, 1u8, 2);
    exercise(&mut log, 1u16, 2);
    exercise(&mut log, 1u32, 2);
    exercise(&mut log, 1u64, 18446744073709551615);
    exercise(&mut log, 1u128, 1 << 127);
    exercise(&mut log, 1u256, 1 << 255);
    exercise(&mut log, @0x1, @0x2);
    exercise(&mut log, b"", b"bytes");
    exercise(&mut log, Item { id: 1, name: b"one" }, Item { id: 2, name: b"two" });
    exercise(&mut log, vector[vector[1u64]], vector[]);
    exercise(&mut log, option::none<u8>(), option::some(1));
    log.finish()
}

public fun case_concrete(): vector<u8> {
    let mut log = log::new();
    let mut numbers = vector[10u64, 20, 30];
    let second = &mut numbers[1];
    *second = *second + 5;
    log.take(numbers[1]);
    let mut items = vector[Item { id: 1, name: b"a" }, Item { id: 2, name: b"b" }];
    items[0].name.push_back(65);
    items[1].id = 99;
    let last = &items[1];
    log.take(last.id);
    log.show(&items);
    let mut grid = vector[vector[1u8, 2], vector[3, 4]];
    *(&mut grid[1][0]) = 30;
    grid[0].push_back(5);
    log.show(&grid);
    log.take(numbers.fold!(0, |sum, n| sum + n));
    log.take(vector::tabulate!(5, |i| i * i));
    log.take(vector[3u8, 1, 2].map_ref!(|x| *x + 1));
    log.finish()
}

public fun case_without_drop(): vector<u8> {
    let mut log = log::new();
    let mut coins = vector[Coin { value: 1 }, Coin { value: 2 }, Coin { value: 3 }];
    coins.swap(0, 2);
    let mut sum = 0;
    while (!coins.is_empty()) {
        let Coin { value } = coins.pop_back();
        sum = sum * 10 + value;
    };
    coins.destroy_empty();
    log.take(sum);
    log.finish()
}

/// Copies share nothing.
public fun case_copies(): vector<u8> {
    let mut log = log::new();
    let original = vector[vector[1u8], vector[2]];
    let mut changed = original;
    changed[0].push_back(9);
    changed.push_back(vector[]);
    log.take(original);
    log.take(changed);
    let mut items = vector[Item { id: 1, name: b"x" }];
    let taken = items[0];
    items[0].name.push_back(7);
    log.take(taken);
    log.take(items);
    log.finish()
}

public fun case_large(): vector<u8> {
    let mut log = log::new();
    let mut v = vector[];
    2000u64.do!(|i| v.push_back(i * i));
    log.take(v.fold!(0, |a, b| (a * 31 + b) % 1_000_003));
    log.finish()
}

public fun fail_borrow_past_end(): u64 {
    let v = vector[1u64, 2];
    v[opaque(2)]
}

public fun fail_borrow_empty(): u8 {
    let v = vector<u8>[];
    v[opaque(0)]
}

public fun fail_borrow_mut_past_end() {
    let mut v = vector[b"a"];
    v[opaque(1)].push_back(1)
}

public fun fail_borrow_generic() { generic_at(vector[@0x1], 1); }

fun generic_at<T: copy + drop>(v: vector<T>, i: u64): T { v[i] }

public fun fail_pop_empty(): u64 {
    let mut v = opaque(vector[1u64]);
    v.pop_back();
    v.pop_back()
}

public fun fail_swap_past_end() {
    let mut v = vector[1u8, 2];
    v.swap(0, opaque(2))
}

public fun fail_destroy_not_empty() {
    let v = opaque(vector[Coin { value: 1 }]);
    v.destroy_empty()
}

public fun fail_remove_past_end(): u8 { vector[1u8].remove(opaque(1)) }

public fun fail_insert_past_end() { vector[1u8].insert(2, opaque(3)) }
