/// Maps, sets and queues in vectors.
#[test_only, allow(untyped_literal)]
module sui::vector_collection_tests;

use std::unit_test::assert_eq;
use sui::{priority_queue as queue, vec_map::{Self, VecMap}, vec_set};

public struct Solid { n: u64 }

fun map(): VecMap<u8, u64> {
    vec_map::from_keys_values(b"abc", vector[1, 2, 3])
}

// === vec_map ===

#[test]
fun map_by_key() {
    let mut m = vec_map::empty();
    assert!(m.is_empty() && m.length() == 0 && m.size() == 0);
    m.insert(b"one", 1);
    m.insert(b"two", 2);
    assert!(m.contains(&b"one") && !m.contains(&b"three") && !m.is_empty());
    assert_eq!(m.size(), 2);
    assert_eq!(m[&b"two"], 2);
    *&mut m[&b"two"] = 22;
    assert_eq!(*m.get(&b"two"), 22);
    assert_eq!(m.try_get(&b"two"), option::some(22));
    assert_eq!(m.try_get(&b"three"), option::none());
    let (key, value) = m.remove(&b"one");
    assert!(key == b"one" && value == 1 && m.length() == 1);
}

#[test]
fun map_by_index() {
    let mut m = map();
    assert_eq!(m.keys(), b"abc");
    assert_eq!(m.get_idx(&99), 2);
    assert_eq!(m.get_idx_opt(&99), option::some(2));
    assert_eq!(m.get_idx_opt(&100), option::none());
    let (key, value) = m.get_entry_by_idx(1);
    assert!(*key == 98 && *value == 2);
    let (_, value) = m.get_entry_by_idx_mut(1);
    *value = 20;
    let (key, value) = m.remove_entry_by_idx(0);
    assert!(key == 97 && value == 1);
    let (key, value) = m.pop();
    assert!(key == 99 && value == 3);
    let (keys, values) = m.into_keys_values();
    assert!(keys == b"b" && values == vector[20]);
}

#[test]
fun map_keeps_the_order() {
    let mut m = map();
    m.remove(&98);
    m.insert(98, 9);
    let (keys, values) = m.into_keys_values();
    assert_eq!(keys, b"acb");
    assert_eq!(values, vector[1, 3, 9]);
    vec_map::empty<u8, Solid>().destroy_empty();
}

#[test, expected_failure(abort_code = vec_map::EKeyAlreadyExists)]
fun map_insert_twice() {
    map().insert(97, 0);
}

#[test, expected_failure(abort_code = vec_map::EKeyAlreadyExists)]
fun map_from_equal_keys() {
    vec_map::from_keys_values(b"aa", vector[1, 2]);
}

#[test, expected_failure(abort_code = vec_map::EUnequalLengths)]
fun map_from_unequal_lengths() {
    vec_map::from_keys_values(b"aa", vector[1]);
}

#[test, expected_failure(abort_code = vec_map::EKeyDoesNotExist)]
fun map_get_of_nothing() {
    map().get(&1);
}

#[test, expected_failure(abort_code = vec_map::EKeyDoesNotExist)]
fun map_get_mut_of_nothing() {
    map().get_mut(&1);
}

#[test, expected_failure(abort_code = vec_map::EKeyDoesNotExist)]
fun map_remove_of_nothing() {
    map().remove(&1);
}

#[test, expected_failure(abort_code = vec_map::EIndexOutOfBounds)]
fun map_entry_past_the_end() {
    map().get_entry_by_idx(3);
}

#[test, expected_failure(abort_code = vec_map::EIndexOutOfBounds)]
fun map_entry_mut_past_the_end() {
    map().get_entry_by_idx_mut(3);
}

#[test, expected_failure(abort_code = vec_map::EIndexOutOfBounds)]
fun map_remove_past_the_end() {
    map().remove_entry_by_idx(3);
}

#[test, expected_failure(abort_code = vec_map::EMapEmpty)]
fun map_pop_of_nothing() {
    vec_map::empty<u8, u8>().pop();
}

#[test, expected_failure(abort_code = vec_map::EMapNotEmpty)]
fun map_destroy_empty_of_something() {
    map().destroy_empty();
}

// === vec_set ===

#[test]
fun sets() {
    let mut s = vec_set::empty();
    assert!(s.is_empty() && s.length() == 0);
    s.insert(3);
    s.insert(1);
    s.insert(2);
    assert!(s.contains(&1) && !s.contains(&4) && s.size() == 3);
    s.remove(&3);
    assert_eq!(*s.keys(), vector[1, 2]);
    s.insert(3);
    assert_eq!(s.into_keys(), vector[1, 2, 3]);
    assert_eq!(vec_set::singleton(5), vec_set::from_keys(vector[5]));
}

#[test, expected_failure(abort_code = vec_set::EKeyAlreadyExists)]
fun set_insert_twice() {
    vec_set::singleton(5).insert(5);
}

#[test, expected_failure(abort_code = vec_set::EKeyAlreadyExists)]
fun set_from_equal_keys() {
    vec_set::from_keys(vector[1, 2, 1]);
}

#[test, expected_failure(abort_code = vec_set::EKeyDoesNotExist)]
fun set_remove_of_nothing() {
    vec_set::singleton(5).remove(&6);
}

// === priority_queue ===

#[test]
fun queue_gives_the_highest_first() {
    let mut q = queue::new(queue::create_entries(vector[3, 9, 1, 7, 5, 9, 2], b"abcdefg"));
    q.insert(8, 104);
    q.insert(0, 105);
    q.insert(10, 106);
    assert_eq!(q.priorities().length(), 10);
    let mut order = vector[];
    let mut values = b"";
    10u64.do!(|_| {
        let (priority, value) = q.pop_max();
        order.push_back(priority);
        values.push_back(value);
    });
    assert_eq!(order, vector[10, 9, 9, 8, 7, 5, 3, 2, 1, 0]);
    assert!(values[0] == 106 && values[3] == 104 && values[9] == 105);
}

#[test]
fun queue_of_any_entries() {
    let mut state = 99;
    let mut priorities = vector::tabulate!(60, |_| {
        state = (state * 1103515245 + 12345) % 2147483648;
        state % 40
    });
    let mut q = queue::new(priorities.map_ref!(|p| queue::new_entry(*p, *p + 1)));
    priorities.insertion_sort_by!(|a, b| *a >= *b);
    priorities.do!(|expected| {
        let (priority, value) = q.pop_max();
        assert!(priority == expected && value == expected + 1);
    });
}

#[test, expected_failure(abort_code = queue::EPopFromEmptyHeap)]
fun queue_without_entries() {
    queue::new<u8>(vector[]).pop_max();
}

#[test, expected_failure(abort_code = sui::priority_queue::ELengthMismatch)]
fun entries_of_unequal_lengths() {
    queue::create_entries(vector[1, 2], vector[1]);
}
