import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import type { Machine } from '@haulout/devnet/vm';
import { app, context, setUp } from './packages.js';

const source = `
module app::printed;
use std::debug::print;
public struct Inner has drop { number: u8, owner: address }
public struct Outer<T> has drop { name: std::string::String, inner: Inner, list: vector<T>, none: vector<u64> }
public enum Shape has drop { Dot, Sized { size: u256, at: Inner } }
public fun all() {
    print(&7u8);
    print(&(1u256 << 255));
    print(&false);
    print(&@0xcafe);
    print(&vector[1u8, 171, 255]);
    print(&vector<u8>[]);
    print(&vector[1u64, 2, 3]);
    print(&vector<bool>[]);
    print(&vector[b"", b"ab"]);
    print(&vector<vector<u8>>[]);
    print(&vector[vector[1u64], vector[]]);
    print(&b"say \\"hi\\" \\\\ h\\xc3\\xa9".to_string());
    print(&b"plain".to_ascii_string());
    print(&inner(1));
    print(&vector[inner(1), inner(2)]);
    print(&vector<Inner>[]);
    print(&Outer<bool> { name: b"n".to_string(), inner: inner(3), list: vector[true, false], none: vector[] });
    print(&Outer<Inner> { name: b"".to_string(), inner: inner(3), list: vector[inner(4)], none: vector[9] });
    print(&Shape::Dot);
    print(&Shape::Sized { size: 5, at: inner(6) });
    print(&vector[Shape::Dot]);
    print(&vector<Shape>[]);
    print(&option::some(1u8));
}
fun inner(number: u8): Inner { Inner { number, owner: @0x2 } }
`;

/** Written by hand from how Move's own runner formats values. */
const expected = `
[debug] 7
[debug] 57896044618658097711785492504343953926634992332820282019728792003956564819968
[debug] false
[debug] @0xcafe
[debug] 0x01abff
[debug] []
[debug] [ 1, 2, 3 ]
[debug] []
[debug] [
  [],
  0x6162
]
[debug] [
]
[debug] [
  [ 1 ],
  []
]
[debug] "say \\"hi\\" \\\\ hé"
[debug] "plain"
[debug] 0x0::printed::Inner {
  number: 1,
  owner: @0x2
}
[debug] [
  0x0::printed::Inner {
    number: 1,
    owner: @0x2
  },
  0x0::printed::Inner {
    number: 2,
    owner: @0x2
  }
]
[debug] [
]
[debug] 0x0::printed::Outer<bool> {
  name: "n",
  inner: 0x0::printed::Inner {
    number: 3,
    owner: @0x2
  },
  list: [ true, false ],
  none: []
}
[debug] 0x0::printed::Outer<0x0::printed::Inner> {
  name: "",
  inner: 0x0::printed::Inner {
    number: 3,
    owner: @0x2
  },
  list: [
    0x0::printed::Inner {
      number: 4,
      owner: @0x2
    }
  ],
  none: [ 9 ]
}
[debug] 0x0::printed::Shape::Dot {
}
[debug] 0x0::printed::Shape::Sized {
  size: 5,
  at: 0x0::printed::Inner {
    number: 6,
    owner: @0x2
  }
}
[debug] [
  0x0::printed::Shape::Dot {
  }
]
[debug] []
[debug] 0x1::option::Option<u8> {
  vec: 0x01
}
`;

describe('debug::print', () => {
  let machine: Machine<undefined>;
  beforeAll(async () => {
    ({ machine } = await setUp(source));
  });

  it('writes every kind of value as the Move test runner does', () => {
    const lines: string[] = [];
    machine.call(
      { package: app, module: 'printed', function: 'all', typeArguments: [], arguments: [] },
      { ...context(), print: (line) => lines.push(line) },
    );
    assert.deepEqual(lines, expected.trim().split('\n'));
  });

  it('costs nothing but the call when nobody listens', () => {
    machine.call(
      { package: app, module: 'printed', function: 'all', typeArguments: [], arguments: [] },
      context(),
    );
  });
});
