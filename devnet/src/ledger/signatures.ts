/**
 * User signatures over transactions: exactly one by the sender, and one by the payer of gas if that is
 * another account.
 *
 * What is signed is BLAKE2b-256 of the intent (scope 0: transaction data, version 0, app 0: Sui) and the BCS
 * of the transaction. A serialized signature is a scheme flag, the signature and the public key; the address
 * of an account is BLAKE2b-256 of flag and public key. Parsing and address derivation are those of
 * `@mysten/sui`; the curve operations are called directly because its `verify` is asynchronous and a ledger
 * that executes one transaction after another is not.
 */
import { MultiSigPublicKey, parsePartialSignatures } from '@mysten/sui/multisig';
import { parseSerializedSignature } from '@mysten/sui/cryptography';
import { publicKeyFromRawBytes } from '@mysten/sui/verify';
import { fromBase64, toBase64 } from '@mysten/bcs';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { verifyEd25519 } from '../ed25519.js';
import { blake2b256 } from '../blake2b.js';
import { TransactionRejected, ensure } from './rejection.js';
import { limits } from './limits.js';
import type { Transaction } from './transaction.js';

/**
 * Checks that the signatures are exactly those of sender and payer, in any order.
 * @throws TransactionRejected INVALID_SIGNATURE, SIGNER_MISMATCH, SIZE_LIMIT_EXCEEDED, UNSUPPORTED
 */
export function checkSignatures(transaction: Transaction, signatures: readonly Uint8Array[]): void {
  const signers = new Set([transaction.sender, transaction.gas.owner]);
  ensure(
    signatures.length === signers.size,
    'SIGNER_MISMATCH',
    `${signatures.length} signatures; the transaction needs ${signers.size}: ` +
      `of ${[...signers].join(' and ')}`,
    { signatures: signatures.length, signers: signers.size },
  );
  const digest = signingDigest(transaction.bytes);
  for (const signature of signatures) {
    ensure(
      signature.length <= limits.maxSignatureBytes,
      'SIZE_LIMIT_EXCEEDED',
      `a signature of ${signature.length} bytes; at most ${limits.maxSignatureBytes}`,
    );
    const address = signerOf(digest, signature);
    ensure(
      signers.delete(address),
      'SIGNER_MISMATCH',
      `a signature by ${address}; still needed: ${[...signers].join(' and ')}`,
      { signer: address },
    );
  }
}

/** What a signature over a transaction signs: 32 bytes. */
export function signingDigest(transaction: Uint8Array): Uint8Array {
  const message = new Uint8Array(3 + transaction.length);
  message.set(transaction, 3);
  return blake2b256(message);
}

/** The account whose valid signature this is. */
function signerOf(digest: Uint8Array, signature: Uint8Array): string {
  let signer: string | undefined;
  try {
    signer = verifiedSigner(digest, signature);
  } catch (cause) {
    if (cause instanceof TransactionRejected) throw cause;
    throw new TransactionRejected(
      'INVALID_SIGNATURE',
      `not a signature: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  ensure(signer !== undefined, 'INVALID_SIGNATURE', 'the signature does not verify for this transaction');
  return signer;
}

/** The address of the signer if the signature is valid; throws anything for bytes that are no signature. */
function verifiedSigner(digest: Uint8Array, serialized: Uint8Array): string | undefined {
  const parsed = parseSerializedSignature(toBase64(serialized));
  switch (parsed.signatureScheme) {
    case 'MultiSig': {
      const key = new MultiSigPublicKey(parsed.multisig.multisig_pk);
      let weight = 0;
      for (const part of parsePartialSignatures(parsed.multisig)) {
        // A passkey's part of a multisig is a whole authenticator with its flag; other parts are bare
        // signatures.
        if (!verify(digest, { ...part, publicKey: part.publicKey.toRawBytes() })) return undefined;
        weight += part.weight;
      }
      return weight >= key.getThreshold() ? key.toSuiAddress() : undefined;
    }
    case 'ZkLogin':
      throw new TransactionRejected('UNSUPPORTED', 'zkLogin signatures are not supported');
    default: {
      const signature = parsed.signatureScheme === 'Passkey' ? serialized : parsed.signature;
      return verify(digest, { ...parsed, signature })
        ? publicKeyFromRawBytes(parsed.signatureScheme, parsed.publicKey).toSuiAddress()
        : undefined;
    }
  }
}

function verify(
  digest: Uint8Array,
  {
    signatureScheme,
    signature,
    publicKey,
  }: { readonly signatureScheme: string; readonly signature: Uint8Array; readonly publicKey: Uint8Array },
): boolean {
  switch (signatureScheme) {
    case 'ED25519':
      return verifyEd25519(signature, digest, publicKey);
    case 'Secp256k1':
      return secp256k1.verify(signature, digest, publicKey);
    case 'Secp256r1':
      return p256.verify(signature, digest, publicKey, { lowS: true });
    case 'Passkey':
      return verifyPasskey(digest, signature, publicKey);
    default:
      throw new TransactionRejected('UNSUPPORTED', `${signatureScheme} signatures are not supported`);
  }
}

/** WebAuthn: the authenticator signs its data and the hash of a JSON text whose challenge is the digest. */
function verifyPasskey(digest: Uint8Array, serialized: Uint8Array, publicKey: Uint8Array): boolean {
  const parsed = parseSerializedSignature(toBase64(serialized));
  if (parsed.signatureScheme !== 'Passkey') return false;
  const client = JSON.parse(parsed.clientDataJson) as { type?: unknown; challenge?: unknown };
  if (client.type !== 'webauthn.get' || typeof client.challenge !== 'string') return false;
  const challenge = fromBase64(client.challenge.replace(/-/g, '+').replace(/_/g, '/'));
  if (!sameBytes(challenge, digest) || !sameBytes(parsed.publicKey, publicKey)) return false;
  const hash = sha256(utf8ToBytes(parsed.clientDataJson));
  const payload = new Uint8Array([...parsed.authenticatorData, ...hash]);
  return p256.verify(parsed.userSignature.subarray(1, 65), payload, publicKey, { lowS: false });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
