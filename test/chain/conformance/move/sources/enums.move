/// Enums: every way to make, take apart, match and change them.
module conformance::enums;

use conformance::log::{Self, Log, opaque};

public enum Color has copy, drop, store {
    Red,
    Green,
    Custom { r: u8, g: u8, b: u8 },
    Named(vector<u8>),
}

public enum Tree<T> has copy, drop, store {
    Leaf,
    One(T),
    Many { left: vector<T>, right: vector<T>, weight: u64 },
}

public enum Ticket<T> {
    Held { value: T },
    Spent(u64),
}

fun colors(): vector<Color> {
    vector[Color::Red, Color::Green, Color::Custom { r: 1, g: 2, b: 3 }, Color::Named(b"blue")]
}

fun brightness(color: &Color): u64 {
    match (color) {
        Color::Red => 1,
        Color::Green => 2,
        Color::Custom { r, g, b } if (*r > 100) => (*r as u64) * 100 + (*g as u64) + (*b as u64),
        Color::Custom { r, .. } => *r as u64,
        Color::Named(name) => name.length(),
    }
}

fun darken(color: &mut Color) {
    match (color) {
        Color::Custom { r, g, .. } => {
            *r = *r / 2;
            *g = 0;
        },
        Color::Named(name) => name.push_back(33),
        other => *other = Color::Named(b"dark"),
    }
}

fun into_bytes(color: Color): vector<u8> {
    match (color) {
        Color::Red => b"r",
        Color::Green => b"g",
        Color::Custom { r, g, b } => vector[r, g, b],
        Color::Named(name) => name,
    }
}

public fun case_plain(): vector<u8> {
    let mut log = log::new();
    colors().do!(|color| {
        let mut color = color;
        log.show(&color);
        log.take(brightness(&color));
        darken(&mut color);
        log.show(&color);
        darken(&mut color);
        log.take(brightness(&color));
        log.take(color == Color::Red);
        log.take(into_bytes(color));
    });
    log.take(brightness(&Color::Custom { r: 200, g: 5, b: 6 }));
    log.finish()
}

fun weigh<T>(tree: &Tree<T>): u64 {
    match (tree) {
        Tree::Leaf => 0,
        Tree::One(_) => 1,
        Tree::Many { left, right, weight } => left.length() + right.length() + *weight,
    }
}

fun fill<T: copy + drop>(tree: &mut Tree<T>, value: T) {
    match (tree) {
        Tree::Leaf => *tree = Tree::One(value),
        Tree::One(old) => *old = value,
        Tree::Many { left, right, weight } => {
            left.push_back(value);
            *right = vector[value, value];
            *weight = *weight + 1;
        },
    }
}

fun gather<T>(tree: Tree<T>): vector<T> {
    match (tree) {
        Tree::Leaf => vector[],
        Tree::One(value) => vector[value],
        Tree::Many { mut left, right, weight: _ } => {
            left.append(right);
            left
        },
    }
}

fun exercise<T: copy + drop>(log: &mut Log, a: T, b: T) {
    let mut trees = vector[
        Tree::Leaf,
        Tree::One(a),
        Tree::Many { left: vector[a, b], right: vector[], weight: 7 },
    ];
    trees.do_mut!(|tree| {
        log.take(weigh(tree));
        fill(tree, b);
        log.show(tree);
        fill(tree, a);
        log.show(tree);
    });
    log.take(trees[0] == trees[1]);
    trees.do!(|tree| log.take(gather(tree)));
}

public fun case_generic(): vector<u8> {
    let mut log = log::new();
    exercise(&mut log, 1u8, 2);
    exercise(&mut log, b"one", b"two");
    exercise(&mut log, Color::Red, Color::Custom { r: 1, g: 1, b: 1 });
    exercise(&mut log, Tree::One(1u256), Tree::Leaf);
    log.finish()
}

public fun case_without_drop(): vector<u8> {
    let mut log = log::new();
    let held = Ticket::Held { value: b"x" };
    let spent: Ticket<vector<u8>> = match (held) {
        Ticket::Held { value } => {
            log.take(value);
            Ticket::Spent(3)
        },
        Ticket::Spent(_) => abort 0,
    };
    match (spent) {
        Ticket::Held { value: _ } => abort 1,
        Ticket::Spent(price) => log.take(price),
    };
    log.finish()
}

public fun case_literal_patterns(): vector<u8> {
    let mut log = log::new();
    vector[0u64, 1, 2, 77].do!(|n| {
        let word = match (n) {
            0 => b"zero",
            1 | 2 => b"few",
            many if (*many > 50) => b"many",
            _ => b"some",
        };
        log.take(word);
    });
    log.finish()
}

public fun fail_abort_in_arm() {
    match (opaque(Color::Green)) {
        Color::Green => abort 11,
        _ => (),
    }
}
