/**
 * Small interpreters of one and the same loop, to measure what devnet/src/vm/values.ts and code/operations.ts
 * decide: how a u64 is held, how code is dispatched, how a field is reached. The loop, as Move:
 *
 *     while (i < n) { p.x = (p.x + i * 3) % 1000003; i = i + 1 }
 *
 * where `p` is a struct in a local, reached by reference as the compiler does it.
 */

/** Instructions of one round of the loop. */
export const instructionsPerRound = 21;

export interface Variant {
  readonly name: string;
  /** Runs the loop `n` times and gives `p.x`. */
  run(n: number): number;
}

const op = {
  less: 0,
  brFalse: 1,
  get: 2,
  set: 3,
  load: 4,
  add: 5,
  multiply: 6,
  modulo: 7,
  borrow: 8,
  borrowField: 9,
  read: 10,
  write: 11,
  branch: 12,
  ret: 13,
} as const;

/** Locals: 0 is i, 1 is n, 2 is p. Opcode and operand in turn; jumps hold the place of their target. */
const body = [
  ...[op.get, 0, op.get, 1, op.less, 0, op.brFalse, 42],
  ...[op.borrow, 2, op.borrowField, 0, op.read, 0, op.get, 0, op.load, 3, op.multiply, 0, op.add, 0],
  ...[op.load, 1000003, op.modulo, 0, op.borrow, 2, op.borrowField, 0, op.write, 0],
  ...[op.get, 0, op.load, 1, op.add, 0, op.set, 0, op.branch, 0],
];
const program = Int32Array.from([...body, op.ret, 0]);

class Slot {
  readonly array: unknown[];
  readonly index: number;
  constructor(array: unknown[], index: number) {
    this.array = array;
    this.index = index;
  }
}

export const variants: readonly Variant[] = [
  { name: 'number up to 2^53 - 1, bigint above; switch; objects refer to themselves', run: mixed(false) },
  { name: 'the same, every reference a slot', run: mixed(true) },
  { name: 'bigint always; switch', run: bigints },
  { name: 'pairs of 32 bits in typed arrays; switch', run: pairs },
  { name: 'number or bigint; a closure for each instruction', run: closures },
];

/* eslint-disable max-lines-per-function -- each is a whole interpreter, measured as one loop */
function mixed(slots: boolean): (n: number) => number {
  return (n) => {
    const stack: unknown[] = [0, n, [0]];
    for (let i = 0; i < 64; i++) stack.push(0);
    const code = program;
    let top = 3;
    let at = 0;
    for (;;) {
      switch (code[at]) {
        case 0: {
          const a = stack[top - 2];
          const b = stack[top - 1];
          stack[--top - 1] =
            typeof a === 'number' && typeof b === 'number' ? a < b : (a as bigint) < (b as bigint);
          break;
        }
        case 1:
          if (stack[--top] === false) {
            at = code[at + 1]!;
            continue;
          }
          break;
        case 2:
          stack[top++] = stack[code[at + 1]!];
          break;
        case 3:
          stack[code[at + 1]!] = stack[--top];
          break;
        case 4:
          stack[top++] = code[at + 1]!;
          break;
        case 5: {
          const a = stack[top - 2];
          const b = stack[top - 1];
          const sum = typeof a === 'number' && typeof b === 'number' ? a + b : Infinity;
          stack[--top - 1] = sum <= 9007199254740991 ? sum : BigInt(a as number) + BigInt(b as number);
          break;
        }
        case 6: {
          const a = stack[top - 2];
          const b = stack[top - 1];
          const product = typeof a === 'number' && typeof b === 'number' ? a * b : Infinity;
          stack[--top - 1] =
            product <= 9007199254740991 ? product : BigInt(a as number) * BigInt(b as number);
          break;
        }
        case 7: {
          const a = stack[top - 2];
          const b = stack[top - 1];
          stack[--top - 1] =
            typeof a === 'number' && typeof b === 'number'
              ? a % b
              : Number(BigInt(a as bigint) % BigInt(b as bigint));
          break;
        }
        case 8:
          stack[top++] = slots ? new Slot(stack, code[at + 1]!) : stack[code[at + 1]!];
          break;
        case 9: {
          const reference = stack[top - 1];
          const fields = slots ? (reference as Slot).array[(reference as Slot).index] : reference;
          stack[top - 1] = new Slot(fields as unknown[], code[at + 1]!);
          break;
        }
        case 10: {
          const slot = stack[top - 1] as Slot;
          stack[top - 1] = slot.array[slot.index];
          break;
        }
        case 11: {
          top -= 2;
          const slot = stack[top + 1] as Slot;
          slot.array[slot.index] = stack[top];
          break;
        }
        case 12:
          at = code[at + 1]!;
          continue;
        default:
          return (stack[2] as number[])[0]!;
      }
      at += 2;
    }
  };
}

function bigints(n: number): number {
  const stack: unknown[] = [0n, BigInt(n), [0n]];
  for (let i = 0; i < 64; i++) stack.push(0n);
  const code = program;
  const limit = 1n << 64n;
  const literals = Array.from(code, (value) => BigInt(value));
  let top = 3;
  let at = 0;
  const checked = (value: bigint): bigint => {
    if (value >= limit) throw new RangeError('overflow');
    return value;
  };
  for (;;) {
    switch (code[at]) {
      case 0:
        top--;
        stack[top - 1] = (stack[top - 1] as bigint) < (stack[top] as bigint);
        break;
      case 1:
        if (stack[--top] === false) {
          at = code[at + 1]!;
          continue;
        }
        break;
      case 2:
        stack[top++] = stack[code[at + 1]!];
        break;
      case 3:
        stack[code[at + 1]!] = stack[--top];
        break;
      case 4:
        stack[top++] = literals[at + 1];
        break;
      case 5:
        top--;
        stack[top - 1] = checked((stack[top - 1] as bigint) + (stack[top] as bigint));
        break;
      case 6:
        top--;
        stack[top - 1] = checked((stack[top - 1] as bigint) * (stack[top] as bigint));
        break;
      case 7:
        top--;
        stack[top - 1] = (stack[top - 1] as bigint) % (stack[top] as bigint);
        break;
      case 8:
        stack[top++] = stack[code[at + 1]!];
        break;
      case 9:
        stack[top - 1] = new Slot(stack[top - 1] as unknown[], code[at + 1]!);
        break;
      case 10: {
        const slot = stack[top - 1] as Slot;
        stack[top - 1] = slot.array[slot.index];
        break;
      }
      case 11: {
        top -= 2;
        const slot = stack[top + 1] as Slot;
        slot.array[slot.index] = stack[top];
        break;
      }
      case 12:
        at = code[at + 1]!;
        continue;
      default:
        return Number((stack[2] as bigint[])[0]!);
    }
    at += 2;
  }
}

/** Every value is two words; the struct lies in the same arrays, and a reference is a place in them. */
function pairs(n: number): number {
  const low = new Uint32Array(64);
  const high = new Uint32Array(64);
  low[1] = n >>> 0;
  high[1] = Math.floor(n / 4294967296);
  const code = program;
  let top = 4;
  let at = 0;
  const wide = (place: number): number => high[place]! * 4294967296 + low[place]!;
  const put = (place: number, value: number): void => {
    low[place] = value >>> 0;
    high[place] = Math.floor(value / 4294967296);
  };
  for (;;) {
    switch (code[at]) {
      case 0:
        top--;
        low[top - 1] =
          high[top - 1]! < high[top]! || (high[top - 1] === high[top] && low[top - 1]! < low[top]!) ? 1 : 0;
        break;
      case 1:
        if (low[--top] === 0) {
          at = code[at + 1]!;
          continue;
        }
        break;
      case 2:
        low[top] = low[code[at + 1]!]!;
        high[top++] = high[code[at + 1]!]!;
        break;
      case 3:
        low[code[at + 1]!] = low[--top]!;
        high[code[at + 1]!] = high[top]!;
        break;
      case 4:
        low[top] = code[at + 1]!;
        high[top++] = 0;
        break;
      case 5: {
        top--;
        const sum = low[top - 1]! + low[top]!;
        const carry = high[top - 1]! + high[top]! + (sum > 0xffff_ffff ? 1 : 0);
        if (carry > 0xffff_ffff) throw new RangeError('overflow');
        low[top - 1] = sum;
        high[top - 1] = carry;
        break;
      }
      case 6:
        // Exact below 2^53 only: even so, not faster than plain numbers.
        top--;
        put(top - 1, wide(top - 1) * wide(top));
        break;
      case 7:
        top--;
        put(top - 1, wide(top - 1) % wide(top));
        break;
      case 8:
        low[top++] = code[at + 1]!;
        break;
      case 9:
        low[top - 1]! += code[at + 1]!;
        break;
      case 10: {
        const place = low[top - 1]!;
        low[top - 1] = low[place]!;
        high[top - 1] = high[place]!;
        break;
      }
      case 11: {
        top -= 2;
        const place = low[top + 1]!;
        low[place] = low[top]!;
        high[place] = high[top]!;
        break;
      }
      case 12:
        at = code[at + 1]!;
        continue;
      default:
        return wide(2);
    }
    at += 2;
  }
}

interface Machine {
  readonly stack: unknown[];
  top: number;
  at: number;
  done: boolean;
}

function closures(n: number): number {
  const machine: Machine = { stack: [0, n, [0]], top: 3, at: 0, done: false };
  for (let i = 0; i < 64; i++) machine.stack.push(0);
  const steps: ((machine: Machine) => void)[] = [];
  for (let at = 0; at < program.length; at += 2) steps.push(closureOf(program[at]!, program[at + 1]!));
  while (!machine.done) steps[machine.at]!(machine);
  return (machine.stack[2] as number[])[0]!;
}

function closureOf(code: number, operand: number): (machine: Machine) => void {
  const arithmetic =
    (small: (a: number, b: number) => number, large: (a: bigint, b: bigint) => bigint) =>
    (m: Machine): void => {
      m.top--;
      const a = m.stack[m.top - 1];
      const b = m.stack[m.top];
      const result = typeof a === 'number' && typeof b === 'number' ? small(a, b) : Infinity;
      m.stack[m.top - 1] =
        result <= 9007199254740991 ? result : large(BigInt(a as bigint), BigInt(b as bigint));
      m.at++;
    };
  switch (code) {
    case op.less:
      return (m) => {
        m.top--;
        m.stack[m.top - 1] = (m.stack[m.top - 1] as number) < (m.stack[m.top] as number);
        m.at++;
      };
    case op.brFalse:
      return (m) => {
        m.at = m.stack[--m.top] === false ? operand / 2 : m.at + 1;
      };
    case op.get:
    case op.borrow:
      return (m) => {
        m.stack[m.top++] = m.stack[operand];
        m.at++;
      };
    case op.set:
      return (m) => {
        m.stack[operand] = m.stack[--m.top];
        m.at++;
      };
    case op.load:
      return (m) => {
        m.stack[m.top++] = operand;
        m.at++;
      };
    case op.add:
      return arithmetic(
        (a, b) => a + b,
        (a, b) => a + b,
      );
    case op.multiply:
      return arithmetic(
        (a, b) => a * b,
        (a, b) => a * b,
      );
    case op.modulo:
      return arithmetic(
        (a, b) => a % b,
        (a, b) => a % b,
      );
    case op.borrowField:
      return (m) => {
        m.stack[m.top - 1] = new Slot(m.stack[m.top - 1] as unknown[], operand);
        m.at++;
      };
    case op.read:
      return (m) => {
        const slot = m.stack[m.top - 1] as Slot;
        m.stack[m.top - 1] = slot.array[slot.index];
        m.at++;
      };
    case op.write:
      return (m) => {
        m.top -= 2;
        const slot = m.stack[m.top + 1] as Slot;
        slot.array[slot.index] = m.stack[m.top];
        m.at++;
      };
    case op.branch:
      return (m) => {
        m.at = operand / 2;
      };
    default:
      return (m) => {
        m.done = true;
      };
  }
}
