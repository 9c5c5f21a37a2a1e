/// Objects and functions of every kind that a transaction may meet.
module ledger_tests::things;

use std::{ascii, string::String};
use sui::{
    clock::Clock,
    dynamic_field,
    dynamic_object_field,
    event,
    random::Random,
    transfer::Receiving
};

const ERefused: u64 = 7;

/// Can be transferred by anybody.
public struct Item has key, store {
    id: UID,
    value: u64,
}

/// Can be transferred by this module only.
public struct Bound has key {
    id: UID,
}

/// Holds an item.
public struct Box has key, store {
    id: UID,
    item: Item,
}

/// Has to be used up.
public struct Promise {
    value: u64,
}

/// May be copied but not dropped.
public struct Stamp has copy, store {
    value: u64,
}

/// For anything.
public struct Holder<T: store> has key, store {
    id: UID,
    content: T,
}

public struct Noted has copy, drop {
    number: u64,
    text: String,
}

// === Objects ===

public fun new(value: u64, ctx: &mut TxContext): Item {
    Item { id: object::new(ctx), value }
}

public fun value(self: &Item): u64 { self.value }

public fun value_ref(self: &Item): &u64 { &self.value }

public fun set(self: &mut Item, value: u64) { self.value = value; }

public fun sum(a: &Item, b: &Item): u64 { a.value + b.value }

public fun swap(a: &mut Item, b: &mut Item) {
    let value = a.value;
    a.value = b.value;
    b.value = value;
}

public fun destroy(self: Item) {
    let Item { id, .. } = self;
    id.delete();
}

public fun destroy_beside(_other: &Item, self: Item) { self.destroy() }

public fun share(self: Item) { transfer::public_share_object(self) }

public fun freeze_item(self: Item) { transfer::public_freeze_object(self) }

public fun send(self: Item, recipient: address) { transfer::public_transfer(self, recipient) }

public fun make_bound(ctx: &mut TxContext): Bound { Bound { id: object::new(ctx) } }

public fun keep_bound(bound: Bound, ctx: &TxContext) { transfer::transfer(bound, ctx.sender()) }

public fun wrap(item: Item, ctx: &mut TxContext): Box { Box { id: object::new(ctx), item } }

public fun unwrap(self: Box): Item {
    let Box { id, item } = self;
    id.delete();
    item
}

public fun unwrap_and_destroy(self: Box) { self.unwrap().destroy() }

public fun sum_all(items: vector<Item>): u64 {
    let mut total = 0;
    items.do!(|item| {
        total = total + item.value;
        item.destroy();
    });
    total
}

public fun create_and_wrap(ctx: &mut TxContext): Box { new(1, ctx).wrap(ctx) }

public fun hold<T: store>(content: T, ctx: &mut TxContext): Holder<T> {
    Holder { id: object::new(ctx), content }
}

// === Receiving ===

public fun receive(parent: &mut Item, ticket: Receiving<Item>): Item {
    transfer::public_receive(&mut parent.id, ticket)
}

// === Dynamic fields ===

public fun add_field(self: &mut Item, key: u64, value: u64) {
    dynamic_field::add(&mut self.id, key, value)
}

public fun set_field(self: &mut Item, key: u64, value: u64) {
    *dynamic_field::borrow_mut(&mut self.id, key) = value
}

public fun field(self: &Item, key: u64): u64 { *dynamic_field::borrow(&self.id, key) }

public fun remove_field(self: &mut Item, key: u64): u64 { dynamic_field::remove(&mut self.id, key) }

public fun add_child(self: &mut Item, key: u64, child: Item) {
    dynamic_object_field::add(&mut self.id, key, child)
}

public fun set_child(self: &mut Item, key: u64, value: u64) {
    dynamic_object_field::borrow_mut<u64, Item>(&mut self.id, key).value = value
}

public fun take_child(self: &mut Item, key: u64): Item {
    dynamic_object_field::remove(&mut self.id, key)
}

// === Values that are no objects ===

public fun promise(value: u64): Promise { Promise { value } }

public fun keep_promise(promise: Promise): u64 {
    let Promise { value } = promise;
    value
}

public fun look_at_promise(promise: &mut Promise) { promise.value = promise.value + 1 }

public fun stamp(value: u64): Stamp { Stamp { value } }

public fun read_stamp(stamp: &Stamp): u64 { stamp.value }

public fun use_stamp(stamp: Stamp): u64 {
    let Stamp { value } = stamp;
    value
}

public fun add(a: u64, b: u64): u64 { a + b }

public fun pair(a: u64, b: u64): (u64, u64) { (a, b) }

public fun increment(number: &mut u64) { *number = *number + 1 }

public fun expect(actual: u64, expected: u64) { assert!(actual == expected, actual) }

public fun same_id(item: &Item, id: ID): bool { object::id(item) == id }

public fun texts(
    text: String,
    name: ascii::String,
    maybe: Option<u64>,
    list: vector<address>,
): u64 {
    text.length() + name.length() + maybe.destroy_with_default(0) + list.length()
}

// === Visibility ===

fun hidden() {}

public(package) fun for_the_package() {}

entry fun private_entry(item: &mut Item, value: u64) { item.value = value }

entry fun private_entry_number(_number: u64) {}

public entry fun public_entry(item: &mut Item, value: u64) { item.value = value }

/// Keeps the compiler content that `hidden` is of use.
public fun calls_hidden() { hidden() }

// === Failures ===

public fun refuse() { abort ERefused }

public fun refuse_with(code: u64) { abort code }

public fun divide(a: u64, b: u64): u64 { a / b }

public fun forever() { loop {} }

// === Context ===

public fun note(number: u64, text: String) { event::emit(Noted { number, text }) }

public fun note_many(count: u64) {
    count.do!(|number| event::emit(Noted { number, text: b"".to_string() }))
}

public fun note_time(clock: &Clock) {
    event::emit(Noted { number: clock.timestamp_ms(), text: b"time".to_string() })
}

public fun note_context(ctx: &TxContext) {
    event::emit(Noted { number: ctx.epoch(), text: ctx.sender().to_string() });
    event::emit(Noted { number: ctx.gas_price(), text: b"price".to_string() });
    let sponsor = ctx.sponsor();
    if (sponsor.is_some()) {
        event::emit(Noted { number: 0, text: sponsor.destroy_some().to_string() });
    }
}

entry fun draw(random: &Random, ctx: &mut TxContext) {
    let mut generator = random.new_generator(ctx);
    event::emit(Noted { number: generator.generate_u64(), text: b"random".to_string() })
}
