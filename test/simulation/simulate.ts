/** Runs a scenario and says whether everything that was promised held. */
import { Transaction } from '@mysten/sui/transactions';
import { events, staking } from '@haulout/sdk/contracts';
import { actionsOf, type Breakdown } from './breakdowns.js';
import { Clients } from './clients.js';
import { Faults, missingOf } from './faults.js';
import { Membership } from './membership.js';
import { Operators } from './operators.js';
import { Owners } from './owners.js';
import { Patience } from './patience.js';
import { PoolOwners } from './pool-owners.js';
import { hasSubsidies, STAKERS, WRITERS, type Happening, type Scenario, type Step } from './scenario.js';
import { Sponsors } from './sponsors.js';
import { Stakers } from './stakers.js';
import { nextVersion, upgradeContracts } from './upgrades.js';
import { Watcher } from './watcher.js';
import type { Traffic } from './virtual-network.js';
import { EPOCH_MS, WAL, World, type Member } from './world.js';

export interface Verdict {
  readonly seed: string;
  /** What did not hold; the first one ended the simulation. Empty: all is well. */
  readonly violations: readonly string[];
  readonly epochs: number;
  readonly transactions: number;
  /** Shards that changed hands. */
  readonly shardsMoved: number;
  readonly faults: ReadonlyMap<string, number>;
  /** What was done, and what became of it. */
  readonly outcomes: Outcomes;
  /** Events that a watcher saw each once, and how often it was killed meanwhile. */
  readonly watched: number;
  readonly kills: number;
  readonly traffic: Traffic;
  readonly trace: readonly string[];
  /** Events of the contracts, by name. */
  readonly events: ReadonlyMap<string, number>;
  /**
   * What somebody would have found wrong who missed the first event of a name; to be asked before the next
   * simulation.
   */
  readonly deafTo: (name: string) => readonly string[];
  /** Digest of the chain's last checkpoint: the same for every run of the same scenario. */
  readonly digest: string;
}

interface Outcomes {
  readonly stored: number;
  readonly read: number;
  /** Reads and stores of blobs whose last epoch ended meanwhile. */
  readonly outlived: number;
  /** Blobs that were badly encoded, and readers that were told so. */
  readonly forged: number;
  readonly refused: number;
  /** Operations that had to be tried again as messages were lost, or as more than f shards were faulty. */
  readonly repeated: number;
  readonly deferred: number;
  /** Everything else, by name. */
  readonly [done: string]: number;
}

/** Virtual time after the last step within which everything begun must be over. */
const AFTERMATH_MS = 2 * EPOCH_MS;
/** How often the chain's clock moves at least. */
const CHAIN_TICK_MS = 20_000;
/**
 * Virtual time within which a network that has nothing else to do enters its first epoch with a committee.
 */
const START_MS = 240_000;

/**
 * Runs a scenario to its end, or to the first violation.
 *
 * @param options.boundless lets more nodes fail than the protocol bears, to see that it is noticed
 */
export async function simulate(
  scenario: Scenario,
  { boundless = false }: { readonly boundless?: boolean } = {},
): Promise<Verdict> {
  const world = await World.create({ ...scenario, hasSubsidies: hasSubsidies(scenario) });
  const { clock, truth } = world;
  const violations = truth.violations;
  const violate = (what: string) => void violations.push(what);
  const faults = new Faults(world, boundless, violate);
  const ongoing = new Map<number, string>();
  let upgrades = 0;
  let begun = 0;
  const begin = (what: string, activity: Promise<unknown>) => {
    const id = begun++;
    ongoing.set(id, what);
    activity
      .catch((error: unknown) => violate(`${what}: ${error instanceof Error ? error.stack : String(error)}`))
      .finally(() => ongoing.delete(id));
  };

  try {
    if (scenario.steps.some(({ kind }) => kind === 'upgrade')) await nextVersion(world.deployment);
    const writers = [];
    while (writers.length < WRITERS)
      writers.push(await world.addParty(`writer-${writers.length}`, 10_000n * WAL));
    const reader = await world.addParty('reader', 0n);
    const patience = new Patience(world, faults, violate);
    const clients = new Clients(world, patience, { writers, reader }, violate);
    const owners = new Owners(world, patience, writers);
    const pools = new PoolOwners(world, patience, writers);
    const sponsors = new Sponsors(world, patience, writers);
    const operators = new Operators(world, violate);
    const membership = new Membership(world, faults, operators);
    const stakerParties = [];
    while (stakerParties.length < STAKERS)
      stakerParties.push(await world.addParty(`staker-${stakerParties.length}`, 100_000n * WAL));
    const watcher = new Watcher(world, await world.addParty('watcher', 0n), violate);
    const stakers = new Stakers(world, stakerParties, violate);

    // A chain's clock moves whether or not anybody sends a transaction, and operators go by it.
    const tick = () => {
      world.turnChainClock();
      clock.after(CHAIN_TICK_MS, tick);
    };
    tick();
    for (const member of world.members) operators.employ(member);
    let epochBegan = 0;
    truth.onEvent = (name, contents) => {
      if (name === 'EpochParametersSelected') begin('the next committee', faults.enforce());
      if (name === 'EpochChangeDone') sponsors.beginEpoch();
      if (name === 'EpochChangeStart') {
        const unpaid = sponsors.endEpoch(faults.wasCalm(epochBegan));
        if (unpaid !== undefined) violate(unpaid);
        epochBegan = clock.now();
        for (const member of world.members) begin('changing keys', membership.changeKey(member));
        // The moment at which readers are most likely to be let down.
        clock.after(1_000, () => begin('reading during the epoch change', clients.readAll(4)));
      }
      if (name === 'ShardsReceived')
        begin('what a node reports', checkReport(events.ShardsReceived.parse(contents)));
      if (name === 'HandOverMissed') {
        const { node_id, epoch, others_in_time } = events.HandOverMissed.parse(contents);
        const member = world.members.find(({ nodeId }) => nodeId === node_id)!;
        world.log(member.name, `is on record for missing the hand-over of epoch ${epoch}`);
        if (others_in_time && faults.isInnocent(member, epochBegan))
          violate(
            `R17: ${member.name} is on record for missing the hand-over of epoch ${epoch}, ` +
              'and nothing was wrong with it',
          );
      }
    };
    await clock.run(
      START_MS,
      () => violations.length > 0 || (truth.epoch > 0 && truth.epochs?.state === 'EpochChangeDone'),
    );
    if (truth.epoch === 0) violate(`R5: the first epoch has not begun after ${START_MS / 1000} s`);

    const start = clock.now();
    for (const step of scenario.steps) {
      clock.after(start + step.at - clock.now(), () => begin(step.kind, perform(step)));
    }
    await clock.run(start + scenario.lengthMs, () => violations.length > 0);
    begin('mending everything', faults.mendAll());
    await clock.run(clock.now() + AFTERMATH_MS, () => violations.length > 0 || ongoing.size === 0);
    if (violations.length === 0 && ongoing.size > 0)
      violate(
        `R10: still going on ${AFTERMATH_MS / 1000} s after the last step: ` +
          [...ongoing.values()].join(', '),
      );
    begin('the last reading', clients.readAll());
    begin('the last questions', clients.checkInvalid());
    await clock.run(clock.now() + AFTERMATH_MS, () => violations.length > 0 || ongoing.size === 0);
    await clock.run(clock.now() + AFTERMATH_MS, () => violations.length > 0 || watcher.isUpToDate);
    watcher.end();
    const due = Math.floor((clock.now() - start - faults.stormyMs) / (2 * EPOCH_MS));
    if (violations.length === 0 && truth.epoch < due)
      violate(`R5: epoch ${truth.epoch} where at least ${due} was due`);

    return {
      seed: scenario.seed,
      violations,
      epochs: truth.epoch,
      transactions: truth.transactions,
      shardsMoved: truth.shardsMoved,
      faults: faults.injected,
      outcomes: {
        ...clients.outcomes,
        repeated: patience.repeated,
        deferred: patience.deferred,
        upgrades,
        ...Object.fromEntries([...patience.done, ...operators.done]),
      },
      watched: watcher.seen.length,
      kills: watcher.kills,
      traffic: world.network.traffic,
      trace: world.trace,
      events: truth.counts,
      deafTo: (name) => world.deafTo(name),
      digest: world.devnet.ledger.latestCheckpoint().digest,
    };

    /** R5: a node that says on chain that it has its shards has them. */
    async function checkReport({
      epoch,
      shards,
    }: {
      readonly epoch: number;
      readonly shards: readonly number[];
    }) {
      const { committee } = truth.epochs!;
      const member = world.members.find(({ nodeId }) => committee.get(nodeId)?.includes(shards[0]!));
      const blobIds = truth.readable(epoch);
      const missing = member && (await missingOf(member, committee, blobIds));
      if (missing && faults.isInnocent(member, clock.now()))
        violate(`R5: ${member.name} reported its shards of epoch ${epoch}, and lacks ${missing}`);
    }

    async function perform(step: Step): Promise<unknown> {
      switch (step.kind) {
        case 'store':
          return clients.store(step);
        case 'quilt':
          return clients.storeFiles(step);
        case 'forge':
          return clients.forge(step);
        case 'read':
          return clients.read(step);
        case 'extend':
          return owners.extend(step);
        case 'delete':
          return owners.delete(step);
        case 'attribute':
          return owners.attribute(step);
        case 'share':
          return owners.share(step);
        case 'support':
          return owners.support(step);
        case 'trade':
          return owners.trade(step);
        case 'subsidy':
          return owners.subsidize(step);
        case 'pool':
          return pools.make(step);
        case 'pooled':
          return clients.storeInPool(step);
        case 'tend':
          return pools.tend(step);
        case 'gift':
          return owners.give(step);
        case 'sponsor':
          return sponsors.give(step);
        case 'rates':
          return sponsors.setRates(step);
        case 'process':
          return sponsors.process(step);
        case 'stake':
          return stakers.stake(step);
        case 'reshape':
          return stakers.reshape(step);
        case 'unstake':
          return stakers.unstake(step);
        case 'prices':
          return applyPrices();
        case 'upgrade':
          if (await upgradeContracts(world, UPGRADE_PAUSE_MS)) upgrades++;
          return;
        case 'join':
          return membership.join(step.wal);
        case 'storm':
          return storm(step);
        case 'remove':
          return membership.remove(step.pick);
        default:
          return concern(step, world.members[step.node % world.members.length]!);
      }
    }

    /** What happens to a node, or what its operator does. */
    async function concern(step: Extract<Step, { readonly node: number }>, member: Member): Promise<unknown> {
      switch (step.kind) {
        case 'leave':
          return membership.leave(member, step.silently);
        case 'retire':
          return membership.retire(member);
        case 'vote':
          return operators.vote(member, step);
        case 'rotate':
          return operators.rotate(member);
        case 'describe':
          return operators.describe(member, step);
        case 'burn':
          return operators.voteToBurn(member, step);
        case 'deny':
          return operators.deny(member, step);
        case 'storm':
        case 'stake':
        case 'gift':
          return;
        default: {
          const { breakIt, mend } = actionsOf(step, member, world);
          const kind = step.kind === 'lie' ? step.lie : step.kind;
          return faults.inject(member, kind, step.forMs + (kind === 'flap' ? 1 : 0), breakIt, mend);
        }
      }
    }

    /** Takes more than f shards away for a while, up to all of them. */
    async function storm({ node, how, share, forMs }: Extract<Happening, { readonly kind: 'storm' }>) {
      const committee = truth.epochs?.committee ?? new Map<string, readonly number[]>();
      const { members } = world;
      const wanted = truth.maxFaulty + 1 + share * (scenario.shards - truth.maxFaulty - 1);
      const victims: Member[] = [];
      let weight = 0;
      for (let i = 0; i < members.length && weight < wanted; i++) {
        const member = members[(node + i) % members.length]!;
        const shards = committee.get(member.nodeId)?.length ?? 0;
        if (shards === 0) continue;
        victims.push(member);
        weight += shards;
      }
      const step: Breakdown =
        how === 'crash' || how === 'cut' || how === 'hang'
          ? { kind: how, node, forMs }
          : { kind: 'lie', node, forMs, lie: how };
      await faults.storm(victims, how, forMs, (member) => actionsOf(step, member, world));
      await clients.readAll(4);
    }

    /** Anybody may apply the prices of the epoch once more. */
    async function applyPrices(): Promise<void> {
      if (truth.epoch === 0) return;
      const applying = new Transaction();
      const { packageId, stakingObjectId, systemObjectId } = world.contracts;
      const values = { self: stakingObjectId, system: systemObjectId };
      applying.add(staking.updatePrices({ package: packageId, arguments: values }));
      await world.execute('apply prices', applying);
    }
  } finally {
    await world.stop();
  }
}

/** Between the steps of an upgrade. */
const UPGRADE_PAUSE_MS = 20_000;
