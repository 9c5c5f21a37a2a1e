import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { readStandings } from '../node/standing.js';
import { inColour } from '../table.js';
import { committeeText, joiningNodes } from './committee-text.js';

/** `haulout committee` */
export function committeeCommand(): Command {
  return located('committee')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout committee'))
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, haulout, record } = await connect(flags);
      const committees = await haulout.committees();
      const { phase, current, next } = committees;
      const { epoch, nShards } = current;
      const joining = joiningNodes(committees);
      const standings = await readStandings(client, {
        evidenceObjectId: record.evidenceObjectId,
        epoch,
        nodes: new Map([
          ...current.nodes.map(({ nodeId, shards }) => [nodeId, shards] as const),
          ...joining.map(({ nodeId }) => [nodeId, []] as const),
        ]),
      });
      if (!flags.json) return console.log(committeeText({ committees, standings }, inColour()));
      const nodes = current.nodes.map(({ nodeId, name, url, shards }) => ({
        ...{ nodeId, name, url, shards },
        nextShards: next && (next.get(nodeId) ?? []),
        ...standings.get(nodeId),
      }));
      const others = joining.map((node) => ({ ...node, ...standings.get(node.nodeId) }));
      writeJson({ kind: 'committee', epoch, phase, nShards, nodes, joining: others });
    });
}
