/** R16: faulty members keep nobody from being vouched for. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { pino } from 'pino';
import { Transaction } from '@mysten/sui/transactions';
import { generateSecretKey, publicKeyOf, signMessage } from '@haulout/sdk/certificate';
import { serializeEvidenceMessage, type Passed } from '@haulout/sdk/evidence';
import { NodeFault, type StorageNetwork } from '@haulout/sdk/nodes';
import { Gathering } from '../../../node/src/challenges/gathering.js';
import type { RoundNow } from '../../../node/src/challenges/round-now.js';
import type { Statements } from '../../../node/src/challenges/statements.js';

const id = (index: number) => `0x${String(index + 1).padStart(64, '0')}`;
/** Whom each of seven members vouches for. The last two are faulty: 5 has answered to three only, 6 to none. */
const VOUCHED = [6, 6, 6, 5, 5, 7, 7].map((count) => [...Array(count).keys()]);
const FAULTY = [5, 6];

describe('R16: who vouches for whom, brought together', () => {
  it('R16: counts though faulty members say that they vouch, and do not sign it with the others', async () => {
    const keys = VOUCHED.map(() => generateSecretKey());
    const passedMessage = (_: unknown, nodes: readonly number[]): Passed => {
      return { type: 'passed', epoch: 3, evidenceId: id(99), round: 1, nodes };
    };
    const signed = (position: number, nodes: readonly number[]) => {
      const message = serializeEvidenceMessage(passedMessage(undefined, nodes));
      return { message, signature: signMessage(keys[position]!, message) };
    };
    const positionAt = (url: string) => Number(url.slice(7));
    const network = {
      settings: { requestMs: 1000, bytesPerMs: 1000 },
      nodes: {
        getChallengeVouched: async ({ nodeUrl }: { nodeUrl: string }) =>
          signed(positionAt(nodeUrl), VOUCHED[positionAt(nodeUrl)]!),
        async getChallengePassed({ nodeUrl }: { nodeUrl: string }, { nodes }: { nodes: readonly number[] }) {
          const position = positionAt(nodeUrl);
          if (!FAULTY.includes(position)) return signed(position, nodes);
          throw new NodeFault('refused', 'no', { nodeUrl, path: '/' });
        },
      },
    } as unknown as StorageNetwork;
    const members = VOUCHED.map((_, index) => ({
      ...{ nodeId: id(index), shards: [index], root: new Uint8Array(32), vouchers: [] },
      ...{ isExempt: false, verdict: undefined, accusations: 0 },
    }));
    const now = {
      round: { number: 1, members },
      evidence: { nowMs: 800, stepMs: 1 },
      times: { answerUntilMs: 0, deadlineMs: 1000 },
      committee: { nodes: members.map(({ nodeId }, index) => ({ nodeId, url: `http://${index}` })) },
      signers: {
        ...{ epoch: 3, nShards: 7 },
        members: keys.map((key, index) => ({ nodeId: id(index), weight: 1, publicKey: publicKeyOf(key) })),
      },
      position: 0,
    } as unknown as RoundNow;
    const statements = {
      passedMessage,
      passed: async (_: unknown, nodes = VOUCHED[0]!) => signed(0, nodes),
    } as unknown as Statements;
    let posted = new Transaction();
    const gathering = new Gathering({
      ...{ statements, network, logger: pino({ level: 'silent' }) },
      post: async (_, build) =>
        build(posted, {
          ...{ packageId: id(50), systemObjectId: id(51), stakingObjectId: id(52) },
          ...{ evidencePackageId: id(53), evidenceObjectId: id(54), recordsObjectId: id(55) },
        }),
    });
    const statementsAt = async (nowMs: number) => {
      posted = new Transaction();
      const then = { ...now, evidence: { ...now.evidence, nowMs } };
      assert.ok(await gathering.passed(then, new AbortController().signal));
      return posted.getData().commands.filter(({ MoveCall }) => MoveCall?.function === 'add_passed').length;
    };
    assert.equal(await statementsAt(800), 3);
    // At last a member brings its own word, and no other with which it could fail.
    assert.equal(await statementsAt(900), 1);
  });
});
