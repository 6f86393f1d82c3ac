//! Differences: what subtracting two releases of the same answers gives, and when it may.

use super::cell::KnownCell;

/// One release minus another: people, and how their answers are spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// More or fewer.
    pub(super) people: i128,
    /// The same by tone; none where one of the two does not tell it.
    pub(super) tones: Option<Vec<i128>>,
    /// The same by category.
    pub(super) categories: Option<Vec<i128>>,
}

/// What may be known of the people in between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Nobody or at least so many.
    pub(super) smallest: u64,
    /// As many may know themselves: all but so many must not have given one answer.
    pub(super) insiders: u64,
}

impl Difference {
    /// Of counts of people alone.
    pub(super) fn of_people(now: u64, then: u64) -> Self {
        Self { people: i128::from(now) - i128::from(then), tones: None, categories: None }
    }

    /// Between two cells, of those who answered.
    pub(super) fn of_answers(now: &KnownCell, then: &KnownCell) -> Self {
        let tones = |cell: &KnownCell| cell.tones.map(Vec::from);
        Self {
            tones: apart(tones(now).as_deref(), tones(then).as_deref()),
            categories: apart(now.categories.as_deref(), then.categories.as_deref()),
            ..Self::of_people(now.base, then.base)
        }
    }

    /// How answers differ, as far as that is known.
    fn answers(&self) -> impl Iterator<Item = i128> {
        self.tones.iter().chain(&self.categories).flatten().copied()
    }

    /// Whether the two releases say the same.
    pub(super) fn is_none(&self) -> bool {
        self.people == 0 && self.answers().all(|answers| answers == 0)
    }

    /// Whether everyone may know it: the same, or enough people who came (or went) together and did not all say one
    /// thing. Answers that went while people came are answers that somebody changed.
    pub(super) fn allowed(&self, limits: Limits) -> bool {
        let many = self.people.abs();
        let with_them = |answers: i128| answers * self.people.signum() >= 0;
        let mixed = |answers: i128| answers.abs() < many - i128::from(limits.insiders);
        let enough = many > 0 && many >= i128::from(limits.smallest);
        self.is_none() || enough && self.answers().all(|answers| with_them(answers) && mixed(answers))
    }

    /// Two of them together, or one less the other. Answers are known where both tell them.
    pub(super) fn and(&self, sign: i128, other: &Difference) -> Self {
        let each = |one: &Option<Vec<i128>>, other: &Option<Vec<i128>>| {
            let (one, other) = (one.as_ref()?, other.as_ref()?);
            let pairs = one.iter().zip(other).map(|(one, other)| one + sign * other);
            (one.len() == other.len()).then(|| pairs.collect())
        };
        Self {
            people: self.people + sign * other.people,
            tones: each(&self.tones, &other.tones),
            categories: each(&self.categories, &other.categories),
        }
    }
}

/// The counts of now minus those of then, where both are told in the same parts.
fn apart(now: Option<&[u64]>, then: Option<&[u64]>) -> Option<Vec<i128>> {
    let (now, then) = (now?, then?);
    let pairs = now.iter().zip(then).map(|(now, then)| i128::from(*now) - i128::from(*then));
    (now.len() == then.len()).then(|| pairs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { smallest: 10, insiders: 1 };

    fn difference(people: i128, tones: &[i128]) -> Difference {
        let tones = Some(tones.to_vec()).filter(|tones| !tones.is_empty());
        Difference { people, tones, categories: None }
    }

    #[test]
    fn nobody_or_many_who_did_not_all_say_one_thing() {
        assert!(difference(0, &[0, 0, 0]).allowed(LIMITS));
        assert!(difference(12, &[4, 2, 6]).allowed(LIMITS));
        assert!(difference(-12, &[-4, -2, -6]).allowed(LIMITS));
        assert!(difference(10, &[]).allowed(LIMITS));
        for (people, answers) in
            [(9, [3, 3, 3]), (0, [1, -1, 0]), (12, [-1, 0, 13]), (12, [0, 0, 12]), (12, [0, 1, 11])]
        {
            assert!(!difference(people, &answers).allowed(LIMITS), "{people} {answers:?}");
        }
    }

    #[test]
    fn what_is_left_of_a_difference() {
        let whole = difference(12, &[4, 2, 6]);
        let part = difference(10, &[4, 1, 5]);
        assert_eq!(whole.and(-1, &part), difference(2, &[0, 1, 1]));
        assert_eq!(whole.and(1, &part), difference(22, &[8, 3, 11]));
        assert_eq!(whole.and(-1, &difference(10, &[])), difference(2, &[]));
    }
}
