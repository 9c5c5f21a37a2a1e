/** All that events tell, and the events that tell nothing which the chain keeps. */
import { Accounts } from './accounts.js';
import { Blobs } from './blobs.js';
import { tell, type Changed, type Chapter, type EventName, type Moment } from './chapter.js';
import { Epochs } from './epochs.js';
import { Goods } from './goods.js';
import { Governance } from './governance.js';
import { Nodes } from './nodes.js';

/** Events after which no object of the chain is different, and who knows of them. */
export const STATELESS: { readonly [Name in EventName]?: string } = {
  InvalidBlobID: 'kept by the nodes, who are asked when a simulation ends',
  RegisterDenyListUpdate: 'told to the other nodes, kept by nobody',
  DenyListBlobDeleted: 'told to the nodes, kept by nobody',
  ProtocolVersionUpdated: 'told to the nodes, kept by nobody',
};

/** The whole book: what somebody knows who has seen all events of the contracts. */
export class Told {
  readonly epochs: Epochs;
  readonly blobs: Blobs;
  readonly nodes: Nodes;
  readonly accounts: Accounts;
  readonly governance: Governance;
  /** In the order in which they hear of an event: who asks another one about the past comes first. */
  readonly #chapters: readonly Chapter[];

  constructor(nShards: number, packageId: string) {
    const goods = new Goods();
    this.epochs = new Epochs(nShards);
    this.blobs = new Blobs(goods);
    this.nodes = new Nodes((shard) => this.epochs.ownerOf(shard));
    this.accounts = new Accounts(nShards, goods, this.nodes);
    this.governance = new Governance(nShards, packageId);
    this.#chapters = [this.accounts, goods, this.blobs, this.nodes, this.epochs, this.governance];
  }

  apply(name: string, contents: Uint8Array, moment: Moment): void {
    for (const chapter of this.#chapters) tell(chapter, name, contents, moment);
  }

  /** How an object differs from what events say. */
  differencesOf(changed: Changed): readonly string[] {
    return this.#chapters.flatMap((chapter) => chapter.differencesOf(changed));
  }
}
