#[test_only, allow(deprecated_usage, untyped_literal)]
module std::option_tests;

use std::unit_test::assert_eq;

public struct Solid { n: u64 }

fun melt(solid: Solid): u64 {
    let Solid { n } = solid;
    n
}

#[test]
fun looking() {
    let none = option::none<u64>();
    let some = option::some(3);
    assert!(none.is_none() && !none.is_some());
    assert!(some.is_some() && !some.is_none());
    assert!(some.contains(&3) && !some.contains(&4) && !none.contains(&3));
    assert_eq!(*some.borrow(), 3);
    assert_eq!(*some.borrow_with_default(&5), 3);
    assert_eq!(*none.borrow_with_default(&5), 5);
    assert_eq!(some.get_with_default(5), 3);
    assert_eq!(none.get_with_default(5), 5);
}

#[test]
fun changing() {
    let mut o = option::none();
    o.fill(1);
    *o.borrow_mut() = 2;
    assert_eq!(o.swap(3), 2);
    assert_eq!(o.swap_or_fill(4), option::some(3));
    assert_eq!(o.extract(), 4);
    assert_eq!(o.swap_or_fill(5), option::none());
    assert_eq!(o, option::some(5));
}

#[test]
fun ending() {
    assert_eq!(option::some(1).destroy_with_default(2), 1);
    assert_eq!(option::none().destroy_with_default(2), 2);
    assert_eq!(melt(option::some(Solid { n: 7 }).destroy_some()), 7);
    option::none<Solid>().destroy_none();
    assert_eq!(option::some(1).to_vec(), vector[1]);
    assert_eq!(option::none<u8>().to_vec(), vector[]);
}

#[test, expected_failure(abort_code = option::EOPTION_NOT_SET)]
fun borrow_of_none() {
    option::none<u64>().borrow();
}

#[test, expected_failure(abort_code = option::EOPTION_NOT_SET)]
fun borrow_mut_of_none() {
    option::none<u64>().borrow_mut();
}

#[test, expected_failure(abort_code = option::EOPTION_NOT_SET)]
fun extract_of_none() {
    option::none<u64>().extract();
}

#[test, expected_failure(abort_code = option::EOPTION_NOT_SET)]
fun swap_of_none() {
    option::none<u64>().swap(1);
}

#[test, expected_failure(abort_code = option::EOPTION_NOT_SET)]
fun destroy_some_of_none() {
    option::none<u64>().destroy_some();
}

#[test, expected_failure(abort_code = option::EOPTION_IS_SET)]
fun destroy_none_of_some() {
    option::some(1).destroy_none();
}

#[test, expected_failure(abort_code = option::EOPTION_IS_SET)]
fun fill_of_some() {
    option::some(1).fill(2);
}

#[test]
fun macros_with_a_value() {
    let mut seen = vector[];
    option::some(Solid { n: 1 }).do!(|s| seen.push_back(melt(s)));
    option::some(Solid { n: 2 }).destroy!(|s| seen.push_back(melt(s)));
    let mut o = option::some(3);
    o.do_ref!(|n| seen.push_back(*n));
    o.do_mut!(|n| *n = 4);
    o.do_ref!(|n| seen.push_back(*n));
    assert_eq!(seen, vector[1, 2, 3, 4]);
    assert_eq!(o.or!(abort), option::some(4));
    assert_eq!(o.and!(|n| option::some(n as u8)), option::some(4u8));
    assert_eq!(o.and!(|_| option::none<u8>()), option::none());
    assert_eq!(o.and_ref!(|n| option::some(*n + 1)), option::some(5));
    assert_eq!(o.map!(|n| n == 4), option::some(true));
    assert_eq!(o.map_ref!(|n| *n * 2), option::some(8));
    assert_eq!(o.filter!(|n| *n == 4), o);
    assert_eq!(o.filter!(|n| *n == 5), option::none());
    assert!(o.is_some_and!(|n| *n == 4) && !o.is_some_and!(|n| *n == 5));
    assert_eq!(o.destroy_or!(abort), 4);
}

#[test]
fun macros_without_a_value() {
    option::none<Solid>().do!(|s| { melt(s); });
    option::none<Solid>().destroy!(|s| { melt(s); });
    let mut o = option::none<u64>();
    o.do_ref!(|_| abort);
    o.do_mut!(|_| abort);
    assert_eq!(o.or!(option::some(6)), option::some(6));
    assert_eq!(o.and!(|_| option::some(1u8)), option::none());
    assert_eq!(o.and_ref!(|_| option::some(1u8)), option::none());
    assert_eq!(o.map!(|_| 1u8), option::none());
    assert_eq!(o.map_ref!(|_| 1u8), option::none());
    assert_eq!(o.filter!(|_| true), option::none());
    assert!(!o.is_some_and!(|_| true));
    assert_eq!(o.destroy_or!(7), 7);
}

#[test]
fun folding() {
    assert_eq!(option::some(3u64).fold!(0u8, |n| n as u8 + 1), 4);
    assert_eq!(option::none<u64>().fold!(9u8, |_| abort), 9);
    let mut o = option::some(3u64);
    assert_eq!(o.fold_ref!(abort, |n| *n + 1), 4);
    assert_eq!(o.fold_mut!(abort, |n| { *n = 8; true }), true);
    assert_eq!(o.map_mut!(|n| { *n = *n + 1; *n * 2 }), option::some(18));
    assert_eq!(o, option::some(9));
    assert!(o.is_none_or!(|n| *n == 9) && !o.is_none_or!(|n| *n == 8));
    assert_eq!(o.extract_or!(abort), 9);
    assert!(o.is_none() && o.is_none_or!(|_| abort));
    assert_eq!(o.extract_or!(5), 5);
    assert_eq!(o.fold_ref!(1, |_| abort), 1);
    assert_eq!(o.fold_mut!(2, |_| abort), 2);
    assert!(o.map_mut!(|_| 1u8).is_none());
}

#[test]
fun folding_what_cannot_be_dropped() {
    let some = option::some(Solid { n: 2 });
    assert_eq!(some.fold!(0, |solid| melt(solid)), 2);
    let mut other = option::some(Solid { n: 4 });
    assert_eq!(melt(other.extract_or!(abort)), 4);
    other.destroy_none();
}
