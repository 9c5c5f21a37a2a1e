// SPDX-License-Identifier: Apache-2.0

/// Openings made by the SDK. Written by scripts/gen-proof-vectors.ts.
#[test_only]
module evidence::proof_vectors;

use evidence::opening::{Self, Opening};

/// One cell with two contents.
/// Blob id, size, row, column, the cell along its row and its column.
public fun conflict_10(): (u256, u64, u16, u16, Opening, Opening) {
    (
        109834605674312533080260181006580539626349708919501677220819894620836556895287,
        500,
        3,
        8,
        opening::new(
            @0x5a6661065fe6f6039f11a901ea5925833a3f23b6299dcb82329518cd658266b7,
            vector[
                @0x9020bc51e990cc78e640a18b02fbf2a60759290f5505be3cf8008145f41cad3d,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0xec34c64da974d15159a73030391aeb311ecd9109dfe2520057b21ea7eb6fbfe9,
            ],
            @0x7dec4d811902c3062d6d83a5950b500afab92521663be95680861285782586ea,
            vector[
                @0xb66972e08ce35e024a02854f06cd92869496f1b175003e1876620b1019eea862,
                @0xffa850a3c93c2005955e8eaba9f0f88aa45595b59bfc366e925e3834b7d69ac0,
                @0xca7c6c29c497737dc78351445610360a09aa5231b465590602d1e4e1adb52314,
                @0x1b8422540d9d5b83e4142de89a766aba869793afc401a094a88b6a82f1596ffc,
            ],
        ),
        opening::new(
            @0x9103d460eafcf66df3b33b24a660de2b351465ccf6ceb97df214eb7714def0e7,
            vector[
                @0xb86e162c2455657dae25206a26fa2590bd8bf733d519679bf9ec892faaffa299,
                @0x1c485d18604371206961d75b9ee3579eca7e527f2dde42f2467f5a36022dd248,
                @0x1abf7c83370de1df29455428cdc73ac0d7fb451ea3bb91c341ff6a33f0683834,
                @0x61dadc9f6af1c2ef6cacad92d10eddefe8c021d6a3afde814cfc3b3de0af158e,
            ],
            @0x55562e7a8fa2591c61f67a31f90573e3f8b90d5744ba6bc683ddedc21585e39e,
            vector[
                @0x77589f937310e60d22cae8f8b549b8cc9a9da538d2932b83c400633ef8d9bdda,
                @0x05164bf07977c48bdeae27b0c522d98749ffa2607f036120cc732b17ff9005b4,
                @0xca7c6c29c497737dc78351445610360a09aa5231b465590602d1e4e1adb52314,
                @0x1b8422540d9d5b83e4142de89a766aba869793afc401a094a88b6a82f1596ffc,
            ],
        ),
    )
}

/// One cell with two contents.
/// Blob id, size, row, column, the cell along its row and its column.
public fun conflict_100(): (u256, u64, u16, u16, Opening, Opening) {
    (
        107575065260671662291478632858952047470918507161089983668704951863607635253165,
        500,
        3,
        98,
        opening::new(
            @0x69be5c3383eecf211561de3d697cc15808847c0fda6ee6e775372aae0d5fb8d0,
            vector[
                @0xe8b0887f332c879c45a27dfd130e85a8d4534ede424399d5bfda20e7ee539659,
                @0xf1e017868a02d1a0303ee0b87bf0f91fdabf294450873932ba06a72328ccb915,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x5a7dcfbd2349cddfef3c7c8396967ce6828c9f77af830eb75e55047ac695ba49,
                @0xfa111c382534e656cb3f9495339153df4cdb99ff38166cdf28f165af0de0ed7e,
            ],
            @0x1cf1f5d9c2ceda0a239f2369af72ca7695f45a42e2fe134cdddfb8210f4aeca7,
            vector[
                @0x135ceb10eb179cc27f765f285670fff9773cc930babfecc4ee0ae7059145bc8c,
                @0xd17b6537aab32f49181ae0aa3ef88c58f122543f11465f06782459c47d06625a,
                @0xaf9a9c7a8b3892b3fb1ee45358754e6753d46c672af68411db100e4064d6da72,
                @0x6a98736dc2ecccc808e26628d40218097780dcf97e8c1a897407ace5f88d6c6b,
                @0xd2e01dead2cfcfd43e2345d04eb921f6f27eecaee62c5c3cdf07dc9afdce45ea,
                @0xec21455a7e6eb23dabb01b83496fbd7e0c5bdd7e98bd00498836bad46f9da33c,
                @0x666b7258dd228866d7a3c0e319b0f2e1dafe3b6fac5566b939731f80a9e37cc5,
            ],
        ),
        opening::new(
            @0xe89ca3c89cd7fc928dbb22cc8459c3b1d54e7f40fe753cb1b65d0462215d0e7f,
            vector[
                @0x04ed2619d1caab73b10b1176635b8b6f5f3941e6eb2b8d0e4c88192b6d4aa550,
                @0xa5647cbbc8db1bc77ce57dd5af993478be20f7a6ec551b0000c1c447d7794271,
                @0x13074e96471909b77d6fcc0f3c34b4a9ddae340306af0213e5e31d08d4158b86,
                @0x0388141a02500ca4d486d8b5925cf84a346d20d1e2772a369b16c5cd0457c6be,
                @0xb23434ab2e0dcc7d3a1deeef12fc8d2916d022535d91d8df5bde70205cd61468,
                @0xb6910da42aafd8d52cec2dc4161fc9f14303683a2177cb01c7883f00259b02f8,
                @0xa6f390beda34ea541d3385d63b17dd3423629b65a0d72fa16e30e5a3c58d357b,
            ],
            @0x0fbf45fbe0eba5036b8e1079afa4cac85837621c37fa0db6d716a6cfdf20a7ac,
            vector[
                @0xe63e90d212f975649f096e40b2e6cc826dee209d5c5f14d8c507828e9298f244,
                @0x4f81e4de493fd01c19bb2a46ab4340573b80f93f4a658835fefc178cb1e410c4,
                @0xaf9a9c7a8b3892b3fb1ee45358754e6753d46c672af68411db100e4064d6da72,
                @0x6a98736dc2ecccc808e26628d40218097780dcf97e8c1a897407ace5f88d6c6b,
                @0xd2e01dead2cfcfd43e2345d04eb921f6f27eecaee62c5c3cdf07dc9afdce45ea,
                @0xec21455a7e6eb23dabb01b83496fbd7e0c5bdd7e98bd00498836bad46f9da33c,
                @0x666b7258dd228866d7a3c0e319b0f2e1dafe3b6fac5566b939731f80a9e37cc5,
            ],
        ),
    )
}

/// One cell with two contents.
/// Blob id, size, row, column, the cell along its row and its column.
public fun conflict_1000(): (u256, u64, u16, u16, Opening, Opening) {
    (
        16844327791857186977150852769176114444563715460317843415972938130331277532605,
        500,
        3,
        998,
        opening::new(
            @0x68b18b1a55e36dc869cd435b02a6347ea0e1bacf203f40a9799e6fce9ecd7eaa,
            vector[
                @0xceb9222dcbd1ea395b265d8a8c6afd29a7583e9096c4af3e50bd86a2f7c75520,
                @0x5bea570a899936ad582345d59751881b204540b0d0d0cd08f24902a9a299b38c,
                @0x9b6da39a42e9f1fadb46c23d3f392bad5365e550d60b387f466cda171908aa9a,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x8034f2689be2603a14c651dd14c4fb646b52d3b1b4747b49d36a6c1d5bb54e05,
                @0x9824054070db731b00781a22e5fe75e37e193da604042448540150681b08c2f0,
                @0x183a618e6590243fe154772d8661b30b5e5ffaf8a4fa276d651791ed4fd5da57,
                @0xcb0d970f43fe54d67bf4be6d8967937527a2cf60c6f235b4cccc55f63299ed02,
                @0x23437f433eb90b273337888ae48f149f5b6d4db29be6cbc57f08e23ef1f67ce7,
            ],
            @0xbc214968f7b33fba166fa236eb0560b6a18df99afe794b5ff767ef250b58d29a,
            vector[
                @0xa522f550285a402cede9f984a41162533a9e4ed49d080672ba3b879015510d58,
                @0x1c86b4cee2409f5ef57a8aaa6361e204f29d8f10eba27af6218e9a24af121ba1,
                @0xdc75981fd50967f6a4ef62c4cbf3d7e3048cf83210fd7ad21d7d8913aee95389,
                @0x3cdc27a23ebace74457e285b8ebb17f375b3b74c35ce3caa6a53a14324a072e2,
                @0x4e288bc4f212f24949b55a713c3d6a373c0f76af4271c6b4d983923ab4d2c9af,
                @0xfc836d7ad25ea0dd925a2499c49d9f83218902e22dfcce007563ae281af4deb2,
                @0x6884eb62d2498ddfe645f1c786952b92f17d3005b79effbfcaec9c7af2261736,
                @0x56477c5e15ee10d9bb6574a4b2bf7088845e2918c27c9dfedbdd38d81fae655e,
                @0x05e130db46c4cf92fd585d88c4adb0453b935cb6e6f94f7d346884cb9fb2c540,
                @0x570bbe19ef3ce8d3debe843559d7d6ae2677f86dbda78c3f5a53a55930379643,
            ],
        ),
        opening::new(
            @0xab29e6dc16755d0071eba349ebda225d15e4f910cb474549c47e95cb85ecc4d6,
            vector[
                @0xab29e6dc16755d0071eba349ebda225d15e4f910cb474549c47e95cb85ecc4d6,
                @0xbad1f2ebd018042a2923dec95c7c37d115cd485afbdfe493be538708f6d1561c,
                @0x13074e96471909b77d6fcc0f3c34b4a9ddae340306af0213e5e31d08d4158b86,
                @0x0388141a02500ca4d486d8b5925cf84a346d20d1e2772a369b16c5cd0457c6be,
                @0xb23434ab2e0dcc7d3a1deeef12fc8d2916d022535d91d8df5bde70205cd61468,
                @0xc8909b2cc3fd0f678f87dd871dff7c603e569c1c7d9850160a5df2ad149c95fd,
                @0x6b606b13abd7dc1ab88552d466031e2df62d9540202d8de63eecf6f01541a19f,
                @0xc3abfa9f0facabb554bd62bb09b9664da974b4e56b85ee7cfe2b70ceb505b687,
                @0x7cceb7c00b4e7060782569607b8f59fad5d0e45399d7d279e0ae2ded729e3dbd,
                @0xf4363fb9f3a0349ab4468574163af71b215563264f6c200b2685cb685fc775ba,
            ],
            @0x56ea61afb3e9ad3ecc667a0840bb3f78f59ee9971efc0fcb1a9e7e4e679f2451,
            vector[
                @0x516c994d250f42a5334745eec22017870b288d195aeeee1ac522a8b648fd37fb,
                @0xdb940a46ade76e6b90753109a6578c997a0671e9048bf65a86a6bb011218516f,
                @0xdc75981fd50967f6a4ef62c4cbf3d7e3048cf83210fd7ad21d7d8913aee95389,
                @0x3cdc27a23ebace74457e285b8ebb17f375b3b74c35ce3caa6a53a14324a072e2,
                @0x4e288bc4f212f24949b55a713c3d6a373c0f76af4271c6b4d983923ab4d2c9af,
                @0xfc836d7ad25ea0dd925a2499c49d9f83218902e22dfcce007563ae281af4deb2,
                @0x6884eb62d2498ddfe645f1c786952b92f17d3005b79effbfcaec9c7af2261736,
                @0x56477c5e15ee10d9bb6574a4b2bf7088845e2918c27c9dfedbdd38d81fae655e,
                @0x05e130db46c4cf92fd585d88c4adb0453b935cb6e6f94f7d346884cb9fb2c540,
                @0x570bbe19ef3ce8d3debe843559d7d6ae2677f86dbda78c3f5a53a55930379643,
            ],
        ),
    )
}

/// A cell of a blob that is well encoded.
/// Blob id, size, row, column, the cell along its row and its column.
public fun honest(): (u256, u64, u16, u16, Opening, Opening) {
    (
        76873333946656832220257560525864413095761505438246876831437048673457553664587,
        500,
        4,
        8,
        opening::new(
            @0xdb30d42f5a43aa52d9b43690e6d9b05ca170352c2da64018b714a11aabbe8c94,
            vector[
                @0x190ee3074a32644214c021e8fb66fbc634d1d646e598025aaef1bdb5b013e024,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x0000000000000000000000000000000000000000000000000000000000000000,
                @0x69e0d9f9f0247c9d4c9c4c47a9f6aeb2e386a591ecfc3fd7fc99ef1792f65925,
            ],
            @0x86499ae50b1bcd5a4137ca09c581e8b8f836236a330c6bc051d3df7aeb8f5a22,
            vector[
                @0xe34a3d6add070d7b6f27b413c377f92edee8eedc3e45c319561c1621ad7bf9eb,
                @0xa9370417816537f4af2a007dc2073ec8f2877fe9af95380e7462121e8b9ce980,
                @0xb8f1ec598ebc0164dfb88789aa5826da0eeb49b72c2eaaf5ae280e72cdf85fdf,
                @0xd3d08160220bb31a724eb212c3de9601eb24991e03cae57e881c21701c977c0e,
            ],
        ),
        opening::new(
            @0xdb30d42f5a43aa52d9b43690e6d9b05ca170352c2da64018b714a11aabbe8c94,
            vector[
                @0xaee4ff3fa7543a42fbd11d06fa2f32e44e4ed7881a9ead54b9cafdf0746e76f0,
                @0x7b50e680a546f33ad32480f289f70c41fe9737239329b8d82e47647f65f35c5d,
                @0x05f3f15789397596e09fa888276d7321958c53e472830bde602a36a3e5c27759,
                @0x07b50788f51adca63e5ab8ffb3c621a6082db564d45d427e42a9e33ee672513d,
            ],
            @0x3c48114b82c74e5fb37b30f72c00cf1ec82b052e09ef26efb6e43baaba8396fc,
            vector[
                @0x2d99d52a4955627fcd3196d584b28002cd0f4bf2d75c14b125b1dfcfdfb41397,
                @0x7fa24c14885ac543332a9dd169f5f1d8d0a14b403f37e2e7d2d8eaa9516b44f8,
                @0x6699371f192ae62840d6d9b0352d89e4f4289453c25c24f2776daa4a767589dc,
                @0xd3d08160220bb31a724eb212c3de9601eb24991e03cae57e881c21701c977c0e,
            ],
        ),
    )
}

/// A cell whose last 5 bytes are behind the blob's end.
/// Blob id, size, row, column, the cell along its row and its column.
public fun padding(): (u256, u64, u16, u16, Opening, Opening) {
    (
        18924868412585095622318453367941913436551226281140073659528056686556861059006,
        387,
        3,
        6,
        opening::new(
            @0x6c3b058f1f9167429dd660f91bf0fe200926e57aa8f0eac60fe519e24ae3be09,
            vector[
                @0x5601f91616f1a76eed2f71a0c9748b67d409afe45e5f479a4a284c20bfd87f9b,
                @0x5a8e55e26a0216420db49e033db73185b3ebacaf462552dc86b2c1673070e6ae,
                @0x0872b20b41b61a0fc373251885e333edbdb9c5babd2724b2645d7e3b149fb232,
                @0x99c35e090b3decd9c189a4fd5fe2fd43eab196195b7a0e35e698cfdb762ac271,
            ],
            @0xfa6a82ec38712e852ea4b4839ed01fb68fca2d6a2c4097f310010fced7367980,
            vector[
                @0x6294a6c18bc49b8d85c7d7bc9393999c6bd2904e359b24e184724b356b1ff80e,
                @0xb58566585538b1618323f21f11694bce9c9e8a077ca5e23c0e889600ac78f1ae,
                @0x48d69d09cdffb8fe74c7e7ab02e28d2da10af00b85da1c271860d70b725f0e5c,
                @0x620e14b22b814bcce67d12472c68535c96c55db4dc93f9c9d1561f774f5bdbe7,
            ],
        ),
        opening::new(
            @0x6c3b058f1f9167429dd660f91bf0fe200926e57aa8f0eac60fe519e24ae3be09,
            vector[
                @0x6c3b058f1f9167429dd660f91bf0fe200926e57aa8f0eac60fe519e24ae3be09,
                @0x5a8e55e26a0216420db49e033db73185b3ebacaf462552dc86b2c1673070e6ae,
                @0x0872b20b41b61a0fc373251885e333edbdb9c5babd2724b2645d7e3b149fb232,
                @0xa87359c9b5f4805f7db02a4aa811d49ee074fa47df620b8d53d10c6eee8eb4fe,
            ],
            @0xd188b04aded3588c21b9452962774107c709524fd7b73f2cd0793e04c5a3f149,
            vector[
                @0x6294a6c18bc49b8d85c7d7bc9393999c6bd2904e359b24e184724b356b1ff80e,
                @0xb58566585538b1618323f21f11694bce9c9e8a077ca5e23c0e889600ac78f1ae,
                @0x48d69d09cdffb8fe74c7e7ab02e28d2da10af00b85da1c271860d70b725f0e5c,
                @0x620e14b22b814bcce67d12472c68535c96c55db4dc93f9c9d1561f774f5bdbe7,
            ],
        ),
    )
}

/// The zero byte and the symbol of that cell.
public fun padding_leaf(): vector<u8> { x"000707070707070707070707070707" }
