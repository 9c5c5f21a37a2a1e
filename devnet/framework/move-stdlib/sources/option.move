/// A value that may be absent: a vector of at most one element.
module std::option;

public struct Option<Element> has copy, drop, store {
    vec: vector<Element>,
}

/// There is a value where there must be none.
const EOPTION_IS_SET: u64 = 0x40000;
/// There is no value where there must be one.
const EOPTION_NOT_SET: u64 = 0x40001;

// === Constructors ===

/// No value.
public fun none<Element>(): Option<Element> {
    Option { vec: vector[] }
}

/// The value `e`.
public fun some<Element>(e: Element): Option<Element> {
    Option { vec: vector[e] }
}

// === Looking ===

/// Whether there is no value.
public fun is_none<Element>(t: &Option<Element>): bool {
    t.vec.length() == 0
}

/// Whether there is a value.
public fun is_some<Element>(t: &Option<Element>): bool {
    t.vec.length() != 0
}

/// Whether there is a value and it equals `e_ref`.
public fun contains<Element>(t: &Option<Element>, e_ref: &Element): bool {
    t.is_some() && &t.vec[0] == e_ref
}

/// The value. Aborts with `EOPTION_NOT_SET`.
public fun borrow<Element>(t: &Option<Element>): &Element {
    assert!(t.is_some(), EOPTION_NOT_SET);
    &t.vec[0]
}

/// The value, or `default_ref` when there is none.
public fun borrow_with_default<Element>(t: &Option<Element>, default_ref: &Element): &Element {
    if (t.is_some()) &t.vec[0] else default_ref
}

/// A copy of the value, or `default` when there is none.
public fun get_with_default<Element: copy + drop>(t: &Option<Element>, default: Element): Element {
    if (t.is_some()) t.vec[0] else default
}

// === Changing ===

/// Puts `e` into an option without a value. Aborts with `EOPTION_IS_SET`.
public fun fill<Element>(t: &mut Option<Element>, e: Element) {
    if (t.is_some()) abort EOPTION_IS_SET;
    t.vec.push_back(e);
}

/// Takes the value out. Aborts with `EOPTION_NOT_SET`.
public fun extract<Element>(t: &mut Option<Element>): Element {
    assert!(t.is_some(), EOPTION_NOT_SET);
    t.vec.pop_back()
}

/// The value, to be changed. Aborts with `EOPTION_NOT_SET`.
public fun borrow_mut<Element>(t: &mut Option<Element>): &mut Element {
    assert!(t.is_some(), EOPTION_NOT_SET);
    &mut t.vec[0]
}

/// Puts `e` in the place of the value, which it returns. Aborts with `EOPTION_NOT_SET`.
public fun swap<Element>(t: &mut Option<Element>, e: Element): Element {
    let before = t.extract();
    t.vec.push_back(e);
    before
}

/// Puts `e` in and returns what was there before, if anything.
public fun swap_or_fill<Element>(t: &mut Option<Element>, e: Element): Option<Element> {
    let before = if (t.is_some()) some(t.vec.pop_back()) else none();
    t.vec.push_back(e);
    before
}

// === Ending ===

/// The value, or `default` when there is none.
public fun destroy_with_default<Element: drop>(t: Option<Element>, default: Element): Element {
    let Option { mut vec } = t;
    if (vec.length() == 0) default else vec.pop_back()
}

/// The value. Aborts with `EOPTION_NOT_SET`.
public fun destroy_some<Element>(t: Option<Element>): Element {
    assert!(t.is_some(), EOPTION_NOT_SET);
    let Option { mut vec } = t;
    let value = vec.pop_back();
    vec.destroy_empty();
    value
}

/// Ends an option without a value. Aborts with `EOPTION_IS_SET`.
public fun destroy_none<Element>(t: Option<Element>) {
    assert!(t.is_none(), EOPTION_IS_SET);
    let Option { vec } = t;
    vec.destroy_empty()
}

/// A vector of the value, or an empty one.
public fun to_vec<Element>(t: Option<Element>): vector<Element> {
    let Option { vec } = t;
    vec
}

// === Macros ===

/// Gives the value, if any, to `f`.
public macro fun destroy<$T, $R: drop>($o: Option<$T>, $f: |$T| -> $R) {
    let o = $o;
    o.do!(|e| $f(e));
}

/// Gives the value, if any, to `f`.
public macro fun do<$T, $R: drop>($o: Option<$T>, $f: |$T| -> $R) {
    let o = $o;
    if (o.is_none()) o.destroy_none()
    else {
        $f(o.destroy_some());
    }
}

/// Shows the value, if any, to `f`.
public macro fun do_ref<$T, $R: drop>($o: &Option<$T>, $f: |&$T| -> $R) {
    let o = $o;
    if (o.is_some()) {
        $f(o.borrow());
    }
}

/// Lets `f` change the value, if any.
public macro fun do_mut<$T, $R: drop>($o: &mut Option<$T>, $f: |&mut $T| -> $R) {
    let o = $o;
    if (o.is_some()) {
        $f(o.borrow_mut());
    }
}

/// The option itself if it has a value, otherwise `default`, which is evaluated only then.
public macro fun or<$T>($o: Option<$T>, $default: Option<$T>): Option<$T> {
    let o = $o;
    if (o.is_none()) {
        o.destroy_none();
        $default
    } else o
}

/// What `f` makes of the value, if any.
public macro fun and<$T, $U>($o: Option<$T>, $f: |$T| -> Option<$U>): Option<$U> {
    let o = $o;
    if (o.is_none()) {
        o.destroy_none();
        none()
    } else $f(o.destroy_some())
}

/// What `f` makes of the sight of the value, if any.
public macro fun and_ref<$T, $U>($o: &Option<$T>, $f: |&$T| -> Option<$U>): Option<$U> {
    let o = $o;
    if (o.is_none()) none() else $f(o.borrow())
}

/// An option of what `f` makes of the value, if any.
public macro fun map<$T, $U>($o: Option<$T>, $f: |$T| -> $U): Option<$U> {
    let o = $o;
    if (o.is_none()) {
        o.destroy_none();
        none()
    } else some($f(o.destroy_some()))
}

/// An option of what `f` makes of the sight of the value, if any.
public macro fun map_ref<$T, $U>($o: &Option<$T>, $f: |&$T| -> $U): Option<$U> {
    let o = $o;
    if (o.is_none()) none() else some($f(o.borrow()))
}

/// An option of what `f` makes of the value, if any, which it may change.
public macro fun map_mut<$T, $U>($o: &mut Option<$T>, $f: |&mut $T| -> $U): Option<$U> {
    let o = $o;
    if (o.is_none()) none() else some($f(o.borrow_mut()))
}

/// The option if it has a value that `f` accepts, otherwise none.
public macro fun filter<$T: drop>($o: Option<$T>, $f: |&$T| -> bool): Option<$T> {
    let o = $o;
    if (o.is_none() || !$f(o.borrow())) none() else o
}

/// Whether there is a value that `f` accepts.
public macro fun is_some_and<$T>($o: &Option<$T>, $f: |&$T| -> bool): bool {
    let o = $o;
    if (o.is_none()) false else $f(o.borrow())
}

/// Whether there is no value, or one that `f` accepts.
public macro fun is_none_or<$T>($o: &Option<$T>, $f: |&$T| -> bool): bool {
    let o = $o;
    if (o.is_none()) true else $f(o.borrow())
}

/// What `some` makes of the value, or `none`, which is evaluated only when there is no value.
public macro fun fold<$T, $R>($o: Option<$T>, $none: $R, $some: |$T| -> $R): $R {
    let o = $o;
    if (o.is_none()) {
        o.destroy_none();
        $none
    } else $some(o.destroy_some())
}

/// What `some` makes of the sight of the value, or `none`, which is evaluated only when there is no value.
public macro fun fold_ref<$T, $R>($o: &Option<$T>, $none: $R, $some: |&$T| -> $R): $R {
    let o = $o;
    if (o.is_none()) $none else $some(o.borrow())
}

/// What `some` makes of the value, which it may change, or `none`, which is evaluated only when there is no
/// value.
public macro fun fold_mut<$T, $R>($o: &mut Option<$T>, $none: $R, $some: |&mut $T| -> $R): $R {
    let o = $o;
    if (o.is_none()) $none else $some(o.borrow_mut())
}

/// The value, or `default`, which is evaluated only when there is none.
public macro fun destroy_or<$T>($o: Option<$T>, $default: $T): $T {
    let o = $o;
    if (o.is_none()) {
        o.destroy_none();
        $default
    } else o.destroy_some()
}

/// The value, taken out, or `default`, which is evaluated only when there is none.
public macro fun extract_or<$T>($o: &mut Option<$T>, $default: $T): $T {
    let o = $o;
    if (o.is_none()) $default else o.extract()
}
