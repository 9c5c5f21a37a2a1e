#[test_only]
module runtime_tests::witness_tests;

use sui::{test_utils, types};

public struct WITNESS_TESTS has drop {}

public struct Witness has drop {}

public struct Generic<phantom T> has drop {}

public struct Flag has drop { flag: bool }

#[test]
fun a_witness_can_be_made_in_tests() {
    let witness = test_utils::create_one_time_witness<WITNESS_TESTS>();
    assert!(types::is_one_time_witness(&witness));
}

#[test]
fun other_types_are_no_witnesses() {
    assert!(types::is_one_time_witness(&WITNESS_TESTS {}));
    assert!(!types::is_one_time_witness(&Witness {}));
    assert!(!types::is_one_time_witness(&Generic<WITNESS_TESTS> {}));
    assert!(!types::is_one_time_witness(&Flag { flag: true }));
    assert!(!types::is_one_time_witness(&true));
    assert!(!types::is_one_time_witness(&vector[true]));
}

#[test, expected_failure(abort_code = 1, location = sui::test_utils)]
fun a_struct_that_is_no_witness_is_not_made() {
    test_utils::create_one_time_witness<Witness>();
}

#[test, expected_failure(abort_code = 0, location = sui::test_utils)]
fun what_is_no_struct_is_not_made() {
    test_utils::create_one_time_witness<bool>();
}
