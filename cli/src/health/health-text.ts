/** How the nodes of a committee are, for people, in a terminal of 80 columns. */
import { printable } from '../blobs/text.js';
import { amountOf, count, size, span } from '../format.js';
import { joined, table, type Row } from '../table.js';
import type { NodeHealth } from './ask-health.js';

/** A node, and what it says of itself, or why nothing. */
export interface NodeReport {
  readonly nodeId: string;
  readonly name: string;
  readonly url: string;
  readonly shards: readonly number[];
  readonly health: NodeHealth | undefined;
  /** One line; undefined when it answers. */
  readonly fault: string | undefined;
}

/** All nodes, and the network that they belong to. */
export interface HealthReport {
  readonly epoch: number;
  readonly nShards: number;
  readonly nodes: readonly NodeReport[];
}

/** Shards of the nodes that answer, are in the epoch and have a store in order. */
export function healthyShards({ epoch, nodes }: HealthReport): number {
  return nodes
    .filter(({ health }) => health?.epoch === epoch && health.degraded === undefined)
    .reduce((sum, { shards }) => sum + shards.length, 0);
}

/** A row for each node; below it its address and whatever is not as it should be. */
export function healthText(report: HealthReport, colours: boolean): string {
  const columns = [
    { header: 'node' },
    { header: 'shards', right: true },
    { header: 'state' },
    { header: 'stored', right: true },
    { header: 'up', right: true },
  ];
  const rows = report.nodes.map((node): Row => {
    const { health } = node;
    return {
      cells: [
        printable(node.name).slice(0, 30),
        String(node.shards.length),
        stateOf(node, report.epoch),
        health?.storage === undefined ? '' : storedText(health.storage),
        health?.uptimeSecs === undefined ? '' : span(BigInt(health.uptimeSecs) * 1000n),
      ],
      below: [printable(node.url), ...joined(troubles(node, report.epoch))],
    };
  });
  const healthy = healthyShards(report);
  const answering = report.nodes.filter(({ health }) => health !== undefined).length;
  const total = report.nodes.length;
  const summary =
    `${answering} of ${count(total, 'node')} answer; ${healthy} of ${count(report.nShards, 'shard')} ` +
    `in order in epoch ${report.epoch}`;
  return `${table(columns, rows, colours)}\n\n${summary}`;
}

function stateOf({ health }: NodeReport, epoch: number): string {
  if (health === undefined) return 'no answer';
  if (health.degraded !== undefined) return 'degraded';
  if (health.epoch !== epoch) return `in epoch ${health.epoch}`;
  return printable(health.status).toLowerCase().slice(0, 20);
}

function storedText({ usedBytes, capacityBytes }: NonNullable<NodeHealth['storage']>): string {
  return capacityBytes === undefined ? size(usedBytes) : amountOf(usedBytes, capacityBytes);
}

function troubles({ health, fault }: NodeReport, epoch: number): string[] {
  if (health === undefined) return [printable(fault ?? '')];
  const duties = health.pendingDuties ?? 0;
  return [
    ...(health.degraded === undefined ? [] : [printable(health.degraded)]),
    ...(health.epoch === epoch ? [] : [`the chain is in epoch ${epoch}`]),
    ...(duties === 0 ? [] : [`works on ${count(duties, 'blob')}${duties >= 1000 ? ' or more' : ''}`]),
  ];
}
