/**
 * Files of Node as blobs that are stored and read without being in memory. Not for browsers, where a `Blob`
 * or a `File` is a source by itself.
 *
 * @example
 * await client.haulout.store({ bytes: await fileSource('film.mp4'), epochs: 3, deletable: true, signer });
 *
 * @experimental
 * @module @haulout/sdk/files
 */
export { FileError, ScratchFailed, ScratchFull, type FileErrorCode } from './errors.js';
export { fileSource, type FileSourceOptions } from './file-source.js';
export { fileVersion } from './file-version.js';
export { filesIn, folderFiles, type FolderContent, type FolderFile, type FolderOptions } from './folder.js';
export { InputTooLarge, spool, type SpooledSource, type SpoolOptions } from './spool.js';
export { fileScratch, temporaryFolder, type ScratchOptions } from './temporary-file.js';
