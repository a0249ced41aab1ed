//! What kind of slip turns the right figure into the printed one.

use crate::record::Slip;

/// Names the slip from `right` to `printed`; `addends` are those of the sum whose total it is,
/// empty where it is no total.
///
/// A slip of the pen that keeps most digits is likelier than one of arithmetic, and that likelier
/// than a digit that just happens to be the only one: the order below.
pub(super) fn slip(printed: i64, right: i64, addends: &[i64]) -> Slip {
    let (was, is) = (right.to_string(), printed.to_string());
    let (was, is) = (was.as_bytes(), is.as_bytes());
    if swapped(was, is) {
        return Slip::Transposition;
    }
    if was.len() > 1 && is.len() == was.len() - 1 && dropped(was, is) {
        return Slip::LostDigit;
    }
    if was.len() + 1 == is.len() && right > 0 && dropped(is, was) {
        return Slip::ExtraDigit;
    }
    let by = printed - right;
    if by < 0 && addends.contains(&-by) {
        return Slip::LeftOut;
    }
    if by > 0 && addends.contains(&by) {
        return Slip::CountedTwice;
    }
    if was.len() == is.len() && was.iter().zip(is).filter(|(a, b)| a != b).count() == 1 {
        return Slip::OneDigit;
    }
    Slip::Unknown
}

fn swapped(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && (1..a.len()).any(|at| {
            a[at - 1] != a[at]
                && a[at - 1] == b[at]
                && a[at] == b[at - 1]
                && a[..at - 1] == b[..at - 1]
                && a[at + 1..] == b[at + 1..]
        })
}

/// Whether `short` is `long` without one digit.
fn dropped(long: &[u8], short: &[u8]) -> bool {
    (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart() {
        for (right, printed, addends, want) in [
            (126, 162, &[][..], Slip::Transposition),
            (126, 1126, &[], Slip::ExtraDigit),
            (126, 12, &[], Slip::LostDigit),
            (126, 16, &[], Slip::LostDigit),
            (4, 6, &[], Slip::OneDigit),
            (126, 196, &[], Slip::OneDigit),
            (126, 431, &[], Slip::Unknown),
            (41, 34, &[34, 7, 0], Slip::LeftOut),
            (41, 48, &[34, 7, 0], Slip::CountedTwice),
            (2, 0, &[2, 0, 0], Slip::LeftOut),
            (10, 0, &[], Slip::LostDigit),
            (0, 5, &[], Slip::OneDigit),
            (5, 50, &[], Slip::ExtraDigit),
            (0, 12, &[], Slip::Unknown),
        ] {
            assert_eq!(slip(printed, right, addends), want, "{right} → {printed}");
        }
    }
}
