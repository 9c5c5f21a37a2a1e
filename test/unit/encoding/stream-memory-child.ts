/** Encodes a file of so many MiB and decodes it again, and tells how much memory that took at most. */
import { writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeStream, encodeStream } from '@haulout/sdk/encoding';
import { fileScratch, fileSource } from '@haulout/sdk/files';

const [folder, mebibytes] = [process.argv[2]!, Number(process.argv[3])];
const path = join(folder, `blob-${mebibytes}`);
const chunk = new Uint8Array(1 << 20).map((_, i) => (i * 31) >> 3);
for (let i = 0; i < mebibytes; i++) await writeFile(path, chunk.fill(i, 0, 1000), { flag: 'a' });

const scratch = fileScratch({ folder });
const blob = await encodeStream(await fileSource(path), { nShards: 100, scratch });
const decoding = await decodeStream({ ...blob, scratch });
// No systematic sliver is at hand.
for (let index = 40; index < 74; index++) await decoding.add(await blob.sliver('primary', index));
const decoded = await decoding.finish();
const end = await decoded.read(decoded.length - 10, decoded.length);
await Promise.all([decoded.close(), blob.close(), rm(path)]);
process.send!({ maxRss: process.resourceUsage().maxRSS / 1024, length: decoded.length, end: [...end] });
process.disconnect();
