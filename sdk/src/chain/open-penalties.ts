/** How nodes have behaved, what they have paid for, and what they have yet to pay, as the judges have it. */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as declaration from '../contracts/generated/evidence/declaration.js';
import * as evidence from '../contracts/generated/evidence/evidence.js';
import * as nodeRecord from '../contracts/generated/evidence/node_record.js';
import { CAUSES, causeNumber, type Cause } from '../evidence/index.js';
import type { EvidenceState } from './evidence-state.js';
import { parseAs } from './objects.js';
import { idEntry, integerEntry, readEntries } from './table-entries.js';

/** How a node has behaved in rounds, and what the judges have taken of it. */
export interface NodeConduct {
  /** Rounds that it has missed since the last one that it passed. */
  readonly missesInARow: number;
  /** The last epoch in which it has missed a round or stake of it was taken: the rest is about that epoch. */
  readonly epoch: number;
  /** Rounds that it has missed in the epoch. */
  readonly misses: number;
  /** Causes for which its stake was taken. */
  readonly paidFor: readonly Cause[];
  /** Millionths of its stake that were taken for shards that it has not delivered. */
  readonly notDeliveredPpm: number;
}

/** Shards that a node has declared lost. */
export interface DeclaredShards {
  /** The epoch in which it has said so. They are not asked for until the end of the next one. */
  readonly epoch: number;
  /** The shards. */
  readonly shards: readonly number[];
  /** The last epoch for which their rewards are withheld. */
  readonly chargedFor: number;
  /** Whether it has them again. */
  readonly isRestored: boolean;
}

/** Two declarations in so many epochs are one too many; as in `evidence::declaration`. */
const FORGIVEN_AFTER = 4;

/** Whether a node that has declared shards lost pays stake if it declares some in `epoch`. */
export function isDeclarationRecent({ epoch: before }: DeclaredShards, epoch: number): boolean {
  return epoch < before + FORGIVEN_AFTER;
}

/** A loss for which signers have yet to pay. */
export interface OpenDebt {
  /** Number of the record of the loss. */
  readonly record: bigint;
  /** Epoch of what they have signed. */
  readonly epoch: number;
}

/** Debts that are listed in one request, and requests at most. */
const PAGE = 50;
const MAX_PAGES = 4;

/**
 * Reads how nodes have behaved; those of which the judges know nothing are left out.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readConduct(
  client: ClientWithCoreApi,
  { conductId }: Pick<EvidenceState, 'conductId'>,
  { nodeIds, signal }: { readonly nodeIds: readonly string[]; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, NodeConduct>> {
  const found = await readEntries(
    client,
    nodeIds.map((nodeId) => idEntry(conductId, nodeId)),
    { what: 'the conduct of a node', parse: (bytes) => nodeRecord.NodeRecord.parse(bytes), signal },
  );
  const conduct = new Map<string, NodeConduct>();
  found.forEach((record, index) => {
    if (record === undefined) return;
    const paidFor = CAUSES.filter((cause) => (record.stake_taken & (1 << causeNumber(cause))) !== 0);
    const { misses_in_a_row: missesInARow, epoch, misses, for_shards: notDeliveredPpm } = record;
    conduct.set(nodeIds[index]!, { missesInARow, epoch, misses, paidFor, notDeliveredPpm });
  });
  return withJson(conduct);
}

/**
 * Reads the last declarations of nodes; those that have declared nothing are left out.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readDeclaredShards(
  client: ClientWithCoreApi,
  { declarationsId }: Pick<EvidenceState, 'declarationsId'>,
  { nodeIds, signal }: { readonly nodeIds: readonly string[]; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, DeclaredShards>> {
  const found = await readEntries(
    client,
    nodeIds.map((nodeId) => idEntry(declarationsId, nodeId)),
    { what: 'a declaration of lost shards', parse: (bytes) => declaration.Declaration.parse(bytes), signal },
  );
  const declared = new Map<string, DeclaredShards>();
  found.forEach((said, index) => {
    if (said === undefined) return;
    const { epoch, shards, charged: chargedFor, is_restored: isRestored } = said;
    declared.set(nodeIds[index]!, { epoch, shards, chargedFor, isRestored });
  });
  return withJson(declared);
}

/**
 * Reads for which losses somebody has yet to pay, at most 200 of them. Asks nobody when there are none.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readDebts(
  client: ClientWithCoreApi,
  { debts: { tableId, count } }: Pick<EvidenceState, 'debts'>,
  signal?: AbortSignal,
): Promise<readonly OpenDebt[]> {
  const debts: OpenDebt[] = [];
  let cursor: string | null = null;
  for (let pages = 0; count > 0 && pages < MAX_PAGES; pages++) {
    const page: SuiClientTypes.ListDynamicFieldsResponse = await client.core.listDynamicFields({
      parentId: tableId,
      limit: PAGE,
      cursor,
      signal,
    });
    const what = 'a debt';
    const records = page.dynamicFields.map(({ name }) =>
      BigInt(parseAs(what, () => bcs.u64().parse(name.bcs))),
    );
    const entries = records.map((record) => integerEntry(tableId, 'u64', record));
    const found = await readEntries(client, entries, {
      ...{ what, signal },
      parse: (bytes) => evidence.Debt.parse(bytes),
    });
    // One that was paid meanwhile is gone.
    found.forEach((debt, index) => {
      if (debt !== undefined) debts.push({ record: records[index]!, epoch: debt.epoch });
    });
    if (!page.hasNextPage) break;
    cursor = page.cursor;
  }
  return withJson(debts);
}
