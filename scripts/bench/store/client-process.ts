/**
 * Stores and reads a blob with one of the clients, in a process of its own, so that its memory can be told.
 */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { haulout } from '@haulout/sdk/client';
import { fileScratch, fileSource } from '@haulout/sdk/files';
import { officialClientOf } from '../../../test/support/official-client.js';
import type { Job, NetworkFacts, Outcome } from './facts.js';

interface Measurable {
  store(): Promise<string>;
  /** Resolves to the digest of what was read. */
  read(blobId: string): Promise<string>;
}

const CHUNK_BYTES = 1024 * 1024;

let sent = 0;
let received = 0;
const digest = () => createHash('sha256');

/** `fetch` that counts the bytes of slivers and metadata. */
const counting: typeof fetch = async (url, init) => {
  if (init?.body instanceof Uint8Array) sent += init.body.length;
  const response = await realFetch(url, init);
  received += Number(response.headers.get('content-length') ?? 0);
  return response;
};
const realFetch = globalThis.fetch;

function ours(network: NetworkFacts, source: () => Promise<Uint8Array | string>): Measurable {
  const { rpcUrl, ...ids } = network;
  const client = new SuiGrpcClient({ network: 'localnet', baseUrl: rpcUrl }).$extend(
    haulout({ ...ids, fetch: counting }),
  );
  const signer = Ed25519Keypair.fromSecretKey(network.secretKey);
  return {
    async store() {
      const from = await source();
      const bytes = typeof from === 'string' ? await fileSource(from) : from;
      return (await client.haulout.store({ bytes, epochs: 1, deletable: true, signer })).blobId;
    },
    async read(blobId) {
      const hash = digest();
      if (typeof (await source()) !== 'string')
        return hash.update(await client.haulout.read({ blobId })).digest('hex');
      const scratch = fileScratch();
      for await (const chunk of client.haulout.readStream({ blobId, consistency: 'strict', scratch }))
        hash.update(chunk);
      return hash.digest('hex');
    },
  };
}

function official(network: NetworkFacts, blob: Uint8Array): Measurable {
  globalThis.fetch = counting;
  const client = officialClientOf(
    new SuiGrpcClient({ network: 'testnet', baseUrl: network.rpcUrl }),
    network,
    600_000,
  );
  const signer = Ed25519Keypair.fromSecretKey(network.secretKey);
  return {
    store: async () => (await client.walrus.writeBlob({ blob, epochs: 1, deletable: true, signer })).blobId,
    read: async (blobId) =>
      digest()
        .update(await client.walrus.readBlob({ blobId }))
        .digest('hex'),
  };
}

async function measure({ store, read }: Measurable, expected: string): Promise<Outcome> {
  const begun = performance.now();
  const blobId = await store();
  const stored = performance.now();
  const sentByStore = sent;
  received = 0;
  const found = await read(blobId);
  const readMs = performance.now() - stored;
  assert.equal(found, expected);
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  return { storeMs: stored - begun, readMs, sent: sentByStore, received, peakMemory };
}

process.once('message', (job: Job) => void run(job));

async function run({ client, size, network }: Job): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-bench-'));
  const path = join(folder, 'blob');
  try {
    const expected = await writeRandom(path, size);
    const bytes = client === 'ours, file' ? undefined : new Uint8Array(await readFile(path));
    const measurable =
      client === 'official' ? official(network, bytes!) : ours(network, async () => bytes ?? path);
    process.send!(await measure(measurable, expected));
  } finally {
    await rm(folder, { recursive: true });
  }
  process.disconnect();
}

/** Writes a file of so many random bytes. Resolves to their digest. */
async function writeRandom(path: string, size: number): Promise<string> {
  const hash = digest();
  for (let at = 0; at < size; at += CHUNK_BYTES) {
    const chunk = randomBytes(Math.min(CHUNK_BYTES, size - at));
    hash.update(chunk);
    await writeFile(path, chunk, { flag: 'a' });
  }
  return hash.digest('hex');
}
