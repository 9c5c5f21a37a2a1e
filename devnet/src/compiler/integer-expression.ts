/**
 * The values of integer constants, from their source text: numbers, names of other constants, brackets, and
 * the operators that Move lets a constant have. What a number's type would refuse, the compiler has refused.
 */
import { closing, type Token } from './move-tokens.js';

/** From the loosest to the tightest; all of a line are as tight, and group to the left. */
const LEVELS: readonly Readonly<Record<string, (a: bigint, b: bigint) => bigint>>[] = [
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '<<': (a, b) => a << b, '>>': (a, b) => a >> b },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b },
];

/** A number as Move writes it: digits, `_`, and perhaps its type. */
export function integer(text: string): bigint {
  return BigInt(text.replace(/(?<=[0-9a-fA-F_])u(8|16|32|64|128|256)$/, '').replaceAll('_', ''));
}

/**
 * The value of an expression; undefined when it is none of integers.
 *
 * @param valueOf the value of a constant, given by the parts of its path; undefined for none
 */
export function evaluate(
  tokens: readonly Token[],
  valueOf: (path: readonly string[]) => bigint | undefined,
): bigint | undefined {
  let at = 0;
  /** The operator at this place: `<` and `>` come one by one. */
  const sign = (): string => {
    const text = tokens[at]?.text ?? '';
    return /^[<>]$/.test(text) && tokens[at + 1]?.text === text ? text + text : text;
  };
  const atom = (): bigint | undefined => {
    const token = tokens[at];
    if (token?.text === '(' || token?.text === '{') {
      const close = closing(tokens, at);
      const inner = tokens.slice(at + 1, close);
      at = close + 1;
      return evaluate(inner, valueOf);
    }
    const path: string[] = [];
    do path.push(tokens[at++]?.text ?? '');
    while (tokens[at]?.text === '::' && ++at < tokens.length);
    if (path.length === 1 && token?.kind === 'number') return integer(path[0]!);
    return token?.kind === 'name' || path.length > 1 ? valueOf(path) : undefined;
  };
  /** `e as u64` */
  const cast = (): bigint | undefined => {
    const value = atom();
    while (tokens[at]?.text === 'as') at += 2;
    return value;
  };
  const binary = (level: number): bigint | undefined => {
    const operators = LEVELS[level];
    if (operators === undefined) return cast();
    let left = binary(level + 1);
    for (let name = sign(); Object.hasOwn(operators, name) && left !== undefined; name = sign()) {
      at += name.length;
      const right = binary(level + 1);
      if (right === undefined || ('/%'.includes(name) && right === 0n)) return undefined;
      left = operators[name]!(left, right);
    }
    return left;
  };
  const value = binary(0);
  return at === tokens.length ? value : undefined;
}
