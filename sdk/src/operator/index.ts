/**
 * The node operator's role: register a node, stake, turn epochs, and declare badly encoded blobs invalid. Functions that
 * add calls to a transaction, which the operator signs.
 *
 * @example
 * const { publicKey, signature } = proveOwnership(secretKey, { epoch: 0, address: operator.toSuiAddress() });
 * const transaction = new Transaction();
 * const cap = addRegisterCandidate(transaction, contracts, { ...candidate, publicKey, proofOfPossession: signature });
 * transaction.transferObjects([cap], operator.toSuiAddress());
 *
 * @packageDocumentation
 */
export { generateSecretKey, proveOwnership, publicKeyOf } from '../certificate/index.js';
export { addInitialize, type NetworkBirth } from './initialize.js';
export {
  addInvalidateBlobId,
  gatherInvalidation,
  NotEnoughAttestations,
  type Attestation,
  type InvalidationRequest,
} from './invalidation.js';
export {
  addEpochSyncDone,
  addInitiateEpochChange,
  addRegisterCandidate,
  addStake,
  addVotingEnd,
  type Candidate,
  type NodeDescription,
  type StakingContracts,
} from './transactions.js';
