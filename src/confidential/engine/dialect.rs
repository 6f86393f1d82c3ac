//! Dialects: the few things that engines write in different ways.

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::confidential) enum Dialect {
    /// DuckDB's.
    DuckDb,
    /// Spark's, from 3.4 on.
    Spark,
    /// DataFusion's, and so Ballista's.
    #[cfg_attr(not(feature = "distributed"), allow(dead_code, reason = "for the distributed engine"))]
    DataFusion,
}

impl Dialect {
    /// A name of a column or table.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::Spark => format!("`{}`", name.replace('`', "``")),
            Self::DuckDb | Self::DataFusion => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Names, separated by commas.
    pub(super) fn names<'a>(self, names: impl IntoIterator<Item = &'a str>) -> String {
        names.into_iter().map(|name| self.name(name)).collect::<Vec<_>>().join(", ")
    }

    /// The whole number of times that one number goes into the other.
    pub(super) fn quotient(self, dividend: &str, divisor: &str) -> String {
        let divided_by = match self {
            Self::DuckDb => "//",
            Self::Spark => "div",
            Self::DataFusion => "/",
        };
        format!("({dividend}) {divided_by} ({divisor})")
    }

    /// What makes a view for as long as the session lasts.
    pub(super) fn view(self, name: &str, select: &str) -> String {
        let temporary = if self == Self::DataFusion { "" } else { "TEMPORARY " };
        format!("CREATE OR REPLACE {temporary}VIEW {name} AS\n{select}")
    }

    /// The responses' file as a table; `place` is within the store.
    pub(super) fn source(self, place: &str) -> String {
        match self {
            // A folder called wave=2024 is no column here.
            Self::DuckDb => {
                format!("read_parquet('{}', hive_partitioning = false)", place.replace('\'', "''"))
            }
            Self::Spark => format!("parquet.{}", self.name(place)),
            Self::DataFusion => self.name(place),
        }
    }

    /// Turns columns into rows: `keys` stay, and each of the columns gives a row with its name and its value.
    pub(super) fn unpivot(self, from: &str, keys: &[&str], columns: &[&str], named: [&str; 2]) -> String {
        let [name, value] = named;
        let mut kept: Vec<String> = keys.iter().map(|key| self.name(key)).collect();
        if self == Self::DataFusion {
            let texts: Vec<String> = columns.iter().map(|column| format!("'{column}'")).collect();
            kept.push(format!("unnest(make_array({})) AS {name}", texts.join(", ")));
            kept.push(format!("unnest(make_array({})) AS {value}", self.names(columns.iter().copied())));
            return format!("SELECT {}\nFROM {from}", kept.join(", "));
        }
        kept.extend([name.to_owned(), value.to_owned()]);
        format!(
            "SELECT {}\nFROM {from}\nUNPIVOT ({value} FOR {name} IN ({}))",
            kept.join(", "),
            self.names(columns.iter().copied())
        )
    }
}
