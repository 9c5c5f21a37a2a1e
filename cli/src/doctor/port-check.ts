/** Whether the node is reached at its public address, answers with its own key, and is well. */
import { publicKeyOf } from '@haulout/sdk/operator';
import { inLine } from '../error-line.js';
import { printable } from '../blobs/text.js';
import { askHealth, type NodeHealth } from '../health/ask-health.js';
import { findingsOf, type Finding } from './finding.js';
import { speaksTls } from './spoken.js';

/** Where a node should answer, and with which keys. */
export interface PortQuestion {
  /** Base url of its public address. */
  readonly url: string;
  /** Whether it runs on this folder. */
  readonly isRunning: boolean;
  /** The secret keys of its folder. */
  readonly keys: readonly Uint8Array[];
}

/** Clients speak TLS to nodes, but not on one machine. */
const LOOPBACK =
  'An address of this machine needs no certificate: run the node without --tls-cert, ' +
  'or let others reach it elsewhere, with haulout node set --public-address';

const ADDRESS = findingsOf('address');

/** Asks at the public address, from this machine. */
export async function checkPort(question: PortQuestion): Promise<Finding[]> {
  let health: NodeHealth;
  try {
    health = await askHealth(question.url);
  } catch (error) {
    return [await noAnswer(question, inLine(error))];
  }
  const address = addressOf(question, health);
  return address.state === 'good' ? [address, storeOf(health)] : [address];
}

async function noAnswer({ url, isRunning }: PortQuestion, why: string): Promise<Finding> {
  const { bad, unknown } = ADDRESS;
  if (!isRunning) return unknown(`nobody answers at ${url}, as the node does not run`);
  const isSecure = url.startsWith('https:');
  const spoken = await speaksTls(url);
  if (spoken === true && !isSecure)
    return bad(`TLS is spoken at ${url}, where clients speak plain HTTP`, LOOPBACK);
  if (spoken === false && isSecure)
    return bad(
      `no TLS is spoken at ${url}, where clients speak it`,
      'Put a proxy with TLS in front of it, or give haulout node run --tls-cert',
    );
  return bad(
    `nobody answers at ${url}: ${why}`,
    'Check the proxy, its certificate and the firewall; some networks do not lead back to themselves',
  );
}

function addressOf({ url, isRunning, keys }: PortQuestion, { publicKey }: NodeHealth): Finding {
  const { good, bad } = ADDRESS;
  const own = keys.map((key) => Buffer.from(publicKeyOf(key)).toString('base64'));
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

/** What the node says of its store. */
function storeOf({ degraded }: NodeHealth): Finding {
  const { good, bad } = findingsOf('store');
  if (degraded === undefined) return good('the node reads and writes its store');
  return bad(
    `the node is degraded: ${printable(degraded)}`,
    'See "When the disk fails" in the guide for operators; the log of the node names the file',
  );
}
