/** What can go wrong between a client and the storage nodes, with what each node did as evidence. */
import { HauloutError, type HauloutErrorFacts } from '../base/errors.js';
import type { EvidenceRecord } from '../chain/evidence-records.js';
import type { NodeReport } from './conduct.js';

/** An error whose evidence is what each storage node did. */
export class NodesError extends HauloutError {
  /** What each node did. */
  readonly nodes: readonly NodeReport[];
  constructor(facts: HauloutErrorFacts, nodes: readonly NodeReport[]) {
    super({ ...facts, values: { ...facts.values, nodes } });
    this.nodes = nodes;
  }
}

/**
 * No storage node that can be believed knows the blob: it was never registered, or has expired. Or an owner
 * has no object of it.
 */
export class BlobNotFound extends NodesError {
  /** @param owner who has no object of the blob, where that is what was looked for */
  constructor(blobId: string, nodes: readonly NodeReport[], owner?: string) {
    super(
      {
        code: 'BLOB_NOT_FOUND',
        message: owner
          ? `${owner} has no object of blob ${blobId}`
          : `blob ${blobId} is not known to the network`,
        values: { blobId, owner },
        advice: 'Check the id; the blob may have expired, been deleted, or never been registered',
      },
      nodes,
    );
  }
}

/** The blob is registered but has no certificate, so nobody promised that it can be read. */
export class BlobNotCertified extends NodesError {
  constructor(blobId: string, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'BLOB_NOT_CERTIFIED',
        message: `blob ${blobId} is registered but not certified`,
        values: { blobId },
        advice: 'Its writer has to finish the upload and certify it',
      },
      nodes,
    );
  }
}

/** The blob was stored until an epoch that has come: nobody has to keep it any more. */
export class BlobExpired extends NodesError {
  /** First epoch in which it is no longer stored. */
  readonly endEpoch: number;
  /** @param nodes what nodes did that said so; empty when the chain itself did */
  constructor(
    blobId: string,
    {
      endEpoch,
      epoch,
    }: {
      /** First epoch in which it is no longer stored. */
      readonly endEpoch: number;
      /** The current epoch. */
      readonly epoch: number;
    },
    nodes: readonly NodeReport[] = [],
  ) {
    super(
      {
        code: 'BLOB_EXPIRED',
        message: `blob ${blobId} was stored until epoch ${endEpoch}, and this is epoch ${epoch}`,
        values: { blobId, endEpoch, epoch },
        advice: 'Storage cannot be extended after its end; the blob has to be stored again',
      },
      nodes,
    );
    this.endEpoch = endEpoch;
  }
}

/** The network has declared on chain that it cannot or will not serve the blob any more (R19). */
export class BlobLost extends NodesError {
  /** The record of the loss; undefined where only nodes have said so. */
  readonly record: EvidenceRecord | undefined;
  /** @param nodes what nodes did that said so; empty when the chain itself did */
  constructor(
    blobId: string,
    nodes: readonly NodeReport[],
    {
      record,
      cause,
    }: {
      /** The record of the loss. */
      readonly record?: EvidenceRecord | undefined;
      /** Why nodes could not be asked whether it has been stored again since. */
      readonly cause?: unknown;
    } = {},
  ) {
    super(
      {
        code: 'BLOB_LOST',
        message: `blob ${blobId} was declared lost by the network${ofRecord(record)}`,
        values: { blobId, record },
        advice:
          'The declaration on chain names the nodes that signed it; whoever has the bytes can store them ' +
          'again from the next epoch on, and owners can take their storage back',
        cause,
      },
      nodes,
    );
    this.record = record;
  }
}

/** So many operators refuse to serve the blob for legal reasons that too few are left to read it from. */
export class BlobBlocked extends NodesError {
  constructor(blobId: string, shards: number, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'BLOB_BLOCKED',
        message: `blob ${blobId} is blocked by the operators of nodes with ${shards} shards`,
        values: { blobId, shards },
        advice: 'Each operator decides for its own node; their answers say which of them refused',
      },
      nodes,
    );
  }
}

/** The network has proven that the blob was encoded wrongly; every reader is refused. */
export class BlobInvalid extends NodesError {
  /** The record that says so; undefined where only nodes have said so. */
  readonly record: EvidenceRecord | undefined;
  /** @param nodes what nodes did that said so; empty when the chain itself did */
  constructor(blobId: string, nodes: readonly NodeReport[], record?: EvidenceRecord) {
    super(
      {
        code: 'BLOB_INVALID',
        message: `blob ${blobId} was proven to be badly encoded and is marked invalid${ofRecord(record)}`,
        values: { blobId, record },
        advice: 'The writer has to store it again, with a correct encoder',
      },
      nodes,
    );
    this.record = record;
  }
}

/** No node delivered metadata that hashes to the blob id. */
export class NotEnoughMetadata extends NodesError {
  constructor(blobId: string, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'NOT_ENOUGH_METADATA',
        message: `no node delivered the metadata of blob ${blobId}: ${describeNodes(nodes)}`,
        values: { blobId },
      },
      nodes,
    );
  }
}

/** Fewer verified slivers than the blob can be decoded from. */
export class NotEnoughSlivers extends NodesError {
  constructor(
    blobId: string,
    {
      got,
      needed,
    }: {
      /** Verified slivers. */
      readonly got: number;
      /** Slivers that decoding takes. */
      readonly needed: number;
    },
    nodes: readonly NodeReport[],
  ) {
    super(
      {
        code: 'NOT_ENOUGH_SLIVERS',
        message: `got ${got} of the ${needed} slivers that blob ${blobId} needs: ${describeNodes(nodes)}`,
        values: { blobId, got, needed },
      },
      nodes,
    );
  }
}

/** Storage confirmations of less than a quorum of shards. */
export class NotEnoughConfirmations extends NodesError {
  constructor(
    blobId: string,
    {
      got,
      needed,
    }: {
      /** Shards of the nodes that confirmed. */
      readonly got: number;
      /** Shards of a quorum. */
      readonly needed: number;
    },
    nodes: readonly NodeReport[],
  ) {
    super(
      {
        code: 'NOT_ENOUGH_CONFIRMATIONS',
        message:
          `nodes with ${got} shards confirmed blob ${blobId}, a certificate needs ${needed}: ` +
          describeNodes(nodes),
        values: { blobId, got, needed },
        advice: 'The registration stays valid: upload again when more nodes can be reached, then certify',
      },
      nodes,
    );
  }
}

/** Too few nodes answered to know a blob's status. */
export class NoStatusAgreement extends NodesError {
  constructor(blobId: string, needed: number, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'NO_STATUS_AGREEMENT',
        message:
          `nodes with fewer than ${needed} shards gave the status of blob ${blobId}: ` + describeNodes(nodes),
        values: { blobId, needed },
      },
      nodes,
    );
  }
}

/**
 * "name (10 shards): silent; ..." for an error's line, the heaviest offenders first, at most eight by name;
 * and in full what the first of them did, with the url that was tried.
 */
function describeNodes(nodes: readonly NodeReport[]): string {
  const faulty = nodes
    .filter((report) => report.conduct.length > 0)
    .sort((a, b) => b.node.shards.length - a.node.shards.length);
  if (faulty.length === 0) return 'no node did anything wrong';
  const shown = faulty.slice(0, 8).map(({ node, conduct }) => {
    const kinds = [...new Set(conduct.map(({ kind }) => kind))].join(', ');
    return `${node.name} (${node.shards.length} shards): ${kinds}`;
  });
  const more = faulty.length > shown.length ? `; and ${faulty.length - shown.length} more` : '';
  return `${shown.join('; ')}${more}. The first of them: ${faulty[0]!.conduct[0]!.detail}`;
}

/** ", record 3 of epoch 7 (refused)"; nothing without a record. */
function ofRecord(record: EvidenceRecord | undefined): string {
  return record === undefined ? '' : `, record ${record.number} of epoch ${record.epoch} (${record.cause})`;
}
