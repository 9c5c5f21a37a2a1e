/// Growable sequences. The primitive operations are bytecode instructions; the rest is written in Move on
/// top of them. Indices start at 0.
#[defines_primitive(vector)]
module std::vector;

public use fun std::string::utf8 as vector.to_string;
public use fun std::string::try_utf8 as vector.try_to_string;
public use fun std::ascii::string as vector.to_ascii_string;
public use fun std::ascii::try_string as vector.try_to_ascii_string;

/// An index past the end was given.
const EINDEX_OUT_OF_BOUNDS: u64 = 0x20000;

// === Instructions ===

/// A vector without elements.
#[bytecode_instruction]
public native fun empty<Element>(): vector<Element>;

/// How many elements there are.
#[bytecode_instruction]
public native fun length<Element>(v: &vector<Element>): u64;

/// The element at `i`; a vector error when there is none.
#[syntax(index)]
#[bytecode_instruction]
public native fun borrow<Element>(v: &vector<Element>, i: u64): &Element;

/// Puts `e` behind the last element.
#[bytecode_instruction]
public native fun push_back<Element>(v: &mut vector<Element>, e: Element);

/// The element at `i`, to be changed; a vector error when there is none.
#[syntax(index)]
#[bytecode_instruction]
public native fun borrow_mut<Element>(v: &mut vector<Element>, i: u64): &mut Element;

/// Takes the last element off; a vector error when there is none.
#[bytecode_instruction]
public native fun pop_back<Element>(v: &mut vector<Element>): Element;

/// Ends a vector that must be empty.
#[bytecode_instruction]
public native fun destroy_empty<Element>(v: vector<Element>);

/// Exchanges two elements; a vector error when either index is past the end.
#[bytecode_instruction]
public native fun swap<Element>(v: &mut vector<Element>, i: u64, j: u64);

// === Functions ===

/// A vector of just `e`.
public fun singleton<Element>(e: Element): vector<Element> {
    let mut one = vector[];
    one.push_back(e);
    one
}

/// Turns the order around.
public fun reverse<Element>(v: &mut vector<Element>) {
    let n = v.length();
    let half = n / 2;
    let mut i = 0;
    while (i < half) {
        v.swap(i, n - 1 - i);
        i = i + 1;
    }
}

/// Moves all elements of `other` behind those of `lhs`.
public fun append<Element>(lhs: &mut vector<Element>, mut other: vector<Element>) {
    other.reverse();
    let mut left = other.length();
    while (left > 0) {
        lhs.push_back(other.pop_back());
        left = left - 1;
    };
    other.destroy_empty();
}

/// Whether there are no elements.
public fun is_empty<Element>(v: &vector<Element>): bool {
    v.length() == 0
}

/// Whether some element equals `e`.
public fun contains<Element>(v: &vector<Element>, e: &Element): bool {
    let (found, _) = v.index_of(e);
    found
}

/// `(true, i)` for the first element that equals `e`, `(false, 0)` when none does.
public fun index_of<Element>(v: &vector<Element>, e: &Element): (bool, u64) {
    let n = v.length();
    let mut i = 0;
    loop {
        if (i == n) return (false, 0);
        if (&v[i] == e) return (true, i);
        i = i + 1;
    }
}

/// Takes the element at `i` out; those behind it move up by one.
/// Aborts with `EINDEX_OUT_OF_BOUNDS`.
public fun remove<Element>(v: &mut vector<Element>, mut i: u64): Element {
    let n = v.length();
    assert!(i < n, EINDEX_OUT_OF_BOUNDS);
    while (i + 1 < n) {
        v.swap(i, i + 1);
        i = i + 1;
    };
    v.pop_back()
}

/// Puts `e` at `i`; what was there and behind moves back by one. `i` may be the length.
/// Aborts with `EINDEX_OUT_OF_BOUNDS`.
public fun insert<Element>(v: &mut vector<Element>, e: Element, i: u64) {
    let mut at = v.length();
    assert!(i <= at, EINDEX_OUT_OF_BOUNDS);
    v.push_back(e);
    while (at > i) {
        v.swap(at, at - 1);
        at = at - 1;
    }
}

/// Takes the element at `i` out and puts the last one in its place.
/// Aborts with `EINDEX_OUT_OF_BOUNDS` when the vector is empty.
public fun swap_remove<Element>(v: &mut vector<Element>, i: u64): Element {
    let n = v.length();
    assert!(n > 0, EINDEX_OUT_OF_BOUNDS);
    v.swap(i, n - 1);
    v.pop_back()
}

/// The elements but the first `n`; none when there are no more than `n`.
public fun skip<T: drop>(mut v: vector<T>, n: u64): vector<T> {
    let mut rest = vector[];
    while (v.length() > n) rest.push_back(v.pop_back());
    rest.reverse();
    rest
}

/// The first `n` elements. Aborts when there are fewer.
public fun take<T: drop>(mut v: vector<T>, n: u64): vector<T> {
    assert!(n <= v.length());
    while (v.length() > n) {
        v.pop_back();
    };
    v
}

/// All elements of all vectors, in order.
public fun flatten<T>(v: vector<vector<T>>): vector<T> {
    let mut all = vector[];
    v.do!(|part| all.append(part));
    all
}

// === Macros ===

/// The vector of `f(0)` to `f(n - 1)`.
public macro fun tabulate<$T>($n: u64, $f: |u64| -> $T): vector<$T> {
    let n = $n;
    let mut made = vector[];
    n.do!(|i| made.push_back($f(i)));
    made
}

/// Gives every element to `f`, from the last to the first.
public macro fun destroy<$T, $R: drop>($v: vector<$T>, $f: |$T| -> $R) {
    let mut v = $v;
    let mut left = v.length();
    while (left > 0) {
        left = left - 1;
        $f(v.pop_back());
    };
    v.destroy_empty();
}

/// Gives every element to `f`, in order.
public macro fun do<$T, $R: drop>($v: vector<$T>, $f: |$T| -> $R) {
    let mut turned = $v;
    turned.reverse();
    turned.destroy!(|e| $f(e));
}

/// Shows every element to `f`, in order.
public macro fun do_ref<$T, $R: drop>($v: &vector<$T>, $f: |&$T| -> $R) {
    let v = $v;
    let n = v.length();
    n.do!(|i| $f(&v[i]))
}

/// Lets `f` change every element, in order.
public macro fun do_mut<$T, $R: drop>($v: &mut vector<$T>, $f: |&mut $T| -> $R) {
    let v = $v;
    let n = v.length();
    n.do!(|i| $f(&mut v[i]))
}

/// What `f` makes of every element, in order.
public macro fun map<$T, $U>($v: vector<$T>, $f: |$T| -> $U): vector<$U> {
    let mut made = vector[];
    do!($v, |e| made.push_back($f(e)));
    made
}

/// What `f` makes of the sight of every element, in order.
public macro fun map_ref<$T, $U>($v: &vector<$T>, $f: |&$T| -> $U): vector<$U> {
    let mut made = vector[];
    do_ref!($v, |e| made.push_back($f(e)));
    made
}

/// The elements that `f` accepts, in order.
public macro fun filter<$T: drop>($v: vector<$T>, $f: |&$T| -> bool): vector<$T> {
    let mut kept = vector[];
    do!($v, |e| if ($f(&e)) kept.push_back(e));
    kept
}

/// The elements that `f` accepts and those that it does not, each in order.
public macro fun partition<$T>($v: vector<$T>, $f: |&$T| -> bool): (vector<$T>, vector<$T>) {
    let mut accepted = vector[];
    let mut others = vector[];
    do!($v, |e| if ($f(&e)) accepted.push_back(e) else others.push_back(e));
    (accepted, others)
}

/// Index of the first element that `f` accepts.
public macro fun find_index<$T>($v: &vector<$T>, $f: |&$T| -> bool): Option<u64> {
    let v = $v;
    let n = v.length();
    'search: {
        n.do!(|i| if ($f(&v[i])) return 'search option::some(i));
        option::none()
    }
}

/// Indices of all elements that `f` accepts.
public macro fun find_indices<$T>($v: &vector<$T>, $f: |&$T| -> bool): vector<u64> {
    let v = $v;
    let n = v.length();
    let mut found = vector[];
    n.do!(|i| if ($f(&v[i])) found.push_back(i));
    found
}

/// How many elements `f` accepts.
public macro fun count<$T>($v: &vector<$T>, $f: |&$T| -> bool): u64 {
    let mut accepted = 0;
    do_ref!($v, |e| if ($f(e)) accepted = accepted + 1);
    accepted
}

/// Combines all elements, in order, into one value that starts as `init`.
public macro fun fold<$T, $Acc>($v: vector<$T>, $init: $Acc, $f: |$Acc, $T| -> $Acc): $Acc {
    let v = $v;
    let mut result = $init;
    v.do!(|e| result = $f(result, e));
    result
}

/// Whether `f` accepts some element.
public macro fun any<$T>($v: &vector<$T>, $f: |&$T| -> bool): bool {
    'search: {
        do_ref!($v, |e| if ($f(e)) return 'search true);
        false
    }
}

/// Whether `f` accepts every element.
public macro fun all<$T>($v: &vector<$T>, $f: |&$T| -> bool): bool {
    'search: {
        do_ref!($v, |e| if (!$f(e)) return 'search false);
        true
    }
}

/// Gives the elements of two vectors to `f` in pairs, in order. The lengths must be equal.
public macro fun zip_do<$T1, $T2, $R: drop>(
    $v1: vector<$T1>,
    $v2: vector<$T2>,
    $f: |$T1, $T2| -> $R,
) {
    let firsts = $v1;
    let mut seconds = $v2;
    assert!(firsts.length() == seconds.length());
    seconds.reverse();
    firsts.do!(|first| $f(first, seconds.pop_back()));
    seconds.destroy_empty();
}

/// Gives the elements of two vectors to `f` in pairs, from the last to the first. The lengths must be equal.
public macro fun zip_do_reverse<$T1, $T2, $R: drop>(
    $v1: vector<$T1>,
    $v2: vector<$T2>,
    $f: |$T1, $T2| -> $R,
) {
    let firsts = $v1;
    let mut seconds = $v2;
    assert!(firsts.length() == seconds.length());
    firsts.destroy!(|first| $f(first, seconds.pop_back()));
    seconds.destroy_empty();
}

/// Shows the elements of two vectors to `f` in pairs, in order. The lengths must be equal.
public macro fun zip_do_ref<$T1, $T2, $R: drop>(
    $v1: &vector<$T1>,
    $v2: &vector<$T2>,
    $f: |&$T1, &$T2| -> $R,
) {
    let firsts = $v1;
    let seconds = $v2;
    let n = firsts.length();
    assert!(seconds.length() == n);
    n.do!(|i| $f(&firsts[i], &seconds[i]));
}

/// Lets `f` change the elements of two vectors in pairs, in order. The lengths must be equal.
public macro fun zip_do_mut<$T1, $T2, $R: drop>(
    $v1: &mut vector<$T1>,
    $v2: &mut vector<$T2>,
    $f: |&mut $T1, &mut $T2| -> $R,
) {
    let firsts = $v1;
    let seconds = $v2;
    let n = firsts.length();
    assert!(seconds.length() == n);
    n.do!(|i| $f(&mut firsts[i], &mut seconds[i]));
}

/// What `f` makes of the pairs of two vectors, in order. The lengths must be equal.
public macro fun zip_map<$T1, $T2, $U>(
    $v1: vector<$T1>,
    $v2: vector<$T2>,
    $f: |$T1, $T2| -> $U,
): vector<$U> {
    let mut made = vector[];
    zip_do!($v1, $v2, |first, second| made.push_back($f(first, second)));
    made
}

/// What `f` makes of the sight of the pairs of two vectors, in order. The lengths must be equal.
public macro fun zip_map_ref<$T1, $T2, $U>(
    $v1: &vector<$T1>,
    $v2: &vector<$T2>,
    $f: |&$T1, &$T2| -> $U,
): vector<$U> {
    let mut made = vector[];
    zip_do_ref!($v1, $v2, |first, second| made.push_back($f(first, second)));
    made
}

/// Sorts in place by insertion: quadratic, good for short or nearly sorted vectors. Equal elements keep
/// their order. `le` says whether its first argument is less than or equal to its second.
public macro fun insertion_sort_by<$T>($v: &mut vector<$T>, $le: |&$T, &$T| -> bool) {
    let v = $v;
    let n = v.length();
    let mut sorted = 1;
    while (sorted < n) {
        let mut at = sorted;
        while (at > 0) {
            if ($le(&v[at - 1], &v[at])) break;
            v.swap(at - 1, at);
            at = at - 1;
        };
        sorted = sorted + 1;
    }
}

/// Sorts in place by merging runs of 1, 2, 4, ... elements. Equal elements keep their order. `le` says
/// whether its first argument is less than or equal to its second.
public macro fun merge_sort_by<$T>($v: &mut vector<$T>, $le: |&$T, &$T| -> bool) {
    let v = $v;
    let n = v.length();
    let mut width = 1;
    while (width < n) {
        // What is still to be merged lies in `v` with its front at the end.
        v.reverse();
        let mut merged = vector[];
        while (!v.is_empty()) {
            let mut run = vector[];
            while (run.length() < width && !v.is_empty()) run.push_back(v.pop_back());
            run.reverse();
            let mut others = v.length().min(width);
            while (!run.is_empty() && others > 0) {
                if ($le(&run[run.length() - 1], &v[v.length() - 1])) {
                    merged.push_back(run.pop_back());
                } else {
                    merged.push_back(v.pop_back());
                    others = others - 1;
                }
            };
            while (!run.is_empty()) merged.push_back(run.pop_back());
            run.destroy_empty();
            while (others > 0) {
                merged.push_back(v.pop_back());
                others = others - 1;
            };
        };
        v.append(merged);
        width = width * 2;
    }
}

/// Whether every element is less than or equal to the next by `le`.
public macro fun is_sorted_by<$T>($v: &vector<$T>, $le: |&$T, &$T| -> bool): bool {
    let v = $v;
    let n = v.length();
    let mut i = 1;
    while (i < n) {
        if (!$le(&v[i - 1], &v[i])) break;
        i = i + 1;
    };
    i >= n
}

/// The elements before the first that `p` refuses.
public macro fun take_while<$T: drop>($v: vector<$T>, $p: |&$T| -> bool): vector<$T> {
    let v = $v;
    let mut taken = vector[];
    'search: {
        v.do!(|e| if ($p(&e)) taken.push_back(e) else return 'search);
    };
    taken
}

/// The elements from the first on that `p` refuses.
public macro fun skip_while<$T: drop>($v: vector<$T>, $p: |&$T| -> bool): vector<$T> {
    let v = $v;
    let n = v.length();
    let mut first = 0;
    while (first < n && $p(&v[first])) first = first + 1;
    v.skip(first)
}
