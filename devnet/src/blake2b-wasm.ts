/** The compression of BLAKE2b (RFC 7693) as a WebAssembly module, written instruction by instruction. */

/** Where things are in its one page of memory. */
export const layout = {
  /** Eight words: the state. */
  state: 0,
  /** Eight words: the initial vector. */
  vector: 64,
  /** Blocks, up to the end of the page. */
  input: 128,
} as const;

/** The square roots of the first eight primes: 64 bits of what comes after the point. */
const vector = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

/** In which order the words of a block are mixed in; after ten rounds it begins again. */
const order = [
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
const rounds = 12;

/** Which four words each step of a round mixes: columns, then diagonals. */
const steps = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const i32 = 0x7f;
const i64 = 0x7e;
const op = {
  loop: 0x03,
  end: 0x0b,
  brIf: 0x0d,
  getLocal: 0x20,
  setLocal: 0x21,
  teeLocal: 0x22,
  loadI64: 0x29,
  storeI64: 0x37,
  constI32: 0x41,
  constI64: 0x42,
  lessI32: 0x49,
  addI32: 0x6a,
  addI64: 0x7c,
  xorI64: 0x85,
  rotateRightI64: 0x8a,
  signedI64: 0xac,
  unsignedI64: 0xad,
} as const;

/** The bytes of the module: exports `memory` and `compress(from, to, counted, last)`. */
export function blake2bModule(): Uint8Array<ArrayBuffer> {
  const text = (value: string): number[] => counted([...new TextEncoder().encode(value)]);
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...counted([i32, i32, i32, i32]), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text('memory'), 2, 0, ...text('compress'), 0, 0]),
    ...section(10, [1, ...counted(compress())]),
    ...section(11, [1, 0, op.constI32, ...signed(layout.vector), op.end, ...counted(vector.flatMap(word))]),
  );
}

/** Parameters are locals 0 to 3; the sixteen words that are mixed follow. */
const [from, to, count, last] = [0, 1, 2, 3] as const;
const mixed = 4;

function compress(): number[] {
  const get = (index: number): number[] => [op.getLocal, mixed + index];
  const set = (index: number): number[] => [op.setLocal, mixed + index];
  const load = (base: number[], offset: number): number[] => [...base, op.loadI64, 3, ...unsigned(offset)];
  const state = (index: number): number[] => load([op.constI32, 0], layout.state + 8 * index);
  const initial = (index: number): number[] => load([op.constI32, 0], layout.vector + 8 * index);
  const message = (index: number): number[] => load([op.getLocal, from], 8 * index);

  /** `a += b + message; d = (d ^ a) >>> by`. */
  const half = (words: readonly [number, number, number, number], m: number, by: [number, number]) => {
    const [a, b, c, d] = words;
    return [
      ...[...get(a), ...get(b), op.addI64, ...message(m), op.addI64, op.teeLocal, mixed + a],
      ...[...get(d), op.xorI64, op.constI64, ...signed(by[0]), op.rotateRightI64, op.teeLocal, mixed + d],
      ...[...get(c), op.addI64, op.teeLocal, mixed + c],
      ...[...get(b), op.xorI64, op.constI64, ...signed(by[1]), op.rotateRightI64, ...set(b)],
    ];
  };
  const body = [1, 16, i64, op.loop, 0x40];
  for (let i = 0; i < 8; i++) body.push(...state(i), ...set(i), ...initial(i), ...set(8 + i));
  body.push(...get(12), op.getLocal, count, op.unsignedI64, op.xorI64, ...set(12));
  body.push(...get(14), op.getLocal, last, op.signedI64, op.xorI64, ...set(14));
  for (let round = 0; round < rounds; round++) {
    const words = order[round % order.length]!;
    steps.forEach((step, index) => {
      body.push(...half(step, words[2 * index]!, [32, 24]), ...half(step, words[2 * index + 1]!, [16, 63]));
    });
  }
  for (let i = 0; i < 8; i++) {
    body.push(op.constI32, 0, ...state(i), ...get(i), op.xorI64, ...get(8 + i), op.xorI64);
    body.push(op.storeI64, 3, ...unsigned(layout.state + 8 * i));
  }
  // On to the next block, if there is one.
  body.push(op.getLocal, count, op.constI32, ...signed(128), op.addI32, op.setLocal, count);
  body.push(op.getLocal, from, op.constI32, ...signed(128), op.addI32, op.teeLocal, from);
  body.push(op.getLocal, to, op.lessI32, op.brIf, 0, op.end, op.end);
  return body;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...counted(content)];
}

/** With its length before it. */
function counted(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function word(value: bigint): number[] {
  return Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
}

/** ULEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a number that is not negative. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
