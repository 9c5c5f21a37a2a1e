/**
 * `sui::accumulator` and what builds on it: money that addresses own without coins, and event streams.
 *
 * The devnet's chain keeps no such money: sending and withdrawing fail there. In unit tests they work as in
 * `sui move test`, where nobody checks that what is withdrawn was there.
 */
import type { Layout } from '../../layout.js';
import { bytesOfVector, integer, makeStruct, toBigInt } from '../../values.js';
import type { Value } from '../../values.js';
import { decodeUtf8 } from '../std/std-natives.js';
import { abort, nativeFailure } from '../native.js';
import type { ObjectContext, ObjectNatives } from './object-context.js';

const overflow = 0;

/** Features of a Sui network that Move code may ask for, and that unit tests have. */
const featuresInTests: ReadonlySet<string> = new Set([
  'advance_epoch_start_time_in_safe_mode',
  'enable_object_funds_withdraw',
]);

/** The natives of accumulators and of `sui::protocol_config`. */
export const accumulatorNatives: ObjectNatives = {
  '0x2::accumulator::emit_deposit_event': onlyInTests,
  '0x2::accumulator::emit_withdraw_event': onlyInTests,
  '0x2::accumulator_settlement::record_settlement_sui_conservation': onlyInTests,

  '0x2::funds_accumulator::add_to_accumulator_address': onlyInTests,
  '0x2::funds_accumulator::withdraw_from_accumulator_address': (context, [type], [, , amount]) => {
    onlyInTests(context);
    return fundsOf(context.layout(type!), toBigInt(amount!));
  },

  '0x2::protocol_config::is_feature_enabled': ({ runtime }, _types, [name]) =>
    runtime.testWorld !== undefined && featuresInTests.has(decodeUtf8(bytesOfVector(name!)) ?? ''),
};

function onlyInTests({ runtime }: ObjectContext): void {
  if (runtime.testWorld === undefined) {
    nativeFailure('the devnet keeps no balances of addresses: send a coin instead');
  }
}

/** An amount as the type says: a struct with one field, at some depth an unsigned integer. */
function fundsOf(layout: Layout, amount: bigint): Value {
  if (layout.kind === 'struct' && layout.fields.length === 1) {
    return makeStruct([fundsOf(layout.fields[0]!.layout, amount)]);
  }
  const bits = /^u(8|16|32|64|128|256)$/.exec(layout.kind)?.[1];
  if (bits === undefined) return nativeFailure('funds that are no amount');
  if (amount >> BigInt(bits) > 0n) return abort(overflow);
  return integer(amount);
}
