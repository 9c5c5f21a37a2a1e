/**
 * The upload relay: takes a blob that its owner has registered, encodes it, uploads it to the nodes, and
 * gives back their certificate. For browsers and phones, which cannot do thousands of requests well.
 */
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { equalBytes, type Timers } from '@haulout/sdk/base';
import { aggregateCertificate } from '@haulout/sdk/certificate';
import { signingCommittee } from '@haulout/sdk/chain';
import type { CommitteeConfirmations, HauloutClient } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { hangUp } from '../http/hang-up.js';
import { slots } from '../http/slots.js';
import { takeBody, type Upload } from '../http/upload.js';
import type { GatewayMetrics } from '../metrics.js';
import { refusal } from '../refusal.js';
import { usedPayments, type UsedPayments } from '../used/used-payments.js';
import { checkPayment, type PaidBlob } from './payment.js';
import { relayQuery, type RelayQuery } from './query.js';
import { registrationOf } from './registered.js';
import { checkTip, tipJson, type Tip } from './tip.js';

/** What a relay takes, and for what. */
export interface RelayOptions {
  /** Looks up transactions with tips. */
  readonly client: SuiGrpcClient;
  /** What a blob costs; default: nothing. */
  readonly tip?: Tip | undefined;
  /** How old a transaction with a tip may be, in ms, by the clock of the chain. Default one hour. */
  readonly freshMs?: number | undefined;
  /** How long to look for a payment and a registration that are not known yet, in ms. Default 5 seconds. */
  readonly patienceMs?: number | undefined;
  /**
   * Folder in which used payments are noted, made when missing, of this relay alone. Default: they are known
   * until it ends.
   */
  readonly usedFolder?: string | undefined;
  /** Most bytes of a blob. Default 1 GiB. */
  readonly maxBytes?: number | undefined;
  /** Uploads at one time; of one address half of them. Default 8. */
  readonly mostAtOnce?: number | undefined;
}

/** What the routes work with. */
interface Relaying {
  readonly haulout: HauloutClient;
  readonly client: SuiGrpcClient;
  readonly metrics: GatewayMetrics;
  readonly timers: Timers;
  readonly tip: Tip | undefined;
  readonly freshMs: number;
  readonly patienceMs: number;
  readonly maxBytes: number;
  readonly payments: UsedPayments<RelayAnswer>;
}

/** What a relay answers: the certificate, as the official clients take it. */
interface RelayAnswer {
  readonly blob_id: string;
  readonly confirmation_certificate: {
    /** Places of the signers in the committee, ascending. */
    readonly signers: readonly number[];
    /** Bytes that they have signed. */
    readonly serialized_message: readonly number[];
    /** Base64. */
    readonly signature: string;
  };
}

/** Payments and registrations that are looked for at one time, for each upload that may be under way. */
const LOOK_UPS_PER_UPLOAD = 8;
const DEFAULTS = { freshMs: 3_600_000, patienceMs: 5_000, maxBytes: 1024 ** 3, mostAtOnce: 8 };

/**
 * Adds the paths of a relay.
 *
 * @returns how many uploads are under way
 * @throws InvalidArgument for a tip that nobody can pay, or a folder that something else is in
 */
export async function addRelay(
  app: FastifyInstance,
  { haulout, metrics, timers }: Pick<Relaying, 'haulout' | 'metrics' | 'timers'>,
  { client, tip, usedFolder, ...options }: RelayOptions,
): Promise<() => number> {
  const { freshMs, patienceMs, maxBytes, mostAtOnce } = { ...DEFAULTS, ...definedOf(options) };
  const relaying: Relaying = {
    ...{ haulout, client, metrics, timers, freshMs, patienceMs, maxBytes },
    tip: tip && checkTip(tip),
    payments: await usedPayments(usedFolder),
  };
  app.addHook('onClose', () => relaying.payments.close());
  const uploads = slots(mostAtOnce);
  const lookUps = slots(LOOK_UPS_PER_UPLOAD * mostAtOnce);
  app.get('/v1/tip-config', async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(tipJson(relaying.tip))),
  );
  app.post('/v1/blob-upload-relay', async (request, reply) => {
    const query = relayQuery(request.query);
    // To look for payment and registration takes no place of those who have both.
    await lookUps.take(request, reply);
    const paid = await paidFor(relaying, query);
    const size = await sizeOf(relaying, query, paid);
    await uploads.take(request, reply);
    return reply.send(await relay(relaying, request, { query, paid, size, signal: hangUp(request, reply) }));
  });
  return uploads.inUse;
}

/** Options without those that are undefined. */
function definedOf<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** An upload that may come, and what was paid for. */
interface Asked {
  readonly query: RelayQuery;
  /** Undefined where nothing has to be paid. */
  readonly paid: PaidBlob | undefined;
  /** Bytes of the blob as it was registered; undefined where nobody says it before the blob has come. */
  readonly size: number | undefined;
  readonly signal: AbortSignal;
}

async function relay(
  relaying: Relaying,
  request: FastifyRequest,
  { query, paid, size, signal }: Asked,
): Promise<RelayAnswer> {
  const { metrics } = relaying;
  const maxBytes = Math.min(relaying.maxBytes, paid?.size ?? Infinity, size ?? Infinity);
  const upload = await takeBody(request, { maxBytes, signal });
  try {
    if (paid !== undefined) checkPaid(upload, paid);
    if (size !== undefined) checkSize(upload, query, size);
    if (query.txId === undefined || paid === undefined) {
      const answer = await certificateFor(relaying, { query, upload, signal });
      metrics.relayed('new');
      return answer;
    }
    const { txId } = query;
    const { untilMs, nowMs } = paid;
    const purpose = purposeOf(query);
    // It is paid for: whoever goes away now and comes back finds the answer.
    const make = () => certificateFor(relaying, { query, upload, signal: undefined });
    const { answer, isNew } = await relaying.payments.answerFor({ txId, purpose, untilMs, nowMs }, make);
    metrics.relayed(isNew ? 'new' : 'known');
    return answer;
  } finally {
    await upload.source.close();
  }
}

/** What the payment of an upload is for; undefined where nothing has to be paid. Throws ServiceError. */
async function paidFor(
  { haulout, client, timers, tip, freshMs, patienceMs }: Relaying,
  { txId, nonce }: RelayQuery,
): Promise<PaidBlob | undefined> {
  if (tip === undefined) return undefined;
  if (txId === undefined || nonce === undefined)
    throw refusal(
      'INVALID_ARGUMENT MISSING_TX_ID_OR_NONCE',
      'an upload here has to be paid for: the query needs tx_id and nonce, see /v1/tip-config',
    );
  const { nShards } = await haulout.committee();
  return checkPayment(client, { txId, nonce, tip, freshMs, patienceMs, timers, nShards });
}

/**
 * Bytes of the blob, where its registration says it. A blob that is not registered is refused, unless the
 * answer is known.
 *
 * @throws ServiceError; as `registrationOf`
 */
async function sizeOf(
  { haulout, timers, patienceMs, payments }: Relaying,
  query: RelayQuery,
  paid: PaidBlob | undefined,
): Promise<number | undefined> {
  const { txId } = query;
  const isKnown =
    txId !== undefined && paid !== undefined && payments.hasAnswer({ txId, purpose: purposeOf(query) });
  if (isKnown) return undefined;
  return (await registrationOf(haulout, query, { timers, patienceMs })).size;
}

/** What a payment is used for: a blob, and its object if it can be deleted. */
function purposeOf({ blobId, persistence }: RelayQuery): string {
  return `${blobId} ${persistence.kind === 'deletable' ? persistence.objectId : ''}`;
}

/** Refuses a body that is too short to be the registered blob. Throws ServiceError BLOB_ID_MISMATCH. */
function checkSize({ source }: Upload, { blobId }: RelayQuery, size: number): void {
  if (source.size !== size)
    throw refusal(
      'INVALID_ARGUMENT BLOB_ID_MISMATCH',
      `blob ${blobId} was registered with ${size} bytes, and ${source.size} were sent`,
    );
}

/** Refuses a body that is not what was paid for. Throws ServiceError. */
function checkPaid({ source, digest }: Upload, paid: PaidBlob): void {
  if (source.size !== paid.size)
    throw refusal(
      'UNAUTHENTICATED BLOB_LENGTH_MISMATCH',
      `${paid.size} bytes were paid for, and ${source.size} were sent`,
    );
  if (!equalBytes(digest, paid.digest))
    throw refusal('UNAUTHENTICATED BLOB_DIGEST_MISMATCH', 'other bytes were paid for than were sent');
}

/** Encodes and uploads. Throws ServiceError BLOB_ID_MISMATCH; as `HauloutClient.upload`. */
async function certificateFor(
  { haulout }: Relaying,
  {
    query,
    upload,
    signal,
  }: { readonly query: RelayQuery; readonly upload: Upload; readonly signal: AbortSignal | undefined },
): Promise<RelayAnswer> {
  const blob = await haulout.encode({ bytes: upload.source, signal });
  try {
    const blobId = blobIdToString(blob.blobId);
    if (blobId !== query.blobId)
      throw refusal(
        'INVALID_ARGUMENT BLOB_ID_MISMATCH',
        `the bytes are those of blob ${blobId}, not of ${query.blobId}`,
      );
    const { persistence } = query;
    return answerOf(blobId, await haulout.upload({ blob, persistence, signal }));
  } finally {
    await blob.close();
  }
}

function answerOf(
  blobId: string,
  { committee, message, confirmations }: CommitteeConfirmations,
): RelayAnswer {
  const signatures = confirmations.map(({ node, signature }) => ({
    nodeId: committee.nodes[node]!.nodeId,
    signature,
  }));
  const certificate = aggregateCertificate(signingCommittee(committee), message, signatures);
  return {
    blob_id: blobId,
    confirmation_certificate: {
      signers: confirmations.map(({ node }) => node).toSorted((a, b) => a - b),
      serialized_message: [...certificate.message],
      signature: Buffer.from(certificate.signature).toString('base64'),
    },
  };
}
