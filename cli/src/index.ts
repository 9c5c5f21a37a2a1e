/**
 * A whole storage network in one process, for tests and demos: see {@link Network}.
 *
 * @packageDocumentation
 */
export { Network, type NetworkOptions, type NetworkStep } from './network/network.js';
export { NetworkNode, type NodeIdentity } from './network/network-node.js';
export { describeFault, type Fault, type Lie } from './network/faults.js';
export { deploy, type Deployment, type NetworkParameters } from './network/deploy.js';
export { runDemo, type DemoEvent, type DemoOptions, type DemoResult } from './demo/demo.js';
