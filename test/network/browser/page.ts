/**
 * What runs in the browser: a dApp's page, with nothing but the bundled clients, ours and the official one.
 * The test calls these by name and passes JSON; bytes are base64.
 */
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { fromBase64, toBase64 } from '@mysten/sui/utils';
import type { client } from '../../../examples/connect.js';
import { blobIdToString, computeMetadata, encodeBlob } from '@haulout/sdk/encoding';
import { officialClientOf } from '../../support/official-client.js';

/** Where the network is; all that the page is told. */
export interface Where {
  readonly rpcUrl: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
}

/** The client of the program in the documents, which the test puts beside this one. */
function connect(_where: Where) {
  return (globalThis as unknown as { readonly documented: typeof client }).documented.haulout;
}

/** What a call came to: its result, or the name and the line of its error. */
type Outcome<T> = T | { readonly error: string; readonly message: string };

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name, message };
  }
}

/** How many frames are drawn until something is done, for each second. */
async function framesDuring(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  let frames = 0;
  let isOver = false;
  const draw = (): void => {
    frames++;
    if (!isOver) requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  await work;
  isOver = true;
  return (1000 * frames) / (performance.now() - started);
}

const page = {
  /** Stores bytes and tells every event of progress. */
  async store(where: Where, input: { readonly secretKey: string; readonly bytes: string }) {
    const progress: string[] = [];
    const taken: number[] = [];
    const signer = Ed25519Keypair.fromSecretKey(input.secretKey);
    const { blobId, endEpoch } = await connect(where).store({
      bytes: fromBase64(input.bytes),
      epochs: 2,
      deletable: true,
      signer,
      onProgress(event) {
        if (progress.at(-1) !== event.phase) progress.push(event.phase);
        if (event.phase === 'uploading') taken.push(event.bytesTaken);
      },
    });
    return { blobId, endEpoch, progress, taken };
  },

  /** Stores two files as a quilt, and reads the second by its name. */
  async storeFiles(where: Where, input: { readonly secretKey: string; readonly files: readonly string[] }) {
    const client = connect(where);
    const { blobId } = await client.storeFiles({
      files: input.files.map((bytes, index) => ({ identifier: `file-${index}`, bytes: fromBase64(bytes) })),
      epochs: 2,
      deletable: true,
      signer: Ed25519Keypair.fromSecretKey(input.secretKey),
    });
    const [second] = await client.readFiles({ blobId, identifiers: ['file-1'] });
    return { blobId, second: toBase64(second!.bytes) };
  },

  /** The official client: reads a blob and writes another. */
  async official(
    where: Where,
    input: { readonly secretKey: string; readonly blobId: string; readonly bytes: string },
  ) {
    const sui = new SuiGrpcClient({ network: 'testnet', baseUrl: where.rpcUrl });
    const { walrus } = officialClientOf(sui, where);
    const read = await walrus.readBlob({ blobId: input.blobId });
    const { blobId } = await walrus.writeBlob({
      blob: fromBase64(input.bytes),
      epochs: 2,
      deletable: true,
      signer: Ed25519Keypair.fromSecretKey(input.secretKey),
    });
    return { read: toBase64(read), blobId };
  },

  read: (where: Where, { blobId }: { readonly blobId: string }) =>
    outcome(async () => ({ bytes: toBase64(await connect(where).read({ blobId })) })),

  readRange: (
    where: Where,
    range: { readonly blobId: string; readonly start: number; readonly end: number },
  ) => outcome(async () => ({ bytes: toBase64(await connect(where).readRange(range)) })),

  /** Takes a stream piece by piece. */
  async readStream(where: Where, { blobId }: { readonly blobId: string }) {
    const pieces: string[] = [];
    const reader = connect(where).readStream({ blobId }).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(toBase64(piece.value));
    }
    return pieces;
  },

  /** Gives up a store at its first sign of uploading, as a user does who closes a dialog. */
  giveUp: (where: Where, input: { readonly secretKey: string; readonly bytes: string }) =>
    outcome(async () => {
      const user = new AbortController();
      await connect(where).store({
        bytes: fromBase64(input.bytes),
        epochs: 1,
        deletable: true,
        signer: Ed25519Keypair.fromSecretKey(input.secretKey),
        signal: user.signal,
        onProgress: ({ phase }) => phase === 'uploading' && user.abort(),
      });
      return { error: 'none', message: 'it was stored' };
    }),

  /** Encodes a large blob while something moves; tells how often that was drawn, meanwhile and at rest. */
  async encodeWhileDrawing(
    _where: Where,
    { size, nShards }: { readonly size: number; readonly nShards: number },
  ) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
    // The workers have started and are warm.
    await computeMetadata(bytes.subarray(0, 1 << 20), { nShards });
    const rest = await framesDuring(new Promise((resolve) => setTimeout(resolve, 300)));
    const encoding = encodeBlob(bytes, { nShards });
    const busy = await framesDuring(encoding);
    return { rest, busy, blobId: blobIdToString((await encoding).blobId) };
  },

  /** Built-ins of Node that the page finds; a bundler or a dependency may have put them there. */
  async nodeBuiltins() {
    return ['process', 'Buffer', 'require', 'setImmediate'].filter((name) => name in globalThis);
  },
};

export type Page = typeof page;

Object.assign(globalThis, { page });
