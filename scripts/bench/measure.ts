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

/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
