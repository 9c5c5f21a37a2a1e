/// What unit tests need.
#[test_only]
module std::unit_test;

/// Called by every module that is compiled for tests, so that such a module does not link anywhere else.
public native fun poison();

/// Ends a value of any type, `drop` or not.
public native fun destroy<T>(v: T);

/// Two values must be equal; otherwise both are printed and the test aborts.
public macro fun assert_eq<$T: drop>($t1: $T, $t2: $T) {
    let first = $t1;
    let second = $t2;
    assert_ref_eq!(&first, &second)
}

/// Two values, given by reference, must be equal; otherwise both are printed and the test aborts.
public macro fun assert_ref_eq<$T>($t1: &$T, $t2: &$T) {
    let first = $t1;
    let second = $t2;
    let equal = first == second;
    if (!equal) {
        std::debug::print(&b"Assertion failed:".to_string());
        std::debug::print(first);
        std::debug::print(&b"!=".to_string());
        std::debug::print(second);
        assert!(false);
    }
}
