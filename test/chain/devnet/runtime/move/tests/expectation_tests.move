/// How tests are judged. Many of these are meant to fail, on every machine in the same way.
#[test_only]
module runtime_tests::expectation_tests;

const EPlain: u64 = 3;
#[error]
const EClever: vector<u8> = b"a reason";
#[error]
const EOther: vector<u8> = b"another reason";

fun divide(a: u64, b: u64): u64 { a / b }

#[test]
fun returns() {}

#[test]
fun aborts_unexpectedly() { abort 5 }

#[test]
fun aborts_unexpectedly_with_a_reason() { abort EClever }

#[test]
fun asserts_without_a_code() { assert!(divide(4, 2) == 3) }

#[test]
fun divides_by_zero() { divide(1, 0); }

#[test, expected_failure]
fun returns_though_it_should_fail() {}

#[test, expected_failure]
fun may_fail_somehow() { abort 1 }

#[test, expected_failure(abort_code = EPlain)]
fun code_by_name() { abort EPlain }

#[test, expected_failure(abort_code = EPlain)]
fun another_code_than_named() { abort 4 }

#[test, expected_failure(abort_code = 3, location = Self)]
fun code_by_number() { abort 3 }

#[test, expected_failure(abort_code = 3, location = Self)]
fun another_code_than_by_number() { abort 4 }

#[test, expected_failure(abort_code = 3, location = std::vector)]
fun another_place() { abort 3 }

#[test, expected_failure(abort_code = EClever)]
fun reason_by_name() { abort EClever }

#[test, expected_failure(abort_code = EClever)]
fun another_reason() { abort EOther }

#[test, expected_failure(abort_code = EClever)]
fun no_reason() { abort 0 }

#[test, expected_failure(arithmetic_error, location = Self)]
fun arithmetic_error_expected() { divide(1, 0); }

#[test, expected_failure(arithmetic_error, location = Self)]
fun abort_instead_of_arithmetic_error() { abort 0 }

#[test, expected_failure(arithmetic_error, location = std::vector)]
fun arithmetic_error_elsewhere() { divide(1, 0); }

#[test, expected_failure(vector_error, minor_status = 1, location = Self)]
fun vector_error_expected() { let v = vector[1u8]; v[1]; }

#[test, expected_failure(vector_error, minor_status = 2, location = Self)]
fun another_vector_error() { let v = vector[1u8]; v[1]; }

#[test, expected_failure(vector_error, location = Self)]
fun some_vector_error() { let v = vector[1u8]; v[1]; }

#[test, expected_failure(major_status = 4017, location = Self)]
fun status_by_number() { divide(1, 0); }

#[test, expected_failure(major_status = 4016, minor_status = 9, location = Self)]
fun abort_by_number() { abort 9 }
