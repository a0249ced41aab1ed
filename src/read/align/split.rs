//! Digits without separators cut into cells, where the sums of the form leave one way to do it.

/// The most ways that are followed; more than that is as good as two.
const MOST_WAYS: usize = 512;

/// How many cuts are tried.
const MOST_STEPS: u32 = 200_000;

/// All ways to cut `runs` into `count` whole numbers without leading zeros, such that each group of
/// `width` numbers ends with the sum of those before it. A cut always falls between two runs.
/// `None` where there are too many ways to list.
pub fn ways(runs: &[&str], count: usize, width: usize) -> Option<Vec<Vec<u64>>> {
    let total: usize = runs.iter().map(|run| run.len()).sum();
    // Signs and separators among the digits leave no cut certain.
    let pure = runs.iter().all(|run| run.bytes().all(|b| b.is_ascii_digit()));
    if total < count || runs.len() > count || !pure {
        return Some(Vec::new());
    }
    let part = Vec::with_capacity(count);
    let mut search = Search { count, width, part, found: Vec::new(), steps: 0 };
    search.go(runs, 0, total).then_some(search.found)
}

struct Search {
    count: usize,
    width: usize,
    part: Vec<u64>,
    found: Vec<Vec<u64>>,
    steps: u32,
}

impl Search {
    /// Cuts what is left: `runs` from the byte `at` of the first, `left` digits in all. Whether
    /// the search stayed within bounds.
    fn go(&mut self, runs: &[&str], at: usize, left: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let filled = self.part.len();
        if filled > 0
            && filled.is_multiple_of(self.width)
            && !sums_hold(&self.part[filled - self.width..], self.width)
        {
            return true;
        }
        let Some((run, rest)) = runs.split_first() else {
            if filled == self.count {
                self.found.push(self.part.clone());
            }
            return self.found.len() <= MOST_WAYS;
        };
        let open = self.count - filled;
        if open < runs.len() || left < open {
            return true;
        }
        let tail = &run[at..];
        // A number that starts with 0 is 0; counts of more than 9 digits do not occur.
        let most = if tail.starts_with('0') { 1 } else { tail.len().min(9) };
        for len in 1..=most {
            if left - len < open - 1 {
                break;
            }
            let Ok(number) = tail[..len].parse() else { return true };
            self.part.push(number);
            let within = if len == tail.len() {
                self.go(rest, 0, left - len)
            } else {
                self.go(runs, at + len, left - len)
            };
            self.part.pop();
            if !within {
                return false;
            }
        }
        true
    }
}

/// Whether each group of `width` numbers ends with the sum of those before it.
pub fn sums_hold(numbers: &[u64], width: usize) -> bool {
    numbers.chunks(width).all(|group| {
        group.split_last().is_some_and(|(total, parts)| parts.iter().sum::<u64>() == *total)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(runs: &[&str], count: usize, width: usize) -> Vec<Vec<u64>> {
        ways(runs, count, width).unwrap()
    }

    #[test]
    fn sums_cut_digits() {
        assert_eq!(cut(&["640020470"], 7, 7), [[64, 0, 0, 2, 0, 4, 70]]);
        assert_eq!(cut(&["500000", "5"], 7, 7), [[5, 0, 0, 0, 0, 0, 5]]);
        // 1+9+10 = 20 as well as 19+1 = 20: two ways remain.
        assert_eq!(cut(&["191000020"], 7, 7).len(), 2);
        assert_eq!(
            cut(&["10203120001200000"], 15, 5),
            [[1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0]]
        );
        // Fewer digits than cells, or none that tie: no way.
        assert!(cut(&["00000"], 7, 7).is_empty());
        assert!(cut(&["1000002"], 7, 7).is_empty());
    }

    #[test]
    fn too_many_ways_are_not_listed() {
        assert_eq!(ways(&[&"1".repeat(60)], 30, 30), None);
    }
}
