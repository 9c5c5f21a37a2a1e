/** Asking the running node, through the socket in its folder. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HauloutError } from '@haulout/sdk/base';
import type { ControlLine, ControlRequest } from './control.js';

/** The running node has not answered, or not as a node does. */
class NodeControlError extends HauloutError<'REFUSED' | 'MALFORMED_ANSWER'> {
  override readonly name: string = 'NodeControlError';
}

/** Longest line. */
const MAX_LINE = 4_096;
/** Codes of a socket at which nobody listens. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED']);

/**
 * The lines of the running node's answer; undefined when no node runs on the folder.
 *
 * @param file the socket
 * @throws the system's error when the socket cannot be opened
 */
export async function askNode(
  file: string,
  request: ControlRequest,
): Promise<AsyncIterable<ControlLine> | undefined> {
  const socket = await connected(file);
  socket?.setEncoding('utf8').write(`${request}\n`);
  return socket && linesOf(socket, file);
}

/** Whether a node runs on the folder of a socket. */
export async function isRunning(file: string): Promise<boolean> {
  const socket = await connected(file);
  socket?.destroy();
  return socket !== undefined;
}

/** A connection to the running node; undefined when there is none. */
async function connected(file: string): Promise<Socket | undefined> {
  const socket = connect(file);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    socket.destroy();
    if (NOBODY.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}

/** Throws NodeControlError. */
async function* linesOf(chunks: AsyncIterable<string>, file: string): AsyncGenerator<ControlLine> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop()!;
    if (text.length > MAX_LINE) throw malformed(file);
    for (const line of lines) yield parsed(line, file);
  }
}

function parsed(text: string, file: string): ControlLine {
  let line: ControlLine;
  try {
    line = JSON.parse(text) as ControlLine;
  } catch (cause) {
    throw malformed(file, cause);
  }
  if (typeof line !== 'object' || line === null) throw malformed(file);
  if (!('error' in line)) return line;
  throw new NodeControlError({
    code: 'REFUSED',
    message: `the running node says: ${String(line.error)}`,
    values: { file },
  });
}

function malformed(file: string, cause?: unknown): NodeControlError {
  return new NodeControlError({
    code: 'MALFORMED_ANSWER',
    message: `what listens at ${file} does not answer as a node does`,
    values: { file },
    advice: 'Run this command with the same version of haulout as the node',
    cause,
  });
}
