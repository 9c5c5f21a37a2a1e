/** What a storage node says about itself. Nobody can check it: it is for operators, and for a first look. */
import { fieldOf, systemTimers } from '@haulout/sdk/base';
import { sendToNode } from '@haulout/sdk/nodes';

/** A node's account of itself. Other implementations leave out what they do not know. */
export interface NodeHealth {
  readonly epoch: number;
  /** BLS12-381 public key in base64. */
  readonly publicKey: string;
  /** `Active` when it has shards. */
  readonly status: string;
  readonly uptimeSecs: number | undefined;
  readonly storage: { readonly usedBytes: number; readonly capacityBytes: number | undefined } | undefined;
  /** Blobs for which it has something to do. */
  readonly pendingDuties: number | undefined;
  /** What is wrong with its store, if anything. */
  readonly degraded: string | undefined;
}

/** Longest wait for an answer, in ms. */
const ANSWER_MS = 10_000;
/** An account of health is much shorter. */
const MAX_BYTES = 64 * 1024;

/**
 * Asks a node.
 *
 * @param nodeUrl without a trailing slash
 * @throws NodeFault; Error for an answer that is none of a storage node
 */
export async function askHealth(nodeUrl: string): Promise<NodeHealth> {
  const transport = { fetch: (url: string, init: RequestInit) => fetch(url, init), timers: systemTimers };
  const { body } = await sendToNode(transport, {
    nodeUrl,
    path: '/v1/health',
    method: 'GET',
    accept: 'application/json',
    maxBytes: MAX_BYTES,
    deadlineMs: ANSWER_MS,
  });
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw notOfANode();
  }
  return healthFrom(fieldOf(fieldOf(answer, 'success'), 'data'));
}

/** Reads what a node has answered. */
function healthFrom(data: unknown): NodeHealth {
  const [epoch, publicKey, status] = ['epoch', 'publicKey', 'nodeStatus'].map((name) => fieldOf(data, name));
  if (!isCount(epoch) || typeof publicKey !== 'string') throw notOfANode();
  const storage = fieldOf(data, 'storage');
  const usedBytes = count(fieldOf(storage, 'usedBytes'));
  const degraded = fieldOf(fieldOf(data, 'degraded'), 'message');
  return {
    epoch,
    publicKey,
    status: typeof status === 'string' ? status : (Object.keys(Object(status))[0] ?? 'unknown'),
    uptimeSecs: count(fieldOf(fieldOf(data, 'uptime'), 'secs')),
    storage:
      usedBytes === undefined
        ? undefined
        : { usedBytes, capacityBytes: count(fieldOf(storage, 'capacityBytes')) },
    pendingDuties: count(fieldOf(data, 'pendingDuties')),
    degraded: typeof degraded === 'string' ? degraded : undefined,
  };
}

const notOfANode = (): Error => new Error('it does not answer as a storage node');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const count = (value: unknown): number | undefined => (isCount(value) ? value : undefined);
