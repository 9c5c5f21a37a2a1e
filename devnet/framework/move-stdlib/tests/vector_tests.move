#[test_only, allow(deprecated_usage, untyped_literal)]
module std::vector_tests;

use std::unit_test::assert_eq;

public struct Droplet has copy, drop, store { n: u64 }

/// Neither copied nor dropped.
public struct Solid { n: u64 }

fun solids(n: u64): vector<Solid> {
    vector::tabulate!(n, |n| Solid { n })
}

fun melt(solid: Solid): u64 {
    let Solid { n } = solid;
    n
}

#[test]
fun primitive_operations() {
    let mut v = vector::empty<u64>();
    assert!(v.is_empty() && v.length() == 0);
    v.push_back(1);
    v.push_back(2);
    v.push_back(3);
    assert_eq!(v.length(), 3);
    assert_eq!(v[1], 2);
    *&mut v[1] = 7;
    v.swap(0, 2);
    assert_eq!(v, vector[3, 7, 1]);
    assert_eq!(v.pop_back(), 1);
    assert_eq!(*v.borrow(0) + *v.borrow_mut(1), 10);
    vector::empty<Solid>().destroy_empty();
    assert_eq!(vector::singleton(5u8), vector[5]);
}

#[test, expected_failure(vector_error, minor_status = 2, location = Self)]
fun pop_of_nothing() {
    vector::empty<u64>().pop_back();
}

#[test, expected_failure(vector_error, minor_status = 1, location = Self)]
fun borrow_past_the_end() {
    let v = vector[1];
    let _ = v[1];
}

#[test, expected_failure(vector_error, minor_status = 3, location = Self)]
fun destroy_empty_of_something() {
    vector[1].destroy_empty();
}

#[test]
fun reversing() {
    let mut v = vector<u64>[];
    v.reverse();
    assert_eq!(v, vector[]);
    v = vector[1];
    v.reverse();
    assert_eq!(v, vector[1]);
    v = vector[1, 2];
    v.reverse();
    assert_eq!(v, vector[2, 1]);
    v = vector[1, 2, 3, 4, 5];
    v.reverse();
    assert_eq!(v, vector[5, 4, 3, 2, 1]);
}

#[test]
fun appending() {
    let mut v = vector[1, 2];
    v.append(vector[]);
    v.append(vector[3, 4, 5]);
    assert_eq!(v, vector[1, 2, 3, 4, 5]);
    let mut nothing = vector<u64>[];
    nothing.append(v);
    assert_eq!(nothing, v);
    assert_eq!(vector[vector[1], vector[], vector[2, 3]].flatten(), vector[1, 2, 3]);
    assert_eq!(vector<vector<u8>>[].flatten(), vector[]);
}

#[test]
fun searching() {
    let v = vector[Droplet { n: 4 }, Droplet { n: 5 }, Droplet { n: 4 }];
    assert!(v.contains(&Droplet { n: 5 }) && !v.contains(&Droplet { n: 6 }));
    let (found, at) = v.index_of(&Droplet { n: 4 });
    assert!(found && at == 0);
    let (found, at) = v.index_of(&Droplet { n: 6 });
    assert!(!found && at == 0);
}

#[test]
fun inserting_and_removing() {
    let mut v = vector[1, 2, 3];
    v.insert(9, 0);
    v.insert(8, 4);
    v.insert(7, 2);
    assert_eq!(v, vector[9, 1, 7, 2, 3, 8]);
    assert_eq!(v.remove(0), 9);
    assert_eq!(v.remove(4), 8);
    assert_eq!(v.remove(1), 7);
    assert_eq!(v, vector[1, 2, 3]);
    assert_eq!(v.swap_remove(0), 1);
    assert_eq!(v, vector[3, 2]);
    assert_eq!(v.swap_remove(1), 2);
    assert_eq!(v.swap_remove(0), 3);
}

#[test, expected_failure(abort_code = vector::EINDEX_OUT_OF_BOUNDS)]
fun remove_past_the_end() {
    vector[1, 2].remove(2);
}

#[test, expected_failure(abort_code = vector::EINDEX_OUT_OF_BOUNDS)]
fun remove_from_nothing() {
    vector<u8>[].remove(0);
}

#[test, expected_failure(abort_code = vector::EINDEX_OUT_OF_BOUNDS)]
fun insert_past_the_end() {
    vector[1, 2].insert(3, 3);
}

#[test, expected_failure(abort_code = vector::EINDEX_OUT_OF_BOUNDS)]
fun swap_remove_from_nothing() {
    vector<u8>[].swap_remove(0);
}

#[test, expected_failure(vector_error, minor_status = 1, location = std::vector)]
fun swap_remove_past_the_end() {
    vector[1].swap_remove(1);
}

#[test]
fun loops_go_in_order() {
    let mut seen = vector[];
    vector[1, 2, 3].do!(|n| seen.push_back(n));
    assert_eq!(seen, vector[1, 2, 3]);
    vector[4, 5].destroy!(|n| seen.push_back(n));
    assert_eq!(seen, vector[1, 2, 3, 5, 4]);
    let mut v = vector[1, 2];
    v.do_mut!(|n| *n = *n * 10);
    v.do_ref!(|n| seen.push_back(*n));
    assert_eq!(seen, vector[1, 2, 3, 5, 4, 10, 20]);
    let mut sum = 0;
    solids(5).do!(|solid| sum = sum * 10 + melt(solid));
    assert_eq!(sum, 1234);
    solids(5).destroy!(|solid| sum = sum * 10 + melt(solid));
    assert_eq!(sum, 123443210);
}

#[test]
fun making_from_others() {
    assert_eq!(vector::tabulate!(4, |i| i * i), vector[0, 1, 4, 9]);
    assert_eq!(vector::tabulate!(0, |i| i), vector[]);
    assert_eq!(solids(3).map!(|solid| melt(solid) as u8), vector[0u8, 1, 2]);
    assert_eq!(vector[1, 2].map_ref!(|n| *n + 1), vector[2, 3]);
    assert_eq!(vector[1, 2, 3, 4].filter!(|n| *n % 2 == 0), vector[2, 4]);
    let (even, odd) = vector[1, 2, 3, 4].partition!(|n| *n % 2 == 0);
    assert_eq!(even, vector[2, 4]);
    assert_eq!(odd, vector[1, 3]);
    assert_eq!(vector[1, 2, 3].fold!(b"", |mut text, n| {
        text.push_back(n);
        text
    }), x"010203");
}

#[test]
fun questions() {
    let v = vector[3, 4, 5];
    assert_eq!(v.find_index!(|n| *n > 3), option::some(1));
    assert!(v.find_index!(|n| *n > 5).is_none());
    assert_eq!(v.count!(|n| *n % 2 == 1), 2);
    assert!(v.any!(|n| *n == 5) && !v.any!(|n| *n == 6));
    assert!(v.all!(|n| *n > 2) && !v.all!(|n| *n > 3));
    let nothing = vector<u64>[];
    assert!(!nothing.any!(|_| true) && nothing.all!(|_| false));
    assert_eq!(nothing.count!(|_| true), 0);
}

#[test]
fun pairs() {
    let mut seen = vector[];
    vector[1, 2, 3].zip_do!(solids(3), |a, solid| seen.push_back(a * 10 + melt(solid)));
    assert_eq!(seen, vector[10, 21, 32]);
    solids(2).zip_do_reverse!(vector[5, 6], |solid, b| seen.push_back(melt(solid) * 10 + b));
    assert_eq!(seen, vector[10, 21, 32, 16, 5]);
    let mut first = vector[1, 2];
    let mut second = vector[10, 20];
    first.zip_do_mut!(&mut second, |a, b| {
        let sum = *a + *b;
        *a = sum;
        *b = sum + 1;
    });
    assert_eq!(first, vector[11, 22]);
    assert_eq!(second, vector[12, 23]);
    let mut total = 0;
    first.zip_do_ref!(&second, |a, b| total = total + *a * *b);
    assert_eq!(total, 11 * 12 + 22 * 23);
    assert_eq!(first.zip_map_ref!(&second, |a, b| *b - *a), vector[1, 1]);
    assert_eq!(first.zip_map!(second, |a, b| a + b), vector[23, 45]);
}

#[test, expected_failure]
fun zip_do_of_unequal_lengths() {
    vector[1].zip_do!(vector[1, 2], |_, _| ());
}

#[test, expected_failure]
fun zip_do_reverse_of_unequal_lengths() {
    vector[1, 2].zip_do_reverse!(vector[1], |_, _| ());
}

#[test, expected_failure]
fun zip_do_ref_of_unequal_lengths() {
    (&vector[1, 2]).zip_do_ref!(&vector[1], |_, _| ());
}

#[test, expected_failure]
fun zip_map_of_unequal_lengths() {
    vector[1, 2].zip_map!(vector[1], |a, _| a);
}

/// Numbers that look random: a linear congruence.
fun shuffled(n: u64): vector<u64> {
    let mut state = 12345u64;
    vector::tabulate!(n, |_| {
        state = (state * 1103515245 + 12345) % 2147483648;
        (state >> 16) % 50
    })
}

#[test]
fun sorting() {
    let mut nothing = vector<u64>[];
    nothing.merge_sort_by!(|a, b| *a <= *b);
    nothing.insertion_sort_by!(|a, b| *a <= *b);
    assert!(nothing.is_sorted_by!(|_, _| false));
    (1u64).range_do_eq!(40, |n| {
        let mut merged = shuffled(n);
        let mut inserted = merged;
        merged.merge_sort_by!(|a, b| *a <= *b);
        inserted.insertion_sort_by!(|a, b| *a <= *b);
        assert_eq!(merged, inserted);
        assert!(merged.is_sorted_by!(|a, b| *a <= *b));
        assert_eq!(merged.fold!(0, |sum, e| sum + e), shuffled(n).fold!(0, |sum, e| sum + e));
    });
    assert!(!vector[1, 3, 2].is_sorted_by!(|a, b| *a <= *b));
    assert!(vector[1, 1].is_sorted_by!(|a, b| *a <= *b));
    assert!(!vector[1, 1].is_sorted_by!(|a, b| *a < *b));
}

#[test]
fun equal_elements_keep_their_order() {
    // Tens are compared, ones tell the elements apart.
    let v = vector[31, 12, 33, 14, 25, 16, 27, 38, 19];
    let mut merged = v;
    merged.merge_sort_by!(|a, b| *a / 10 <= *b / 10);
    assert_eq!(merged, vector[12, 14, 16, 19, 25, 27, 31, 33, 38]);
    let mut inserted = v;
    inserted.insertion_sort_by!(|a, b| *a / 10 <= *b / 10);
    assert_eq!(inserted, merged);
}

#[test]
fun text_methods() {
    assert_eq!(b"abc".to_string(), std::string::utf8(b"abc"));
    assert_eq!(b"abc".to_ascii_string(), std::ascii::string(b"abc"));
    assert!(x"ff".try_to_string().is_none() && x"ff".try_to_ascii_string().is_none());
}

#[test]
fun parts() {
    let v = vector[1, 2, 3, 4];
    assert_eq!(v.take(0), vector[]);
    assert_eq!(v.take(3), vector[1, 2, 3]);
    assert_eq!(v.take(4), v);
    assert_eq!(v.skip(0), v);
    assert_eq!(v.skip(3), vector[4]);
    assert_eq!(v.skip(4), vector[]);
    assert_eq!(v.skip(9), vector[]);
    assert_eq!(v.take_while!(|n| *n != 3), vector[1, 2]);
    assert_eq!(v.take_while!(|_| true), v);
    assert_eq!(v.skip_while!(|n| *n != 3), vector[3, 4]);
    assert_eq!(v.skip_while!(|_| true), vector[]);
    assert_eq!(v.find_indices!(|n| *n % 2 == 0), vector[1, 3]);
    assert_eq!(v.find_indices!(|_| false), vector[]);
}

#[test, expected_failure]
fun taking_more_than_there_is() {
    vector[1, 2].take(3);
}
