/// Integer arithmetic of every width: all operators over the edges of the type, and every way to fail.
module conformance::integers;

use conformance::log::{Self, Log, opaque};

/// Every operator on every pair of the values, where it does not fail.
macro fun operators<$T>($log: &mut Log, $values: vector<$T>, $max: $T) {
    let log = $log;
    let values = $values;
    let max = opaque($max);
    values.do_ref!(|a| values.do_ref!(|b| {
        let (a, b) = (*a, *b);
        if (a <= max - b) log.take(a + b);
        if (a >= b) log.take(a - b);
        if (b == 0 || a <= max / b) log.take(a * b);
        if (b != 0) {
            log.take(a / b);
            log.take(a % b);
        };
        log.take(a & b);
        log.take(a | b);
        log.take(a ^ b);
        log.take(a < b);
        log.take(a > b);
        log.take(a <= b);
        log.take(a >= b);
        log.take(a == b);
        log.take(a != b);
    }));
}

/// Shifts by every amount below the width, in both directions.
macro fun shifts<$T>($log: &mut Log, $values: vector<$T>, $last: u8) {
    let log = $log;
    let values = $values;
    values.do_ref!(|a| {
        let mut by = 0u8;
        loop {
            log.take(*a << by);
            log.take(*a >> by);
            if (by == $last) break;
            by = by + 1;
        };
    });
}

/// Casts to every type that holds the value.
macro fun casts<$T>($log: &mut Log, $values: vector<$T>) {
    let log = $log;
    let values = $values;
    values.do_ref!(|a| {
        let wide = *a as u256;
        if (wide <= 0xff) log.take(*a as u8);
        if (wide <= 0xffff) log.take(*a as u16);
        if (wide <= 0xffff_ffff) log.take(*a as u32);
        if (wide <= 0xffff_ffff_ffff_ffff) log.take(*a as u64);
        if (wide <= 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff) log.take(*a as u128);
        log.take(wide);
    });
}

fun values_u8(): vector<u8> {
    vector<u8>[0, 1, 2, 3, 7, 15, 16, 116, 127, 128, 189, 192, 254, 255]
}

public fun case_operators_u8(): vector<u8> {
    let mut log = log::new();
    operators!<u8>(&mut log, values_u8(), 255);
    log.finish()
}

public fun case_shifts_u8(): vector<u8> {
    let mut log = log::new();
    shifts!<u8>(&mut log, values_u8(), 7);
    log.finish()
}

public fun case_casts_u8(): vector<u8> {
    let mut log = log::new();
    casts!<u8>(&mut log, values_u8());
    log.finish()
}

public fun fail_add_u8(): u8 { opaque(255u8) + opaque(1) }

public fun fail_subtract_u8(): u8 { opaque(0u8) - opaque(1) }

public fun fail_multiply_u8(): u8 { opaque(128u8) * opaque(2) }

public fun fail_multiply_largest_u8(): u8 { opaque(255u8) * opaque(255) }

public fun fail_divide_u8(): u8 { opaque(255u8) / opaque(0) }

public fun fail_modulo_u8(): u8 { opaque(255u8) % opaque(0) }

public fun fail_shift_left_u8(): u8 { opaque(1u8) << opaque(8) }

public fun fail_shift_right_u8(): u8 { opaque(1u8) >> opaque(255) }

fun values_u16(): vector<u16> {
    vector<u16>[0, 1, 2, 3, 7, 255, 256, 32767, 32768, 47385, 61501, 62977, 65534, 65535]
}

public fun case_operators_u16(): vector<u8> {
    let mut log = log::new();
    operators!<u16>(&mut log, values_u16(), 65535);
    log.finish()
}

public fun case_shifts_u16(): vector<u8> {
    let mut log = log::new();
    shifts!<u16>(&mut log, values_u16(), 15);
    log.finish()
}

public fun case_casts_u16(): vector<u8> {
    let mut log = log::new();
    casts!<u16>(&mut log, values_u16());
    log.finish()
}

public fun fail_add_u16(): u16 { opaque(65535u16) + opaque(1) }

public fun fail_subtract_u16(): u16 { opaque(0u16) - opaque(1) }

public fun fail_multiply_u16(): u16 { opaque(32768u16) * opaque(2) }

public fun fail_multiply_largest_u16(): u16 { opaque(65535u16) * opaque(65535) }

public fun fail_divide_u16(): u16 { opaque(65535u16) / opaque(0) }

public fun fail_modulo_u16(): u16 { opaque(65535u16) % opaque(0) }

public fun fail_shift_left_u16(): u16 { opaque(1u16) << opaque(16) }

public fun fail_shift_right_u16(): u16 { opaque(1u16) >> opaque(255) }

public fun fail_cast_u16_to_u8(): u8 { opaque(256u16) as u8 }

fun values_u32(): vector<u32> {
    vector<u32>[
        0,
        1,
        2,
        3,
        7,
        65535,
        65536,
        917477150,
        2131388237,
        2147483647,
        2147483648,
        2147483649,
        3866388338,
        4294967294,
        4294967295,
    ]
}

public fun case_operators_u32(): vector<u8> {
    let mut log = log::new();
    operators!<u32>(&mut log, values_u32(), 4294967295);
    log.finish()
}

public fun case_shifts_u32(): vector<u8> {
    let mut log = log::new();
    shifts!<u32>(&mut log, values_u32(), 31);
    log.finish()
}

public fun case_casts_u32(): vector<u8> {
    let mut log = log::new();
    casts!<u32>(&mut log, values_u32());
    log.finish()
}

public fun fail_add_u32(): u32 { opaque(4294967295u32) + opaque(1) }

public fun fail_subtract_u32(): u32 { opaque(0u32) - opaque(1) }

public fun fail_multiply_u32(): u32 { opaque(2147483648u32) * opaque(2) }

public fun fail_multiply_largest_u32(): u32 { opaque(4294967295u32) * opaque(4294967295) }

public fun fail_divide_u32(): u32 { opaque(4294967295u32) / opaque(0) }

public fun fail_modulo_u32(): u32 { opaque(4294967295u32) % opaque(0) }

public fun fail_shift_left_u32(): u32 { opaque(1u32) << opaque(32) }

public fun fail_shift_right_u32(): u32 { opaque(1u32) >> opaque(255) }

public fun fail_cast_u32_to_u8(): u8 { opaque(256u32) as u8 }

public fun fail_cast_u32_to_u16(): u16 { opaque(65536u32) as u16 }

fun values_u64(): vector<u64> {
    vector<u64>[
        0,
        1,
        2,
        3,
        7,
        2147483647,
        2147483648,
        2147483649,
        4294967295,
        4294967296,
        4294967297,
        4503599627370495,
        4503599627370496,
        4503599627370497,
        9007199254740991,
        9007199254740992,
        9007199254740993,
        18014398509481983,
        18014398509481984,
        18014398509481985,
        8117237219110883425,
        9223372036854775807,
        9223372036854775808,
        9223372036854775809,
        12670327121139642752,
        18218199162432343593,
        18446744073709551614,
        18446744073709551615,
    ]
}

public fun case_operators_u64(): vector<u8> {
    let mut log = log::new();
    operators!<u64>(&mut log, values_u64(), 18446744073709551615);
    log.finish()
}

public fun case_shifts_u64(): vector<u8> {
    let mut log = log::new();
    shifts!<u64>(&mut log, values_u64(), 63);
    log.finish()
}

public fun case_casts_u64(): vector<u8> {
    let mut log = log::new();
    casts!<u64>(&mut log, values_u64());
    log.finish()
}

public fun fail_add_u64(): u64 { opaque(18446744073709551615u64) + opaque(1) }

public fun fail_subtract_u64(): u64 { opaque(0u64) - opaque(1) }

public fun fail_multiply_u64(): u64 { opaque(9223372036854775808u64) * opaque(2) }

public fun fail_multiply_largest_u64(): u64 {
    opaque(18446744073709551615u64) * opaque(18446744073709551615)
}

public fun fail_divide_u64(): u64 { opaque(18446744073709551615u64) / opaque(0) }

public fun fail_modulo_u64(): u64 { opaque(18446744073709551615u64) % opaque(0) }

public fun fail_shift_left_u64(): u64 { opaque(1u64) << opaque(64) }

public fun fail_shift_right_u64(): u64 { opaque(1u64) >> opaque(255) }

public fun fail_cast_u64_to_u8(): u8 { opaque(256u64) as u8 }

public fun fail_cast_u64_to_u16(): u16 { opaque(65536u64) as u16 }

public fun fail_cast_u64_to_u32(): u32 { opaque(4294967296u64) as u32 }

fun values_u128(): vector<u128> {
    vector<u128>[
        0,
        1,
        2,
        3,
        7,
        2147483647,
        2147483648,
        2147483649,
        4294967295,
        4294967296,
        4294967297,
        4503599627370495,
        4503599627370496,
        4503599627370497,
        9007199254740991,
        9007199254740992,
        9007199254740993,
        18014398509481983,
        18014398509481984,
        18014398509481985,
        9223372036854775807,
        9223372036854775808,
        9223372036854775809,
        18446744073709551615,
        18446744073709551616,
        18446744073709551617,
        126548605257058629482304622888645395552,
        170141183460469231731687303715884105727,
        170141183460469231731687303715884105728,
        170141183460469231731687303715884105729,
        183587003527952545872053033276788067368,
        263957089901440639348909744960935088241,
        340282366920938463463374607431768211454,
        340282366920938463463374607431768211455,
    ]
}

public fun case_operators_u128(): vector<u8> {
    let mut log = log::new();
    operators!<u128>(&mut log, values_u128(), 340282366920938463463374607431768211455);
    log.finish()
}

public fun case_shifts_u128(): vector<u8> {
    let mut log = log::new();
    shifts!<u128>(&mut log, values_u128(), 127);
    log.finish()
}

public fun case_casts_u128(): vector<u8> {
    let mut log = log::new();
    casts!<u128>(&mut log, values_u128());
    log.finish()
}

public fun fail_add_u128(): u128 { opaque(340282366920938463463374607431768211455u128) + opaque(1) }

public fun fail_subtract_u128(): u128 { opaque(0u128) - opaque(1) }

public fun fail_multiply_u128(): u128 {
    opaque(170141183460469231731687303715884105728u128) * opaque(2)
}

public fun fail_multiply_largest_u128(): u128 {
    opaque(340282366920938463463374607431768211455u128) * opaque(340282366920938463463374607431768211455)
}

public fun fail_divide_u128(): u128 {
    opaque(340282366920938463463374607431768211455u128) / opaque(0)
}

public fun fail_modulo_u128(): u128 {
    opaque(340282366920938463463374607431768211455u128) % opaque(0)
}

public fun fail_shift_left_u128(): u128 { opaque(1u128) << opaque(128) }

public fun fail_shift_right_u128(): u128 { opaque(1u128) >> opaque(255) }

public fun fail_cast_u128_to_u8(): u8 { opaque(256u128) as u8 }

public fun fail_cast_u128_to_u16(): u16 { opaque(65536u128) as u16 }

public fun fail_cast_u128_to_u32(): u32 { opaque(4294967296u128) as u32 }

public fun fail_cast_u128_to_u64(): u64 { opaque(18446744073709551616u128) as u64 }

fun values_u256(): vector<u256> {
    vector<u256>[
        0,
        1,
        2,
        3,
        7,
        9007199254740991,
        9007199254740992,
        18446744073709551615,
        18446744073709551616,
        170141183460469231731687303715884105728,
        340282366920938463463374607431768211455,
        340282366920938463463374607431768211456,
        22076061446729244409656050722543557038170245473205212123464578066116829467996,
        57896044618658097711785492504343953926634992332820282019728792003956564819967,
        57896044618658097711785492504343953926634992332820282019728792003956564819968,
        65150576579827208371546896252498777597060804170201217604586510702158132504017,
        115253287652297527578590249853336982277075522479949347404135575140554720909264,
        115792089237316195423570985008687907853269984665640564039457584007913129639934,
        115792089237316195423570985008687907853269984665640564039457584007913129639935,
    ]
}

public fun case_operators_u256(): vector<u8> {
    let mut log = log::new();
    operators!<u256>(
        &mut log,
        values_u256(),
        115792089237316195423570985008687907853269984665640564039457584007913129639935,
    );
    log.finish()
}

public fun case_shifts_u256(): vector<u8> {
    let mut log = log::new();
    shifts!<u256>(&mut log, vector[1, 0x1_0000_0000_0000_0001, 1 << 255, (1 << 255) - 1], 255);
    log.finish()
}

public fun case_casts_u256(): vector<u8> {
    let mut log = log::new();
    casts!<u256>(&mut log, values_u256());
    log.finish()
}

public fun fail_add_u256(): u256 {
    opaque(115792089237316195423570985008687907853269984665640564039457584007913129639935u256) + opaque(1)
}

public fun fail_subtract_u256(): u256 { opaque(0u256) - opaque(1) }

public fun fail_multiply_u256(): u256 {
    opaque(57896044618658097711785492504343953926634992332820282019728792003956564819968u256) * opaque(2)
}

public fun fail_multiply_largest_u256(): u256 {
    opaque(115792089237316195423570985008687907853269984665640564039457584007913129639935u256) * opaque(115792089237316195423570985008687907853269984665640564039457584007913129639935)
}

public fun fail_divide_u256(): u256 {
    opaque(115792089237316195423570985008687907853269984665640564039457584007913129639935u256) / opaque(0)
}

public fun fail_modulo_u256(): u256 {
    opaque(115792089237316195423570985008687907853269984665640564039457584007913129639935u256) % opaque(0)
}

public fun fail_cast_u256_to_u8(): u8 { opaque(256u256) as u8 }

public fun fail_cast_u256_to_u16(): u16 { opaque(65536u256) as u16 }

public fun fail_cast_u256_to_u32(): u32 { opaque(4294967296u256) as u32 }

public fun fail_cast_u256_to_u64(): u64 { opaque(18446744073709551616u256) as u64 }

public fun fail_cast_u256_to_u128(): u128 {
    opaque(340282366920938463463374607431768211456u256) as u128
}
