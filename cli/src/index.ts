/**
 * A whole storage network in one process, for tests and demos: see {@link Network}.
 *
 * @module haulout
 */
export { Network } from './network/network.js';
export type { NetworkOptions, NetworkStep } from './network/options.js';
export { NetworkError, type NetworkErrorCode } from './network/kept-network.js';
export { letTimePass, type PassingTime, type TimeOptions } from './network/passing-time.js';
export { NetworkNode, type NodeIdentity } from './network/network-node.js';
export {
  RoundSteps,
  type OnRoundProgress,
  type RoundParts,
  type RoundProgress,
  type RoundStep,
} from './network/rounds.js';
export { describeFault, type Fault, type Lie } from './network/faults.js';
export { defaultParameters, deploy, type DeployCompileEvent, type DeployOptions } from './deploy/deploy.js';
export {
  publishedPackages,
  type Deployment,
  type DeploymentRecord,
  type DeployStep,
  type Journal,
  type NetworkParameters,
} from './deploy/deployment.js';
export { fileJournal, readDeployment } from './deploy/deployment-file.js';
export { DeployError, type DeployErrorCode } from './deploy/errors.js';
export { KeystoreError, readKeystore, writeKeystore, type KeystoreErrorCode } from './deploy/keystore.js';
export { runDemo, type DemoEvent, type DemoOptions, type DemoResult } from './demo/demo.js';
