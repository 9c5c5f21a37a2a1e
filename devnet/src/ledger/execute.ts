/**
 * One transaction from checked inputs to effects: gas coins are merged, commands run, gas is charged, and
 * what changed is written down. Nothing here changes the state; the ledger commits the result, or not.
 *
 * A transaction that fails changes nothing but its gas coin and the versions of its mutable inputs.
 */
import { bcs } from '@mysten/sui/bcs';
import type { Address } from '../vm/types.js';
import { balanceChanges } from './balances.js';
import { chargeGas, smashGas } from './gas-charge.js';
import { digestToBytes, zeroDigest } from './digests.js';
import { effectsBcs } from './effects.js';
import type { Engine, Execution, ExecutionResult } from './execution.js';
import { CommandFailure, failureOf } from './command-failure.js';
import type { GasSummary } from './gas.js';
import type { LoadedInputs } from './inputs.js';
import { limits } from './limits.js';
import { sizeForGas } from './objects.js';
import { overlayPackages, runPtb } from './ptb/run-ptb.js';
import type { PtbFailure, PtbResult } from './ptb/run-ptb.js';
import { currentEpoch } from './state.js';
import type { State } from './state.js';
import { systemPackages } from './system-objects.js';
import type { Digest, ExecutedTransaction, LedgerObject, ObjectChange } from './types.js';
import { WorkingSet } from './working-set.js';

/** Runs a transaction on a state. */
export function executeTransaction(engine: Engine, state: State, execution: Execution): ExecutionResult {
  const { transaction, inputs, meter, mode } = execution;
  const { epoch, startTimestampMs, referenceGasPrice } = currentEpoch(state);
  const packages = overlayPackages(state);
  engine.packages = packages;
  const changes = new WorkingSet();
  const gasCoin = smashGas(execution, changes);

  let result: PtbResult | PtbFailure = { commandResults: [], loaded: [], received: [], childObjects: 0 };
  let failure: CommandFailure | undefined;
  let command: number | undefined;
  try {
    meter.chargeRead(readSize(inputs));
    result = runPtb({
      mode,
      state,
      machine: engine.machine,
      packages,
      environment: {
        sender: transaction.sender,
        sponsor: transaction.gas.owner === transaction.sender ? undefined : transaction.gas.owner,
        digest: digestToBytes(transaction.digest),
        epoch,
        epochTimestampMs: startTimestampMs,
        gasPrice: transaction.gas.price,
        referenceGasPrice,
        gasBudget: transaction.gas.budget,
      },
      transaction,
      inputs,
      meter,
      gasCoin,
      changes,
    });
    if ('failure' in result) ({ failure, command } = result);
    else if (meter.metered) checkSizes(changes, inputs);
  } catch (error) {
    failure = failureOf(error, (id) => id);
  }

  const charged = chargeGas(execution, changes, { gasCoin, failed: failure });
  failure = charged.failure;
  const objectChanges = changes.changes({
    version: inputs.lamportVersion,
    transaction: transaction.digest,
    rebate: charged.rebate,
  });
  return describe(execution, epoch, {
    gasUsed: charged.gasUsed,
    gasCoin,
    failure,
    command,
    result,
    changes: objectChanges,
    events: changes.events,
    taken: { computation: meter.used, childObjects: result.childObjects },
  });
}

/** The transactions whose outcome this one builds on. */
function dependenciesOf(inputs: LoadedInputs, result: PtbResult | PtbFailure): ReadonlySet<Digest> {
  const dependencies = new Set(inputs.dependencies);
  for (const { id, version, previousTransaction } of result.received) {
    const named = inputs.receiving.some((each) => each.id === id && each.version === version);
    if (named) dependencies.add(previousTransaction);
  }
  dependencies.delete(zeroDigest);
  return dependencies;
}

function readSize(inputs: LoadedInputs): number {
  let size = 0;
  for (const object of inputs.objects.values())
    if (!systemPackages.has(object.id)) size += sizeForGas(object);
  return size;
}

/** Limits on what a transaction may write, which system transactions are not bound to. */
function checkSizes(changes: WorkingSet, inputs: LoadedInputs): void {
  const effectsSize = estimateEffectsSize(changes, inputs.objects.size);
  const effectsLimit = limits.maxSerializedTxEffectsSizeBytes;
  if (effectsSize > effectsLimit) {
    throw new CommandFailure(
      { EffectsTooLarge: { currentSize: effectsSize, maxSize: effectsLimit } },
      `effects of about ${effectsSize} bytes; at most ${effectsLimit}`,
    );
  }
  const size = changes.writtenSize();
  const limit = limits.maxSizeWrittenObjects;
  if (size > limit) {
    throw new CommandFailure(
      { WrittenObjectsTooLarge: { currentSize: size, maxSize: limit } },
      `written objects of ${size} bytes; at most ${limit}`,
    );
  }
}

/**
 * Sui's estimate from above: per entry an owner and a reference, per dependency a digest, and fixed parts.
 */
function estimateEffectsSize(changes: WorkingSet, inputCount: number): number {
  const fixed = 210;
  const perChange = 128;
  const perDependency = 40;
  return (
    fixed +
    1_000 +
    perChange * (changes.written.size + changes.modified.size) +
    1_000 +
    perDependency * inputCount
  );
}

interface Outcome {
  readonly gasUsed: GasSummary;
  readonly gasCoin: Address | undefined;
  readonly failure: CommandFailure | undefined;
  readonly command: number | undefined;
  readonly result: PtbResult | PtbFailure;
  readonly changes: readonly ObjectChange[];
  readonly events: ExecutedTransaction['events'];
  readonly taken: ExecutedTransaction['taken'];
}

function describe(execution: Execution, epoch: bigint, outcome: Outcome): ExecutionResult {
  const { transaction, inputs, signatures } = execution;
  const { failure, command, result, changes } = outcome;
  const effects = effectsBcs({
    status: failure === undefined ? { success: true } : { success: false, error: failure.kind, command },
    epoch,
    gasUsed: outcome.gasUsed,
    transactionDigest: transaction.digest,
    gasObject: outcome.gasCoin,
    events: outcome.events,
    dependencies: dependenciesOf(inputs, result),
    lamportVersion: inputs.lamportVersion,
    changes,
    readOnlyShared: inputs.readOnlyShared,
  });
  return {
    digest: transaction.digest,
    transaction: transaction.bytes,
    signatures,
    effects,
    status:
      failure === undefined
        ? { success: true }
        : { success: false, command, error: parsedFailure(effects), message: failure.message },
    events: outcome.events,
    changes,
    objects: objectsOf(objectsRead(inputs, result), changes),
    balanceChanges: balanceChanges(changes),
    gasUsed: outcome.gasUsed,
    commandResults: 'failure' in result ? undefined : result.commandResults,
    taken: outcome.taken,
  };
}

/** The failure as clients see it. */
function parsedFailure(effects: Uint8Array): unknown {
  return bcs.TransactionEffects.parse(effects).V2?.status.Failure?.error;
}

function objectsRead(inputs: LoadedInputs, result: PtbResult | PtbFailure): readonly LedgerObject[] {
  return [...[...inputs.objects.values()].filter(({ data }) => data.kind === 'move'), ...result.loaded];
}

/** Everything that a transaction read or wrote, each version once, in order of id and version. */
export function objectsOf(
  read: readonly LedgerObject[],
  changes: readonly ObjectChange[],
): readonly LedgerObject[] {
  const all = new Map<string, LedgerObject>();
  const add = (object: LedgerObject | undefined): void => {
    if (object !== undefined) all.set(`${object.id}:${object.version}`, object);
  };
  read.forEach(add);
  for (const { before, after } of changes) {
    add(before);
    add(after);
  }
  return [...all.keys()].sort().map((key) => all.get(key)!);
}
