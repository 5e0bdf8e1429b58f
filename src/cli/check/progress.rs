//! A line on standard error that says what a long run is at.

use crate::report::Look;
use crate::report::shorten::{columns, shorten};
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A run that is over before has no line.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// The line, as long as there is one. It is gone when this is.
pub struct Progress {
    line: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// A line for a person who waits: none where standard error is no terminal, or where nothing but findings is wanted.
    pub fn start(quiet: bool, what: &str) -> Self {
        let dumb = || std::env::var_os("TERM").is_none_or(|name| name == "dumb");
        if quiet || !io::stderr().is_terminal() || dumb() {
            return Self { line: None };
        }
        let (sender, receiver) = mpsc::channel();
        let what = what.to_owned();
        let thread = std::thread::Builder::new().spawn(move || draw(&receiver, what));
        // Without a thread for it there is no line, which is no reason to fail.
        let line = thread.ok().map(|thread| (sender, thread));
        Self { line }
    }

    /// Says what the run is at now.
    pub fn say(&self, what: impl Into<String>) {
        if let Some((sender, _)) = &self.line {
            // Whoever draws it ends only with this.
            let _ = sender.send(what.into());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.line.take() {
            drop(sender);
            // A line that could not be drawn is no failure of the run.
            let _ = thread.join();
        }
    }
}

/// Draws until the sender is gone.
fn draw(receiver: &Receiver<String>, mut what: String) {
    let start = Instant::now();
    let mut line = Line::default();
    loop {
        let wait = match PATIENCE.saturating_sub(start.elapsed()) {
            Duration::ZERO => TICK,
            patience => patience,
        };
        match receiver.recv_timeout(wait) {
            Ok(next) => what = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let elapsed = start.elapsed();
        if elapsed >= PATIENCE {
            let tick = elapsed.as_millis() / TICK.as_millis();
            let mark = MARKS[usize::try_from(tick).unwrap_or_default() % MARKS.len()];
            line.draw(&format!("{mark} {what} ({}s)", elapsed.as_secs()));
        }
    }
    line.draw("");
}

/// What shows that the run goes on, one after another.
const MARKS: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/// The last line of a terminal.
#[derive(Default)]
struct Line {
    /// How many columns it takes.
    width: usize,
}

impl Line {
    /// Draws a text over what the line held before, as much of it as there is room for.
    fn draw(&mut self, text: &str) {
        let text = shorten(text, &[], 0, room()).text;
        let width = columns(&text);
        let blanks = " ".repeat(self.width.saturating_sub(width));
        let back = if width == 0 { "\r" } else { "" };
        // A line that cannot be drawn is no failure of the run.
        let _ = write!(io::stderr().lock(), "\r{text}{blanks}{back}");
        self.width = width;
    }
}

/// How many columns a line may take: in the last one, a terminal may go on to the next line.
fn room() -> usize {
    let size = terminal_size::terminal_size_of(io::stderr());
    let width = size.map_or(Look::DEFAULT_WIDTH, |(width, _)| usize::from(width.0));
    width.saturating_sub(1)
}
