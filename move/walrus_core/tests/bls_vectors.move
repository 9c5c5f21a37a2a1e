// SPDX-License-Identifier: Apache-2.0

/// BLS12-381 keys and signatures made outside of Move. Written by scripts/gen-bls-vectors.ts.
#[test_only]
module walrus_core::bls_vectors;

/// The epoch of all messages.
public fun epoch(): u32 { 5 }

/// The owner in the proofs of possession.
public fun owner(): address { @0x000000000000000000000000000000000000000000000000000000000000000a }

/// The shards of the members.
public fun weights(): vector<u16> { vector[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }

/// The public keys of the members, and after them a stranger's.
public fun public_keys(): vector<vector<u8>> {
    vector[
        x"881d505788c65a433f03dbab0bbb3b5a03c5206d5f8c74f5a0adc30dac3270a59a089acab4a81361d7436e3e16e5f3c5",
        x"98b243a2127a762895bd523303e4356b248b09260fe685e400092f06f0d5fda0b3a846e4dc165e78874af2eb0e9c561b",
        x"86cb235db85993fb7677f15ce266b90b04ff26e91ed935f5af4ca1795351966c8070edd56a6583401cec98ec89683672",
        x"b256353c3e2621342d5bfb37e42112620deb67395dd9d8c5b16337c1bfdc31e46b9f10e408e745435b72f6433b79fc44",
        x"8a27f564376156261f550ccd9a6daf406bc7b5d5e7ae2574222557f0783d6e507ac1436f2868f519ee3d1fffd88d80f6",
        x"a9b7e223c7cd7308aafa3599cd116fdf0353f76833f266e0291292b9ce4655224c5a003ca5a4dc7ade7190556c2bbb6a",
        x"8f1565f2467260b1577adf0a2688f02c6a065f12cd6bc6729c842fd836407016b933cb6f1782cec911bea714eb488be5",
        x"8fbfa216347610fc9a07472c1444fb2ec666b904ddcc88f7c73c6ccc0e4084eb3415be89819cf567191f54b00597aea9",
        x"b9d3e027275ec3c99a190bac3d51b409212ce3475b43ef0a64bac4e666c4ba0fbd13ae928427cb1c58ad8dc248a56a8c",
        x"b0fa92e5fce60f32635353a4e916e86d9ac89ad910ecdee8e7d23a15dfa7bd50e5b39cf4649ca3e4848fad22c1aa3086",
        x"90954f74d3cd55f15a1d95a9c042dea79fe77494b38a0983e89114a99174a8d43c55f16a52c0cc55b9c6b767fd5ed18e",
    ]
}

/// A certificate of a permanent blob.
public fun message(): vector<u8> {
    x"01000305000000201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100"
}

/// Members 2 to 9 of ten.
public fun bitmap(): vector<u8> { x"fc03" }

/// Their aggregate signature over the message.
public fun signature(): vector<u8> {
    x"836edcafd6f80372b6e44ade7647043ccd8aff2d813069a37c54b79be7688bbf628f5167ee5a4e344f845b8fbd403450072d3736e9ed055b07b690e7925ff09577b754e6e3b50337da4347c7d0af5377885d046ace47d477a768c8a6c2fe5aa3"
}

/// The signature of all ten members over the message.
public fun all_signature(): vector<u8> {
    x"a274aad9abef72b6662ab8dfd545e403a7eee05b41831ef8778c7f04005c0d38c9d2783e513ac137331bfe54b2da4aaa0caa0d37be1892f018e98421a2b90fcfb82952cceb1426654c97e679c7b49c8027ddf5af1576a7118744727b89b42f25"
}

/// The same with a stranger instead of member 9.
public fun with_outsider(): vector<u8> {
    x"ae37a1e109e96d86a78f9c3e0fdddb3b2c0f95d748d332aa55e30265ea93bf95d958d604e6a821a9a0f690a4b2da1b1e131effb751602517bae3406885f763869a8d22404c88d71d947fe6eb24ec39a96164bb2a3cd0714d63570a41c9e9554e"
}

/// The same with a stranger added.
public fun and_outsider(): vector<u8> {
    x"8ee15e3e954f1dd4b89659de5c78eebe97c67a264e9f64ce37455993f1c3a2eb66f13a409ed56c75382e814ee4c402060501ee0453e3f1f37f256417c55def516720fffdc0994aa5487c8c14177561ecbf5370c82414b1ff4f4e67111fe62708"
}

/// The same with member 9 counted twice.
public fun repeated(): vector<u8> {
    x"99566907fa5f3b51d372465a18acd912ccaf067e6e6c186321874988c4868d65614d9420871c86db8d688aac7fd16f5e108b3555add2e038014a2099fb2dc2c5e14407d8b8da68a68443d3eb487171ee3865ea16c49198172491278a09086b17"
}

/// The same without member 9.
public fun one_missing(): vector<u8> {
    x"83896ae848d5a469e1d251cd446a2692b175b0bf678ca21b7031145c4f90b94a29c6c47f14746d67a0675f7822b718b4089c4e031f76f61112d4d3c0fd15439cd1a48cbb33b066d22bca64a759daa8b3081fec391d81a0f5eb8ce540dff78fc0"
}

/// Their signature over the message with another blob id.
public fun other_message(): vector<u8> {
    x"ab72fc6c87cf0de6e7d9ae4bbeeeff106a8a1c652aa87c9151703ec96e97b07c55aec6abcb4420f1d852ff0eba935a9e07bfa1ceb18da4015fde1cdbc145d03f9ba1226d092f5b6f11fa29bf3f0c14c4337933747162d2d674bc0d003f4cba47"
}

/// Proof that the owner knows the first secret key.
public fun proof(): vector<u8> {
    x"8d166f573d41f4b94b2ce8bec85c510c22a33d66e4acab7ef4245004e7ef2538e00b9620d577f83dc7255c148d55923f190116451047e555948e458f3ff7af94496e0ecb9dfc2ecbdfc4186b8c067220ebcccdb4aea5b5cdf662e330aa4825aa"
}

/// The same, signed with the second secret key.
public fun proof_by_other_key(): vector<u8> {
    x"961743bb97c71953e3061db427ca4cf399879bb1ad36592b4a706321afbe735d5fbecb2601187f5a8d2ee3878e2060bc0e2dbd2951b205bd5d839e3414a172553db1fbd95de006da8babdad46e08c81b90907f095422c359b1277c33491969e5"
}

/// The same for another address.
public fun proof_by_other_owner(): vector<u8> {
    x"b244e151c49f4cd697dd014213e75c974ea3dc1f38ae6c3663097f38cd43d284aa786ebf1a7d423c50feb6d303b16aca0ad888278e62a79ea3bee9716bad4d42552462a1ab6634aec798cabbbf1f2fe8039fa342b0b7f547adebeb3239410136"
}
