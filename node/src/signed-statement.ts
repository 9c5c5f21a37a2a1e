import { signMessage } from '@haulout/sdk/certificate';
import { lruOf } from './lru.js';

/** A signed message in the form of the storage node API: both parts in base64. */
export interface SignedStatement {
  readonly serializedMessage: string;
  /** BLS signature. */
  readonly signature: string;
}

/** A message and its signature as the API gives them. */
export function signedStatement(message: Uint8Array, signature: Uint8Array): SignedStatement {
  return {
    serializedMessage: Buffer.from(message).toString('base64'),
    signature: Buffer.from(signature).toString('base64'),
  };
}

/** Signs a message; what was signed lately is not signed again. */
export type SignStatement = (message: Uint8Array) => SignedStatement;

/** Statements that are kept, at most: some 500 bytes each. */
const MAX_KEPT = 4_096;

/**
 * Makes the signer of a node. Anybody may ask for a statement as often as he likes, and a signature takes far
 * longer than the answer that brings it. A message names all that it depends on, the epoch too, and has one
 * signature: what is kept is never out of date. Whether it may be given is decided anew each time.
 *
 * @param secretKey BLS12-381, 32 bytes
 * @param sign default: a BLS signature over the message
 */
export function statementSigner(secretKey: Uint8Array, sign = signMessage): SignStatement {
  const kept = lruOf<SignedStatement>(MAX_KEPT);
  return (message) => {
    const key = Buffer.from(message).toString('base64');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const statement = signedStatement(message, sign(secretKey, message));
    kept.set(key, statement);
    return statement;
  };
}
