/**
 * The field GF(2^16) of the Red Stuff code.
 *
 * Elements are polynomials over GF(2) modulo x^16 + x^5 + x^3 + x^2 + 1, but a 16-bit *word* of data does not
 * hold polynomial coefficients: bit b of a word stands for the basis element beta_b of a Cantor basis, for
 * which beta_0 = 1 and beta_b^2 + beta_b = beta_{b-1}. Addition of words is XOR in any basis; their product
 * goes through logarithms. In this basis the vanishing polynomials of the sets {0..2^t - 1} take the value
 * w(c) at every point c * 2^t + u, which is what makes the transform in `transform.ts` free of tables of
 * its own.
 */

/** Number of nonzero elements. */
export const ORDER = 65535;
/** x^16 + x^5 + x^3 + x^2 + 1; x generates the multiplicative group. */
const MODULUS = 0x1002d;
/** The Cantor basis: what each bit of a word is worth, as a polynomial. */
const BASIS = [
  0x0001, 0xacca, 0x3c0e, 0x163e, 0xc582, 0xed2e, 0x914c, 0x4012, 0x6c98, 0x10d8, 0x6a72, 0xb900, 0xfdb8,
  0xfb34, 0xff38, 0x991e,
] as const;

/** Words whose multiplication table is kept; the transforms of up to some 2,000 shards use no others. */
const KEPT_MULTIPLIERS = 4096;

interface Logarithms {
  readonly LOG: Uint16Array;
  readonly EXP: Uint16Array;
}
let tables: Logarithms | undefined;
const multipliers = new Map<number, Uint16Array>();

/** The product of two words. */
export function multiply(a: number, b: number): number {
  const { LOG, EXP } = logarithms();
  return a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!;
}

/**
 * The quotient of two words.
 *
 * @throws RangeError when `b` is zero
 */
export function divide(a: number, b: number): number {
  if (b === 0) throw new RangeError('division by zero in GF(2^16)');
  const { LOG, EXP } = logarithms();
  return a === 0 ? 0 : EXP[LOG[a]! + ORDER - LOG[b]!]!;
}

/** The discrete logarithm of a nonzero word, 0..65534. */
export function logarithm(word: number): number {
  return logarithms().LOG[word]!;
}

/** The word with the given discrete logarithm; any integer >= 0. */
export function exponential(log: number): number {
  return logarithms().EXP[log % ORDER]!;
}

/** The logarithms of all words, and the words of logarithms up to twice the largest; made when needed. */
function logarithms(): Logarithms {
  return (tables ??= makeLogarithms());
}

/**
 * The table that multiplies by one word: for any word x, `table[x & 255] ^ table[256 + (x >>> 8)]` is the
 * product. Half a kilobyte twice, so that a long run of products by the same word stays in the
 * fastest cache.
 */
export function multiplier(word: number): Uint16Array {
  const known = multipliers.get(word);
  if (known !== undefined) return known;
  const table = new Uint16Array(512);
  for (let byte = 1; byte < 256; byte++) {
    table[byte] = multiply(byte, word);
    table[256 + byte] = multiply(byte << 8, word);
  }
  if (word < KEPT_MULTIPLIERS) multipliers.set(word, table);
  return table;
}

function makeLogarithms(): Logarithms {
  const wordOf = new Uint16Array(65536);
  const polynomialOf = new Uint16Array(65536);
  for (const [bit, polynomial] of BASIS.entries())
    for (let lower = 0; lower < 1 << bit; lower++) {
      const word = lower | (1 << bit);
      polynomialOf[word] = polynomialOf[lower]! ^ polynomial;
      wordOf[polynomialOf[word]] = word;
    }
  const LOG = new Uint16Array(65536);
  const EXP = new Uint16Array(2 * ORDER + 1);
  let power = 1;
  for (let log = 0; log < ORDER; log++) {
    const word = wordOf[power]!;
    LOG[word] = log;
    EXP[log] = word;
    EXP[log + ORDER] = word;
    power <<= 1;
    if (power > 65535) power ^= MODULUS;
  }
  EXP[2 * ORDER] = EXP[0]!;
  return { LOG, EXP };
}
