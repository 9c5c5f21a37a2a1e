/** Tells a story to people, in 80 columns. */
import type { Subject, VerifiedStory } from '@haulout/sdk/history';
import { dateTime } from '../format.js';
import { table } from '../table.js';
import { groundsOf, wordsOf } from './words.js';

/** What it is about, one line a happening, and what it rests on. */
export function tell(verified: VerifiedStory, colours: boolean): string {
  const { story, happenings } = verified;
  const rows = happenings.flatMap((happening) => {
    const words = wordsOf(happening);
    if (words === undefined) return [];
    const when = dateTime(BigInt(happening.timeMs)).replace(' UTC', '');
    const [line, rest] = fitting(words);
    const cells = [when, happening.epoch?.toString() ?? '', line];
    return [rest === '' ? { cells } : { cells, below: `${' '.repeat(INDENT)}${rest}` }];
  });
  const columns = [{ header: 'UTC' }, { header: 'epoch', right: true }, { header: 'what' }];
  const told = rows.length === 0 ? 'nothing is known of it' : table(columns, rows, colours);
  return [titleOf(story.about), '', told, '', groundsOf(verified, rows.length)].join('\n');
}

/** Columns that are left for words, and where they begin. */
const ROOM = 55;
const INDENT = 23;

/** What fits in a line, up to a space, and the rest. */
function fitting(words: string): [string, string] {
  if (words.length <= ROOM) return [words, ''];
  const cut = words.lastIndexOf(' ', ROOM);
  return [words.slice(0, cut), words.slice(cut + 1)];
}

function titleOf(about: Subject): string {
  switch (about.kind) {
    case 'blob':
      return `blob ${about.blobId}`;
    case 'node':
      return `node ${about.nodeId}`;
    case 'epoch':
      return `epoch ${about.epoch}`;
  }
}
