/** BLS of the official client. */
import { createRequire } from 'node:module';

const wasm = createRequire(import.meta.url)('@mysten/walrus-wasm') as {
  bls12381_min_pk_verify(signature: Uint8Array, publicKey: Uint8Array, message: Uint8Array): boolean;
};

export const bls12_381_min_pk = { verify: wasm.bls12381_min_pk_verify };
