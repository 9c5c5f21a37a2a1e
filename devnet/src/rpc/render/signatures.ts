/** Users' signatures as messages. */
import { GrpcTypes } from '@mysten/sui/grpc';

/** Lengths of signature and public key by scheme flag, for schemes of one key. */
const simpleSchemes = new Map([
  [0, { signature: 64, publicKey: 32 }],
  [1, { signature: 64, publicKey: 33 }],
  [2, { signature: 64, publicKey: 33 }],
]);

/** A serialized signature, flag byte first. Schemes of several parts have their parts in `bcs` only. */
export function signatureMessage(bytes: Uint8Array): GrpcTypes.UserSignature {
  const scheme = bytes[0] as GrpcTypes.SignatureScheme;
  const message: GrpcTypes.UserSignature = {
    bcs: { name: 'UserSignatureBytes', value: bytes },
    scheme,
    signature: { oneofKind: undefined },
  };
  const lengths = simpleSchemes.get(bytes[0]!);
  if (lengths !== undefined) {
    const simple = {
      scheme,
      signature: bytes.slice(1, 1 + lengths.signature),
      publicKey: bytes.slice(1 + lengths.signature),
    };
    message.signature = { oneofKind: 'simple', simple };
  }
  return message;
}
