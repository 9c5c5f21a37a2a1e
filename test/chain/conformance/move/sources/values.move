/// Structs, references, generics, constants, equality.
module conformance::values;

use conformance::log::{Self, Log, opaque};
use std::type_name;

public struct Point has copy, drop, store { x: u64, y: u64 }
public struct Line has copy, drop, store { from: Point, to: Point, name: vector<u8> }
public struct Wrapper<T> has copy, drop, store { value: T, count: u8 }
public struct Pair<A, B> has copy, drop, store { first: A, second: B }
public struct Tagged<phantom T> has copy, drop, store { id: u32 }
public struct Nothing has copy, drop, store {}
public struct Positional(u8, u16, bool) has copy, drop;
/// Without copy or drop: only moves.
public struct Token { amount: u64 }

const BYTES: vector<u8> = b"constant bytes";
const NUMBERS: vector<u64> = vector[1, 2, 0xffff_ffff_ffff_ffff];
const NESTED: vector<vector<bool>> = vector[vector[true], vector[], vector[false, true]];
const OWNER: address = @0x1234_5678_9abc_def0;
const WIDE: u256 =
    0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
const LONG: u128 = 0x1_0000_0000_0000_0000;
const SHORT: u16 = 65535;
const MIDDLE: u32 = 4294967295;
const YES: bool = true;

public fun case_constants(): vector<u8> {
    let mut log = log::new();
    log.take(BYTES);
    log.take(NUMBERS);
    log.take(NESTED);
    log.take(OWNER);
    log.take(WIDE);
    log.take(LONG);
    log.take(SHORT);
    log.take(MIDDLE);
    log.take(YES);
    // A constant is copied each time it is used: changing one copy changes no other.
    let mut changed = NUMBERS;
    changed.push_back(5);
    log.take(changed);
    log.take(NUMBERS);
    log.finish()
}

public fun case_structs(): vector<u8> {
    let mut log = log::new();
    let mut line = Line { from: Point { x: 1, y: 2 }, to: Point { x: 3, y: 4 }, name: b"line" };
    let copied = line;
    line.to.x = opaque(30);
    line.name.push_back(33);
    line.from = shifted(line.from);
    log.show(&line);
    log.show(&copied);
    let Line { from: Point { x, y: _ }, to, name } = line;
    log.take(x);
    log.take(to);
    log.take(name);
    let Positional(a, b, c) = Positional(1, 2, true);
    log.take(a);
    log.take(b);
    log.take(c);
    log.take(Nothing {});
    log.take(Tagged<Point> { id: 9 });
    log.finish()
}

fun shifted(point: Point): Point { Point { x: point.x + 1, y: point.y + 1 } }

public fun case_references(): vector<u8> {
    let mut log = log::new();
    let mut number = 5u64;
    let reference = &mut number;
    *reference = *reference + 1;
    bump(reference);
    log.take(number);

    let mut point = Point { x: 1, y: 2 };
    let y = &mut point.y;
    *y = 20;
    bump(y);
    log.show(&point);
    *(&mut point) = Point { x: 7, y: 8 };
    log.show(&point);
    let whole = &mut point;
    swap_fields(whole);
    log.show(freeze_it(whole));

    let mut line = Line { from: point, to: point, name: vector[] };
    longest(&mut line, true).x = 100;
    longest(&mut line, false).y = 200;
    let inner = &mut line.from;
    *inner = Point { x: inner.y, y: inner.x };
    log.show(&line);
    log.take(&line.from == &line.to);
    log.take(&line.from != &line.from);
    log.take(&line == &copy line);
    let name = &mut line.name;
    *name = b"renamed";
    name.push_back(0);
    log.show(&line);

    let mut flag = true;
    let f = &mut flag;
    *f = !*f;
    log.take(flag);
    let mut owner = @0x1;
    *(&mut owner) = @0x2;
    log.take(owner);
    log.finish()
}

fun bump(number: &mut u64) { *number = *number + 1 }

fun swap_fields(point: &mut Point) {
    let x = point.x;
    point.x = point.y;
    point.y = x
}

fun freeze_it(point: &mut Point): &Point { point }

fun longest(line: &mut Line, first: bool): &mut Point {
    if (first) &mut line.from else &mut line.to
}

/// Moves out of, and replaces, what references point at, through generic code.
fun replace<T: drop>(target: &mut T, value: T) { *target = value }

fun read<T: copy>(target: &T): T { *target }

fun same<T: drop>(a: T, b: T): bool { a == b }

fun first_of<A, B>(pair: &Pair<A, B>): &A { &pair.first }

fun second_of<A, B>(pair: &mut Pair<A, B>): &mut B { &mut pair.second }

fun wrap<T>(value: T): Wrapper<T> { Wrapper { value, count: 1 } }

fun unwrap<T>(wrapper: Wrapper<T>): T {
    let Wrapper { value, count: _ } = wrapper;
    value
}

fun mutate_both<T: copy + drop>(log: &mut Log, mut pair: Pair<T, T>, value: T) {
    let mut local = pair.first;
    replace(&mut local, value);
    log.take(same(local, value));
    replace(second_of(&mut pair), local);
    log.show(first_of(&pair));
    log.show(&pair);
    log.take(read(&pair.second) == value);
}

public fun case_generics(): vector<u8> {
    let mut log = log::new();
    mutate_both(&mut log, Pair { first: 1u8, second: 2 }, 3);
    mutate_both(&mut log, Pair { first: b"a", second: b"b" }, b"c");
    mutate_both(
        &mut log,
        Pair { first: Point { x: 1, y: 2 }, second: Point { x: 3, y: 4 } },
        Point { x: 5, y: 6 },
    );
    mutate_both(&mut log, Pair { first: WIDE, second: 1 }, 2);
    mutate_both(&mut log, Pair { first: @0x1, second: @0x2 }, @0x3);
    mutate_both(
        &mut log,
        Pair { first: option::some(1u8), second: option::none() },
        option::some(2),
    );
    log.take(unwrap(unwrap(wrap(wrap(Point { x: 1, y: 2 })))));
    log.take(wrap(wrap(true)));
    let Pair { first, second } = Pair {
        first: Token { amount: 3 },
        second: wrap(Token { amount: 4 }),
    };
    let Token { amount } = first;
    log.take(amount);
    let Token { amount } = unwrap(second);
    log.take(amount);
    log.finish()
}

public fun case_type_names(): vector<u8> {
    let mut log = log::new();
    log.take(type_name::with_defining_ids<u8>());
    log.take(type_name::with_defining_ids<vector<vector<address>>>());
    log.take(type_name::with_original_ids<Pair<Wrapper<u256>, Tagged<bool>>>());
    log.take(type_name::with_defining_ids<Option<Point>>());
    log.take(name_of<Wrapper<Point>>());
    log.finish()
}

fun name_of<T>(): type_name::TypeName { type_name::with_defining_ids<Pair<T, vector<T>>>() }

public fun case_equality(): vector<u8> {
    let mut log = log::new();
    let a = Line { from: Point { x: 1, y: 2 }, to: Point { x: 1, y: 2 }, name: b"x" };
    let mut b = a;
    log.take(a == b);
    b.name.push_back(1);
    log.take(a == b);
    log.take(a != b);
    log.take(vector[vector[1u8], vector[]] == vector[vector[1], vector[]]);
    log.take(vector[vector[1u8], vector[]] == vector[vector[], vector[1]]);
    log.take(vector<u8>[] == vector[]);
    log.take(WIDE == opaque(WIDE));
    log.take(opaque(LONG) == opaque(LONG - 1));
    log.take(&opaque(BYTES) == &b"constant bytes");
    log.take(@0x1 == opaque(@0x2));
    log.finish()
}

// Types that nest ever deeper: values stop at 128 levels, type arguments at 128 parts.

fun nest<T: drop>(value: T, levels: u64) {
    if (levels == 0) return;
    let (left, right) = (levels, value);
    grow(left, vector[right])
}

fun grow<T: drop>(_levels: u64, _value: vector<T>) {}

public fun case_shallow_nesting(): vector<u8> {
    nest(vector[vector[vector[1u8]]], 3);
    log::new().finish()
}
