/** What nodes have paid for in an epoch, and what they have yet to pay, as the judges have it. */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import { evidence, nodeRecord } from '../contracts/index.js';
import { CAUSES, causeNumber, type Cause } from '../evidence/index.js';
import type { EvidenceState } from './evidence-state.js';
import { parseAs } from './objects.js';
import { idEntry, readEntries } from './table-entries.js';

/** What the judges have taken of a node in the last epoch in which they have taken anything. */
export interface NodeConduct {
  /** The epoch. */
  readonly epoch: number;
  /** Causes for which its stake was taken. */
  readonly paidFor: readonly Cause[];
  /** Millionths of its stake that were taken for shards that it has not delivered. */
  readonly notDeliveredPpm: number;
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
 * Reads what the judges have taken of nodes; those of which they have taken nothing are left out.
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
    const { epoch, for_shards: notDeliveredPpm } = record;
    conduct.set(nodeIds[index]!, { epoch, paidFor, notDeliveredPpm });
  });
  return withJson(conduct);
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
    const records = page.dynamicFields.map(({ name }) => parseAs(what, () => bcs.u64().parse(name.bcs)));
    const entries = page.dynamicFields.map(({ fieldId, name }) => ({
      fieldId,
      valueAt: 32 + name.bcs.length,
    }));
    const found = await readEntries(client, entries, {
      ...{ what, signal },
      parse: (bytes) => evidence.Debt.parse(bytes),
    });
    // One that was paid meanwhile is gone.
    found.forEach((debt, index) => {
      if (debt !== undefined) debts.push({ record: BigInt(records[index]!), epoch: debt.epoch });
    });
    if (!page.hasNextPage) break;
    cursor = page.cursor;
  }
  return withJson(debts);
}
