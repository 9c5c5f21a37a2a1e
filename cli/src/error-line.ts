/** How a command says that it failed: one line for people, or an object for machines, with the error's stable code where it has one. */
export function errorLine(error: unknown, json: boolean): string {
  const message = lineOf(error);
  if (!json) return `haulout: ${message}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return JSON.stringify({ kind: 'error', code: typeof code === 'string' ? code : undefined, message });
}

/** One line says what failed, and what was behind it; the way there only when asked for. */
function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const system = ofSystem(error);
  if (system !== undefined) return system;
  const line = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  const { cause } = error;
  const says = cause instanceof Error && !line.includes(cause.message);
  return says ? `${line} (${lineOf(cause)})` : line;
}

/** What the system's error codes say to a person. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'not permitted to open',
  EPERM: 'not permitted',
  EROFS: 'cannot be written to',
  EISDIR: 'is a folder and not a file',
  ENOTDIR: 'is a file and not a folder',
  ENOSPC: 'no space is left on the disk',
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'not an address of this machine',
};

/** An error of the system in words, with the file or address that it is about. */
function ofSystem(error: NodeJS.ErrnoException): string | undefined {
  const words = SYSTEM[error.code ?? ''];
  if (words === undefined || error.syscall === undefined) return undefined;
  const { address, port } = error as { address?: string; port?: number };
  const what = error.path ?? (address === undefined ? error.syscall : `${address}:${port}`);
  return `${what}: ${words} (${error.code})`;
}
