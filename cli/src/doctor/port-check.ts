/** Whether the node is reached at its public address, and answers with its own key. */
import { publicKeyOf } from '@haulout/sdk/operator';
import { readBounded } from '@haulout/sdk/base';
import { lineOf } from '../error-line.js';
import { findingsOf, type Finding } from './finding.js';

/** Longest wait for an answer. */
const ANSWER_MS = 10_000;
/** An account of health is much shorter. */
const MAX_BYTES = 64 * 1024;

/** Where a node should answer, and with which keys. */
export interface PortQuestion {
  /** Base url of its public address. */
  readonly url: string;
  /** Whether it runs on this folder. */
  readonly isRunning: boolean;
  /** The secret keys of its folder. */
  readonly keys: readonly Uint8Array[];
}

/** Asks at the public address, from this machine. */
export async function checkPort({ url, isRunning, keys }: PortQuestion): Promise<Finding> {
  const { good, bad, unknown } = findingsOf('address');
  const own = keys.map((key) => Buffer.from(publicKeyOf(key)).toString('base64'));
  let publicKey: string;
  try {
    publicKey = await publicKeyAt(url);
  } catch (error) {
    const why = reasonOf(error);
    if (!isRunning) return unknown(`nobody answers at ${url}, as the node does not run`);
    return bad(
      `nobody answers at ${url}: ${why}`,
      'Check the proxy, its certificate and the firewall; some networks do not lead back to themselves',
    );
  }
  if (!own.includes(publicKey))
    return bad(
      `who answers at ${url} has another key`,
      'Set the address with haulout node set --public-address, or let the proxy lead to this node',
    );
  if (isRunning) return good(`the node answers at ${url}`);
  return bad(
    `a node with this key answers at ${url}, and it does not run on this folder`,
    'Two nodes must not sign with one key: stop the other, or remove this folder',
  );
}

/** The key that somebody says is his, in base64; throws whatever is wrong with the answer. */
async function publicKeyAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/health`, {
    signal: AbortSignal.timeout(ANSWER_MS),
    redirect: 'error',
  });
  const text = new TextDecoder().decode(await readBounded(answer, MAX_BYTES));
  if (answer.status !== 200) throw new Error(`it answers with the HTTP status ${answer.status}`);
  let health: { success?: { data?: { publicKey?: unknown } } } | null;
  try {
    health = JSON.parse(text);
  } catch {
    throw new Error('it does not answer as a storage node');
  }
  const publicKey = health?.success?.data?.publicKey;
  if (typeof publicKey !== 'string') throw new Error('it does not answer as a storage node');
  return publicKey;
}

/** `fetch` says why in the error behind its own. */
function reasonOf(error: unknown): string {
  const cause = (error as Error | undefined)?.cause ?? error;
  if ((error as Error | undefined)?.name === 'TimeoutError') return `no answer within ${ANSWER_MS / 1000} s`;
  return lineOf(cause).trim().replace(/\s+/g, ' ');
}
