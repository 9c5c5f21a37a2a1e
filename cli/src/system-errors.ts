/** Errors of the operating system and of the network, in words. */

/** What the codes of such errors say to a person, after the file or address that they are about. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user is not permitted to open it',
  EPERM: 'this user is not permitted to do that',
  EEXIST: 'it is there already',
  EROFS: 'it is on a disk that cannot be written to',
  EISDIR: 'it is a folder and not a file',
  ENOTDIR: 'a part of this path is a file and not a folder',
  ENOSPC: 'no space is left on the disk',
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'it is not an address of this machine',
  ECONNREFUSED: 'the connection was refused: no program listens there',
  ECONNRESET: 'the other side closed the connection',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to this network',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of this host cannot be looked up now',
  ETIMEDOUT: 'the other side did not answer in time',
};

/**
 * An error of the system in words, with the file or address that it is about; undefined for any other error.
 */
export function ofSystem(error: unknown): string | undefined {
  const { code = '', syscall, path, hostname, address, port, errors } = error as SystemError;
  // A name with several addresses fails with one error for each.
  if (Array.isArray(errors) && errors.length > 0) return ofSystem(errors[0]);
  const words = WORDS[code];
  if (words === undefined || syscall === undefined) return undefined;
  const endpoint = address === undefined ? hostname : `${address}:${port}`;
  return `${path ?? endpoint ?? syscall}: ${words} (${code})`;
}

/** The fields of Node's errors that say what they are about. */
interface SystemError extends NodeJS.ErrnoException {
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
  readonly errors?: readonly unknown[];
}
