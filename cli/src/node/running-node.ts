import type { StorageNode } from '@haulout/node';
import type { Logger } from 'pino';
import { belongsTo, type KeyInForce } from './key-in-force.js';

/** A storage node that listens. */
interface OpenNode {
  readonly url: string;
  readonly duties: StorageNode['duties'];
  readonly scrub: StorageNode['scrub'];
  close(): Promise<void>;
}

/** How to get at a node and its key. */
export interface NodeParts {
  readonly logger: Logger;
  /** Which key others know the node by now. */
  readonly keyInForce: () => Promise<KeyInForce>;
  /** The secret key that belongs to a public one, 48 bytes. */
  readonly secretKeyOf: (publicKey: Uint8Array) => Promise<Uint8Array>;
  readonly open: (secretKey: Uint8Array) => Promise<OpenNode>;
}

/** A node that is opened anew when its key changes. */
export interface RunningNode {
  /** Where it listened first. */
  readonly url: string;
  /** Its scrub; undefined while the node is opened anew. */
  readonly scrub: StorageNode['scrub'] | undefined;
  /**
   * The duties of the node, which signs with the key that is in force by then. Rejects when the node is
   * closed.
   */
  withKeyInForce(): Promise<StorageNode['duties']>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/** Opens a node with the key that is in force. */
export async function openRunningNode({
  logger,
  keyInForce,
  secretKeyOf,
  open,
}: NodeParts): Promise<RunningNode> {
  let isClosed = false;
  /** Whether it was told that no committee lists the node's key. */
  let isTold = false;
  async function publicKeyNow(): Promise<Uint8Array> {
    const { publicKey, isListed } = await keyInForce();
    if (isListed === false && !isTold)
      logger.warn(
        { publicKey: hex(publicKey) },
        'the committee of this epoch lists no key of this node: what it signs counts once one does',
      );
    isTold = isListed === false;
    return publicKey;
  }

  let key = await secretKeyOf(await publicKeyNow());
  let node: OpenNode | undefined = await open(key);
  const { url } = node;
  /** Opening and closing, one after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };

  async function reopen(): Promise<StorageNode['duties']> {
    if (isClosed) throw new Error('the node is closed');
    const wanted = await publicKeyNow();
    if (!belongsTo(key, wanted)) {
      // Nothing is closed before the other key is there.
      const next = await secretKeyOf(wanted);
      logger.info({ publicKey: hex(wanted) }, 'the key has changed');
      const before = node;
      node = undefined;
      await before?.close();
      key = next;
    }
    if (isClosed) throw new Error('the node is closed');
    node ??= await open(key);
    return node.duties;
  }

  return {
    url,
    get scrub() {
      return node?.scrub;
    },
    withKeyInForce: () => inTurn(reopen),
    close() {
      isClosed = true;
      return inTurn(async () => {
        const before = node;
        node = undefined;
        await before?.close();
      });
    },
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
