import type { NodeReport } from '../nodes/conduct.js';

/** Stable names of everything that can go wrong in the client; safe to switch on. */
export type HauloutErrorCode =
  | 'INVALID_ARGUMENT'
  | 'BLOB_NOT_FOUND'
  | 'BLOB_NOT_CERTIFIED'
  | 'BLOB_INVALID'
  | 'BLOB_EXPIRED'
  | 'BLOB_LOST'
  | 'BLOB_BLOCKED'
  | 'BLOB_INCONSISTENT'
  | 'NOT_A_QUILT'
  | 'FILE_NOT_FOUND'
  | 'NOT_ENOUGH_METADATA'
  | 'NOT_ENOUGH_SLIVERS'
  | 'NOT_ENOUGH_CONFIRMATIONS'
  | 'NO_STATUS_AGREEMENT'
  | 'INSUFFICIENT_FUNDS'
  | 'TRANSACTION_FAILED'
  | 'TRANSACTION_UNCERTAIN'
  | 'CHAIN_STATE_MISSING'
  | 'NO_COMMITTEE'
  | 'NODE_REQUEST_FAILED';

/** What a `HauloutError` is made from. */
export interface HauloutErrorFacts {
  readonly code: HauloutErrorCode;
  /** One line: what failed, with its values and the rule. */
  readonly message: string;
  /** The values that failed, by name. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** What the caller can do about it. */
  readonly advice?: string;
  readonly cause?: unknown;
}

/** The base of every error that the client throws on purpose. */
export class HauloutError extends Error {
  readonly code: HauloutErrorCode;
  readonly values: Readonly<Record<string, unknown>>;
  readonly advice: string | undefined;
  constructor({ code, message, values, advice, cause }: HauloutErrorFacts) {
    super(
      advice === undefined ? message : `${message}. ${advice}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = classNameOf(code);
    this.code = code;
    this.values = values ?? {};
    this.advice = advice;
  }
}

/** BLOB_NOT_FOUND is `BlobNotFound`, also in a bundle whose minifier has given the class another name. */
function classNameOf(code: HauloutErrorCode): string {
  return code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** An error whose evidence is what each storage node did. */
export class NodesError extends HauloutError {
  readonly nodes: readonly NodeReport[];
  constructor(facts: HauloutErrorFacts, nodes: readonly NodeReport[]) {
    super({ ...facts, values: { ...facts.values, nodes } });
    this.nodes = nodes;
  }
}

/** An argument that can never work, refused before anything is sent. */
export class InvalidArgument extends HauloutError {
  constructor(message: string, values?: Readonly<Record<string, unknown>>) {
    super({ code: 'INVALID_ARGUMENT', message, values });
  }
}

/** No storage node that can be believed knows the blob: it was never registered, or has expired. Or an owner has no object of it. */
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
  constructor(blobId: string, endEpoch: number, epoch: number, nodes: readonly NodeReport[] = []) {
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

/** The network has declared on chain that it cannot or will not serve the blob any more. */
export class BlobLost extends NodesError {
  constructor(blobId: string, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'BLOB_LOST',
        message: `blob ${blobId} was declared lost by the network`,
        values: { blobId },
        advice:
          'The declaration on chain names the nodes that refused; whoever has the bytes can store them again',
      },
      nodes,
    );
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
  constructor(blobId: string, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'BLOB_INVALID',
        message: `blob ${blobId} was proven to be badly encoded and is marked invalid`,
        values: { blobId },
        advice: 'The writer has to store it again, with a correct encoder',
      },
      nodes,
    );
  }
}

/** The slivers match the metadata, but the bytes they decode to do not have this blob id. */
export class BlobInconsistent extends HauloutError {
  constructor(blobId: string, cause: unknown) {
    super({
      code: 'BLOB_INCONSISTENT',
      message: `blob ${blobId} was encoded wrongly by its writer: its slivers decode to bytes with another blob id`,
      values: { blobId },
      advice: 'Every honest reader gets this same verdict; the writer has to store the blob again',
      cause,
    });
  }
}

/** The blob is there, but holds no files that could be read one by one. */
export class NotAQuilt extends HauloutError {
  constructor(blobId: string, cause: Error) {
    super({
      code: 'NOT_A_QUILT',
      message: `blob ${blobId} is ${cause.message}`,
      values: { blobId },
      advice: 'Read it as a whole',
      cause,
    });
  }
}

/** A quilt has no file of this name, or none where a patch id says. */
export class FileNotFound extends HauloutError {
  /** @param file the identifier or the patch id */
  constructor(blobId: string, file: string, cause?: unknown) {
    super({
      code: 'FILE_NOT_FOUND',
      message: `quilt ${blobId} has no file ${JSON.stringify(file.slice(0, 100))}`,
      values: { blobId, file },
      advice: 'Ask for the list of its files',
      cause,
    });
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
  constructor(blobId: string, got: number, needed: number, nodes: readonly NodeReport[]) {
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
  constructor(blobId: string, got: number, needed: number, nodes: readonly NodeReport[]) {
    super(
      {
        code: 'NOT_ENOUGH_CONFIRMATIONS',
        message: `nodes with ${got} shards confirmed blob ${blobId}, a certificate needs ${needed}: ${describeNodes(nodes)}`,
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
        message: `nodes with fewer than ${needed} shards gave the status of blob ${blobId}: ${describeNodes(nodes)}`,
        values: { blobId, needed },
      },
      nodes,
    );
  }
}

/** The account cannot pay. Amounts in the coin's smallest unit (FROST for WAL). */
export class InsufficientFunds extends HauloutError {
  constructor(owner: string, coinType: string, needed: bigint, available: bigint) {
    super({
      code: 'INSUFFICIENT_FUNDS',
      message: `${owner} has ${available} of ${coinType} and needs ${needed}`,
      values: { owner, coinType, needed, available },
      advice: 'Fund the account, or store for fewer epochs',
    });
  }
}

/** The chain executed a transaction and it failed; only its gas was spent. */
export class TransactionFailed extends HauloutError {
  constructor(what: string, reason: string, values: Readonly<Record<string, unknown>>, cause?: unknown) {
    super({ code: 'TRANSACTION_FAILED', message: `could not ${what}: ${reason}`, values, cause });
  }
}

/** A signed transaction was sent and nobody could say what became of it; it may still be executed. */
export class TransactionUncertain extends HauloutError {
  readonly digest: string;
  constructor(what: string, digest: string, cause: unknown) {
    super({
      code: 'TRANSACTION_UNCERTAIN',
      message: `could not find out whether transaction ${digest} (${what}) was executed`,
      values: { what, digest },
      advice: 'Look it up by its digest before doing the same again',
      cause,
    });
    this.digest = digest;
  }
}

/** An object that the network must have on chain is not there, or is of another kind. */
export class ChainStateMissing extends HauloutError {
  constructor(what: string, values: Readonly<Record<string, unknown>>, cause?: unknown) {
    super({
      code: 'CHAIN_STATE_MISSING',
      message: `${what} cannot be read from the chain`,
      values,
      advice: 'Check the object ids and that the client points at the right network',
      cause,
    });
  }
}

/** The network is deployed, and has not begun its first epoch: there are no nodes to store with or to read from. */
export class NoCommittee extends HauloutError {
  constructor(epoch: number) {
    super({
      code: 'NO_COMMITTEE',
      message: `epoch ${epoch} has no committee`,
      values: { epoch },
      advice: 'Nodes register and get stake before the first epoch; wait until it begins',
    });
  }
}

/** "name (10 shards): silent; ..." for an error's line, the heaviest offenders first, at most eight by name. */
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
  return shown.join('; ') + more;
}
