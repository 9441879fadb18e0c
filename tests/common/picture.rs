//! Draws a screen as SVG: the picture in the README.

use std::fmt::Write;

const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 12.0;
const PAPER: &str = "#16181d";
const INK: &str = "#d5d8de";
/// The sixteen colours that a terminal names by number.
const NAMED: [&str; 16] = [
    "#22252b", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#5c6370", "#ff7a85",
    "#b5e890", "#ffd68a", "#82c4ff", "#e08fff", "#7fdbe6", "#ffffff",
];

fn colour(colour: vt100::Color, default: &str) -> String {
    match colour {
        vt100::Color::Default => default.to_string(),
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        vt100::Color::Idx(n) if n < 16 => NAMED[usize::from(n)].to_string(),
        vt100::Color::Idx(n) if n < 232 => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let n = n - 16;
            format!("#{:02x}{:02x}{:02x}", level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        vt100::Color::Idx(n) => format!("#{0:02x}{0:02x}{0:02x}", 8 + 10 * (n - 232)),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let (width, height) = (f64::from(columns) * CELL.0 + 2.0 * MARGIN, f64::from(rows) * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"14\" xml:space=\"preserve\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows {
        let y = MARGIN + f64::from(row) * CELL.1;
        for run in runs(screen, row, columns) {
            draw(&mut out, &run, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Neighbouring cells that look alike.
#[derive(PartialEq)]
struct Run {
    column: u16,
    cells: u16,
    text: String,
    ink: String,
    paper: String,
    bold: bool,
    dim: bool,
}

fn runs(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else { continue };
        let (mut ink, mut paper) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), PAPER));
        if cell.inverse() {
            std::mem::swap(&mut ink, &mut paper);
        }
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let cells = if cell.is_wide() { 2 } else { 1 };
        match runs.last_mut() {
            Some(run) if run.ink == ink && run.paper == paper && run.bold == cell.bold() && run.dim == cell.dim() => {
                run.text.push_str(text);
                run.cells += cells;
            }
            _ => {
                let (text, bold, dim) = (text.to_string(), cell.bold(), cell.dim());
                runs.push(Run { column, cells, text, ink, paper, bold, dim });
            }
        }
    }
    runs
}

fn draw(out: &mut String, run: &Run, y: f64) {
    let (x, width) = (MARGIN + f64::from(run.column) * CELL.0, f64::from(run.cells) * CELL.0);
    if run.paper != PAPER {
        let (paper, height) = (&run.paper, CELL.1);
        let _ = writeln!(out, r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height}" fill="{paper}"/>"#);
    }
    if run.text.trim().is_empty() {
        return;
    }
    let weight = if run.bold { r#" font-weight="bold""# } else { "" };
    let faint = if run.dim { r#" opacity="0.65""# } else { "" };
    let (base, ink, text) = (y + 13.5, &run.ink, escape(&run.text));
    let _ = writeln!(
        out,
        r#"<text x="{x:.1}" y="{base:.1}" textLength="{width:.1}" fill="{ink}"{weight}{faint}>{text}</text>"#
    );
}
