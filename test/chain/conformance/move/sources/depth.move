/// Values at and past the limit on nesting, 128 levels.
module conformance::depth;

use conformance::log;

public struct Box<T> has copy, drop, store { inner: T }

/// Eight boxes in one another.
fun box8<T>(value: T): Box<Box<Box<Box<Box<Box<Box<Box<T>>>>>>>> {
    Box {
        inner: Box {
            inner: Box {
                inner: Box {
                    inner: Box { inner: Box { inner: Box { inner: Box { inner: value } } } },
                },
            },
        },
    }
}

fun box32<T>(
    value: T,
): Box<
    Box<
        Box<
            Box<
                Box<
                    Box<
                        Box<
                            Box<
                                Box<
                                    Box<
                                        Box<
                                            Box<
                                                Box<
                                                    Box<
                                                        Box<
                                                            Box<
                                                                Box<
                                                                    Box<
                                                                        Box<
                                                                            Box<
                                                                                Box<
                                                                                    Box<
                                                                                        Box<
                                                                                            Box<
                                                                                                Box<
                                                                                                    Box<
                                                                                                        Box<
                                                                                                            Box<
                                                                                                                Box<
                                                                                                                    Box<
                                                                                                                        Box<
                                                                                                                            Box<
                                                                                                                                T,
                                                                                                                            >,
                                                                                                                        >,
                                                                                                                    >,
                                                                                                                >,
                                                                                                            >,
                                                                                                        >,
                                                                                                    >,
                                                                                                >,
                                                                                            >,
                                                                                        >,
                                                                                    >,
                                                                                >,
                                                                            >,
                                                                        >,
                                                                    >,
                                                                >,
                                                            >,
                                                        >,
                                                    >,
                                                >,
                                            >,
                                        >,
                                    >,
                                >,
                            >,
                        >,
                    >,
                >,
            >,
        >,
    >,
> {
    box8(box8(box8(box8(value))))
}

public fun case_within(): vector<u8> {
    let mut log = log::new();
    log.take(box32(1u8));
    log.take(box32(box8(b"inside")));
    log.finish()
}

public fun fail_too_many_type_parts() {
    let _ = box32(box32(1u8));
}

public struct L0 has copy, drop { value: u8 }
public struct L1 has copy, drop { inner: L0 }
public struct L2 has copy, drop { inner: L1 }
public struct L3 has copy, drop { inner: L2 }
public struct L4 has copy, drop { inner: L3 }
public struct L5 has copy, drop { inner: L4 }
public struct L6 has copy, drop { inner: L5 }
public struct L7 has copy, drop { inner: L6 }
public struct L8 has copy, drop { inner: L7 }
public struct L9 has copy, drop { inner: L8 }
public struct L10 has copy, drop { inner: L9 }
public struct L11 has copy, drop { inner: L10 }
public struct L12 has copy, drop { inner: L11 }
public struct L13 has copy, drop { inner: L12 }
public struct L14 has copy, drop { inner: L13 }
public struct L15 has copy, drop { inner: L14 }
public struct L16 has copy, drop { inner: L15 }
public struct L17 has copy, drop { inner: L16 }
public struct L18 has copy, drop { inner: L17 }
public struct L19 has copy, drop { inner: L18 }
public struct L20 has copy, drop { inner: L19 }
public struct L21 has copy, drop { inner: L20 }
public struct L22 has copy, drop { inner: L21 }
public struct L23 has copy, drop { inner: L22 }
public struct L24 has copy, drop { inner: L23 }
public struct L25 has copy, drop { inner: L24 }
public struct L26 has copy, drop { inner: L25 }
public struct L27 has copy, drop { inner: L26 }
public struct L28 has copy, drop { inner: L27 }
public struct L29 has copy, drop { inner: L28 }
public struct L30 has copy, drop { inner: L29 }
public struct L31 has copy, drop { inner: L30 }
public struct L32 has copy, drop { inner: L31 }
public struct L33 has copy, drop { inner: L32 }
public struct L34 has copy, drop { inner: L33 }
public struct L35 has copy, drop { inner: L34 }
public struct L36 has copy, drop { inner: L35 }
public struct L37 has copy, drop { inner: L36 }
public struct L38 has copy, drop { inner: L37 }
public struct L39 has copy, drop { inner: L38 }
public struct L40 has copy, drop { inner: L39 }
public struct L41 has copy, drop { inner: L40 }
public struct L42 has copy, drop { inner: L41 }
public struct L43 has copy, drop { inner: L42 }
public struct L44 has copy, drop { inner: L43 }
public struct L45 has copy, drop { inner: L44 }
public struct L46 has copy, drop { inner: L45 }
public struct L47 has copy, drop { inner: L46 }
public struct L48 has copy, drop { inner: L47 }
public struct L49 has copy, drop { inner: L48 }
public struct L50 has copy, drop { inner: L49 }
public struct L51 has copy, drop { inner: L50 }
public struct L52 has copy, drop { inner: L51 }
public struct L53 has copy, drop { inner: L52 }
public struct L54 has copy, drop { inner: L53 }
public struct L55 has copy, drop { inner: L54 }
public struct L56 has copy, drop { inner: L55 }
public struct L57 has copy, drop { inner: L56 }
public struct L58 has copy, drop { inner: L57 }
public struct L59 has copy, drop { inner: L58 }
public struct L60 has copy, drop { inner: L59 }
public struct L61 has copy, drop { inner: L60 }
public struct L62 has copy, drop { inner: L61 }
public struct L63 has copy, drop { inner: L62 }
public struct L64 has copy, drop { inner: L63 }
public struct L65 has copy, drop { inner: L64 }
public struct L66 has copy, drop { inner: L65 }
public struct L67 has copy, drop { inner: L66 }
public struct L68 has copy, drop { inner: L67 }
public struct L69 has copy, drop { inner: L68 }
public struct L70 has copy, drop { inner: L69 }
public struct L71 has copy, drop { inner: L70 }
public struct L72 has copy, drop { inner: L71 }
public struct L73 has copy, drop { inner: L72 }
public struct L74 has copy, drop { inner: L73 }
public struct L75 has copy, drop { inner: L74 }
public struct L76 has copy, drop { inner: L75 }
public struct L77 has copy, drop { inner: L76 }
public struct L78 has copy, drop { inner: L77 }
public struct L79 has copy, drop { inner: L78 }
public struct L80 has copy, drop { inner: L79 }
public struct L81 has copy, drop { inner: L80 }
public struct L82 has copy, drop { inner: L81 }
public struct L83 has copy, drop { inner: L82 }
public struct L84 has copy, drop { inner: L83 }
public struct L85 has copy, drop { inner: L84 }
public struct L86 has copy, drop { inner: L85 }
public struct L87 has copy, drop { inner: L86 }
public struct L88 has copy, drop { inner: L87 }
public struct L89 has copy, drop { inner: L88 }
public struct L90 has copy, drop { inner: L89 }
public struct L91 has copy, drop { inner: L90 }
public struct L92 has copy, drop { inner: L91 }
public struct L93 has copy, drop { inner: L92 }
public struct L94 has copy, drop { inner: L93 }
public struct L95 has copy, drop { inner: L94 }
public struct L96 has copy, drop { inner: L95 }
public struct L97 has copy, drop { inner: L96 }
public struct L98 has copy, drop { inner: L97 }
public struct L99 has copy, drop { inner: L98 }
public struct L100 has copy, drop { inner: L99 }
public struct L101 has copy, drop { inner: L100 }
public struct L102 has copy, drop { inner: L101 }
public struct L103 has copy, drop { inner: L102 }
public struct L104 has copy, drop { inner: L103 }
public struct L105 has copy, drop { inner: L104 }
public struct L106 has copy, drop { inner: L105 }
public struct L107 has copy, drop { inner: L106 }
public struct L108 has copy, drop { inner: L107 }
public struct L109 has copy, drop { inner: L108 }
public struct L110 has copy, drop { inner: L109 }
public struct L111 has copy, drop { inner: L110 }
public struct L112 has copy, drop { inner: L111 }
public struct L113 has copy, drop { inner: L112 }
public struct L114 has copy, drop { inner: L113 }
public struct L115 has copy, drop { inner: L114 }
public struct L116 has copy, drop { inner: L115 }
public struct L117 has copy, drop { inner: L116 }
public struct L118 has copy, drop { inner: L117 }
public struct L119 has copy, drop { inner: L118 }
public struct L120 has copy, drop { inner: L119 }
public struct L121 has copy, drop { inner: L120 }
public struct L122 has copy, drop { inner: L121 }
public struct L123 has copy, drop { inner: L122 }
public struct L124 has copy, drop { inner: L123 }
public struct L125 has copy, drop { inner: L124 }
public struct L126 has copy, drop { inner: L125 }
public struct L127 has copy, drop { inner: L126 }
public struct L128 has copy, drop { inner: L127 }
public struct L129 has copy, drop { inner: L128 }

/// One function for each level, so that no type has type arguments.
fun l0(): L0 { L0 { value: 1 } }

fun l1(): L1 { L1 { inner: l0() } }

fun l2(): L2 { L2 { inner: l1() } }

fun l3(): L3 { L3 { inner: l2() } }

fun l4(): L4 { L4 { inner: l3() } }

fun l5(): L5 { L5 { inner: l4() } }

fun l6(): L6 { L6 { inner: l5() } }

fun l7(): L7 { L7 { inner: l6() } }

fun l8(): L8 { L8 { inner: l7() } }

fun l9(): L9 { L9 { inner: l8() } }

fun l10(): L10 { L10 { inner: l9() } }

fun l11(): L11 { L11 { inner: l10() } }

fun l12(): L12 { L12 { inner: l11() } }

fun l13(): L13 { L13 { inner: l12() } }

fun l14(): L14 { L14 { inner: l13() } }

fun l15(): L15 { L15 { inner: l14() } }

fun l16(): L16 { L16 { inner: l15() } }

fun l17(): L17 { L17 { inner: l16() } }

fun l18(): L18 { L18 { inner: l17() } }

fun l19(): L19 { L19 { inner: l18() } }

fun l20(): L20 { L20 { inner: l19() } }

fun l21(): L21 { L21 { inner: l20() } }

fun l22(): L22 { L22 { inner: l21() } }

fun l23(): L23 { L23 { inner: l22() } }

fun l24(): L24 { L24 { inner: l23() } }

fun l25(): L25 { L25 { inner: l24() } }

fun l26(): L26 { L26 { inner: l25() } }

fun l27(): L27 { L27 { inner: l26() } }

fun l28(): L28 { L28 { inner: l27() } }

fun l29(): L29 { L29 { inner: l28() } }

fun l30(): L30 { L30 { inner: l29() } }

fun l31(): L31 { L31 { inner: l30() } }

fun l32(): L32 { L32 { inner: l31() } }

fun l33(): L33 { L33 { inner: l32() } }

fun l34(): L34 { L34 { inner: l33() } }

fun l35(): L35 { L35 { inner: l34() } }

fun l36(): L36 { L36 { inner: l35() } }

fun l37(): L37 { L37 { inner: l36() } }

fun l38(): L38 { L38 { inner: l37() } }

fun l39(): L39 { L39 { inner: l38() } }

fun l40(): L40 { L40 { inner: l39() } }

fun l41(): L41 { L41 { inner: l40() } }

fun l42(): L42 { L42 { inner: l41() } }

fun l43(): L43 { L43 { inner: l42() } }

fun l44(): L44 { L44 { inner: l43() } }

fun l45(): L45 { L45 { inner: l44() } }

fun l46(): L46 { L46 { inner: l45() } }

fun l47(): L47 { L47 { inner: l46() } }

fun l48(): L48 { L48 { inner: l47() } }

fun l49(): L49 { L49 { inner: l48() } }

fun l50(): L50 { L50 { inner: l49() } }

fun l51(): L51 { L51 { inner: l50() } }

fun l52(): L52 { L52 { inner: l51() } }

fun l53(): L53 { L53 { inner: l52() } }

fun l54(): L54 { L54 { inner: l53() } }

fun l55(): L55 { L55 { inner: l54() } }

fun l56(): L56 { L56 { inner: l55() } }

fun l57(): L57 { L57 { inner: l56() } }

fun l58(): L58 { L58 { inner: l57() } }

fun l59(): L59 { L59 { inner: l58() } }

fun l60(): L60 { L60 { inner: l59() } }

fun l61(): L61 { L61 { inner: l60() } }

fun l62(): L62 { L62 { inner: l61() } }

fun l63(): L63 { L63 { inner: l62() } }

fun l64(): L64 { L64 { inner: l63() } }

fun l65(): L65 { L65 { inner: l64() } }

fun l66(): L66 { L66 { inner: l65() } }

fun l67(): L67 { L67 { inner: l66() } }

fun l68(): L68 { L68 { inner: l67() } }

fun l69(): L69 { L69 { inner: l68() } }

fun l70(): L70 { L70 { inner: l69() } }

fun l71(): L71 { L71 { inner: l70() } }

fun l72(): L72 { L72 { inner: l71() } }

fun l73(): L73 { L73 { inner: l72() } }

fun l74(): L74 { L74 { inner: l73() } }

fun l75(): L75 { L75 { inner: l74() } }

fun l76(): L76 { L76 { inner: l75() } }

fun l77(): L77 { L77 { inner: l76() } }

fun l78(): L78 { L78 { inner: l77() } }

fun l79(): L79 { L79 { inner: l78() } }

fun l80(): L80 { L80 { inner: l79() } }

fun l81(): L81 { L81 { inner: l80() } }

fun l82(): L82 { L82 { inner: l81() } }

fun l83(): L83 { L83 { inner: l82() } }

fun l84(): L84 { L84 { inner: l83() } }

fun l85(): L85 { L85 { inner: l84() } }

fun l86(): L86 { L86 { inner: l85() } }

fun l87(): L87 { L87 { inner: l86() } }

fun l88(): L88 { L88 { inner: l87() } }

fun l89(): L89 { L89 { inner: l88() } }

fun l90(): L90 { L90 { inner: l89() } }

fun l91(): L91 { L91 { inner: l90() } }

fun l92(): L92 { L92 { inner: l91() } }

fun l93(): L93 { L93 { inner: l92() } }

fun l94(): L94 { L94 { inner: l93() } }

fun l95(): L95 { L95 { inner: l94() } }

fun l96(): L96 { L96 { inner: l95() } }

fun l97(): L97 { L97 { inner: l96() } }

fun l98(): L98 { L98 { inner: l97() } }

fun l99(): L99 { L99 { inner: l98() } }

fun l100(): L100 { L100 { inner: l99() } }

fun l101(): L101 { L101 { inner: l100() } }

fun l102(): L102 { L102 { inner: l101() } }

fun l103(): L103 { L103 { inner: l102() } }

fun l104(): L104 { L104 { inner: l103() } }

fun l105(): L105 { L105 { inner: l104() } }

fun l106(): L106 { L106 { inner: l105() } }

fun l107(): L107 { L107 { inner: l106() } }

fun l108(): L108 { L108 { inner: l107() } }

fun l109(): L109 { L109 { inner: l108() } }

fun l110(): L110 { L110 { inner: l109() } }

fun l111(): L111 { L111 { inner: l110() } }

fun l112(): L112 { L112 { inner: l111() } }

fun l113(): L113 { L113 { inner: l112() } }

fun l114(): L114 { L114 { inner: l113() } }

fun l115(): L115 { L115 { inner: l114() } }

fun l116(): L116 { L116 { inner: l115() } }

fun l117(): L117 { L117 { inner: l116() } }

fun l118(): L118 { L118 { inner: l117() } }

fun l119(): L119 { L119 { inner: l118() } }

fun l120(): L120 { L120 { inner: l119() } }

fun l121(): L121 { L121 { inner: l120() } }

fun l122(): L122 { L122 { inner: l121() } }

fun l123(): L123 { L123 { inner: l122() } }

fun l124(): L124 { L124 { inner: l123() } }

fun l125(): L125 { L125 { inner: l124() } }

fun l126(): L126 { L126 { inner: l125() } }

fun l127(): L127 { L127 { inner: l126() } }

fun l128(): L128 { L128 { inner: l127() } }

fun l129(): L129 { L129 { inner: l128() } }

public fun case_126_levels(): vector<u8> {
    let mut log = log::new();
    log.take(l100() == l100());
    l126();
    log.finish()
}

public fun fail_127_levels() { l127(); }

public fun fail_vector_of_deepest() { let _ = vector[l127()]; }

public fun fail_129_levels() { l129(); }
