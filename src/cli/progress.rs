//! A bar on standard error for long work, if somebody looks.

use std::io::{IsTerminal, Write};

/// Draws itself over itself; [`Progress::end`] leaves the line.
pub struct Progress {
    shown: bool,
    /// What is drawn.
    percent: Option<u64>,
}

impl Progress {
    /// On standard error if that is a terminal; else nothing is said.
    pub fn on_terminal() -> Progress {
        Progress { shown: std::io::stderr().is_terminal(), percent: None }
    }

    /// Nothing is said: the terminal is somebody else's.
    pub fn silent() -> Progress {
        Progress { shown: false, percent: None }
    }

    pub fn show(&mut self, done: u64, total: u64) {
        if let Some(bar) = self.next(done, total) {
            let _ = write!(std::io::stderr().lock(), "\r{bar}");
        }
    }

    /// The bar, if it differs from the one drawn.
    fn next(&mut self, done: u64, total: u64) -> Option<String> {
        let percent = percent(done, total);
        if !self.shown || self.percent == Some(percent) {
            return None;
        }
        self.percent = Some(percent);
        Some(bar(percent, done, total))
    }

    /// As [`Progress::show`], for work that is often done in one step: that draws nothing.
    pub fn show_if_long(&mut self, done: u64, total: u64) {
        if self.is_long(done, total) {
            self.show(done, total);
        }
    }

    fn is_long(&self, done: u64, total: u64) -> bool {
        self.percent.is_some() || done < total
    }

    pub fn end(&mut self) {
        if self.percent.take().is_some() {
            let _ = writeln!(std::io::stderr().lock());
        }
    }
}

fn percent(done: u64, total: u64) -> u64 {
    (done.saturating_mul(100) / total.max(1)).min(100)
}

fn bar(percent: u64, done: u64, total: u64) -> String {
    const CELLS: u64 = 30;
    let full = usize::try_from(percent * CELLS / 100).unwrap_or(0);
    let bar = "#".repeat(full) + &"-".repeat(CELLS as usize - full);
    format!("[{bar}] {percent:>3} %  {done} of {total}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_full_as_the_work_is_done() {
        assert_eq!(bar(percent(0, 10), 0, 10), format!("[{}]   0 %  0 of 10", "-".repeat(30)));
        assert_eq!(bar(percent(5, 10), 5, 10), format!("[{}{}]  50 %  5 of 10", "#".repeat(15), "-".repeat(15)));
        assert_eq!(bar(percent(10, 10), 10, 10), format!("[{}] 100 %  10 of 10", "#".repeat(30)));
        assert_eq!((percent(0, 0), percent(12, 10)), (0, 100));
    }

    #[test]
    fn what_is_done_in_one_step_draws_nothing_and_what_is_long_is_drawn_to_its_end() {
        let mut progress = Progress { shown: true, percent: None };
        assert!(!progress.is_long(3, 3));
        assert!(progress.is_long(1, 4));
        assert!(progress.next(1, 4).is_some());
        assert!(progress.is_long(4, 4));
        assert!(progress.next(4, 4).is_some());
        assert_eq!(progress.next(4, 4), None, "it is drawn already");
        assert_eq!(Progress::silent().next(1, 4), None);
    }
}
