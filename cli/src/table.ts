/** Tables for people: columns as wide as they must be, a bold header when a terminal shows it. */

/** A column: its header, and whether it is aligned to the right, as numbers are. */
export interface Column {
  readonly header: string;
  readonly right?: boolean;
}

/** The rows under their headers, one line each, without a line break at the end. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colours: boolean,
): string {
  const widths = columns.map(({ header }, index) =>
    Math.max(header.length, ...rows.map((row) => row[index]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) =>
        columns[index]!.right ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  const header = line(columns.map((column) => column.header));
  return [colours ? `\u001b[1m${header}\u001b[22m` : header, ...rows.map(line)].join('\n');
}

/** Facts, one a line, their names in a column. */
export function facts(pairs: readonly (readonly [name: string, value: string])[], colours: boolean): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => {
      const padded = name.padEnd(width);
      return `${colours ? `\u001b[2m${padded}\u001b[22m` : padded}  ${value}`;
    })
    .join('\n');
}

/** Whether standard output shows colours: it is a terminal, and nobody asked for none (https://no-color.org). */
export function inColour(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'];
}
