/** Asking the running node, through the socket in its folder. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HauloutError } from '@haulout/sdk/base';
import { printable } from '../blobs/text.js';
import type { EndedScrubPass, ScrubPass, ScrubReport } from '@haulout/node';
import type { ControlLine, ControlRequest } from './control.js';

/** The running node has not answered, not to the end, or not as a node does. */
class NodeControlError extends HauloutError<'REFUSED' | 'BROKEN_OFF' | 'MALFORMED_ANSWER'> {
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
 * @throws the system's error when the socket cannot be opened; the lines throw NodeControlError, also when
 *   the last one is not there
 */
export async function askNode(
  file: string,
  request: ControlRequest,
): Promise<AsyncIterable<ControlLine> | undefined> {
  const socket = await connected(file);
  socket?.setEncoding('utf8').write(`${request}\n`);
  return socket && wholeAnswer(linesOf(whatComes(socket, file), file), { file, request });
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

/** Throws NodeControlError BROKEN_OFF for lines of which the last one is missing. */
async function* wholeAnswer(
  lines: AsyncIterable<ControlLine>,
  { file, request }: { readonly file: string; readonly request: ControlRequest },
): AsyncGenerator<ControlLine> {
  let isWhole = false;
  for await (const line of lines) {
    isWhole = request === 'scrub-report' || 'ended' in line;
    yield line;
  }
  if (!isWhole) throw brokenOff(file);
}

function brokenOff(file: string, cause?: unknown): NodeControlError {
  return new NodeControlError({
    code: 'BROKEN_OFF',
    message: 'the running node has hung up before it had answered',
    values: { file },
    advice: 'Look in its log for whether it was stopped; it takes eight commands at one time',
    cause,
  });
}

/** What comes over a socket. Throws NodeControlError BROKEN_OFF when that is reset. */
async function* whatComes(socket: Socket, file: string): AsyncGenerator<string> {
  try {
    for await (const chunk of socket) yield chunk as string;
  } catch (error) {
    throw brokenOff(file, error);
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
  let line: Partial<{ report: unknown; ended: unknown; error: unknown }> | null;
  try {
    line = JSON.parse(text) as typeof line;
  } catch (cause) {
    throw malformed(file, cause);
  }
  const { report, ended, error } = line ?? {};
  if (isReport(report)) return { report };
  if (isEnded(ended)) return { ended };
  if (typeof error !== 'string') throw malformed(file);
  throw new NodeControlError({
    code: 'REFUSED',
    message: `the running node says: ${printable(error)}`,
    values: { file },
  });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function isPass(value: unknown): value is ScrubPass {
  const { entries, bytes, rotten, unread, beganMs } = (value ?? {}) as Partial<ScrubPass>;
  return [entries, bytes, rotten, unread, beganMs].every(isCount);
}

function isEnded(value: unknown): value is EndedScrubPass {
  return isPass(value) && isCount((value as Partial<EndedScrubPass>).endedMs);
}

function isReport(value: unknown): value is ScrubReport {
  const { pass, last, storedBytes } = (value ?? {}) as Partial<ScrubReport>;
  return (
    isCount(storedBytes) && (pass === undefined || isPass(pass)) && (last === undefined || isEnded(last))
  );
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
