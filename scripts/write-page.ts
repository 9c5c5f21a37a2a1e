/** Puts what a script has found into a document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes between the comment `<!-- NAME -->` and the next `<!-- end -->` of a page. */
export function writePage(path: string, name: string, found: string): void {
  const page = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- end -->`];
  const text = readFileSync(page, 'utf8');
  const mark = text.indexOf(begin);
  const to = text.indexOf(end, mark);
  if (mark < 0 || to < 0) throw new Error(`${page} has no comments '<!-- ${name} -->' and '<!-- end -->'`);
  writeFileSync(page, `${text.slice(0, mark + begin.length)}\n${found}\n${text.slice(to)}`);
}
