/** The state of the chain as its events say, and the events after which the chain keeps nothing new. */
import { Accounts } from './accounts.js';
import { Blobs } from './blobs.js';
import { applyEvent, type Changed, type StatePart, type EventName, type Moment } from './state-part.js';
import { Epochs } from './epochs.js';
import { StakesAndStorage } from './stakes-and-storage.js';
import { Governance } from './governance.js';
import { Nodes } from './nodes.js';
import { Pools } from './pools.js';
import { Subsidies } from './subsidies.js';

/** Events after which no object of the chain is different, and who knows of them. */
export const STATELESS: { readonly [Name in EventName]?: string } = {
  InvalidBlobID: 'kept by the nodes, who are asked when a simulation ends',
  RegisterDenyListUpdate: 'for the other nodes, kept by nobody',
  DenyListBlobDeleted: 'for the nodes, kept by nobody',
  ProtocolVersionUpdated: 'for the nodes, kept by nobody',
};

/** What somebody knows who has seen all events of the contracts. */
export class StateFromEvents {
  readonly epochs: Epochs;
  readonly blobs: Blobs;
  readonly pools: Pools;
  readonly nodes: Nodes;
  readonly accounts: Accounts;
  readonly governance: Governance;
  readonly subsidies: Subsidies;
  /** In the order in which they hear of an event: who asks another one about the past comes first. */
  readonly #parts: readonly StatePart[];

  constructor(nShards: number, packageId: string) {
    const resources = new StakesAndStorage();
    this.epochs = new Epochs(nShards);
    this.blobs = new Blobs(resources);
    this.pools = new Pools(nShards, resources);
    this.nodes = new Nodes((shard) => this.epochs.ownerOf(shard));
    this.accounts = new Accounts(nShards, resources, this.nodes);
    this.governance = new Governance(nShards, packageId);
    this.subsidies = new Subsidies(this.accounts, this.epochs);
    this.#parts = [
      ...[this.accounts, resources, this.blobs, this.pools, this.nodes, this.epochs, this.governance],
      this.subsidies,
    ];
  }

  apply(name: string, contents: Uint8Array, moment: Moment): void {
    for (const part of this.#parts) applyEvent(part, name, contents, moment);
  }

  /** How an object differs from what events say. */
  differencesOf(changed: Changed): readonly string[] {
    return this.#parts.flatMap((part) => part.differencesOf(changed));
  }
}
