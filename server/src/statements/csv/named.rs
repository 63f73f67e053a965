//! A table whose header says what its columns are, in words that the reader knows and in any order.

use super::records::each;
use csv::StringRecord;
use std::ops::ControlFlow;

/// A header that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<N> {
    delimiter: u8,
    line: u32,
    names: Vec<Option<N>>,
}

/// A row below the header.
pub struct NamedRow<'a, N> {
    table: &'a Named<N>,
    record: &'a StringRecord,
}

/// The header of a text whose lines end with `\n`: its first row that holds anything, with what stands between cells chosen so that most of them are known.
pub fn named<N: Copy + PartialEq>(text: &str, name: impl Fn(&str) -> Option<N>) -> Option<Named<N>> {
    let header = |delimiter: u8| {
        let mut found = None;
        each(text, delimiter, |line, row| {
            found = row.ok().map(|row| Named { delimiter, line, names: row.iter().map(|cell| name(cell.trim())).collect() });
            ControlFlow::Break(())
        });
        found
    };
    let tables = [b',', b'\t', b';'].into_iter().filter_map(header);
    tables.max_by_key(|table| table.names.iter().flatten().count())
}

impl<N: Copy + PartialEq> Named<N> {
    /// The number of a column from 0; the first of those that have the name.
    pub fn column(&self, name: N) -> Option<usize> {
        self.names.iter().position(|own| *own == Some(name))
    }

    /// Whether two columns have this name, so that neither can be believed.
    pub fn is_twice(&self, name: N) -> bool {
        self.names.iter().filter(|own| **own == Some(name)).count() > 1
    }

    /// Shows every row below the header with its line from 1; of one that cannot be a row of this table, the number of its first strange cell from 0 and what stands there.
    pub fn each(&self, text: &str, mut see: impl FnMut(u32, Result<NamedRow<'_, N>, (usize, String)>)) {
        each(text, self.delimiter, |line, row| {
            if line > self.line {
                see(line, row.map_err(|first| (0, first.to_owned())).and_then(|record| self.row(record)));
            }
            ControlFlow::Continue(())
        });
    }

    /// A row of another width was cut off, or its cells stand under other columns than they belong to.
    fn row<'a>(&'a self, record: &'a StringRecord) -> Result<NamedRow<'a, N>, (usize, String)> {
        let width = self.names.len();
        let strange = (width..record.len()).find(|at| record.get(*at).is_some_and(|cell| !cell.trim().is_empty()));
        match strange.or_else(|| (record.len() < width).then_some(record.len())) {
            Some(at) => Err((at, record.get(at).unwrap_or_default().to_owned())),
            None => Ok(NamedRow { table: self, record }),
        }
    }
}

impl<N: Copy + PartialEq> NamedRow<'_, N> {
    /// What stands under a name; nothing when no column has it.
    pub fn get(&self, name: N) -> &str {
        self.table.column(name).and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(cell: &str) -> Option<char> {
        let mut chars = cell.chars();
        chars.next().filter(|_| chars.next().is_none())
    }

    /// Two cells of a row, or at which cell it is wrong.
    type Cells = Result<(String, String), usize>;

    fn rows(text: &str) -> Vec<(u32, Cells)> {
        let mut found = Vec::new();
        named(text, letter).unwrap().each(text, |line, row| {
            found.push((line, row.map(|row| (row.get('a').to_owned(), row.get('b').to_owned())).map_err(|(at, _)| at)));
        });
        found
    }

    #[test]
    fn columns_are_found_by_their_names_whatever_stands_between_them() {
        let two = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        assert_eq!(rows("b;who, when;a\n1,5;x;2\n"), [(2, two("2", "1,5"))]);
        assert_eq!(rows("\n\na,b\n1,\"2,5\"\n\n3,4\n"), [(4, two("1", "2,5")), (6, two("3", "4"))]);
        assert_eq!(rows("a\tb\n1\t2"), [(2, two("1", "2"))]);
        assert_eq!(rows("a;b\n"), []);
    }

    #[test]
    fn a_row_of_another_width_is_not_read() {
        let found = rows("a;b\n1\n1;2;3\n1;2;\n\"1;2\n3;4\n");
        let widths: Vec<_> = found.iter().map(|(line, row)| (*line, row.as_ref().map(|_| ()).map_err(|at| *at))).collect();
        assert_eq!(widths, [(2, Err(1)), (3, Err(2)), (4, Ok(())), (5, Err(0)), (6, Ok(()))]);
    }

    #[test]
    fn a_name_that_stands_twice_is_seen() {
        let table = named("a;b;a\n", letter).unwrap();
        assert!(table.is_twice('a') && !table.is_twice('b') && table.column('c').is_none());
        assert_eq!(named("", letter), None);
    }
}
