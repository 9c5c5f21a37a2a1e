import { publicKeyOf } from '@haulout/sdk/operator';
import type { StorageNode } from '@haulout/node';
import type { Logger } from 'pino';

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
  /** BLS public key that the chain has for the node, 48 bytes. */
  readonly keyOnChain: () => Promise<Uint8Array>;
  /** The secret key that belongs to it. */
  readonly secretKey: () => Promise<Uint8Array>;
  readonly open: (secretKey: Uint8Array) => Promise<OpenNode>;
}

/** A node that is opened anew when its key changes. */
export interface RunningNode {
  /** Where it listened first. */
  readonly url: string;
  /** Its scrub; undefined while the node is opened anew. */
  readonly scrub: StorageNode['scrub'] | undefined;
  /**
   * The duties of the node, which signs with the key that the chain has by then. Rejects when the node is
   * closed.
   */
  withKeyOfChain(): Promise<StorageNode['duties']>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/** Opens a node with the key that the chain has. */
export async function openRunningNode({
  logger,
  keyOnChain,
  secretKey,
  open,
}: NodeParts): Promise<RunningNode> {
  let isClosed = false;
  let key = await secretKey();
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
    const wanted = await keyOnChain();
    if (Buffer.compare(wanted, publicKeyOf(key)) !== 0) {
      // Nothing is closed before the other key is there.
      const next = await secretKey();
      logger.info({ publicKey: Buffer.from(wanted).toString('hex') }, 'the key has changed');
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
    withKeyOfChain: () => inTurn(reopen),
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
