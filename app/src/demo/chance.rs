//! A small repeatable generator, so that the demo dealership is the same on every machine.

/// A linear congruential sequence (Knuth's MMIX constants), the upper bits of which are used.
pub struct Chance(u64);

impl Chance {
    /// A sequence of its own for the `index`-th thing of a `kind`: adding things to one list does not
    /// change those of another.
    pub fn of(kind: u64, index: usize) -> Self {
        let mut chance = Self(kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ index as u64);
        chance.below(2);
        chance.below(2);
        chance
    }

    /// A whole number from 0 to `limit - 1`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// One of `choices`.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or(0)]
    }

    /// True in `percent` of the cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
