import { sealedBlobs } from '@haulout/sdk/sealed';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;

const aes = { name: 'AES-GCM', length: 256 };
const key = await crypto.subtle.generateKey(aes, false, ['encrypt', 'decrypt']);
const sealed = sealedBlobs(client.haulout, {
  async encrypt(bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, Uint8Array.from(bytes));
    return Uint8Array.from([...iv, ...new Uint8Array(data)]);
  },
  async decrypt(bytes) {
    const iv = bytes.slice(0, 12);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.slice(12)));
  },
});
const bytes = new TextEncoder().encode('for your eyes only');
const { blobId } = await sealed.store({ bytes, epochs: 3, deletable: true, signer });
console.log((await client.haulout.read({ blobId })).length); // 28 bytes more, and nobody's text
console.log(new TextDecoder().decode(await sealed.read({ blobId })));

await network.stop();
