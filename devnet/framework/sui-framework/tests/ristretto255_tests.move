/// The group of RFC 9496, by the vectors of its appendix A.
#[test_only]
module sui::ristretto255_tests;

use std::unit_test::assert_eq;
use sui::{group_ops, ristretto255 as group};

#[test]
fun multiples_of_the_generator() {
    let multiples = vector[
        x"0000000000000000000000000000000000000000000000000000000000000000",
        x"e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
        x"6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
        x"94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
    ];
    let mut sum = group::g_identity();
    multiples.length().do!(|n| {
        assert_eq!(*sum.bytes(), multiples[n]);
        let product = group::g_mul(&group::scalar_from_u64(n), &group::g_generator());
        assert!(product.equal(&sum));
        assert!(group::g_from_bytes(&multiples[n]).equal(&sum));
        sum = group::g_add(&sum, &group::g_generator());
    });
}

#[test]
fun division_and_negation_undo() {
    let (g, seven) = (group::g_generator(), group::scalar_from_u64(7));
    assert!(group::g_div(&seven, &group::g_mul(&seven, &g)).equal(&g));
    assert!(group::g_add(&g, &group::g_neg(&g)).equal(&group::g_identity()));
    let inverse = group::scalar_inv(&seven);
    assert!(group::scalar_mul(&seven, &inverse).equal(&group::scalar_one()));
    let minus = group::scalar_neg(&seven);
    assert!(group::scalar_add(&seven, &minus).equal(&group::scalar_zero()));
    assert!(group::scalar_div(&seven, &seven).equal(&group::scalar_one()));
    assert!(group::g_mul(&minus, &g).equal(&group::g_neg(&group::g_mul(&seven, &g))));
}

#[test]
fun the_largest_scalar() {
    // The order of the group, less one.
    let bytes = x"ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let minus_one = group::scalar_from_bytes(&bytes);
    assert!(group::scalar_add(&minus_one, &group::scalar_one()).equal(&group::scalar_zero()));
}

#[test, expected_failure(abort_code = group_ops::EInvalidInput)]
fun the_order_is_no_scalar() {
    let order = x"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    group::scalar_from_bytes(&order);
}

#[test, expected_failure(abort_code = group_ops::EInvalidInput)]
fun a_scalar_has_32_bytes() {
    group::scalar_from_bytes(&x"01");
}

#[test, expected_failure(abort_code = group_ops::EInvalidInput)]
fun a_field_element_that_is_not_canonical() {
    group::g_from_bytes(&x"00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
}

#[test, expected_failure(abort_code = group_ops::EInvalidInput)]
fun a_negative_field_element() {
    group::g_from_bytes(&x"0100000000000000000000000000000000000000000000000000000000000000");
}

#[test, expected_failure(abort_code = group_ops::EInvalidInput)]
fun nothing_is_divided_by_zero() {
    group::g_div(&group::scalar_zero(), &group::g_generator());
}
