/**
 * What runs in the browser: a dApp's page, with nothing but the bundled client. The test calls these by name and passes
 * JSON; bytes are base64.
 */
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { fromBase64, toBase64 } from '@mysten/sui/utils';
import { haulout } from '@haulout/sdk/client';

/** Where the network is; all that the page is told. */
export interface Where {
  readonly rpcUrl: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
}

function connect({ rpcUrl, systemObjectId, stakingObjectId }: Where) {
  const client = new SuiGrpcClient({ network: 'devnet', baseUrl: rpcUrl });
  const nodeUrl = ({ networkAddress }: { readonly networkAddress: string }) => `http://${networkAddress}`;
  return client.$extend(haulout({ systemObjectId, stakingObjectId, nodeUrl })).haulout;
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

  /** Built-ins of Node that the page finds; a bundler or a dependency may have put them there. */
  async nodeBuiltins() {
    return ['process', 'Buffer', 'require', 'setImmediate'].filter((name) => name in globalThis);
  },
};

export type Page = typeof page;

Object.assign(globalThis, { page });
