//! The rules, one file each. This list is the registry; its order is that of the catalogue.

use super::Rule;

macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*
        static REGISTRY: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules![
    t2_count,
    t2_law,
    t2_unit,
    t3_bal,
    t3_res,
    t3_row,
    t3_shift,
    t3_totblank,
    t4_sum,
    x_carry,
    x_valid,
    x_same,
    x_restate,
    x_stat,
    x_gap,
    s_form,
    s_variant,
    s_miss,
    s_empty,
    s_order,
    s_late,
    n_num,
    n_none,
    n_all,
    n_parts,
    n_pct,
    n_year,
    n_copy,
    n_gap,
    n_fee,
    n_tamper,
];

// What the same rules in SQL are made from.
pub(super) use t2_unit::{LEAST as UNIT_LEAST, TIMES as UNIT_TIMES, amounts};
pub(super) use x_carry::settle as settle_carry;
pub(super) use x_gap::LONGEST as LONGEST_GAP;
pub(super) use x_valid::stocks;

/// All rules in the order of the catalogue.
pub fn registry() -> &'static [&'static Rule] {
    REGISTRY
}
