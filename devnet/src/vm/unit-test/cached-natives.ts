/**
 * Remembering what costly pure natives gave. Tests of one package set up the same keys and certificates over
 * and over; with BLS12-381 each pairing takes ten milliseconds and more, and the same bytes give the same
 * answer.
 */
import { NativeAbort } from '../natives/native.js';
import type { Native, NativeTable } from '../natives/native.js';
import { copyValue } from '../values.js';
import type { Value } from '../values.js';

/** Natives of these modules depend on nothing but the bytes that they are given. */
const costly = /^0x2::(bls12381|group_ops|groth16|ecvrf)::/;

/** Answers kept before starting afresh. */
const maxKept = 20_000;

/** The same natives, where the costly ones work once for each set of arguments. */
export function remembering<Runtime>(natives: NativeTable<Runtime>): NativeTable<Runtime> {
  return Object.fromEntries(
    Object.entries(natives).map(([key, native]) => [key, costly.test(key) ? remember(native) : native]),
  );
}

function remember<Runtime>(native: Native<Runtime>): Native<Runtime> {
  const answers = new Map<string, { readonly value: Value | void } | NativeAbort>();
  return (context, typeArguments, args) => {
    const key = JSON.stringify(args);
    let answer = answers.get(key);
    if (answer === undefined) {
      if (answers.size >= maxKept) answers.clear();
      answer = work(() => native(context, typeArguments, args));
      answers.set(key, answer);
    }
    if (answer instanceof NativeAbort) throw answer;
    return answer.value === undefined ? undefined : copyValue(answer.value);
  };
}

function work(run: () => Value | void): { readonly value: Value | void } | NativeAbort {
  try {
    const value = run();
    // Kept apart from what the program gets, which it may change.
    return { value: value === undefined ? undefined : copyValue(value) };
  } catch (error) {
    if (error instanceof NativeAbort) return error;
    throw error;
  }
}
