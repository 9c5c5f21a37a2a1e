/**
 * The compression function of BLAKE2b (RFC 7693) as AssemblyScript, its twelve rounds written out: state and
 * message are local variables, which only code without loops and arrays allows. Words of a message that are
 * always zero cost nothing.
 */

const IV = [
  '0x6a09e667f3bcc908',
  '0xbb67ae8584caa73b',
  '0x3c6ef372fe94f82b',
  '0xa54ff53a5f1d36f1',
  '0x510e527fade682d1',
  '0x9b05688c2b3e6c1f',
  '0x1f83d9abfb41bd6b',
  '0x5be0cd19137e2179',
];
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const ROUNDS = 12;
/** Columns, then diagonals, of the state: the four words that each step mixes. */
const STEPS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

/** The first word of the state for a digest of 32 bytes without a key. */
const FIRST = `${IV[0]} ^ 0x01010020`;

/**
 * The functions of BLAKE2b as source text:
 *
 * - `start(state)`: the state before the first block
 * - `compress(state, block, length, last)`: a block of 128 bytes; `length` bytes so far, with this block
 * - `leaf(from, size, to)`: the digest of byte 0 and at most 127 bytes; `shortLeaf`: at most 63
 * - `first(from, state)`: the state after byte 0 and 127 bytes
 * - `inner(left, right, to)`: the digest of byte 1 and two digests
 */
export function blake2bSource() {
  const message = Array.from({ length: 16 }, (_, i) => `let m${i} = load<u64>(block, ${8 * i});`);
  const state = Array.from({ length: 8 }, (_, i) => `load<u64>(state, ${8 * i})`);
  const start = [FIRST, ...IV.slice(1)];
  const shifted = Array.from({ length: 16 }, (_, i) =>
    i === 0 ? '(load<u64>(from) << 8)' : `load<u64>(from, ${8 * i - 1})`,
  );
  return [
    'function start(state: usize): void {',
    ...start.map((word, i) => `store<u64>(state, ${word}, ${8 * i});`),
    '}',
    'function compress(state: usize, block: usize, length: u64, last: bool): void {',
    ...message,
    ...rounds({ state, length: 'length', last: 'last ? ~<u64>0 : 0' }),
    ...Array.from({ length: 8 }, (_, i) => {
      return `store<u64>(state, load<u64>(state, ${8 * i}) ^ v${i} ^ v${i + 8}, ${8 * i});`;
    }),
    '}',
    // Byte 0, then the bytes: words that begin a byte before those in memory, cut behind the last byte.
    ...['leaf', 'shortLeaf'].flatMap((name) => {
      const words = name === 'leaf' ? 16 : 8;
      return [
        `function ${name}(from: usize, size: usize, to: usize): void {`,
        'const end = size + 1;',
        ...shifted.slice(0, words).map((word, i) => `let m${i} = ${word} & kept(end, ${8 * i});`),
        ...rounds({ state: start, length: 'end', last: '~<u64>0', words }),
        ...digest(start),
        '}',
      ];
    }),
    'function first(from: usize, state: usize): void {',
    ...shifted.map((word, i) => `let m${i} = ${word};`),
    ...rounds({ state: start, length: '128', last: '0' }),
    ...start.map((word, i) => `store<u64>(state, <u64>(${word}) ^ v${i} ^ v${i + 8}, ${8 * i});`),
    '}',
    // The bits of the word at a place that belong to a message of `end` bytes.
    '// @ts-ignore: decorator',
    '@inline function kept(end: usize, place: usize): u64 {',
    'return end >= place + 8 ? ~<u64>0 : end <= place ? 0 : ~<u64>0 >> (8 * (place + 8 - end));',
    '}',
    'function inner(left: usize, right: usize, to: usize): void {',
    // Byte 1, then 64 bytes: words that begin a byte before those in memory.
    'let m0 = (load<u64>(left) << 8) | 1;',
    ...[1, 2, 3].map((i) => `let m${i} = load<u64>(left, ${8 * i - 1});`),
    'let m4 = (load<u64>(right) << 8) | <u64>load<u8>(left, 31);',
    ...[5, 6, 7].map((i) => `let m${i} = load<u64>(right, ${8 * i - 33});`),
    'let m8 = <u64>load<u8>(right, 31);',
    ...rounds({ state: start, length: '65', last: '~<u64>0', words: 9 }),
    ...digest(start),
    '}',
  ].join('\n');
}

/** The rounds, with the state in `v0` to `v15` and the message in `m0` and so on, `words` of them. */
function rounds({ state, length, last, words = 16 }) {
  const lines = [
    ...state.map((word, i) => `let v${i}: u64 = ${word};`),
    ...IV.map((word, i) => `let v${i + 8}: u64 = ${word};`),
    `v12 ^= ${length};`,
    `v14 ^= ${last};`,
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const order = SIGMA[round % SIGMA.length];
    STEPS.forEach(([a, b, c, d], step) => {
      const [x, y] = [order[2 * step], order[2 * step + 1]];
      const add = (word) => (word < words ? ` + m${word}` : '');
      lines.push(
        `v${a} = v${a} + v${b}${add(x)}; v${d} = rotr<u64>(v${d} ^ v${a}, 32);`,
        `v${c} = v${c} + v${d}; v${b} = rotr<u64>(v${b} ^ v${c}, 24);`,
        `v${a} = v${a} + v${b}${add(y)}; v${d} = rotr<u64>(v${d} ^ v${a}, 16);`,
        `v${c} = v${c} + v${d}; v${b} = rotr<u64>(v${b} ^ v${c}, 63);`,
      );
    });
  }
  return lines;
}

function digest(start) {
  return [0, 1, 2, 3].map((i) => `store<u64>(to, <u64>(${start[i]}) ^ v${i} ^ v${i + 8}, ${8 * i});`);
}
