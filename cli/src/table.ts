/** Tables and lists of facts for people, for terminals of 80 columns. */

/** Columns of a terminal that nobody has made wider. */
export const TERMINAL_WIDTH = 80;
/** Before what belongs to the line above. */
const INDENT = '  ';

/** A column: its header, and whether it is aligned to the right, as numbers are. */
export interface Column {
  readonly header: string;
  readonly right?: boolean;
}

/** A row: its cells, and lines below them for what is too long for a cell, such as an object id. */
export interface Row {
  readonly cells: readonly string[];
  readonly below?: string | readonly string[];
}

/** The rows under their headers, without a line break at the end. */
export function table(columns: readonly Column[], rows: readonly Row[], colours: boolean): string {
  const widths = columns.map(({ header }, index) =>
    Math.max(header.length, ...rows.map(({ cells }) => cells[index]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) =>
        columns[index]!.right ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  const header = line(columns.map((column) => column.header));
  const body = rows.flatMap(({ cells, below }) => [
    line(cells),
    ...[below ?? []].flat().map((text) => `${INDENT}${text}`),
  ]);
  return [colours ? `\u001b[1m${header}\u001b[22m` : header, ...body].join('\n');
}

/** Parts of a sentence on the fewest lines below a row, with commas between them; none is wider. */
export function joined(parts: readonly string[]): string[] {
  // A comma may follow at the end of a line.
  const room = TERMINAL_WIDTH - INDENT.length - 1;
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.pop();
    if (line === undefined) lines.push(part);
    else if (`${line}, ${part}`.length <= room) lines.push(`${line}, ${part}`);
    else lines.push(`${line},`, part);
  }
  return lines.flatMap((line) => wrapped(line, INDENT.length));
}

/** A text on lines that leave room for an indent; a word that is longer stands on a line of its own. */
export function wrapped(text: string, indent: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= TERMINAL_WIDTH - indent)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A fact: its name, and what is so. */
export type Fact = readonly [name: string, value: string];

/**
 * Facts, one a line, their names in a column. A value that fits only without its name beside it goes below.
 */
export function facts(pairs: readonly Fact[], colours: boolean): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  const room = TERMINAL_WIDTH - width - INDENT.length;
  return pairs
    .map(([name, value]) => {
      const goesBelow = value.length > room && value.length <= TERMINAL_WIDTH - INDENT.length;
      const shown = goesBelow ? name : name.padEnd(width);
      const separator = goesBelow ? `\n${INDENT}` : INDENT;
      return `${colours ? `\u001b[2m${shown}\u001b[22m` : shown}${separator}${value}`;
    })
    .join('\n');
}

/**
 * Whether standard output shows colours: it is a terminal, and nobody asked for none (https://no-color.org).
 */
export function inColour(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'];
}
