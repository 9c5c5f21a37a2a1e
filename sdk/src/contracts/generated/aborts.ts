/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/

/** What one abort code of a Move module means. */
export interface AbortMeaning {
  /** The constant in the Move source. */
  readonly name: string;
  /** What the caller did and the rule, from the constant's doc comment. */
  readonly sentence: string;
}

/** Meanings by package name, module and abort code. */
export const abortTable: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, AbortMeaning>>>>>
> = {
  wal: {},
  walrus: {
    active_set: {
      '0': {
        name: 'EZeroMaxSize',
        sentence: 'A set of no nodes cannot elect anybody.',
      },
    },
    apportionment: {
      '0': {
        name: 'ENoStake',
        sentence: 'Without stake there is nobody to hold the shards.',
      },
    },
    blob: {
      '0': {
        name: 'ENotCertified',
        sentence: 'Only a certified blob can be extended.',
      },
      '1': {
        name: 'EBlobNotDeletable',
        sentence: 'The blob was registered as permanent: it cannot be deleted before its end.',
      },
      '2': {
        name: 'EResourceBounds',
        sentence:
          "The storage's period does not fit: it has to include the current epoch, and an extension has to end later than what it extends.",
      },
      '3': {
        name: 'EResourceSize',
        sentence: 'The storage is too small for the encoded blob.',
      },
      '5': {
        name: 'EAlreadyCertified',
        sentence: 'A blob is certified once.',
      },
      '6': {
        name: 'EInvalidBlobId',
        sentence:
          'The blob id is not the one of this encoding type, size and root hash, or the certificate is for another blob.',
      },
      '7': {
        name: 'EDuplicateMetadata',
        sentence: 'The blob has attributes already: replace them, or change them one by one.',
      },
      '8': {
        name: 'EMissingMetadata',
        sentence: 'The blob has no attributes.',
      },
      '9': {
        name: 'EInvalidBlobPersistenceType',
        sentence: 'A certificate for a permanent blob does not serve for a deletable one, nor the reverse.',
      },
      '10': {
        name: 'EInvalidBlobObject',
        sentence: 'The certificate is for another object with the same blob id.',
      },
    },
    bls_aggregate: {
      '0': {
        name: 'EInvalidBitmap',
        sentence:
          'The bitmap names members that the committee does not have: it is longer than one bit each, or has a bit set past the last one.',
      },
      '1': {
        name: 'ESigVerification',
        sentence: 'The signature is not that of the named signers over this message.',
      },
      '2': {
        name: 'ENotEnoughStake',
        sentence: 'The signers hold too few shards for this kind of certificate.',
      },
      '3': {
        name: 'EIncorrectCommittee',
        sentence: 'A committee member has at least one shard.',
      },
    },
    committee: {
      '0': {
        name: 'EInvalidShardAssignment',
        sentence: 'The number of shards never changes: a new committee holds as many as the one before.',
      },
      '1': {
        name: 'ENotATransition',
        sentence:
          'The one committee does not follow from the other: shards changed hands that did not have to.',
      },
    },
    deny_list: {
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'Only members of the current committee have deny lists.',
      },
      '9': {
        name: 'EIncorrectDenyListSequence',
        sentence: 'A deny list has a larger number than the one before.',
      },
      '10': {
        name: 'EIncorrectDenyListNode',
        sentence: "The quorum has agreed to another node's deny list.",
      },
    },
    encoding: {
      '0': {
        name: 'EInvalidEncodingType',
        sentence: 'There is one encoding: Red Stuff with Reed-Solomon codes, number 1.',
      },
    },
    event_blob: {
      '6': {
        name: 'EIncorrectAttestation',
        sentence: "The node's last vote of this epoch is still open.",
      },
      '7': {
        name: 'ERepeatedAttestation',
        sentence: 'The node has voted in this epoch for an event blob that ends there or later.',
      },
    },
    hand_over: {
      '0': {
        name: 'ENotAReceiver',
        sentence: 'The node is owed no shards in this epoch: it owns no more than it did before.',
      },
      '1': {
        name: 'EShardNotOwed',
        sentence: 'One of these shards is not owed to the node, or appears twice.',
      },
      '2': {
        name: 'EAlreadyReported',
        sentence: 'The node has reported already that it holds all its shards.',
      },
      '3': {
        name: 'EDeadlineNotPassed',
        sentence: 'The deadline has not passed yet.',
      },
      '4': {
        name: 'EAlreadyRecorded',
        sentence: 'It is on record already that the node missed the deadline.',
      },
      '5': {
        name: 'ENoShards',
        sentence: 'A report names at least one shard.',
      },
      '6': {
        name: 'ENoHandOver',
        sentence: 'There has been no such hand-over yet.',
      },
    },
    init: {
      '0': {
        name: 'EInvalidMigration',
        sentence: 'The shared objects have come to belong to different packages.',
      },
      '1': {
        name: 'EInvalidUpgradeCap',
        sentence: "The upgrade cap is another package's.",
      },
    },
    messages: {
      '0': {
        name: 'EIncorrectAppId',
        sentence: 'The message was signed for another application: byte 2 has to be the Walrus app id, 3.',
      },
      '1': {
        name: 'EIncorrectEpoch',
        sentence: "The message was signed in another epoch: only the committee's own epoch counts.",
      },
      '2': {
        name: 'EInvalidMsgType',
        sentence: 'The message says something else than this call needs: the type in byte 0 does not fit.',
      },
      '3': {
        name: 'EIncorrectIntentVersion',
        sentence: 'The message follows an unknown intent version: byte 1 has to be 0.',
      },
      '4': {
        name: 'EInvalidBlobPersistenceType',
        sentence: 'A blob certificate is for a permanent (0) or a deletable (1) blob, nothing else.',
      },
      '6': {
        name: 'EInvalidKeyLength',
        sentence: 'A BLS public key has 48 bytes (a compressed point of G1).',
      },
      '7': {
        name: 'EInvalidMessageLength',
        sentence: 'The message is shorter or longer than its type allows.',
      },
    },
    pending_values: {
      '0': {
        name: 'EMissingEpochValue',
        sentence: 'Nothing waits for that epoch.',
      },
      '1': {
        name: 'EReduceValueTooLarge',
        sentence: 'Less waits for that epoch than is to be taken away.',
      },
    },
    redstuff: {
      '0': {
        name: 'ENoShards',
        sentence: 'Before the first committee there are no shards, and nothing can be stored.',
      },
      '1': {
        name: 'EBlobTooLarge',
        sentence: 'The blob is too large for this number of shards: its symbols would exceed 65534 bytes.',
      },
    },
    staked_wal: {
      '0': {
        name: 'ENotWithdrawing',
        sentence: 'The owner has not asked for this stake to be freed.',
      },
      '1': {
        name: 'EMetadataMismatch',
        sentence:
          'Two stakes become one only if they back the same node since the same epoch, and are both at work or both free from the same epoch on.',
      },
      '2': {
        name: 'EInvalidAmount',
        sentence: 'Less than the whole stake can be split off.',
      },
      '6': {
        name: 'EAlreadyWithdrawing',
        sentence: 'The owner has asked for this stake to be freed already.',
      },
      '7': {
        name: 'EStakeBelowThreshold',
        sentence: 'A stake is at least 1 WAL, and so is each part of one that is split.',
      },
    },
    staking: {
      '0': {
        name: 'EInvalidMigration',
        sentence: 'Only a newer package that has been announced here can take over.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence: 'The object belongs to another version of the package: call that one.',
      },
    },
    staking_inner: {
      '0': {
        name: 'EWrongEpochState',
        sentence: 'The epoch is in another state: this step comes later, or has been taken already.',
      },
      '1': {
        name: 'EInvalidSyncEpoch',
        sentence: 'The node declares to be ready for another epoch than the current one.',
      },
      '2': {
        name: 'EDuplicateSyncDone',
        sentence: 'The node has declared to be ready for this epoch already.',
      },
      '4': {
        name: 'ENotInCommittee',
        sentence: 'The node does not serve in this epoch.',
      },
      '8': {
        name: 'EPoolNotFound',
        sentence: 'There is no storage node with this id.',
      },
      '11': {
        name: 'ETooEarly',
        sentence: 'It is too early: voting ends after half an epoch, and the epoch changes after a full one.',
      },
      '12': {
        name: 'EInvalidShardCount',
        sentence: 'The network has at least one shard.',
      },
      '13': {
        name: 'ENoCommittee',
        sentence: 'Before the first committee there is nobody to set prices.',
      },
      '14': {
        name: 'ERecentMember',
        sentence:
          'The node has served in the epoch before this one, so readers may still look for it: remove it after the next epoch change.',
      },
      '15': {
        name: 'EPoolsWaiting',
        sentence: 'Too many pools have still to be moved to the current epoch: `advance_pools` comes first.',
      },
    },
    staking_pool: {
      '3': {
        name: 'EPoolNotEmpty',
        sentence: 'Somebody still has stake with the node, or its commission has not been collected yet.',
      },
      '5': {
        name: 'EPoolAlreadyWithdrawing',
        sentence: 'The node is leaving already, or has left.',
      },
      '6': {
        name: 'EPoolIsNotActive',
        sentence: 'The node is leaving and takes no more stake.',
      },
      '9': {
        name: 'EIncorrectPoolId',
        sentence: 'The stake backs another storage node.',
      },
      '10': {
        name: 'ENotWithdrawing',
        sentence: 'The stake is at work: ask for it to be freed first.',
      },
      '11': {
        name: 'EWithdrawEpochNotReached',
        sentence: 'The stake is not free yet: wait for the epoch that was named when you asked for it.',
      },
      '13': {
        name: 'EWithdrawDirectly',
        sentence: 'Nothing holds this stake back: take it out right away.',
      },
      '14': {
        name: 'EIncorrectCommissionRate',
        sentence: 'A commission is at most 100 %, 10000 basis points.',
      },
      '15': {
        name: 'EAuthorizationFailure',
        sentence: "The right to do this is somebody else's.",
      },
      '20': {
        name: 'EPoolNotWithdrawn',
        sentence: 'The node has not left: call `set_withdrawing`, and wait for the epoch that it names.',
      },
    },
    storage_accounting: {
      '0': {
        name: 'ETooFarInFuture',
        sentence: 'Storage cannot be bought that far ahead.',
      },
    },
    storage_node: {
      '0': {
        name: 'EInvalidNetworkPublicKey',
        sentence: 'The network public key is a compressed point of P-256: 33 bytes.',
      },
      '1': {
        name: 'EInvalidNameLength',
        sentence: 'A name has at most 100 bytes.',
      },
      '2': {
        name: 'EInvalidNetworkAddressLength',
        sentence: 'A network address, host and port, has at most 259 bytes.',
      },
      '4': {
        name: 'EInvalidProofOfPossession',
        sentence:
          "The signature does not prove possession of the BLS key: it has to be over this epoch, the sender's address and this very key.",
      },
      '19': {
        name: 'EKeyAlreadySelected',
        sentence:
          'The keys of the next epoch are settled, and the node is committed to it: change the key after the epoch change.',
      },
    },
    storage_resource: {
      '0': {
        name: 'EInvalidEpoch',
        sentence: "The epoch of a split has to lie inside the resource's period, not at its ends.",
      },
      '1': {
        name: 'EIncompatibleEpochs',
        sentence: 'The periods do not fit: resources of equal period add up in size, adjacent ones in time.',
      },
      '2': {
        name: 'EIncompatibleAmount',
        sentence:
          'The sizes do not fit: no more can be split off than there is, and only resources of equal size can be joined in time.',
      },
      '3': {
        name: 'EInvalidEpochRange',
        sentence: 'A resource ends after it starts.',
      },
    },
    system: {
      '0': {
        name: 'EInvalidMigration',
        sentence: 'Only a newer package that has been announced here can take over.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence: 'The object belongs to another version of the package: call that one.',
      },
    },
    system_state_inner: {
      '0': {
        name: 'EInvalidMaxEpochsAhead',
        sentence: 'Storage can be sold for at least 1 and at most 1000 epochs ahead.',
      },
      '1': {
        name: 'EStorageExceeded',
        sentence: 'The network has not that much capacity left in one of the epochs.',
      },
      '2': {
        name: 'EInvalidEpochsAhead',
        sentence: 'The period is empty, or reaches farther than storage is sold ahead.',
      },
      '3': {
        name: 'EInvalidIdEpoch',
        sentence: 'A vote is for the current epoch.',
      },
      '4': {
        name: 'EIncorrectCommittee',
        sentence: 'The next committee has to be that of the next epoch.',
      },
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'Only members of the current committee can do this.',
      },
      '11': {
        name: 'EInvalidResourceSize',
        sentence: 'Storage of no size cannot be bought.',
      },
      '12': {
        name: 'EInvalidStartEpoch',
        sentence: 'A version of the protocol cannot begin in the past.',
      },
    },
    upgrade: {
      '0': {
        name: 'EWrongManager',
        sentence: 'The capability belongs to another deployment.',
      },
      '1': {
        name: 'ENotAuthorized',
        sentence: 'Only the one who may act for the node in matters of governance votes for it.',
      },
      '2': {
        name: 'EDuplicateVote',
        sentence: 'A node votes once for the same package.',
      },
      '3': {
        name: 'EInvalidPackageDigest',
        sentence: 'The digest of a package has 32 bytes.',
      },
      '4': {
        name: 'ENoProposalForDigest',
        sentence: 'Nobody has voted for this package.',
      },
      '5': {
        name: 'EWrongEpoch',
        sentence: 'The votes are those of an epoch before: the current committee has to vote anew.',
      },
      '6': {
        name: 'ENotEnoughVotes',
        sentence: 'Nodes with a quorum of the shards have to vote for the package.',
      },
      '7': {
        name: 'EWrongVersion',
        sentence: 'Another upgrade came first: votes are for the one that follows the package as it was.',
      },
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'Only members of the current committee vote.',
      },
    },
  },
  wal_exchange: {
    wal_exchange: {
      '0': {
        name: 'EInsufficientFundsInExchange',
        sentence: 'The exchange does not hold that much.',
      },
      '1': {
        name: 'EInsufficientInputBalance',
        sentence: 'The coin is smaller than the amount to be exchanged.',
      },
      '2': {
        name: 'EUnauthorizedAdminCap',
        sentence: 'The capability belongs to another exchange.',
      },
      '3': {
        name: 'EInvalidExchangeRate',
        sentence: 'A rate has more than nothing on both sides.',
      },
    },
  },
};
