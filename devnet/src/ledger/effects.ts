/**
 * Effects of a transaction, version 2: what changed, in BCS, exactly as Sui writes it, so that digests match
 * what clients compute.
 *
 * Changed objects are in order of id. The kind of change is in three parts: the state before, the state
 * after, and whether the id was created or deleted; so a created object goes from `NotExist` to `ObjectWrite`
 * with `Created`, a wrapped one from `Exist` to `NotExist` with `None`, and so on.
 */
import { bcs } from '@mysten/sui/bcs';
import { compareBcsBytes, toBase58 } from '@mysten/bcs';
import { digestText, digestToBytes } from './digests.js';
import type { ObjectReference } from './transaction.js';
import type { FailureKind } from './command-failure.js';
import type { GasSummary } from './gas.js';
import { ownerInput } from './objects.js';
import type { Digest, LedgerEvent, ObjectChange } from './types.js';
import { structTag } from './type-tags.js';

/** Everything that effects are made of. */
export interface EffectsFields {
  readonly status:
    | { readonly success: true }
    | { readonly success: false; readonly error: FailureKind; readonly command: number | undefined };
  readonly epoch: bigint;
  readonly gasUsed: GasSummary;
  readonly transactionDigest: Digest;
  /** Absent for system transactions. */
  readonly gasObject: string | undefined;
  readonly events: readonly LedgerEvent[];
  readonly dependencies: ReadonlySet<Digest>;
  readonly lamportVersion: bigint;
  readonly changes: readonly ObjectChange[];
  /** Shared objects that were read only, in order of the inputs. */
  readonly readOnlyShared: readonly ObjectReference[];
}

/** BCS `TransactionEffects`. */
export function effectsBcs(fields: EffectsFields): Uint8Array {
  const changes = [...fields.changes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const gasIndex = changes.findIndex(({ id }) => id === fields.gasObject);
  return bcs.TransactionEffects.serialize(
    {
      V2: {
        status: fields.status.success
          ? { Success: true }
          : {
              Failure: {
                error: fields.status.error,
                command: fields.status.command === undefined ? null : fields.status.command,
              },
            },
        executedEpoch: fields.epoch,
        gasUsed: fields.gasUsed,
        transactionDigest: fields.transactionDigest,
        gasObjectIndex: gasIndex < 0 ? null : gasIndex,
        eventsDigest: fields.events.length === 0 ? null : eventsDigest(fields.events),
        dependencies: sortedDigests(fields.dependencies),
        lamportVersion: fields.lamportVersion,
        changedObjects: changes.map((change) => [change.id, changeInput(change)]),
        unchangedConsensusObjects: fields.readOnlyShared.map(({ id, version, digest }) => [
          id,
          { ReadOnlyRoot: [version, digest] },
        ]),
        auxDataDigest: null,
      },
    },
    { initialSize: 4096, maxSize: 16 * 1024 * 1024 },
  ).toBytes();
}

const Event = bcs.struct('Event', {
  packageId: bcs.Address,
  transactionModule: bcs.string(),
  sender: bcs.Address,
  type: bcs.StructTag,
  contents: bcs.byteVector(),
});
const TransactionEvents = bcs.struct('TransactionEvents', { data: bcs.vector(Event) });

/** BCS `TransactionEvents`. */
export function eventsBcs(events: readonly LedgerEvent[]): Uint8Array {
  const data = events.map((event) => {
    if (event.type.kind !== 'datatype') throw new TypeError('the type of an event is a struct or enum');
    return {
      packageId: event.packageId,
      transactionModule: event.module,
      sender: event.sender,
      type: structTag(event.type),
      contents: event.contents,
    };
  });
  return TransactionEvents.serialize({ data }, { initialSize: 4096 }).toBytes();
}

/** What effects name the events of their transaction by. */
export function eventsDigest(events: readonly LedgerEvent[]): Digest {
  return digestText('TransactionEvents', eventsBcs(events));
}

function changeInput(change: ObjectChange) {
  const { before, after } = change;
  return {
    inputState:
      before === undefined
        ? { NotExist: true as const }
        : { Exist: [[before.version, before.digest], ownerInput(before.owner)] as const },
    outputState:
      after === undefined
        ? { NotExist: true as const }
        : after.data.kind === 'package'
          ? { PackageWrite: [after.version, after.digest] as const }
          : { ObjectWrite: [after.digest, ownerInput(after.owner)] as const },
    idOperation:
      change.idOperation === 'none'
        ? { None: true as const }
        : change.idOperation === 'created'
          ? { Created: true as const }
          : { Deleted: true as const },
  };
}

/** In the order of their bytes, which is not the order of their texts. */
function sortedDigests(digests: ReadonlySet<Digest>): Digest[] {
  return [...digests]
    .map(digestToBytes)
    .sort(compareBcsBytes)
    .map((bytes) => toBase58(bytes));
}
