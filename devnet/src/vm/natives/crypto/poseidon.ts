/**
 * `sui::poseidon`: the hash function Poseidon over the scalars of BN254, with the parameters of circomlib:
 * 8 full rounds, x^5, one more element of state than there are inputs, and constants from the Grain
 * generator of the paper. The state begins with 0.
 */
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { bn254 } from '@noble/curves/bn254.js';
import { grainGenConstants, poseidon, type PoseidonFn } from '@noble/curves/abstract/poseidon.js';
import { bytesOfVector, elementsOf, vectorOfBytes } from '../../values.js';
import { abort } from '../native.js';
import type { NativeTable } from '../native.js';

const nonCanonicalInput = 0;

/** Partial rounds for 1, 2, ... 16 inputs. */
const partialRounds = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];

/** Sui's internal gas units. */
const cost = { base: 260, perInput: 388 } as const;

const { Fr } = bn254.fields;
/** Functions by the number of their inputs; the constants of one take some milliseconds. */
const functions = new Map<number, PoseidonFn>();

/** The natives of `sui::poseidon`. */
export const poseidonNatives: NativeTable = {
  '0x2::poseidon::poseidon_bn254_internal': (context, _, [data]) => {
    const inputs = elementsOf(data!).map((input) => bytesToNumberLE(bytesOfVector(input)));
    context.meter.native(cost.base + cost.perInput * inputs.length);
    if (inputs.length > partialRounds.length || inputs.some((input) => input >= Fr.ORDER)) {
      abort(nonCanonicalInput);
    }
    const [hash] = poseidonOf(inputs.length)([0n, ...inputs]);
    return vectorOfBytes(numberToBytesLE(hash!, 32));
  },
};

function poseidonOf(inputs: number): PoseidonFn {
  let found = functions.get(inputs);
  if (found === undefined) {
    const options = {
      Fp: Fr,
      t: inputs + 1,
      roundsFull: 8,
      roundsPartial: partialRounds[inputs - 1] ?? abort(nonCanonicalInput),
      sboxPower: 5,
    };
    functions.set(inputs, (found = poseidon({ ...options, ...grainGenConstants(options) })));
  }
  return found;
}
