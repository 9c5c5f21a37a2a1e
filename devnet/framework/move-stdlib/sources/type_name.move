/// Types as text, to compare them and to use them as keys.
///
/// A primitive type is written as in source code. A datatype is `<address>::<module>::<name>`, type arguments
/// in angle brackets, each address as 64 lower-case hex digits without `0x`. A package that was upgraded has
/// several addresses: the *defining* one is that of the version which introduced the type, the *original*
/// one that of the first version.
module std::type_name;

use std::{address, ascii::String};

/// The type does not come from a module.
const ENonModuleType: u64 = 0;

/// A type, as text.
public struct TypeName has copy, drop, store {
    name: String,
}

// === Constructors ===

/// The name of `T` by defining addresses.
public native fun with_defining_ids<T>(): TypeName;

/// The name of `T` by original addresses.
public native fun with_original_ids<T>(): TypeName;

/// The defining address of the datatype `T`.
public native fun defining_id<T>(): address;

/// The original address of the package of the datatype `T`.
public native fun original_id<T>(): address;

/// The older name of `with_defining_ids`.
public fun get<T>(): TypeName {
    with_defining_ids<T>()
}

/// The older name of `with_original_ids`.
public fun get_with_original_ids<T>(): TypeName {
    with_original_ids<T>()
}

// === Functions ===

/// Whether the type is a number, a bool, an address or a vector.
public fun is_primitive(self: &TypeName): bool {
    let name = self.name.as_bytes();
    let plain = vector[b"bool", b"u8", b"u16", b"u32", b"u64", b"u128", b"u256", b"address"];
    plain.contains(name) || starts_with(name, &b"vector")
}

/// The text.
public fun as_string(self: &TypeName): &String {
    &self.name
}

/// The older name of `as_string`.
public fun borrow_string(self: &TypeName): &String {
    &self.name
}

/// The address of the type's package, as hex digits. Aborts with `ENonModuleType`.
public fun address_string(self: &TypeName): String {
    assert!(!self.is_primitive(), ENonModuleType);
    self.name.substring(0, address_digits())
}

/// The older name of `address_string`.
public fun get_address(self: &TypeName): String {
    self.address_string()
}

/// The name of the type's module. Aborts with `ENonModuleType`.
public fun module_string(self: &TypeName): String {
    assert!(!self.is_primitive(), ENonModuleType);
    let rest = self.name.substring(address_digits() + 2, self.name.length());
    rest.substring(0, rest.index_of(&b"::".to_ascii_string()))
}

/// The older name of `module_string`.
public fun get_module(self: &TypeName): String {
    self.module_string()
}

/// The text of the name, which ends.
public fun into_string(self: TypeName): String {
    let TypeName { name } = self;
    name
}

/// Two hex digits a byte.
fun address_digits(): u64 {
    2 * address::length()
}

fun starts_with(text: &vector<u8>, prefix: &vector<u8>): bool {
    let n = prefix.length();
    if (text.length() < n) return false;
    let mut i = 0;
    while (i < n) {
        if (text[i] != prefix[i]) return false;
        i = i + 1;
    };
    true
}
