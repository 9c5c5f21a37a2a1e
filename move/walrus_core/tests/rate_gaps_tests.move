// SPDX-License-Identifier: Apache-2.0

/// Epochs without a rate of their own, against a list of all epochs.
#[test_only]
module walrus_core::rate_gaps_tests;

use std::unit_test::assert_eq;
use walrus_core::{rate_gaps, test_random};

#[test]
fun the_last_epoch_before_a_gap_is_found_wherever_one_asks() {
    let mut random = test_random::new(6);
    let ctx = &mut tx_context::dummy();
    8u64.do!(|round| {
        let mut gaps = rate_gaps::new(ctx);
        // The expected answer for every epoch; none where there is a rate.
        let mut expected = vector[option::none()];
        let mut last = 0;
        (1 + round * round).do!(|_| {
            random.below(3).do!(|_| { last = last + 1; expected.push_back(option::none()) });
            let length = 1 + random.below(9);
            gaps.add(last as u32, (last + length + 1) as u32);
            length.do!(|_| expected.push_back(option::some(last as u32)));
            expected.push_back(option::none());
            last = last + length + 1;
        });
        expected.length().do!(|epoch| {
            expected[epoch].do!(|last| assert_eq!(gaps.last_before(epoch as u32), last));
        });
        gaps.drop();
    });
}
