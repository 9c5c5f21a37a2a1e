/** Blobs that are encrypted before they are stored: by WebCrypto, and by Seal. */
import assert from 'node:assert/strict';
import { SessionKey } from '@mysten/seal';
import type { Keypair } from '@mysten/sui/cryptography';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { sealedBlobs, type Sealing } from '@haulout/sdk/sealed';
import type { Network } from 'haulout';
import { sealWith } from '../../../examples/seal.js';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { startSealServer } from '../../support/seal.js';

const realFetch = globalThis.fetch;
let network: Network;
let key: CryptoKey;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  key = await newKey();
});
afterAll(() => network?.stop());

const newKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const IV_BYTES = 12;

/** A new initialization vector each time, so that the same bytes are never sealed alike. */
function aes(by: CryptoKey): Sealing {
  return {
    async encrypt(bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv },
        by,
        bytes as Uint8Array<ArrayBuffer>,
      );
      return Uint8Array.from([...iv, ...new Uint8Array(sealed)]);
    },
    async decrypt(sealed) {
      const iv = sealed.slice(0, IV_BYTES);
      const data = sealed.slice(IV_BYTES);
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, by, data));
    },
  };
}

const terms = () => ({ epochs: 1, deletable: true, signer: network.wallet });

describe('a sealed blob', () => {
  it('is read by whoever has the key, and is something else to all others', async () => {
    const { haulout } = network.client;
    const bytes = seededBytes(5_000, 1);
    const sealed = sealedBlobs(haulout, aes(key));
    const { blobId } = await sealed.store({ ...terms(), bytes });
    assert.deepEqual(await sealed.read({ blobId }), bytes);
    const stored = await haulout.read({ blobId });
    assert.equal(Buffer.from(stored).includes(Buffer.from(bytes.subarray(0, 16))), false);
    assert.deepEqual(await sealed.open(stored, { blobId }), bytes);
    const stranger = sealedBlobs(haulout, aes(await newKey()));
    await assert.rejects(stranger.read({ blobId }), { code: 'DECRYPT_FAILED' });
  });

  it('may come from a source, or be sealed for what stores otherwise', async () => {
    const { haulout } = network.client;
    const bytes = seededBytes(3_000, 2);
    const sealed = sealedBlobs(haulout, aes(key));
    const content = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const { blobId } = await sealed.store({ ...terms(), bytes: content });
    assert.deepEqual(await sealed.read({ blobId }), bytes);
    const file = { identifier: 'secret', bytes: await sealed.seal(content) };
    const quilt = await haulout.storeFiles({ ...terms(), files: [file] });
    const [read] = await haulout.readFiles({ blobId: quilt.blobId });
    assert.deepEqual(await sealed.open(read!.bytes, read!), bytes);
  });

  it('R21: is not paid twice when its store is interrupted, though sealing is random', async () => {
    const { haulout } = network.client;
    const bytes = seededBytes(4_000, 3);
    let encrypted = 0;
    const { encrypt, decrypt } = aes(key);
    const counting = {
      decrypt,
      encrypt: (...args: Parameters<typeof encrypt>) => (encrypted++, encrypt(...args)),
    };
    const sealed = sealedBlobs(haulout, counting);
    const dead = new AbortController();
    const crash = sealed.store({
      ...terms(),
      bytes,
      signal: dead.signal,
      onProgress: ({ phase }) => phase === 'uploading' && dead.abort(new Error('crashed')),
    });
    await assert.rejects(crash, /crashed/);
    const { cost, registerDigest, blobId } = await sealed.store({ ...terms(), bytes: bytes.slice() });
    assert.deepEqual([cost.total, registerDigest, encrypted], [0n, undefined, 1]);
    assert.deepEqual(await sealed.read({ blobId }), bytes);
    // What is stored is over: the same bytes again are another blob.
    assert.notEqual((await sealed.store({ ...terms(), bytes })).blobId, blobId);
  });

  it('is not stored when it cannot be encrypted', async () => {
    const { haulout } = network.client;
    const refusing = async (): Promise<Uint8Array> => {
      throw new Error('no key server answers');
    };
    const none = async () => 'text' as unknown as Uint8Array;
    for (const encrypt of [refusing, none]) {
      const sealed = sealedBlobs(haulout, { encrypt, decrypt: refusing });
      await assert.rejects(sealed.store({ ...terms(), bytes: seededBytes(10, 4) }), {
        code: 'ENCRYPT_FAILED',
      });
    }
    const stop = AbortSignal.abort(new Error('given up'));
    const sealed = sealedBlobs(haulout, aes(key));
    await assert.rejects(sealed.seal(seededBytes(10, 4), { signal: stop }), /given up/);
  });
});

describe('a blob that is sealed with Seal', () => {
  it('is read by whoever its policy approves, and by nobody else', async () => {
    const { devnet, wallet } = network;
    const suiClient = devnet.client;
    const server = await startSealServer(devnet, wallet);
    const answered = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation((url, init) =>
        String(url).startsWith('https://seal.test/') ? server.fetch(url, init) : realFetch(url, init),
      );
    try {
      const { packageId, keyServerId: objectId } = server;
      const [reader, stranger] = [new Ed25519Keypair(), new Ed25519Keypair()];
      const how = async (signer?: Keypair) => {
        const address = signer?.toSuiAddress() ?? '';
        const session = { address, packageId, ttlMin: 10, signer, suiClient };
        return sealedBlobs(
          network.client.haulout,
          sealWith({
            suiClient,
            packageId,
            keyServers: [{ objectId, weight: 1 }],
            id: reader.toSuiAddress(),
            sessionKey: signer && (await SessionKey.create(session)),
          }),
        );
      };
      const bytes = seededBytes(2_000, 9);
      const { blobId } = await (await how()).store({ ...terms(), bytes });
      assert.deepEqual(await (await how(reader)).read({ blobId }), bytes);
      await assert.rejects((await how(stranger)).read({ blobId }), { code: 'DECRYPT_FAILED' });
      await assert.rejects((await how()).read({ blobId }), /there is no session key/);
    } finally {
      answered.mockRestore();
    }
  });
});
