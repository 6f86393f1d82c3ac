//! Moments: sums and sums of products of answers, from which every correlation follows.

/// Number, sums and sums of products of several answers over complete cases: those who answered all of them. Whole
/// numbers, so they merge exactly. Those of nobody hold no sums at all.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Moments {
    /// Complete cases.
    pub(in crate::confidential) n: u64,
    /// The sum of each variable's codes.
    pub(in crate::confidential) sums: Vec<u64>,
    /// The sum of the products of each pair, the upper triangle with its diagonal, row by row.
    pub(in crate::confidential) products: Vec<u64>,
}

impl Moments {
    /// Adds one complete case: the code of each variable.
    pub(super) fn add(&mut self, case: &[u8]) {
        self.take_shape(case.len());
        self.n += 1;
        for (sum, &code) in self.sums.iter_mut().zip(case) {
            *sum += u64::from(code);
        }
        let mut rest = &mut self.products[..];
        for (first, &code) in case.iter().enumerate() {
            let (row, below) = rest.split_at_mut(case.len() - first);
            for (product, &other) in row.iter_mut().zip(&case[first..]) {
                *product += u64::from(code) * u64::from(other);
            }
            rest = below;
        }
    }

    /// Adds so many complete cases, given the codes of one variable after the other.
    pub(super) fn add_columns(&mut self, cases: usize, columns: &[i16]) {
        if cases == 0 {
            return;
        }
        let columns: Vec<&[i16]> = columns.chunks_exact(cases).collect();
        self.take_shape(columns.len());
        self.n += cases as u64;
        for (sum, column) in self.sums.iter_mut().zip(&columns) {
            *sum += column.iter().map(|&code| u64::from(code.unsigned_abs())).sum::<u64>();
        }
        let pairs = (0..columns.len()).flat_map(|i| columns[i..].iter().map(move |other| (i, other)));
        for (product, (first, other)) in self.products.iter_mut().zip(pairs) {
            *product += product_of(columns[first], other);
        }
    }

    /// Adds other complete cases of the same variables.
    pub(in crate::confidential) fn merge(&mut self, other: &Self) {
        if other.n == 0 {
            return;
        }
        self.take_shape(other.variables());
        self.n += other.n;
        let totals = self.sums.iter_mut().chain(&mut self.products);
        for (total, other) in totals.zip(other.sums.iter().chain(&other.products)) {
            *total += other;
        }
    }

    /// How many variables; none in the moments of nobody.
    pub(in crate::confidential) fn variables(&self) -> usize {
        self.sums.len()
    }

    /// The sum of the products of two variables' codes, in either order; of squares for one with itself. Nothing where
    /// nobody is.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the estimates of reliability and drivers"))]
    pub(in crate::confidential) fn product(&self, one: usize, other: usize) -> u64 {
        let (first, second) = (one.min(other), one.max(other));
        let variables = self.variables();
        if second >= variables {
            return 0;
        }
        self.products[pairs(variables) - pairs(variables - first) + second - first]
    }

    /// Room for so many variables where nobody was before.
    fn take_shape(&mut self, variables: usize) {
        if self.n == 0 {
            self.sums.resize(variables, 0);
            self.products.resize(pairs(variables), 0);
        }
    }
}

/// The sum of the products of two columns of codes. So many at a time that their sum needs no more than 32 bits, in the
/// form that vector units multiply and add in one step.
fn product_of(one: &[i16], other: &[i16]) -> u64 {
    const PIECE: usize = 4096;
    let piece = |(one, other): (&[i16], &[i16])| {
        let sum: i32 = one.iter().zip(other).map(|(&one, &other)| i32::from(one) * i32::from(other)).sum();
        u64::from(sum.unsigned_abs())
    };
    one.chunks(PIECE).zip(other.chunks(PIECE)).map(piece).sum()
}

/// Pairs of variables, each with itself too.
fn pairs(variables: usize) -> usize {
    variables * (variables + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cases: &[[u8; 3]]) -> Moments {
        let mut moments = Moments::default();
        for case in cases {
            moments.add(case);
        }
        moments
    }

    #[test]
    fn sums_and_products_of_two_cases() {
        let moments = of(&[[1, 2, 3], [5, 1, 4]]);
        assert_eq!((moments.n, moments.variables()), (2, 3));
        assert_eq!(moments.sums, [6, 3, 7]);
        assert_eq!(moments.products, [26, 7, 23, 5, 10, 25]);
    }

    #[test]
    fn a_product_is_found_in_either_order() {
        let moments = of(&[[1, 2, 3], [5, 1, 4]]);
        let expected = [[26, 7, 23], [7, 5, 10], [23, 10, 25]];
        for (one, row) in expected.iter().enumerate() {
            for (other, product) in row.iter().enumerate() {
                assert_eq!(moments.product(one, other), *product);
            }
        }
        assert_eq!((moments.product(0, 3), Moments::default().product(0, 0)), (0, 0));
    }

    #[test]
    fn columns_add_what_their_cases_add() {
        let mut moments = of(&[[2, 2, 2]]);
        moments.add_columns(2, &[1, 5, 2, 1, 3, 4]);
        assert_eq!(moments, of(&[[2, 2, 2], [1, 2, 3], [5, 1, 4]]));
        let mut nobody = Moments::default();
        nobody.add_columns(0, &[]);
        assert_eq!(nobody, Moments::default());
    }

    #[test]
    fn merging_is_adding_all_cases_and_nobody_changes_nothing() {
        let mut moments = of(&[[1, 2, 3]]);
        moments.merge(&of(&[[5, 1, 4], [11, 11, 11]]));
        assert_eq!(moments, of(&[[1, 2, 3], [5, 1, 4], [11, 11, 11]]));
        let mut nobody = Moments::default();
        nobody.merge(&Moments::default());
        assert_eq!(nobody, Moments::default());
        nobody.merge(&moments);
        assert_eq!(nobody, moments);
    }
}
