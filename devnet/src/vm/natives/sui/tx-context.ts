/**
 * `sui::tx_context`: what a transaction is, and fresh ids. Older and newer frameworks declare parts of this.
 */
import { deriveObjectId } from '../../runtime/index.js';
import type { TransactionEnvironment } from '../../runtime/index.js';
import { bytesOfVector, elementsOf, integer, makeVector, toAddress, toBigInt } from '../../values.js';
import type { Value } from '../../values.js';
import { abort, nativeFailure } from '../native.js';
import { testWorld } from './object-context.js';
import type { ObjectContext, ObjectNative, ObjectNatives } from './object-context.js';

const noIdsCreated = 1;

const asks = (answer: (environment: TransactionEnvironment) => Value): ObjectNative => {
  return ({ runtime }) => answer(runtime.environment);
};

/** The natives of `sui::tx_context`. */
export const txContextNatives: ObjectNatives = {
  '0x2::tx_context::native_sender': asks(({ sender }) => sender),
  '0x2::tx_context::native_epoch': asks(({ epoch }) => integer(epoch)),
  '0x2::tx_context::native_epoch_timestamp_ms': asks(({ epochTimestampMs }) => integer(epochTimestampMs)),
  '0x2::tx_context::native_sponsor': asks(({ sponsor }) =>
    makeVector(sponsor === undefined ? [] : [sponsor]),
  ),
  '0x2::tx_context::native_gas_price': asks(({ gasPrice }) => integer(gasPrice)),
  '0x2::tx_context::native_rgp': asks(({ referenceGasPrice }) => integer(referenceGasPrice)),
  '0x2::tx_context::native_gas_budget': asks(({ gasBudget }) => integer(gasBudget)),
  '0x2::tx_context::native_ids_created': ({ runtime }) => integer(runtime.idsCreated),

  '0x2::tx_context::fresh_id': ({ runtime }) => runtime.freshId(),

  '0x2::tx_context::derive_id': ({ runtime }, _types, [digest, counter]) => {
    const bytes = bytesOfVector(digest!);
    if (bytes.length !== 32) nativeFailure(`a transaction digest of ${bytes.length} bytes`);
    const id = deriveObjectId(bytes, toBigInt(counter!));
    runtime.recordNewId(id);
    return id;
  },

  // Test only

  '0x2::tx_context::last_created_id': ({ runtime }) => {
    if (runtime.idsCreated === 0n) abort(noIdsCreated);
    const id = deriveObjectId(runtime.environment.digest, runtime.idsCreated - 1n);
    runtime.recordNewId(id);
    return id;
  },

  '0x2::tx_context::replace': (context, _types, args) => replace(context, args),
};

/**
 * `replace(sender, tx_hash, epoch, epoch_timestamp_ms, ids_created, [reference gas price,] gas_price,
 * gas_budget, sponsor)`; frameworks before the reference gas price have eight parameters.
 */
function replace(context: ObjectContext, args: Value[]): void {
  testWorld(context);
  const [sender, digest, epoch, epochTimestampMs, idsCreated] = args as [Value, Value, Value, Value, Value];
  const [gasPrice, gasBudget, sponsor] = args.slice(-3) as [Value, Value, Value];
  const before = context.runtime.environment;
  const sponsors = elementsOf(sponsor);
  context.runtime.replaceEnvironment(
    {
      sender: toAddress(sender),
      sponsor: sponsors.length === 0 ? undefined : toAddress(sponsors.at(-1)!),
      digest: bytesOfVector(digest),
      epoch: toBigInt(epoch),
      epochTimestampMs: toBigInt(epochTimestampMs),
      gasPrice: toBigInt(gasPrice),
      referenceGasPrice: args.length === 9 ? toBigInt(args[5]!) : before.referenceGasPrice,
      gasBudget: toBigInt(gasBudget),
    },
    toBigInt(idsCreated),
  );
}
