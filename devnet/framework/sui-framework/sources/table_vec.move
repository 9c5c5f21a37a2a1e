/// A vector in dynamic fields: of any size, each element loaded only when it is used.
module sui::table_vec;

use sui::table::{Self, Table};

/// An index past the end.
const EIndexOutOfBound: u64 = 0;
/// The vector still has elements.
const ETableNonEmpty: u64 = 1;

public struct TableVec<phantom Element: store> has store {
    /// Element of each index.
    contents: Table<u64, Element>,
}

/// A vector without elements.
public fun empty<Element: store>(ctx: &mut TxContext): TableVec<Element> {
    TableVec { contents: table::new(ctx) }
}

/// A vector of just `e`.
public fun singleton<Element: store>(e: Element, ctx: &mut TxContext): TableVec<Element> {
    let mut one = empty(ctx);
    one.push_back(e);
    one
}

/// How many elements there are.
public fun length<Element: store>(t: &TableVec<Element>): u64 {
    t.contents.length()
}

/// Whether there are no elements.
public fun is_empty<Element: store>(t: &TableVec<Element>): bool {
    t.contents.is_empty()
}

/// The element at `i`. Aborts with `EIndexOutOfBound`.
#[syntax(index)]
public fun borrow<Element: store>(t: &TableVec<Element>, i: u64): &Element {
    t.check_index(i);
    t.contents.borrow(i)
}

/// Puts `e` at the end.
public fun push_back<Element: store>(t: &mut TableVec<Element>, e: Element) {
    let end = t.length();
    t.contents.add(end, e)
}

/// The element at `i`, to be changed. Aborts with `EIndexOutOfBound`.
#[syntax(index)]
public fun borrow_mut<Element: store>(t: &mut TableVec<Element>, i: u64): &mut Element {
    t.check_index(i);
    t.contents.borrow_mut(i)
}

/// Takes the last element off. Aborts with `EIndexOutOfBound`.
public fun pop_back<Element: store>(t: &mut TableVec<Element>): Element {
    t.check_index(0);
    let last = t.length() - 1;
    t.contents.remove(last)
}

/// Ends a vector without elements. Aborts with `ETableNonEmpty`.
public fun destroy_empty<Element: store>(t: TableVec<Element>) {
    assert!(t.is_empty(), ETableNonEmpty);
    let TableVec { contents } = t;
    contents.destroy_empty()
}

/// Ends a vector. Elements that are left can never be reached again.
public fun drop<Element: drop + store>(t: TableVec<Element>) {
    let TableVec { contents } = t;
    contents.drop()
}

/// Exchanges two elements. Aborts with `EIndexOutOfBound`.
public fun swap<Element: store>(t: &mut TableVec<Element>, i: u64, j: u64) {
    t.check_index(i);
    t.check_index(j);
    if (i != j) {
        let at_i = t.contents.remove(i);
        let at_j = t.contents.remove(j);
        t.contents.add(i, at_j);
        t.contents.add(j, at_i);
    }
}

/// Takes the element at `i` out and puts the last one in its place. Aborts with `EIndexOutOfBound`.
public fun swap_remove<Element: store>(t: &mut TableVec<Element>, i: u64): Element {
    t.check_index(i);
    let last = t.length() - 1;
    t.swap(i, last);
    t.pop_back()
}

fun check_index<Element: store>(t: &TableVec<Element>, i: u64) {
    assert!(i < t.length(), EIndexOutOfBound)
}
