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

/// Names the slip in a sum whose wrong figure is not known: what the total alone would be, or one of
/// the addends, where all that can be named say the same.
pub(super) fn of_sum(total: i64, addends: &[i64]) -> Option<Slip> {
    let off = total - addends.iter().sum::<i64>();
    let addend = |printed: &i64| {
        let right = printed + off;
        (right >= 0).then(|| slip(*printed, right, &[]))
    };
    let named = |slip: &Slip| !matches!(slip, Slip::OneDigit | Slip::Unknown);
    let mut slips = std::iter::once(slip(total, total - off, addends))
        .chain(addends.iter().filter_map(addend))
        .filter(named);
    let first = slips.next()?;
    slips.all(|slip| slip == first).then_some(first)
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
    fn a_sum_names_its_slip_where_nothing_speaks_for_another() {
        for (total, addends, want) in [
            (21, &[7, 5, 0, 0][..], Some(Slip::Transposition)),
            (7, &[7, 5, 0, 0], Some(Slip::LeftOut)),
            (17, &[7, 5, 0, 0], Some(Slip::CountedTwice)),
            (120, &[7, 5, 0, 0], Some(Slip::ExtraDigit)),
            // The total has a digit too many, or the only addend one too few.
            (20, &[2, 0, 0, 0], None),
            (13, &[7, 5, 0, 0], None),
        ] {
            assert_eq!(of_sum(total, addends), want, "{addends:?} = {total}");
        }
    }

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
