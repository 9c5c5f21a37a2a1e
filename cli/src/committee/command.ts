import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { printable } from '../blobs/text.js';
import { connect, located, type Located } from '../located.js';
import { inColour, table } from '../table.js';

/** `haulout committee` */
export function committeeCommand(): Command {
  return located('committee', 'who holds the shards, and who will')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout committee'))
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const { phase, current, next } = await haulout.committees();
      const { epoch, nShards, nodes } = current;
      const joining = [...(next ?? [])].filter(([id]) => nodes.every(({ nodeId }) => nodeId !== id));
      if (flags.json) {
        const members = nodes.map(({ nodeId, name, url, shards }) => ({
          nodeId,
          name,
          url,
          shards,
          nextShards: next && (next.get(nodeId) ?? []),
        }));
        const others = joining.map(([nodeId, nextShards]) => ({ nodeId, nextShards }));
        return writeJson({ kind: 'committee', epoch, phase, nShards, nodes: members, joining: others });
      }
      const nextOf = (nodeId: string) => (next === undefined ? [] : [String(next.get(nodeId)?.length ?? 0)]);
      const rows = [
        ...nodes.map(({ nodeId, name, url, shards }) => ({
          cells: [printable(name), String(shards.length), ...nextOf(nodeId), printable(url)],
          below: nodeId,
        })),
        ...joining.map(([nodeId]) => ({ cells: ['(joins)', '0', ...nextOf(nodeId), ''], below: nodeId })),
      ];
      const nextColumn = next === undefined ? [] : [{ header: `in epoch ${epoch + 1}`, right: true }];
      const columns = [
        { header: 'node' },
        { header: 'shards', right: true },
        ...nextColumn,
        { header: 'address, and id below' },
      ];
      console.log(table(columns, rows, inColour()));
    });
}
