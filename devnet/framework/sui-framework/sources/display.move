/// How to show objects of a type to people: texts by field name, in which `{name}` stands for a field of the
/// object. Only the publisher of the type can make one.
module sui::display;

use std::string::String;
use sui::{event, package::Publisher, vec_map::{Self, VecMap}};

/// The publisher is of another package.
const ENotOwner: u64 = 0;
/// There are not as many values as names.
const EVecLengthMismatch: u64 = 1;

public struct Display<phantom T: key> has key, store {
    id: UID,
    fields: VecMap<String, String>,
    /// Grows when the texts are announced.
    version: u16,
}

/// A `Display` was made.
public struct DisplayCreated<phantom T: key> has copy, drop {
    id: ID,
}

/// The texts were announced.
public struct VersionUpdated<phantom T: key> has copy, drop {
    id: ID,
    version: u16,
    fields: VecMap<String, String>,
}

// === Constructors ===

/// A `Display` without texts. Aborts with `ENotOwner`.
public fun new<T: key>(pub: &Publisher, ctx: &mut TxContext): Display<T> {
    assert!(is_authorized<T>(pub), ENotOwner);
    let id = object::new(ctx);
    event::emit(DisplayCreated<T> { id: id.to_inner() });
    Display { id, fields: vec_map::empty(), version: 0 }
}

/// A `Display` with texts. Aborts with `EVecLengthMismatch` and `ENotOwner`.
public fun new_with_fields<T: key>(
    pub: &Publisher,
    fields: vector<String>,
    values: vector<String>,
    ctx: &mut TxContext,
): Display<T> {
    assert!(values.length() == fields.length(), EVecLengthMismatch);
    let mut display = new<T>(pub, ctx);
    display.add_multiple(fields, values);
    display
}

/// As `new`, for the sender.
#[allow(lint(self_transfer))]
public entry fun create_and_keep<T: key>(pub: &Publisher, ctx: &mut TxContext) {
    let display = new<T>(pub, ctx);
    transfer::public_transfer(display, ctx.sender())
}

// === Changes ===

/// Announces the texts as they are now.
public entry fun update_version<T: key>(display: &mut Display<T>) {
    let version = display.version + 1;
    display.version = version;
    event::emit(VersionUpdated<T> {
        id: object::id(display),
        version,
        fields: display.fields,
    })
}

/// Adds a text. Aborts with `sui::vec_map::EKeyAlreadyExists`.
public entry fun add<T: key>(self: &mut Display<T>, name: String, value: String) {
    self.fields.insert(name, value)
}

/// Adds texts. Aborts with `EVecLengthMismatch` and `sui::vec_map::EKeyAlreadyExists`.
public entry fun add_multiple<T: key>(
    self: &mut Display<T>,
    fields: vector<String>,
    values: vector<String>,
) {
    assert!(values.length() == fields.length(), EVecLengthMismatch);
    fields.zip_do!(values, |name, value| self.add(name, value))
}

/// Replaces a text, which moves to the end. Aborts with `sui::vec_map::EKeyDoesNotExist`.
public entry fun edit<T: key>(self: &mut Display<T>, name: String, value: String) {
    self.remove(name);
    self.add(name, value)
}

/// Removes a text. Aborts with `sui::vec_map::EKeyDoesNotExist`.
public entry fun remove<T: key>(self: &mut Display<T>, name: String) {
    self.fields.remove(&name);
}

// === Looking ===

/// Whether a publisher may make a `Display` for `T`.
public fun is_authorized<T: key>(pub: &Publisher): bool {
    pub.from_package<T>()
}

/// How often the texts were announced.
public fun version<T: key>(d: &Display<T>): u16 {
    d.version
}

/// The texts.
public fun fields<T: key>(d: &Display<T>): &VecMap<String, String> {
    &d.fields
}
