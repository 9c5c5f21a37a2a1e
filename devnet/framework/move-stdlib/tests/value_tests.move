/// Values as bytes, hashes and names.
#[test_only, allow(deprecated_usage, untyped_literal)]
module std::value_tests;

use std::{bcs, hash, type_name, unit_test::{assert_eq, assert_ref_eq}};

public struct Pair<A, B> has copy, drop { a: A, b: B }

public struct Solid { n: u64 }

public enum Shape has drop {
    Point,
    Circle { radius: u16 },
    Box(u8, u8),
}

#[test]
fun bytes_of_values() {
    assert_eq!(bcs::to_bytes(&true), x"01");
    assert_eq!(bcs::to_bytes(&0x12u8), x"12");
    assert_eq!(bcs::to_bytes(&0x1234u16), x"3412");
    assert_eq!(bcs::to_bytes(&0x12345678u32), x"78563412");
    assert_eq!(bcs::to_bytes(&1u64), x"0100000000000000");
    assert_eq!(bcs::to_bytes(&1u128), x"01000000000000000000000000000000");
    assert_eq!(bcs::to_bytes(&1u256).length(), 32);
    assert_eq!(
        bcs::to_bytes(&@0x1),
        x"0000000000000000000000000000000000000000000000000000000000000001",
    );
    assert_eq!(bcs::to_bytes(&vector[1u16, 2]), x"0201000200");
    assert_eq!(bcs::to_bytes(&vector<u8>[]), x"00");
    // A length of 128 takes two bytes.
    assert_eq!(bcs::to_bytes(&vector::tabulate!(128, |_| 0u8)).length(), 130);
    assert_eq!(bcs::to_bytes(&option::some(7u8)), x"0107");
    assert_eq!(bcs::to_bytes(&option::none<u8>()), x"00");
    assert_eq!(bcs::to_bytes(&Pair { a: 1u8, b: b"x" }), x"010178");
    assert_eq!(bcs::to_bytes(&Shape::Point), x"00");
    assert_eq!(bcs::to_bytes(&Shape::Circle { radius: 5 }), x"010500");
    assert_eq!(bcs::to_bytes(&Shape::Box(1, 2)), x"020102");
    assert_eq!(bcs::to_bytes(&b"hi".to_string()), x"026869");
}

#[test]
fun hashes_of_abc() {
    assert_eq!(
        hash::sha2_256(b"abc"),
        x"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    assert_eq!(
        hash::sha3_256(b"abc"),
        x"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    );
}

#[test]
fun names_of_primitive_types() {
    vector[
        type_name::get<bool>(),
        type_name::get<u8>(),
        type_name::get<u16>(),
        type_name::get<u32>(),
        type_name::get<u64>(),
        type_name::get<u128>(),
        type_name::get<u256>(),
        type_name::get<address>(),
        type_name::get<vector<u8>>(),
        type_name::get<vector<Pair<u8, u8>>>(),
    ].do!(|name| assert!(name.is_primitive()));
    assert_eq!(type_name::get<u256>().into_string().into_bytes(), b"u256");
    assert_eq!(
        *type_name::get<vector<vector<bool>>>().borrow_string().as_bytes(),
        b"vector<vector<bool>>",
    );
}

#[test]
fun names_of_datatypes() {
    let name = type_name::with_defining_ids<Pair<u8, vector<std::string::String>>>();
    assert_eq!(
        name.into_string().into_bytes(),
        b"0000000000000000000000000000000000000000000000000000000000000001::value_tests::Pair<u8,vector<0000000000000000000000000000000000000000000000000000000000000001::string::String>>",
    );
    assert!(!name.is_primitive());
    assert_eq!(name, type_name::with_original_ids<Pair<u8, vector<std::string::String>>>());
    assert_eq!(name, type_name::get<Pair<u8, vector<std::string::String>>>());
    assert_eq!(name, type_name::get_with_original_ids<Pair<u8, vector<std::string::String>>>());
    assert_eq!(
        name.address_string().into_bytes(),
        b"0000000000000000000000000000000000000000000000000000000000000001",
    );
    assert_eq!(name.get_address(), name.address_string());
    assert_eq!(name.module_string().into_bytes(), b"value_tests");
    assert_eq!(name.get_module(), name.module_string());
    assert_ref_eq!(name.as_string(), name.borrow_string());
    assert_eq!(type_name::defining_id<Shape>(), @std);
    assert_eq!(type_name::original_id<Shape>(), @std);
}

#[test, expected_failure(abort_code = type_name::ENonModuleType)]
fun address_of_a_primitive_type() {
    type_name::get<u8>().get_address();
}

#[test, expected_failure(abort_code = type_name::ENonModuleType)]
fun module_of_a_vector() {
    type_name::get<vector<Shape>>().get_module();
}

#[test]
fun anything_can_be_destroyed() {
    std::unit_test::destroy(Solid { n: 1 });
    std::unit_test::destroy(vector[Solid { n: 1 }, Solid { n: 2 }]);
}

#[test, expected_failure]
fun different_values_are_not_equal() {
    assert_eq!(b"a", b"b");
}

#[test]
fun addresses_have_32_bytes() {
    assert_eq!(std::address::length(), 32);
}

#[test]
fun printing_does_no_harm() {
    std::debug::print(&Pair { a: 1, b: true });
    std::debug::print_stack_trace();
}
