/** The adversaries of the design, each with what it does in one line. */
import type { Behaviour } from '../node.js';
import { AnswersLast, AnswersWrong, AsksItsFriends, KeepsForVerifiers, SharesOneCopy } from './answering.js';
import { Denies, Forgetful, RefusesOneBlob, Wiped } from './forgetful.js';
import { CertifiesFresh, Down, Floods, Stalls, TinyHandOvers, WithholdsPassed } from './meddling.js';
import type { WorldOptions } from '../world.js';
import { BetweenEpochs, Declares, LeavesAtTheEnd, MissesSome } from './returning.js';

export interface Adversary {
  /** What it does. */
  readonly name: string;
  /** One node, or as many as f shards are. */
  readonly is: 'one' | 'all';
  /** How node number `index` of them behaves, in a run of so many epochs. */
  readonly behave: (index: number, epochs: number) => Behaviour;
  /** Why it earns more than an honest node by the rules as they are. */
  readonly earns?: string;
  /** What is different in its network. */
  readonly options?: Pick<WorldOptions, 'filled' | 'fetchSlots'>;
}

export const ADVERSARIES: readonly Adversary[] = [
  { name: 'forgets 2 % of its slivers', is: 'one', behave: () => new Forgetful('slivers', 0.02) },
  { name: 'forgets 10 % of its slivers', is: 'one', behave: () => new Forgetful('slivers', 0.1) },
  { name: 'forgets half of its slivers', is: 'one', behave: () => new Forgetful('slivers', 0.5) },
  {
    name: 'forgets 10 % of its bytes, large blobs',
    is: 'one',
    behave: () => new Forgetful('bytes', 0.1),
  },
  {
    name: 'forgets a third of its bytes, one axis',
    is: 'one',
    behave: () => new Forgetful('axis', 1 / 3),
  },
  { name: 'is wiped, and silent', is: 'one', behave: () => new Wiped() },
  { name: 'is down, all f shards', is: 'all', behave: () => new Down() },
  { name: 'drops between epochs, and fetches', is: 'one', behave: () => new BetweenEpochs() },
  { name: 'stores for every other round', is: 'one', behave: () => new MissesSome(1) },
  { name: 'stores for every third round', is: 'one', behave: () => new MissesSome(2) },
  { name: 'keeps what a known quorum asks', is: 'one', behave: () => new KeepsForVerifiers() },
  {
    name: 'forgets half, asks friends in the round',
    is: 'all',
    behave: () => new AsksItsFriends('slivers', 0.5),
  },
  { name: 'forgets 10 %, answers last', is: 'one', behave: () => new AnswersLast('slivers', 0.1) },
  { name: 'forgets 10 %, makes it up', is: 'one', behave: () => new AnswersWrong('slivers', 0.1) },
  { name: 'vouch for all but one victim', is: 'all', behave: () => new WithholdsPassed() },
  { name: 'are never ready', is: 'all', behave: () => new Stalls() },
  { name: 'are ready with another set', is: 'all', behave: () => new Stalls('another set') },
  { name: 'certify what honest nodes lack', is: 'all', behave: () => new CertifiesFresh(0.1) },
  { name: 'denies 90 % of all bytes', is: 'one', behave: () => new Denies(0.9) },
  {
    name: 'denies 90 %, in a half empty network',
    is: 'one',
    behave: () => new Denies(0.9),
    options: { filled: 0.5 },
  },
  {
    name: 'pass a shard to each other every epoch',
    is: 'all',
    behave: () => new TinyHandOvers(),
  },
  { name: 'declares its shards lost whenever it may', is: 'one', behave: () => new Declares() },
  {
    name: 'leaves, and drops all for the last epoch',
    is: 'one',
    behave: (_, epochs) => new LeavesAtTheEnd(epochs, 0),
  },
  {
    name: 'leaves, and drops all when it is quiet',
    is: 'one',
    behave: (_, epochs) => new LeavesAtTheEnd(epochs, 60),
  },
  { name: 'flood a node with shards', is: 'all', behave: () => new Floods() },
  { name: 'refuses the largest blob', is: 'one', behave: () => new RefusesOneBlob() },
  {
    name: 'share one copy',
    is: 'all',
    behave: () => new SharesOneCopy(),
    earns: 'rounds cannot tell one copy from two',
  },
];
