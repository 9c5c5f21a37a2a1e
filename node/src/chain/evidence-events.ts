import type { SuiClientTypes } from '@mysten/sui/client';
import { evidenceEvents } from '@haulout/sdk/contracts';
import { blobIdFromInteger } from '@haulout/sdk/encoding';
import type { BlobEvent } from './blob-record.js';
import { checkpointOf } from './event-stream.js';
import type { RoundEvent } from './round-record.js';

/** What one event of the judges means to a storage node. */
export type EvidenceEvent =
  | { readonly kind: 'round'; readonly event: RoundEvent }
  | { readonly kind: 'blob'; readonly blobId: Uint8Array; readonly event: BlobEvent };

/**
 * Reads an event of the Move module `evidence::evidence_events`; undefined for those that do not concern a
 * storage node.
 */
export function readEvidenceEvent(entry: SuiClientTypes.EventEntry): EvidenceEvent | undefined {
  const round = (event: RoundEvent): EvidenceEvent => ({ kind: 'round', event });
  const at = { txDigest: entry.transactionDigest, eventSeq: entry.eventIndex };
  switch (entry.eventType.split('::').at(-1)) {
    case 'CommitteeRecorded':
      return round({ kind: 'epoch', epoch: evidenceEvents.CommitteeRecorded.parse(entry.bcs).epoch });
    case 'RoundAttempted': {
      const { epoch, slot } = evidenceEvents.RoundAttempted.parse(entry.bcs);
      return round({ kind: 'attempted', epoch, slot: Number(slot), checkpoint: checkpointOf(entry) });
    }
    case 'RoundOpened': {
      const { epoch, round: number, opened_ms } = evidenceEvents.RoundOpened.parse(entry.bcs);
      return round({ kind: 'opened', epoch, round: number, openedMs: Number(opened_ms) });
    }
    case 'RoundReady': {
      const { round: number, count } = evidenceEvents.RoundReady.parse(entry.bcs);
      return BigInt(count) === 0n ? round({ kind: 'over', round: number }) : undefined;
    }
    case 'RoundVoided':
      return round({ kind: 'over', round: evidenceEvents.RoundVoided.parse(entry.bcs).round });
    case 'NodeSettled': {
      const { round: number, node_id } = evidenceEvents.NodeSettled.parse(entry.bcs);
      return round({ kind: 'settled', round: number, nodeId: node_id });
    }
    case 'ShardsDeclaredLost': {
      const { node_id, shards, until_epoch } = evidenceEvents.ShardsDeclaredLost.parse(entry.bcs);
      return round({ kind: 'declared', nodeId: node_id, shards, untilEpoch: until_epoch });
    }
    case 'ShardsRestored':
      return round({ kind: 'restored', nodeId: evidenceEvents.ShardsRestored.parse(entry.bcs).node_id });
    case 'BlobLost': {
      const { blob_id, record, epoch } = evidenceEvents.BlobLost.parse(entry.bcs);
      return blobEvent(blob_id, { kind: 'lost', record, epoch, at });
    }
    case 'LossRevoked': {
      const { blob_id, record } = evidenceEvents.LossRevoked.parse(entry.bcs);
      return blobEvent(blob_id, { kind: 'not-lost', record, at });
    }
    default:
      return undefined;
  }
}

function blobEvent(blobId: string, event: BlobEvent): EvidenceEvent {
  return { kind: 'blob', blobId: blobIdFromInteger(BigInt(blobId)), event };
}
