/**
 * sui.rpc.v2.SignatureVerificationService: checks signatures that are not part of a transaction sent here.
 */
import { toBase64 } from '@mysten/bcs';
import { bcs } from '@mysten/sui/bcs';
import { GrpcTypes as T } from '@mysten/sui/grpc';
import { verifyPersonalMessageSignature, verifyTransactionSignature } from '@mysten/sui/verify';
import { limits } from '../ledger/limits.js';
import { readAddress, required } from './grpc/request.js';
import { unary } from './grpc/service.js';
import type { MethodTable, RpcContext } from './grpc/service.js';
import { StatusError, invalidArgument } from './grpc/status.js';

const service = 'sui.rpc.v2.SignatureVerificationService';

/** `SignatureVerificationService`. */
export const signatureService: MethodTable = {
  [`${service}/VerifySignature`]: unary(T.VerifySignatureRequest, T.VerifySignatureResponse, verifySignature),
};

/** zkLogin's flag byte: its proofs need a prover's keys and a chain that keeps them. */
const zkLoginFlag = 5;

async function verifySignature(
  _context: RpcContext,
  request: T.VerifySignatureRequest,
): Promise<T.VerifySignatureResponse> {
  const message = required('message', request.message);
  const value = required('message.value', message.value);
  const signature = required('signature.bcs', request.signature?.bcs?.value);
  const address = request.address === undefined ? undefined : readAddress('address', request.address);
  if (signature.length > limits.maxSignatureBytes) throw invalidArgument('signature', 'too long');
  if (signature[0] === zkLoginFlag)
    throw new StatusError('UNIMPLEMENTED', 'zkLogin signatures are not verified');
  const verify = verifierOf(message.name, value);
  try {
    await verify(toBase64(signature), { address });
    return { isValid: true };
  } catch (error) {
    return { isValid: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

type Verify = (signature: string, options: { address?: string }) => Promise<unknown>;

function verifierOf(name: string | undefined, value: Uint8Array): Verify {
  if (name === 'TransactionData')
    return (signature, options) => verifyTransactionSignature(value, signature, options);
  if (name !== 'PersonalMessage') {
    throw invalidArgument('message.name', 'one of PersonalMessage and TransactionData');
  }
  let text: Uint8Array;
  try {
    text = Uint8Array.from(bcs.byteVector().parse(value));
  } catch (error) {
    throw invalidArgument('message.value', 'a personal message is a BCS vector of bytes', error);
  }
  return (signature, options) => verifyPersonalMessageSignature(text, signature, options);
}
