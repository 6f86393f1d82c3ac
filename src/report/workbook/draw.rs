//! A chart on a worksheet of its own: a heading, where its table is, and the native chart.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartErrorBars, ChartErrorBarsDirection,
    ChartErrorBarsType, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartRange, ChartSeries,
    ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::chart::{Drawing, Series};
use super::name::cut;
use super::sheet::Sheet;
use super::write::{HEADER, Looks, fit, heading, link, on_paper};

/// Across, in pixels.
const WIDTH: u32 = 1000;

/// Around the bars, and for each of them.
const HEIGHTS: (u32, u32) = (190, 24);

/// The tallest, in pixels.
const TALLEST: u32 = 1800;

/// The longest alternative text, in UTF-16.
const LONGEST: usize = 255;

/// Text on a light ground, and on a dark one.
const INKS: [u32; 2] = [0x001A_232E, 0x00FF_FFFF];

/// Writes it; `table` is the sheet with its figures.
pub(super) fn write(
    to: &mut Worksheet,
    drawing: &Drawing,
    table: &Sheet,
    looks: &Looks,
) -> Result<(), XlsxError> {
    to.set_name(&drawing.name)?.set_column_width(0, 130)?;
    heading(to, &drawing.title, looks)?;
    to.write_string(1, 0, fit(&format!("{} This worksheet contains one chart.", drawing.description)))?;
    let words = format!("The figures of this chart are in the worksheet {}", table.name);
    link(to, (2, 0), &table.name, &words, looks)?;
    link(to, (3, 0), "Contents", "Back to the worksheet Contents", looks)?;
    to.insert_chart(HEADER, 0, &chart(drawing, table))?;
    on_paper(to)
}

fn chart(drawing: &Drawing, table: &Sheet) -> Chart {
    let mut chart = Chart::new(if drawing.stacked { ChartType::BarStacked } else { ChartType::Bar });
    let number = format!("0\"{}\"", drawing.unit);
    for one in &drawing.series {
        chart.push_series(&series(drawing, *one, table));
    }
    let ink = Color::RGB(INKS[0]);
    chart.title().set_name(&worded(&drawing.title)).set_font(ChartFont::new().set_size(13).set_color(ink));
    // The first row on top, the numbers below. Of bars that lie, the names are on the upright axis.
    chart.y_axis().set_reverse().set_font(ChartFont::new().set_size(10).set_color(ink));
    chart
        .x_axis()
        .set_min(0)
        .set_num_format(number)
        .set_label_position(ChartAxisLabelPosition::High)
        .set_font(ChartFont::new().set_size(10).set_color(ink));
    if drawing.stacked {
        chart.x_axis().set_max(100);
    }
    if drawing.series.len() == 1 {
        chart.legend().set_hidden();
    } else {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(ChartFont::new().set_size(10));
    }
    let bars = if drawing.stacked { 2 } else { drawing.series.len() as u32 };
    let bars = (table.rows.len() as u32).saturating_mul(bars.max(1));
    chart.set_width(WIDTH).set_height((HEIGHTS.0 + HEIGHTS.1.saturating_mul(bars)).min(TALLEST));
    let words = format!("{}. {} Figures: worksheet {}.", drawing.title, drawing.description, table.name);
    chart.set_alt_text(cut(&words, LONGEST));
    chart
}

fn series(drawing: &Drawing, one: Series, table: &Sheet) -> ChartSeries {
    let column = |column: u16, rows: u32| {
        ChartRange::new_from_range(&table.name, HEADER + 1, column, HEADER + rows, column)
    };
    let rows = drawing.series.iter().map(|one| one.rows).max().unwrap_or_default();
    let mut series = ChartSeries::new();
    series
        .set_categories(&column(0, rows))
        .set_values(&column(one.column, one.rows))
        .set_name((table.name.as_str(), HEADER, one.column))
        .set_format(ChartSolidFill::new().set_color(Color::RGB(one.colour)))
        .set_gap(50);
    if drawing.stacked {
        series.set_overlap(100);
    }
    series.set_data_label(&label(drawing, one));
    if let Some((below, above, rows)) = one.range.filter(|range| range.2 > 0) {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(INKS[0])).set_width(1.25);
        let mut look = ChartFormat::new();
        look.set_line(&line);
        let custom = ChartErrorBarsType::Custom(column(above, rows), column(below, rows));
        series.set_x_error_bars(
            ChartErrorBars::new()
                .set_type(custom)
                .set_direction(ChartErrorBarsDirection::Both)
                .set_format(&mut look),
        );
    }
    series
}

/// The number on or beside a bar. Where bars stand on each other, the smallest parts have no room for it; beside a
/// range it would lie on the range, so it stands inside.
fn label(drawing: &Drawing, one: Series) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    let dark = one.colour == super::chart::LATEST;
    let inside = drawing.stacked || one.range.is_some();
    let ink = INKS[usize::from(inside && dark)];
    label.show_value().set_font(ChartFont::new().set_size(9).set_color(Color::RGB(ink)));
    label.set_num_format(if drawing.stacked {
        format!("[>=4]0\"{}\";\"\"", drawing.unit)
    } else {
        format!("0\"{}\"", drawing.unit)
    });
    if one.range.is_some() {
        label.set_position(rust_xlsxwriter::ChartDataLabelPosition::InsideBase);
    }
    label
}

/// A title as text: the library takes one that begins like a formula, or ends like a range of cells, for what it looks like.
fn worded(title: &str) -> String {
    let quoted = if title.starts_with('=') { "'" } else { "" };
    let apart = if title.contains('!') { " " } else { "" };
    format!("{quoted}{title}{apart}")
}
