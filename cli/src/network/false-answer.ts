import type { Lie } from './faults.js';

/** An HTTP answer. */
export interface Served {
  /** HTTP status. */
  readonly status: number;
  /** Value of the `content-type` header. */
  readonly contentType: string;
  /** Bytes of the answer. */
  readonly body: Buffer;
}

const SLIVER_PATH = /^\/v1\/blobs\/([^/]+)\/slivers\/(\d+)\/(primary|secondary)$/;
const METADATA_PATH = /^\/v1\/blobs\/([^/]+)\/metadata$/;

/** What a node needs for a false answer. */
export interface FalseAnswerParts {
  readonly lie: Lie;
  /** What is asked for. */
  readonly path: string;
  /** Paths of what was stored at this node. */
  readonly stored: ReadonlySet<string>;
  /** Gets the honest answer for a path. */
  readonly ask: (path: string) => Promise<Served>;
}

/**
 * The answer of a lying node to a GET of a sliver or of metadata; undefined where it has no lie to tell:
 * other paths, or nothing stored.
 */
export async function falseAnswer({ lie, path, stored, ask }: FalseAnswerParts): Promise<Served | undefined> {
  const sliver = SLIVER_PATH.exec(path);
  const metadata = METADATA_PATH.exec(path);
  if (!sliver && !metadata) return undefined;

  if (lie === 'other-blob') {
    const blobId = (sliver ?? metadata)![1]!;
    for (const other of stored) {
      const match = (sliver ? SLIVER_PATH : METADATA_PATH).exec(other);
      if (match && match[1] !== blobId && (!sliver || match[3] === sliver[3])) return ask(other);
    }
    return corrupted(await ask(path));
  }
  if (lie === 'wrong-index' && sliver) {
    const [, blobId, pairIndex, axis] = sliver;
    for (const other of stored) {
      const match = SLIVER_PATH.exec(other);
      if (match && match[1] === blobId && match[2] !== pairIndex && match[3] === axis) return ask(other);
    }
    return renumbered(await ask(path));
  }
  return corrupted(await ask(path));
}

/** The same length, three bytes changed: first, middle, last but those of the index. */
function corrupted(served: Served): Served {
  const body = Buffer.from(served.body);
  for (const at of [8, body.length >> 1, body.length - 5]) {
    if (at >= 0 && at < body.length) body[at] = body[at]! ^ 0x5a;
  }
  return { ...served, body };
}

/** The same sliver under the next index: the index is the last two bytes of its BCS. */
function renumbered(served: Served): Served {
  const body = Buffer.from(served.body);
  if (body.length >= 2)
    body.writeUInt16LE((body.readUInt16LE(body.length - 2) + 1) & 0xffff, body.length - 2);
  return { ...served, body };
}
