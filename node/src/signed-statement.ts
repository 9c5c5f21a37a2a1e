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
