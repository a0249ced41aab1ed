//! How fast one decides, from the times of the last decisions.

use crate::record::Decision;
use jiff::{SignedDuration, Timestamp};

/// A longer break than this ends a stretch of work.
const BREAK: SignedDuration = SignedDuration::from_mins(10);
/// Fewer decisions, or a shorter stretch, tell nothing.
const LEAST: (usize, f64) = (10, 1.0);

/// How fast one decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Decisions a minute, over the stretch of work that one is in.
    pub per_minute: f64,
}

impl Pace {
    /// The pace of decisions, the last one first; `None` where they are too few.
    pub fn of(decisions: &[Decision]) -> Option<Pace> {
        let mut times = decisions.iter().map_while(|it| it.at.parse::<Timestamp>().ok());
        let last = times.next()?;
        let (mut first, mut count) = (last, 1);
        for time in times {
            if first.duration_since(time) > BREAK {
                break;
            }
            (first, count) = (time, count + 1);
        }
        let minutes = last.duration_since(first).as_secs_f64() / 60.0;
        let enough = count >= LEAST.0 && minutes >= LEAST.1;
        // Of so many decisions one less lies within the stretch.
        enough.then(|| Pace { per_minute: (count - 1) as f64 / minutes })
    }

    /// How many minutes so many decisions take at this pace.
    pub fn minutes(self, decisions: u64) -> u64 {
        (decisions as f64 / self.per_minute).ceil() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Verdict;

    #[test]
    fn a_break_ends_the_stretch_and_few_decisions_tell_nothing() {
        let all = |seconds: &[i64]| {
            let mut all: Vec<Decision> = Vec::new();
            for second in seconds.iter().rev() {
                let at = Timestamp::from_second(1_700_000_000 + second).unwrap().to_string();
                let (finding, note, by) = (String::new(), String::new(), String::new());
                all.push(Decision { finding, verdict: Verdict::Confirmed, note, by, at });
            }
            all
        };
        let steady: Vec<i64> = (0..13).map(|nth| nth * 10).collect();
        assert_eq!(Pace::of(&all(&steady)), Some(Pace { per_minute: 6.0 }));
        assert_eq!(Pace::of(&all(&steady)).unwrap().minutes(7), 2);
        let mut after_a_break = vec![-5000, -4000];
        after_a_break.extend(&steady);
        assert_eq!(Pace::of(&all(&after_a_break)), Some(Pace { per_minute: 6.0 }));
        assert_eq!(Pace::of(&all(&steady[..9])), None);
        assert_eq!(Pace::of(&all(&[0; 12])), None);
        assert_eq!(Pace::of(&[]), None);
    }
}
