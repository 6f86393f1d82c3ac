//! Exports made of cells, for the tests of the stage that reads them.

use super::Export;
use super::batch::Batch;
use super::column::Column;
use super::rows::Rows;

/// An export with one header row and these rows, given out in batches of `size`.
pub(in crate::confidential) fn export(
    file: &str,
    headers: &[&str],
    rows: &[Vec<String>],
    size: usize,
) -> Export {
    let mut batches: Vec<Result<Batch, crate::problem::Problem>> = Vec::new();
    let header: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();
    let all: Vec<&Vec<String>> = std::iter::once(&header).chain(rows).collect();
    for (number, some) in all.chunks(size.max(1)).enumerate() {
        let mut batch = Batch::new((number * size) as u64 + 1, headers.len());
        some.iter().flat_map(|row| row.iter()).for_each(|cell| batch.push(cell));
        batches.push(Ok(batch));
    }
    let mut rows = Rows::of_batches(file.as_ref(), Box::new(batches.into_iter()));
    rows.skip(1);
    Export {
        file: file.into(),
        origin: None,
        recognised: String::new(),
        columns: headers.iter().enumerate().map(|(at, header)| Column::one(*header, at)).collect(),
        unnamed: Vec::new(),
        rows,
    }
}
