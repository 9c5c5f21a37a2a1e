/** The text below the help of a command: command lines that work, once names in capitals are replaced. */
export function examples(...lines: readonly string[]): string {
  const title = lines.length === 1 ? 'Example:' : 'Examples:';
  return ['', title, ...lines.map((line) => `  ${line}`)].join('\n');
}
