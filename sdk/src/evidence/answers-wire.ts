/**
 * Answers as bytes: BCS of a vector with an option for each sample. Paths are vectors of 32 bytes each,
 * symbols vectors of bytes. How long all of it can be follows from the samples, so a receiver bounds it
 * before it reads.
 */
import { bcs } from '@mysten/bcs';
import { boundedVector, parseExactly } from '../base/bcs-reader.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { blobLayout } from '../encoding/layout.js';
import { merkleDepth } from '../encoding/merkle.js';
import { answerCount, type Answer, type Answers } from './answers.js';
import { EvidenceError } from './errors.js';
import type { Round } from './round.js';
import type { Sample } from './samples.js';

/** Longest path of any tree here: those of answers have at most 2^25 leaves. */
const MAX_DEPTH = 25;
/** Bytes of the length of a vector, at most: four for what is shorter than 2^28. */
const LENGTH_BYTES = 4;

const Path = boundedVector(bcs.bytes(DIGEST_BYTES), MAX_DEPTH);
const Cell = bcs.struct('SentCell', { symbol: bcs.byteVector(), path: Path });
const AnswerBytes = bcs.struct('Answer', {
  own: Cell,
  drawn: Cell,
  otherHash: bcs.bytes(DIGEST_BYTES),
  pairPath: Path,
  answerPath: Path,
});
const answersOf = (count: number) => boundedVector(bcs.option(AnswerBytes), count);

/** BCS of answers. */
export function serializeAnswers(answers: Answers): Uint8Array {
  const size = answers.reduce(
    (sum, answer) => sum + (answer === undefined ? 1 : sizeOf(answer)),
    LENGTH_BYTES,
  );
  const values = answers.map((answer) => answer ?? null);
  return answersOf(answers.length).serialize(values, { initialSize: size }).toBytes();
}

/**
 * Answers from BCS. Says nothing about their truth: see `verifyAnswers`.
 *
 * @param samples those of the node that answers
 * @returns as many answers as samples; byte arrays in them are views of `bytes`
 * @throws MalformedBytes
 * @throws EvidenceError `INVALID_ANSWERS` when there are fewer answers than samples
 */
export function parseAnswers(bytes: Uint8Array, round: Round, samples: readonly Sample[]): Answers {
  const answers = parseExactly(answersOf(samples.length), bytes, maxAnswersBytes(round, samples));
  if (answers.length !== samples.length) {
    throw new EvidenceError('INVALID_ANSWERS', `${answers.length} answers to ${samples.length} samples`, {
      answers: answers.length,
      samples: samples.length,
    });
  }
  return answers.map((answer) => answer ?? undefined);
}

/** Most bytes that answers to these samples can have; for bounding a body before reading it. */
export function maxAnswersBytes(round: Round, samples: readonly Sample[]): number {
  const { nShards } = round;
  const path = LENGTH_BYTES + merkleDepth(nShards) * DIGEST_BYTES;
  const answerPath = LENGTH_BYTES + merkleDepth(answerCount(round)) * DIGEST_BYTES;
  return samples.reduce((sum, { blob }) => {
    const { symbolSize } = blobLayout(nShards, blob.unencodedLength);
    return sum + 1 + 2 * (LENGTH_BYTES + symbolSize + path) + DIGEST_BYTES + path + answerPath;
  }, LENGTH_BYTES);
}

function sizeOf({ own, drawn, pairPath, answerPath }: Answer): number {
  const hashes = own.path.length + drawn.path.length + pairPath.length + answerPath.length + 1;
  return 1 + own.symbol.length + drawn.symbol.length + hashes * DIGEST_BYTES + 6 * LENGTH_BYTES;
}
