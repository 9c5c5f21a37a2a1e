/**
 * Chains that never were, with what matters to a watch: links, events of the contracts and of others,
 * upgrades.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import { toBase58 } from '@mysten/bcs';
import { events as bindings } from '@haulout/sdk/contracts';

/** What happens in a checkpoint; each is a transaction. */
export type Happening =
  /** An event of the contracts. */
  | 'ours'
  /** Two in one transaction, with one of somebody else between them. */
  | 'several'
  /** An event of somebody else. */
  | 'foreign'
  /** A transaction without events. */
  | 'silent'
  /** The contracts are upgraded: their next version announces itself. */
  | 'upgrade'
  /** An event of a type that the latest version brought. */
  | 'later';

/** Package id of a version, from 1 on. */
export const versionId = (version: number): string => `0x${version.toString(16).padStart(4, '0').repeat(16)}`;
const FOREIGN = `0x${'f'.repeat(64)}`;

/** A chain of which checkpoint i has what happened in it; a salt gives another chain of the same shape. */
export function chainOf(happenings: readonly (readonly Happening[])[], salt = 0): GrpcTypes.Checkpoint[] {
  let version = 1;
  let total = 0n;
  let count = 0;
  const chain: GrpcTypes.Checkpoint[] = [];
  for (const [number, list] of happenings.entries()) {
    const transactions = list.map((happening, index) => {
      count++;
      const ours = event(`${versionId(1)}::events::EpochChangeDone`, done(count));
      const foreign = event(`${FOREIGN}::events::EpochChangeDone`, done(count));
      const events = {
        ours: () => [ours],
        several: () => [ours, foreign, ours],
        foreign: () => [foreign],
        silent: () => [],
        upgrade: () => [event(`${versionId(1)}::events::ContractUpgraded`, upgraded(++version))],
        later: () => [event(`${versionId(version)}::later::Sealed`, done(count))],
      }[happening]();
      return GrpcTypes.ExecutedTransaction.create({
        digest: digest(1, salt, number, index),
        events: events.length === 0 ? undefined : { events },
        effects: events.length === 0 ? {} : { eventsDigest: digest(2, salt, number, index) },
      });
    });
    total += BigInt(transactions.length);
    chain.push(
      GrpcTypes.Checkpoint.create({
        sequenceNumber: BigInt(number),
        digest: digest(0, salt, number, 0),
        summary: {
          previousDigest: chain.at(-1)?.digest,
          totalNetworkTransactions: total,
          timestamp: { seconds: BigInt(number), nanos: 0 },
        },
        transactions,
      }),
    );
  }
  return chain;
}

/**
 * The places of the events that a watch from the first checkpoint on must give, when it knows these versions
 * at its start.
 */
export function placesIn(chain: readonly GrpcTypes.Checkpoint[], known: readonly string[]): string[] {
  const packages = new Set(known);
  const places: string[] = [];
  for (const { sequenceNumber, transactions } of chain) {
    for (const [transaction, { events }] of transactions.entries()) {
      for (const [index, { eventType, contents }] of (events?.events ?? []).entries()) {
        const [address, , name] = eventType!.split('::');
        if (!packages.has(address!)) continue;
        places.push(`${sequenceNumber}/${transaction}/${index}/${name}`);
        if (name === 'ContractUpgraded')
          packages.add(bindings.ContractUpgraded.parse(contents!.value!).package_id);
      }
    }
  }
  return places;
}

function event(eventType: string, value: Uint8Array): GrpcTypes.Event {
  return { eventType, contents: { value }, sender: FOREIGN };
}

const done = (epoch: number): Uint8Array => bindings.EpochChangeDone.serialize({ epoch }).toBytes();

const upgraded = (version: number): Uint8Array =>
  bindings.ContractUpgraded.serialize({
    epoch: 1,
    package_id: versionId(version),
    version: String(version),
  }).toBytes();

/** Base58 of 32 bytes that say what it is the digest of. */
function digest(...parts: readonly number[]): string {
  const bytes = new Uint8Array(32).fill(7);
  parts.forEach((part, index) => new DataView(bytes.buffer).setUint32(4 * index, part + 1));
  return toBase58(bytes);
}
