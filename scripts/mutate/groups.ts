/** What is mutated, and by which tests each group is judged. Paths from the root of the repository. */

/** Sources that hold promises together, and the unit tests that must notice when they change. */
export interface MutationGroup {
  readonly name: string;
  readonly sources: readonly string[];
  /** In the order in which they run: the quick ones first. */
  readonly tests: readonly string[];
}

/** What of a group is mutated: all of it, or one file, or some lines of that file. */
export interface MutationPart {
  readonly group: string;
  /** The name of the file, without folder and ending. */
  readonly file?: string | undefined;
  /** First and last, from 1 on. */
  readonly lines?: readonly number[];
}

/** Those of a group's paths that are in a part. */
export function pathsOf({ group, file }: MutationPart, paths: readonly string[]): readonly string[] {
  const chosen =
    file === undefined ? paths : paths.filter((path) => path.replace(/^.*\/|\.\w+$/g, '') === file);
  if (chosen.length === 0) throw new Error(`no file ${file} in ${group}; there are ${paths.join(', ')}`);
  return chosen;
}

const files = (folder: string, ...names: string[]) => names.map((name) => `${folder}/${name}.ts`);
const tests = (folder: string, ...names: string[]) =>
  names.map((name) => `test/unit/${folder}/${name}.test.ts`);

export const GROUPS: readonly MutationGroup[] = [
  {
    name: 'thresholds',
    sources: files('sdk/src/certificate', 'quorum', 'bitmap'),
    tests: tests('certificate', 'quorum', 'bitmap'),
  },
  {
    name: 'messages',
    sources: files('sdk/src/certificate', 'message', 'intent'),
    tests: tests('certificate', 'message'),
  },
  {
    name: 'certificates',
    sources: files('sdk/src/certificate', 'committee', 'certificate', 'signed-bytes'),
    tests: tests('certificate', 'certificate'),
  },
  {
    name: 'prices',
    sources: files('sdk/src/chain', 'price'),
    tests: tests('client', 'price'),
  },
  {
    name: 'hedging',
    sources: files('sdk/src/nodes/gather', 'plan'),
    tests: tests('client', 'gather-plan', 'gather-run'),
  },
  {
    name: 'committees',
    sources: files('sdk/src/nodes', 'read-committees'),
    tests: tests('client', 'readers'),
  },
  {
    name: 'operator',
    sources: [...files('sdk/src/operator', 'duties'), ...files('sdk/src/chain', 'candidates')],
    tests: tests('operator', 'duties', 'candidates'),
  },
  {
    name: 'watch',
    sources: files('sdk/src/watch', 'position', 'checkpoint'),
    tests: tests('watch', 'checkpoint', 'position'),
  },
  {
    name: 'encoding',
    sources: files('sdk/src/encoding', 'decode', 'merkle', 'blob-id'),
    tests: tests('encoding', 'layout', 'merkle', 'hostile-bytes', 'inconsistency', 'decode'),
  },
  {
    name: 'evidence',
    sources: files(
      'sdk/src/evidence',
      ...['openings', 'conflict', 'padding', 'wrong-answer', 'answers', 'verify-answers'],
      ...['samples', 'challenge-set', 'confidence', 'certificates', 'schedule', 'round-times'],
    ),
    tests: tests(
      'evidence',
      ...['refusals', 'penalties-and-times', 'confidence', 'challenge-set', 'answers', 'bad-blobs'],
      ...['messages', 'availability-sample', 'samples'],
    ),
  },
  {
    name: 'journal',
    sources: files('devnet/src/persistence', 'frames'),
    tests: tests('devnet', 'frames'),
  },
  {
    name: 'node',
    sources: files('node/src', 'read-rule', 'chain/blob-record', 'duties/blob-walk'),
    tests: tests('node', 'read-rule', 'blob-record', 'blob-walk'),
  },
];
