/**
 * An executed transaction as the journal keeps it: what its effects do not say already. Objects come back
 * with the digests that the effects name, or not at all.
 */
import { bcs } from '@mysten/sui/bcs';
import type { Package } from '../../vm/package.js';
import { parseType, typeToString } from '../../vm/types.js';
import type { Address, Type, TypeBounds } from '../../vm/types.js';
import { balanceChanges } from '../balances.js';
import { digestOf, digestToText } from '../digests.js';
import { eventsDigest } from '../effects.js';
import { objectsOf } from '../execute.js';
import type { ExecutionResult } from '../execution.js';
import { makeObject, packageInput } from '../objects.js';
import { objectOf } from '../state.js';
import type { State } from '../state.js';
import type { LedgerEvent, LedgerObject, ObjectChange, Owner } from '../types.js';
import { JournalError } from './journal.js';

const WrittenData = bcs.enum('WrittenData', {
  Move: bcs.struct('WrittenMove', {
    type: bcs.string(),
    hasPublicTransfer: bcs.bool(),
    contents: bcs.byteVector(),
  }),
  Package: bcs.struct('WrittenPackage', { originalId: bcs.Address, package: bcs.MovePackage }),
});

const Event = bcs.struct('Event', {
  packageId: bcs.Address,
  module: bcs.string(),
  sender: bcs.Address,
  type: bcs.string(),
  contents: bcs.byteVector(),
});

/** BCS of an executed transaction in the journal. */
export const TransactionRecord = bcs.struct('TransactionRecord', {
  transaction: bcs.byteVector(),
  signatures: bcs.vector(bcs.byteVector()),
  effects: bcs.byteVector(),
  events: bcs.vector(Event),
  /** Objects as they were afterwards, in the order of the effects. */
  written: bcs.vector(bcs.struct('Written', { storageRebate: bcs.u64(), data: WrittenData })),
  /** Objects that were only read. */
  read: bcs.vector(bcs.struct('ReadObject', { id: bcs.Address, version: bcs.u64() })),
  /** Why it failed, for people. */
  message: bcs.option(bcs.string()),
});

type Parsed = ReturnType<typeof TransactionRecord.parse>;
type Effects = NonNullable<ReturnType<typeof bcs.TransactionEffects.parse>['V2']>;
type ParsedOwner = ReturnType<typeof bcs.Owner.parse>;

/** What `TransactionRecord` writes of a transaction. */
export function recordOf(result: ExecutionResult): typeof TransactionRecord.$inferInput {
  const { status, changes } = result;
  const changed = new Set<string>();
  for (const { before, after } of changes) {
    for (const object of [before, after]) if (object !== undefined) changed.add(keyOf(object));
  }
  return {
    transaction: result.transaction,
    signatures: result.signatures,
    effects: result.effects,
    events: result.events.map((event) => ({ ...event, type: typeToString(event.type) })),
    written: changes.flatMap(({ after }) =>
      after === undefined
        ? []
        : [{ storageRebate: after.storageRebate, data: writtenData(after.data) } as const],
    ),
    read: result.objects
      .filter((object) => !changed.has(keyOf(object)))
      .map(({ id, version }) => ({ id, version })),
    message: status.success ? null : status.message,
  };
}

/** The transaction of a record, given the state that it ran on. Throws `JournalError` JOURNAL_DAMAGED. */
export function resultOf(record: Parsed, state: State): ExecutionResult {
  const digest = digestToText(digestOf('TransactionData', record.transaction));
  const effects = bcs.TransactionEffects.parse(record.effects).V2;
  if (effects?.transactionDigest !== digest) {
    throw damaged(`the effects kept for transaction ${digest} are not its own`);
  }
  const changes = changesOf(record, { digest, effects }, state);
  const read = record.read.map(({ id, version }) => known(state, id, BigInt(version)));
  const events = record.events.map(eventOf);
  if (effects.eventsDigest !== (events.length === 0 ? null : eventsDigest(events))) {
    throw damaged(`the events kept for transaction ${digest} are not its own`);
  }
  const { computationCost, storageCost, storageRebate, nonRefundableStorageFee } = effects.gasUsed;
  return {
    digest,
    transaction: record.transaction,
    signatures: record.signatures,
    effects: record.effects,
    status: statusOf(effects, record.message),
    events,
    changes,
    objects: objectsOf(read, changes),
    balanceChanges: balanceChanges(changes),
    gasUsed: {
      computationCost: BigInt(computationCost),
      storageCost: BigInt(storageCost),
      storageRebate: BigInt(storageRebate),
      nonRefundableStorageFee: BigInt(nonRefundableStorageFee),
    },
    commandResults: undefined,
    taken: undefined,
  };
}

function changesOf(
  record: Parsed,
  { digest, effects }: { readonly digest: string; readonly effects: Effects },
  state: State,
): readonly ObjectChange[] {
  const written = record.written[Symbol.iterator]();
  return effects.changedObjects.map(([id, { inputState, outputState, idOperation }]): ObjectChange => {
    const before = inputState.Exist && known(state, id, BigInt(inputState.Exist[0][0]));
    const output = outputState.ObjectWrite ?? outputState.PackageWrite;
    let after: LedgerObject | undefined;
    if (output !== undefined) {
      const next = written.next();
      if (next.done === true) throw damaged(`object ${id} written by transaction ${digest} is missing`);
      const { storageRebate, data } = next.value;
      const isPackage = outputState.PackageWrite !== undefined;
      after = makeObject({
        id,
        version: BigInt(isPackage ? outputState.PackageWrite[0] : effects.lamportVersion),
        owner: isPackage ? { kind: 'immutable' } : ownerOf(outputState.ObjectWrite![1]),
        previousTransaction: digest,
        storageRebate: BigInt(storageRebate),
        data: dataOf(data),
      });
      const expected = isPackage ? outputState.PackageWrite[1] : outputState.ObjectWrite![0];
      if (after.digest !== expected) {
        throw damaged(
          `object ${id} kept from transaction ${digest} has digest ${after.digest}, not ${expected}`,
        );
      }
    }
    const operation = idOperation.Created ? 'created' : idOperation.Deleted ? 'deleted' : 'none';
    return { id, before, after, idOperation: operation };
  });
}

function statusOf(effects: Effects, message: string | null): ExecutionResult['status'] {
  const failure = effects.status.Failure;
  if (failure === undefined) return { success: true };
  return {
    success: false,
    command: failure.command === null ? undefined : Number(failure.command),
    error: failure.error,
    message: message ?? '',
  };
}

function writtenData(data: LedgerObject['data']): typeof WrittenData.$inferInput {
  if (data.kind === 'package') {
    return { Package: { originalId: data.package.originalId, package: packageInput(data.package) } };
  }
  const { type, hasPublicTransfer, contents } = data;
  return { Move: { type: typeToString(type), hasPublicTransfer, contents } };
}

function dataOf(data: ReturnType<typeof WrittenData.parse>): LedgerObject['data'] {
  if (data.Move) {
    const { type, hasPublicTransfer, contents } = data.Move;
    return { kind: 'move', type: typeOf(type), hasPublicTransfer, contents };
  }
  const { originalId, package: stored } = data.Package;
  const item: Package = {
    id: stored.id,
    originalId,
    version: BigInt(stored.version),
    modules: new Map(stored.moduleMap),
    typeOrigins: stored.typeOriginTable.map(({ moduleName, datatypeName, package: origin }) => ({
      module: moduleName,
      datatype: datatypeName,
      package: origin,
    })),
    linkage: new Map(
      [...stored.linkageTable].map(([original, { upgradedId, upgradedVersion }]) => [
        original,
        { id: upgradedId, version: BigInt(upgradedVersion) },
      ]),
    ),
  };
  return { kind: 'package', package: item };
}

function eventOf(event: ReturnType<typeof Event.parse>): LedgerEvent {
  return { ...event, type: typeOf(event.type) };
}

function ownerOf(owner: ParsedOwner): Owner {
  switch (owner.$kind) {
    case 'AddressOwner':
      return { kind: 'address', address: owner.AddressOwner };
    case 'ObjectOwner':
      return { kind: 'object', address: owner.ObjectOwner };
    case 'Shared':
      return { kind: 'shared', initialSharedVersion: BigInt(owner.Shared.initialSharedVersion) };
    case 'Immutable':
      return { kind: 'immutable' };
    case 'ConsensusAddressOwner': {
      const { startVersion, owner: address } = owner.ConsensusAddressOwner;
      return { kind: 'consensus-address', address, startVersion: BigInt(startVersion) };
    }
  }
}

function known(state: State, id: Address, version: bigint): LedgerObject {
  const object = objectOf(state, id, version);
  if (object === undefined) throw damaged(`version ${version} of object ${id} is missing`);
  return object;
}

function keyOf({ id, version }: LedgerObject): string {
  return `${id}:${version}`;
}

/** Texts of types recur; the cache is dropped when it has this many. */
const maxCached = 4096;
const types = new Map<string, Type>();
/** More than any type of the machine has, whose own bounds have been kept already. */
const typeBounds: TypeBounds = { characters: 1024 * 1024, levels: 1024 };

function typeOf(text: string): Type {
  let type = types.get(text);
  if (type === undefined) {
    type = parseType(text, typeBounds);
    if (types.size >= maxCached) types.clear();
    types.set(text, type);
  }
  return type;
}

function damaged(message: string): JournalError {
  return new JournalError('JOURNAL_DAMAGED', message);
}
