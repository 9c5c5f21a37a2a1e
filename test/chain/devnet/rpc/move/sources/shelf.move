/// A shared shelf of books: what the RPC's tests publish, call and read back.
module rpc_tests::shelf;

use std::string::String;
use sui::{dynamic_field, dynamic_object_field, event, transfer::Receiving};

/// The shelf has fewer books than were asked for.
const ETooFew: u64 = 7;

#[error]
const EClosed: vector<u8> = b"The shelf is closed";

#[error]
const ELimit: u64 = 42;

public struct Shelf has key {
    id: UID,
    count: u64,
}

public struct Book has key, store {
    id: UID,
    title: String,
    year: u16,
}

public enum Cover has copy, drop, store {
    None,
    Paper { pages: u64 },
    Cloth(u8, bool),
}

/// Every kind of value that JSON renders by a rule of its own.
public struct Sample has key, store {
    id: UID,
    small: u32,
    wide: u256,
    flag: bool,
    who: address,
    raw: vector<u8>,
    words: vector<String>,
    some: Option<u64>,
    none: Option<address>,
    covers: vector<Cover>,
    nested: Nested<u8>,
    link: ID,
}

public struct Nested<T: store> has store {
    inner: T,
}

public struct Added has copy, drop {
    by: u64,
    total: u64,
}

public struct Marked<phantom T> has copy, drop {
    note: String,
}

public struct Alpha {}

public struct Beta {}

public fun open(ctx: &mut TxContext) {
    transfer::share_object(Shelf { id: object::new(ctx), count: 0 });
}

public fun add(shelf: &mut Shelf, by: u64) {
    shelf.count = shelf.count + by;
    event::emit(Added { by, total: shelf.count });
}

public fun count(shelf: &Shelf): u64 {
    shelf.count
}

/// Aborts with a plain code.
public fun take(shelf: &mut Shelf, by: u64) {
    assert!(shelf.count >= by, ETooFew);
    shelf.count = shelf.count - by;
}

/// Aborts with a named code and a sentence.
public fun close(_shelf: &Shelf) {
    abort EClosed
}

/// Aborts with a named code and a number.
public fun limit() {
    abort ELimit
}

public fun divide(a: u64, b: u64): u64 {
    a / b
}

public fun add_twice(value: &mut u64): (u64, bool) {
    *value = *value * 2;
    (*value, true)
}

public fun book(title: String, year: u16, ctx: &mut TxContext): Book {
    Book { id: object::new(ctx), title, year }
}

public fun retitle(book: &mut Book, title: String) {
    book.title = title;
}

public fun put(shelf: &mut Shelf, name: u64, book: Book) {
    dynamic_object_field::add(&mut shelf.id, name, book);
}

public fun label(shelf: &mut Shelf, name: String, value: u8) {
    dynamic_field::add(&mut shelf.id, name, value);
}

public fun accept(book: &mut Book, gift: Receiving<Book>): Book {
    transfer::public_receive(&mut book.id, gift)
}

public fun mark_alpha() {
    event::emit(Marked<Alpha> { note: b"alpha".to_string() });
}

public fun mark_beta() {
    event::emit(Marked<Beta> { note: b"beta".to_string() });
}

public fun sample(who: address, ctx: &mut TxContext): Sample {
    let id = object::new(ctx);
    let link = id.to_inner();
    Sample {
        id,
        small: 7,
        wide: 115792089237316195423570985008687907853269984665640564039457584007913129639935,
        flag: true,
        who,
        raw: x"00ff10",
        words: vector[b"one".to_string(), b"two".to_string()],
        some: option::some(5),
        none: option::none(),
        covers: vector[Cover::None, Cover::Paper { pages: 12 }, Cover::Cloth(3, false)],
        nested: Nested { inner: 9 },
        link,
    }
}
