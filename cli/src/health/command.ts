import { isQuorum, quorumWeight } from '@haulout/sdk/certificate';
import type { Command } from 'commander';
import { objectIds, writeJson } from '../command-line.js';
import { HauloutError, InvalidArgument } from '@haulout/sdk/base';
import { inLine } from '../error-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { inColour } from '../table.js';
import { askHealth } from './ask-health.js';
import { healthText, healthyShards, type HealthReport, type NodeReport } from './health-text.js';

/** With fewer shards than a quorum nothing can be stored, which scripts have to know. */
class NoQuorum extends HauloutError<'NO_QUORUM'> {
  constructor(report: HealthReport) {
    const { nShards } = report;
    const [healthy, needed] = [healthyShards(report), quorumWeight(nShards)];
    super({
      code: 'NO_QUORUM',
      message:
        `nodes with ${healthy} of ${count(nShards, 'shard')} are in order, and ` + `storing takes ${needed}`,
      values: { healthy, needed, nShards },
    });
  }
}

/** Nodes that are asked at one time. */
const AT_ONCE = 32;

/** `haulout health [NODE_ID...]` */
export function healthCommand(): Command {
  return located('health')
    .argument('[node-ids...]', 'of nodes of the committee; default: all', objectIds)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout health', 'haulout health NODE_ID --json'))
    .action(async (ids: readonly string[], flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const { epoch, nShards, nodes: all } = await haulout.committee();
      const wanted = new Set(ids);
      const nodes = all.filter(({ nodeId }) => wanted.size === 0 || wanted.has(nodeId));
      if (wanted.size > nodes.length) {
        const strange = [...wanted].find((id) => nodes.every(({ nodeId }) => nodeId !== id));
        throw new InvalidArgument(`no node of the committee has the id ${strange}: see haulout committee`);
      }
      const reports: NodeReport[] = [];
      for (let first = 0; first < nodes.length; first += AT_ONCE)
        reports.push(...(await Promise.all(nodes.slice(first, first + AT_ONCE).map(reportOf))));
      const report: HealthReport = { epoch, nShards, nodes: reports };
      if (flags.json) writeJson({ kind: 'health', ...report, healthyShards: healthyShards(report) });
      else console.log(healthText(report, inColour()));
      if (wanted.size === 0 && !isQuorum(healthyShards(report), nShards)) throw new NoQuorum(report);
    });
}

async function reportOf(node: Pick<NodeReport, 'nodeId' | 'name' | 'url' | 'shards'>): Promise<NodeReport> {
  const { nodeId, name, url, shards } = node;
  const known = { nodeId, name, url, shards };
  try {
    return { ...known, health: await askHealth(url), fault: undefined };
  } catch (error) {
    return { ...known, health: undefined, fault: inLine(error) };
  }
}
