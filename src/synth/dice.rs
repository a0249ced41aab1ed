//! Chance that repeats: the same seed and words give the same draws on every machine.
//!
//! Only integer arithmetic and the exactly rounded floating point operations (+ − × ÷ √) are used,
//! so that no mathematics library can change a figure.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws for one purpose.
#[derive(Debug, Clone)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a seed for a purpose and its numbers, such as `("figures", [agency, year])`.
    pub fn new(seed: u64, purpose: &str, numbers: &[u64]) -> Dice {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        hasher.update(purpose.as_bytes());
        for number in numbers {
            hasher.update(&number.to_le_bytes());
        }
        Dice(ChaCha8Rng::from_seed(*hasher.finalize().as_bytes()))
    }

    /// The stream for a purpose and a name.
    pub fn named(seed: u64, purpose: &str, name: &str) -> Dice {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        hasher.update(purpose.as_bytes());
        hasher.update(&[0]);
        hasher.update(name.as_bytes());
        Dice(ChaCha8Rng::from_seed(*hasher.finalize().as_bytes()))
    }

    /// A whole number from 0 up to, not including, `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True in `permille` of a thousand draws.
    pub fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// A fraction from 0 up to, not including, 1.
    pub fn fraction(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of a list, which must not be empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of a list of words, which must not be empty.
    pub fn word<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    /// An index drawn by weight; 0 where all weights are 0.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut at = self.below(weights.iter().map(|weight| u64::from(*weight)).sum());
        for (index, weight) in weights.iter().enumerate() {
            match at.checked_sub(u64::from(*weight)) {
                Some(rest) => at = rest,
                None => return index,
            }
        }
        0
    }

    /// About normal with mean 0 and deviation 1: twelve fractions less six (Irwin and Hall).
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0
    }

    /// A count around `mean`, with the variance of a Poisson count for small means and one and a
    /// half times its deviation for large ones, as yearly counts of offices have.
    pub fn count(&mut self, mean: f64) -> i64 {
        if mean <= 0.0 {
            return 0;
        }
        if mean < 24.0 {
            let chance = mean / 96.0;
            return (0..96).filter(|_| self.fraction() < chance).count() as i64;
        }
        ((mean + self.normal() * mean.sqrt() * 1.5).max(0.0) + 0.5).floor() as i64
    }

    /// Deals `total` out by weight: each unit by a draw of its own while there are few, else in
    /// proportion with the last few drawn.
    pub fn deal(&mut self, total: i64, weights: &[u32]) -> Vec<i64> {
        let mut dealt = vec![0i64; weights.len()];
        let all: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
        let mut left = total;
        if total > 80 && all > 0 {
            for (to, weight) in dealt.iter_mut().zip(weights) {
                *to = total * i64::from(*weight) * 9 / (all * 10);
                left -= *to;
            }
            // The rest in handfuls, so that a large total needs no more draws than a small one.
            let handful = left / 40;
            while handful > 1 && left > handful {
                dealt[self.weighted(weights)] += handful;
                left -= handful;
            }
        }
        for _ in 0..left {
            dealt[self.weighted(weights)] += 1;
        }
        dealt
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_repeat_and_purposes_differ() {
        let draw = |purpose| {
            let mut dice = Dice::new(7, purpose, &[1, 2]);
            (0..4).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
    }

    #[test]
    fn what_is_dealt_is_all_there() {
        let mut dice = Dice::new(1, "deal", &[]);
        for total in [0, 1, 7, 80, 81, 1000, 123_456] {
            let dealt = dice.deal(total, &[900, 0, 50, 1]);
            assert_eq!(dealt.iter().sum::<i64>(), total);
            assert_eq!(dealt[1], 0);
            assert!(dealt.iter().all(|part| *part >= 0));
        }
    }

    #[test]
    fn counts_lie_around_their_mean() {
        let mut dice = Dice::new(1, "count", &[]);
        for mean in [0.5, 5.0, 50.0, 5000.0] {
            let average = (0..400).map(|_| dice.count(mean) as f64).sum::<f64>() / 400.0;
            assert!((average - mean).abs() < 0.2 + mean * 0.1, "{mean}: {average}");
        }
    }
}
