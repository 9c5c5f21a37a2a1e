import { fromBase64 } from '@mysten/bcs';
import { concatenate } from '../../base/bytes.js';

/**
 * Compiles the core, which the build has compiled from `sdk/assembly` and deflated into `module.ts`: pages
 * load that script when they need it first.
 *
 * @throws where that is not possible or not allowed
 */
export async function compileCore(): Promise<WebAssembly.Module> {
  const { CORE } = await import('./module.js');
  const binary = await inflate(fromBase64(CORE) as Uint8Array<ArrayBuffer>);
  return WebAssembly.compile(binary as Uint8Array<ArrayBuffer>);
}

async function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const [chunks] = await Promise.all([allOf(readable), writer.write(deflated), writer.close()]);
  return concatenate(chunks);
}

async function allOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
  return chunks;
}
