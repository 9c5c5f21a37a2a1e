/// Objects to hand around, wrap, delete and hang on one another.
module runtime_tests::things;

/// An object with a number in it.
public struct Thing has key, store {
    id: UID,
    number: u64,
}

/// An object that may hold things in a struct, in a vector and in an enum.
public struct Box has key, store {
    id: UID,
    one: Option<Thing>,
    many: vector<Thing>,
    slot: Slot,
}

public enum Slot has store {
    Empty,
    Full { thing: Thing, label: u8 },
}

/// An object that only this module can hand on.
public struct Fixed has key {
    id: UID,
}

/// An event.
public struct Happened has copy, drop {
    number: u64,
}

/// Another event.
public struct Ended has copy, drop {}

public fun new(number: u64, ctx: &mut TxContext): Thing {
    Thing { id: object::new(ctx), number }
}

public fun new_box(ctx: &mut TxContext): Box {
    Box { id: object::new(ctx), one: option::none(), many: vector[], slot: Slot::Empty }
}

public fun new_fixed(ctx: &mut TxContext): Fixed {
    Fixed { id: object::new(ctx) }
}

public fun number(self: &Thing): u64 {
    self.number
}

public fun set_number(self: &mut Thing, number: u64) {
    self.number = number;
}

public fun uid(self: &Thing): &UID {
    &self.id
}

public fun uid_mut(self: &mut Thing): &mut UID {
    &mut self.id
}

public fun delete(self: Thing) {
    let Thing { id, .. } = self;
    id.delete();
}

public fun put(self: &mut Box, thing: Thing) {
    self.one.fill(thing);
}

public fun take(self: &mut Box): Thing {
    self.one.extract()
}

public fun push(self: &mut Box, thing: Thing) {
    self.many.push_back(thing);
}

/// An object that holds a thing in an enum.
public fun new_slotted(thing: Thing, ctx: &mut TxContext): Box {
    Box {
        id: object::new(ctx),
        one: option::none(),
        many: vector[],
        slot: Slot::Full { thing, label: 1 },
    }
}

/// Opens an object that holds a thing in an enum.
public fun open_slotted(self: Box): Thing {
    let Box { id, one, many, slot } = self;
    id.delete();
    one.destroy_none();
    many.destroy_empty();
    match (slot) {
        Slot::Full { thing, label: _ } => thing,
        Slot::Empty => abort 7,
    }
}

public fun uid_of_box(self: &mut Box): &mut UID {
    &mut self.id
}

public fun share(self: Thing) {
    transfer::share_object(self);
}

public fun share_fixed(self: Fixed) {
    transfer::share_object(self);
}

public fun freeze_fixed(self: Fixed) {
    transfer::freeze_object(self);
}

public fun give_fixed(self: Fixed, to: address) {
    transfer::transfer(self, to);
}

public fun emit(number: u64) {
    sui::event::emit(Happened { number });
}

public fun emit_ended() {
    sui::event::emit(Ended {});
}

public fun happened(self: &Happened): u64 {
    self.number
}
