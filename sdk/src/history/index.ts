/**
 * What happened, and by whose word: the events of both packages as a story of a blob, a node or an epoch, in
 * which every signature, proof, verdict and penalty is checked again; and stories as documents that anybody
 * can check without a chain.
 *
 * @example
 * const story = await readStory({ client, contracts, about: { kind: 'blob', blobId } });
 * const { happenings } = await verifyStory(story); // throws where something does not hold
 * for (const { kind, epoch, basis } of happenings) console.log(epoch, kind, basis.kind);
 * await writeFile('story.json', writeStory(story)); // for somebody who trusts neither you nor your full node
 *
 * @experimental
 * @module @haulout/sdk/history
 */
export { type Basis, type Signer } from './basis.js';
export {
  MAX_STORY_CHARACTERS,
  MAX_STORY_EVENTS,
  parseStory,
  writeStory,
  type StoryCommittee,
} from './document.js';
export { HistoryError, type HistoryErrorCode } from './errors.js';
export {
  type EventPlace,
  type FieldsOf,
  type HistoryEvent,
  type HistoryEventName,
  type HistoryPackages,
  type RawHistoryEvent,
  type Said,
} from './event.js';
export { readStory, type HistoryContracts, type HistoryOptions } from './read-history.js';
export { type Story, type StoryEnd } from './story.js';
export { type Subject } from './subject.js';
export {
  verifyStory,
  type Happening,
  type RestsOn,
  type VerifiedStory,
  type VerifyOptions,
} from './verify-story.js';
