/** A measured action: the best of several runs, in milliseconds. */
export interface Measured {
  readonly what: string;
  readonly ms: number;
}

/** Runs an action until it has run `runs` times and gives the fastest: the others were disturbed. */
export async function best(what: string, action: () => unknown, runs = 3): Promise<Measured> {
  let ms = Infinity;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await action();
    ms = Math.min(ms, performance.now() - started);
  }
  return { what, ms };
}

/** The middle one of some values, at least one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** A number for people, with thousands separators. */
export function number(value: number | bigint): string {
  return value.toLocaleString('en-US');
}

/** A Markdown table, its columns as wide as the widest cell: the form that the formatter keeps. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => {
    return Math.max(3, ...[header, ...rows].map((cells) => cells[column]!.length));
  });
  const line = (cells: readonly string[]) => {
    return `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  };
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
