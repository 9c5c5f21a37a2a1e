/// Arithmetic in groups. A number says which group, as the machine numbers them; the modules of the curves
/// give types to the elements, so that no two groups get mixed up.
module sui::group_ops;

use sui::bcs;

/// The network does not have this operation.
#[allow(unused_const)]
const ENotSupported: u64 = 0;
/// The bytes are no element, or there is not a scalar for each element.
const EInvalidInput: u64 = 1;
/// There are too many elements.
#[allow(unused_const)]
const EInputTooLong: u64 = 2;
/// A number does not fit into the buffer.
const EInvalidBufferLength: u64 = 3;

/// An element of the group `T`.
public struct Element<phantom T> has copy, drop, store {
    bytes: vector<u8>,
}

/// The encoding of an element.
public fun bytes<G>(e: &Element<G>): &vector<u8> {
    &e.bytes
}

/// Whether two elements are the same.
public fun equal<G>(e1: &Element<G>, e2: &Element<G>): bool {
    e1.bytes() == e2.bytes()
}

// === Package Functions ===

/// The element of an encoding, which is checked unless it is trusted. Aborts with `EInvalidInput`.
public(package) fun from_bytes<G>(type_: u8, bytes: vector<u8>, is_trusted: bool): Element<G> {
    if (!is_trusted) assert!(internal_validate(type_, &bytes), EInvalidInput);
    Element { bytes }
}

public(package) fun add<G>(type_: u8, e1: &Element<G>, e2: &Element<G>): Element<G> {
    Element { bytes: internal_add(type_, &e1.bytes, &e2.bytes) }
}

public(package) fun sub<G>(type_: u8, e1: &Element<G>, e2: &Element<G>): Element<G> {
    Element { bytes: internal_sub(type_, &e1.bytes, &e2.bytes) }
}

/// `scalar * e`.
public(package) fun mul<S, G>(type_: u8, scalar: &Element<S>, e: &Element<G>): Element<G> {
    Element { bytes: internal_mul(type_, &scalar.bytes, &e.bytes) }
}

/// `(1 / scalar) * e`. Aborts with `EInvalidInput` when the scalar is zero.
public(package) fun div<S, G>(type_: u8, scalar: &Element<S>, e: &Element<G>): Element<G> {
    Element { bytes: internal_div(type_, &scalar.bytes, &e.bytes) }
}

public(package) fun hash_to<G>(type_: u8, m: &vector<u8>): Element<G> {
    Element { bytes: internal_hash_to(type_, m) }
}

/// The sum of `scalars[i] * elements[i]`. Aborts with `EInvalidInput` and `EInputTooLong`.
public(package) fun multi_scalar_multiplication<S, G>(
    type_: u8,
    scalars: &vector<Element<S>>,
    elements: &vector<Element<G>>,
): Element<G> {
    let n = scalars.length();
    assert!(n > 0 && n == elements.length(), EInvalidInput);
    let factors = concatenated!(scalars);
    let points = concatenated!(elements);
    Element { bytes: internal_multi_scalar_mul(type_, &factors, &points) }
}

public(package) fun pairing<G1, G2, G3>(
    type_: u8,
    e1: &Element<G1>,
    e2: &Element<G2>,
): Element<G3> {
    Element { bytes: internal_pairing(type_, &e1.bytes, &e2.bytes) }
}

/// The same element in another encoding.
public(package) fun convert<From, To>(
    from_type_: u8,
    to_type_: u8,
    e: &Element<From>,
): Element<To> {
    Element { bytes: internal_convert(from_type_, to_type_, &e.bytes) }
}

public(package) fun sum<G>(type_: u8, terms: &vector<Element<G>>): Element<G> {
    let encodings = terms.map_ref!(|term| term.bytes);
    Element { bytes: internal_sum(type_, &encodings) }
}

/// Writes a number into the first (little-endian) or last (big-endian) 8 bytes of a buffer.
/// Aborts with `EInvalidBufferLength`.
public(package) fun set_as_prefix(x: u64, big_endian: bool, buffer: &mut vector<u8>) {
    let n = buffer.length();
    assert!(n >= 8, EInvalidBufferLength);
    let mut i = 0;
    bcs::to_bytes(&x).do!(|byte| {
        let at = if (big_endian) n - 1 - i else i;
        *(&mut buffer[at]) = byte;
        i = i + 1;
    })
}

// === Private Functions ===

macro fun concatenated<$T>($elements: &vector<Element<$T>>): vector<u8> {
    let mut all = vector[];
    let elements = $elements;
    elements.do_ref!(|e| all.append(e.bytes));
    all
}

// Where two elements are of different groups, `type_` is the group of the second one; for pairings and
// conversions it is the group of the first one.
native fun internal_validate(type_: u8, bytes: &vector<u8>): bool;
native fun internal_add(type_: u8, e1: &vector<u8>, e2: &vector<u8>): vector<u8>;
native fun internal_sub(type_: u8, e1: &vector<u8>, e2: &vector<u8>): vector<u8>;
native fun internal_mul(type_: u8, e1: &vector<u8>, e2: &vector<u8>): vector<u8>;
native fun internal_div(type_: u8, e1: &vector<u8>, e2: &vector<u8>): vector<u8>;
native fun internal_hash_to(type_: u8, m: &vector<u8>): vector<u8>;
native fun internal_multi_scalar_mul(
    type_: u8,
    scalars: &vector<u8>,
    elements: &vector<u8>,
): vector<u8>;
native fun internal_pairing(type_: u8, e1: &vector<u8>, e2: &vector<u8>): vector<u8>;
native fun internal_convert(from_type_: u8, to_type_: u8, e: &vector<u8>): vector<u8>;
native fun internal_sum(type_: u8, e: &vector<vector<u8>>): vector<u8>;
