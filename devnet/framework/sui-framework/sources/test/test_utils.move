/// What unit tests needed before `std::unit_test` had it, and one-time witnesses.
#[test_only]
module sui::test_utils;

/// Two values must be equal; otherwise both are printed and the test aborts with 0.
public fun assert_eq<T: drop>(t1: T, t2: T) {
    assert_ref_eq(&t1, &t2)
}

/// Two values, given by reference, must be equal; otherwise both are printed and the test aborts with 0.
public fun assert_ref_eq<T>(t1: &T, t2: &T) {
    if (t1 == t2) return;
    print(b"Assertion failed:");
    std::debug::print(t1);
    print(b"!=");
    std::debug::print(t2);
    abort 0
}

/// Prints ASCII text.
public fun print(str: vector<u8>) {
    let text = str.to_ascii_string();
    std::debug::print(&text)
}

/// Ends a value of any type, `drop` or not.
public fun destroy<T>(x: T) {
    std::unit_test::destroy(x)
}

/// A value of a one-time witness type.
public native fun create_one_time_witness<T: drop>(): T;
