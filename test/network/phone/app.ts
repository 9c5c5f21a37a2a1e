/** What runs on a phone: an app with nothing but the bundled client. The test calls it with JSON. */
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { haulout, type HauloutOptions } from '@haulout/sdk/client';
import { storeFlow } from '@haulout/sdk/flows';
import { sealedBlobs } from '@haulout/sdk/sealed';

/** Where the network is, and the key of the app. */
export interface Where extends Pick<HauloutOptions, 'systemObjectId' | 'stakingObjectId'> {
  readonly rpcUrl: string;
  readonly secretKey: string;
}

/** What React Native gives for an answer: its body comes whole. */
const wholeFetch: HauloutOptions['fetch'] = async (url, init) => {
  const { ok, status, headers, ...rest } = await answerOf(await fetch(url, init));
  return { ok, status, headers, ...rest } as unknown as Response;
};

async function answerOf(response: Response) {
  const bytes = await response.arrayBuffer();
  const { ok, status, headers } = response;
  return { ok, status, headers, arrayBuffer: async () => bytes };
}

/** Does what an app does, and says what has come of it. */
export async function run({ rpcUrl, secretKey, ...ids }: Where) {
  const client = new SuiGrpcClient({ network: 'devnet', baseUrl: rpcUrl }).$extend(
    haulout({ ...ids, fetch: wholeFetch }),
  ).haulout;
  const signer = Ed25519Keypair.fromSecretKey(secretKey);
  const terms = { epochs: 2, deletable: true, signer };
  const bytes = new TextEncoder().encode('a tide that nobody has seen yet. '.repeat(500));
  const stop = new AbortController();
  const stored = await client.store({ ...terms, bytes, signal: stop.signal });
  const { blobId } = stored;
  const whole = await client.read({ blobId, signal: stop.signal });
  const part = await client.getBlob({ blobId }).slice(2, 6).text();
  const file = { identifier: 'a.txt', bytes: bytes.slice(0, 40) };
  const quilt = await client.storeFiles({ ...terms, files: [file] });
  const [read] = await client.readFiles({ blobId: quilt.blobId });
  const { isConfident } = await client.checkAvailability({ blobId });
  const flip = async (some: Uint8Array) => some.map((byte) => byte ^ 0x5a);
  const sealed = sealedBlobs(client, { encrypt: flip, decrypt: flip });
  const secret = await sealed.read(await sealed.store({ ...terms, bytes: bytes.slice(0, 50) }));
  const flow = storeFlow(client, { ...terms, bytes: bytes.slice(0, 60), sender: signer.toSuiAddress() });
  const step = await flow.next();
  let failed = '';
  try {
    await client.read({ blobId: 'A'.repeat(43) });
  } catch (error) {
    failed = (error as { readonly code: string }).code;
  }
  return {
    blobId,
    isSame: whole.length === bytes.length && whole.every((byte, index) => byte === bytes[index]),
    part,
    file: read!.identifier,
    isConfident,
    secret: secret.length,
    step: step.kind,
    failed,
  };
}
