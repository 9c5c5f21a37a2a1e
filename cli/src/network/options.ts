import { InvalidArgument } from '@haulout/sdk/base';
import type { HauloutOptions } from '@haulout/sdk/client';
import type { DeployCompileEvent } from '../deploy/deploy.js';
import type { Deployment } from '../deploy/deployment.js';
import type { ExtraPackage } from '../deploy/package-names.js';

/** How a network is started. */
export interface NetworkOptions {
  /** Storage nodes, from 1 to as many as shards; default 10. */
  readonly nodes?: number;
  /** Shards, from 4 to 1000; default 100. */
  readonly shards?: number;
  /** All keys, ids and choices follow from it; default 'haulout'. */
  readonly seed?: string;
  /**
   * Keeps the network in this folder: chain, contracts, what nodes store, wallet, addresses. After `stop`, a
   * crash or a kill, the next start goes on from there; options then have to be those it was begun with, or
   * left out. Default: a temporary one, in TMPDIR, else in `/var/tmp`.
   */
  readonly folder?: string | undefined;
  /** Also answer clients in other processes and browsers, on this port of the loopback interface; 0: any. */
  readonly rpcPort?: number | undefined;
  /** How long an epoch is, in ms; default a day. */
  readonly epochMs?: bigint | undefined;
  /** Samples that a round of storage challenges asks of each node; even; default 32. */
  readonly challengeSamples?: number | undefined;
  /** What time it is when the network has come up, in ms since 1970; default: always the same. */
  readonly timestampMs?: number | undefined;
  /** Also an exchange that gives WAL for SUI, one for one; its id is in `deployment`. */
  readonly exchange?: boolean | undefined;
  /** Packages on top of `walrus` that are published, too; their ids are in `deployment`. */
  readonly extras?: readonly ExtraPackage[] | undefined;
  /**
   * Nodes recover and remove blobs in the background, with such a pause between rounds, in ms. Default: only
   * when they are told to.
   */
  readonly dutyPauseMs?: number | undefined;
  /** Options for `network.client.haulout` beyond where the network is. */
  readonly client?: Partial<HauloutOptions>;
  /** Told of each step when it is done, and of the compiler when it is needed. */
  readonly onStep?: (step: NetworkStep) => void;
}

/** What has just been done to bring the network up. */
export type NetworkStep =
  | DeployCompileEvent
  | {
      readonly kind: 'devnet';
      /** Identifier of the chain. */
      readonly chain: string;
    }
  | {
      readonly kind: 'published';
      /** Where the contracts are. */
      readonly deployment: Deployment;
    }
  | {
      readonly kind: 'registered';
      /** Nodes registered. */
      readonly nodes: number;
      /** FROST staked with each of them. */
      readonly stakeEach: bigint;
    }
  | {
      readonly kind: 'epoch';
      /** The epoch that has begun. */
      readonly epoch: number;
      /** Shards of all nodes together. */
      readonly shards: number;
    };

/**
 * Refuses what no network can be made of.
 *
 * @throws InvalidArgument
 */
export function checkNetworkSize({
  nodes,
  shards,
}: {
  readonly nodes: number;
  readonly shards: number;
}): void {
  if (!Number.isInteger(shards) || shards < MIN_SHARDS || shards > MAX_SHARDS)
    throw new InvalidArgument(`a network of ${shards} shards: there have to be 4 to 1000`, { shards });
  if (Number.isInteger(nodes) && nodes >= 1 && nodes <= shards) return;
  throw new InvalidArgument(`${nodes} storage nodes for ${shards} shards: each has at least one shard`, {
    nodes,
    shards,
  });
}

/** What Red Stuff, and a committee, can have. */
const MIN_SHARDS = 4;
const MAX_SHARDS = 1000;
