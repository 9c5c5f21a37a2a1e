/**
 * Test code as the compiler builds it outside of its test mode.
 *
 * In test mode the compiler puts a poison function into every module, which the Sui bytecode verifier then
 * refuses in `sui::transfer`; so test-mode bytecode cannot be had from it. A *mode* of our own can: what is
 * marked `#[mode(test, haulout_test)]` is test code to the compiler, with all that test code may do, and is
 * included when the mode `haulout_test` is on. So `#[test_only]` and `#[test]` become that, and
 * `#[expected_failure]` goes. An `entry` function becomes public: in its test mode the compiler lets tests of
 * any module call one. Lines stay where they are.
 */
import type { PackageFiles } from './package-files.js';
import { scan, type Attribute } from './move-scan.js';
import { tokenize } from './move-tokens.js';

/** The mode to compile rewritten sources in. */
export const TEST_MODE = 'haulout_test';

const MARK = `mode(test, ${TEST_MODE})`;
/**
 * Folders that are compiled in test mode only, and where their files go: everything under sources/ is
 * compiled.
 */
const TEST_FOLDERS = ['tests', 'examples'];
const MOVED = 'sources/__';

/** The files of a package with all test code visible in `TEST_MODE`. */
export function withTestCode(files: PackageFiles): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const folder = path.split('/')[0]!;
    const moved = TEST_FOLDERS.includes(folder) ? `${MOVED}${path}` : path;
    result[moved] = path.endsWith('.move') ? rewritten(text) : text;
  }
  return result;
}

/** Diagnostics with the real paths of the files that were moved. */
export function withRealPaths(diagnostics: string): string {
  return diagnostics.replaceAll(MOVED, '');
}

/** Text to put in the place of other text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function rewritten(source: string): string {
  let result = '';
  let at = 0;
  const edits = [...editsOfAttributes(source), ...editsOfEntryFunctions(source)];
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

function editsOfAttributes(source: string): Edit[] {
  const edits: Edit[] = [];
  for (const item of scan(source).attributes) {
    let marked = false;
    for (const list of item) {
      const isOfTests = list.entries.some(({ name }) => TEST_ATTRIBUTES.includes(name));
      if (!isOfTests && !list.entries.some(isTestMode)) continue;
      const kept: string[] = [];
      for (const entry of list.entries) {
        const { name, start, end } = entry;
        if (!TEST_ATTRIBUTES.includes(name) && !isTestMode(entry)) kept.push(source.slice(start, end));
        else if (name !== 'expected_failure' && !marked) {
          marked = true;
          kept.push(MARK);
        }
      }
      const text = kept.length > 0 ? `#[${kept.join(', ')}]` : '';
      const old = source.slice(list.start, list.end);
      const lines = (part: string): number => part.split('\n').length - 1;
      edits.push({
        start: list.start,
        end: list.end,
        text: text + '\n'.repeat(Math.max(0, lines(old) - lines(text))),
      });
    }
  }
  return edits;
}

/** `public` before `entry fun`, where it has no visibility of its own. */
function editsOfEntryFunctions(source: string): Edit[] {
  const tokens = tokenize(source);
  return tokens.flatMap(({ text, start }, index) => {
    const before = tokens[index - 1]?.text;
    const isPrivateEntry =
      text === 'entry' && tokens[index + 1]?.text === 'fun' && before !== 'public' && before !== ')';
    return isPrivateEntry ? [{ start, end: start, text: 'public ' }] : [];
  });
}

/** `mode(test)`, the newer form of `test_only`. */
function isTestMode({ name, arguments: modes }: Attribute): boolean {
  return name === 'mode' && modes.some(({ text }) => text === 'test');
}

const TEST_ATTRIBUTES = ['test_only', 'test', 'random_test', 'rand_test', 'expected_failure'];
