//! A line on standard error that says what a long run is at.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
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
        if quiet || !std::io::stderr().is_terminal() || dumb() {
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
    let mut bar: Option<ProgressBar> = None;
    loop {
        let wait = match bar {
            Some(_) => TICK,
            None => PATIENCE.saturating_sub(start.elapsed()),
        };
        match receiver.recv_timeout(wait) {
            Ok(next) => what = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if start.elapsed() >= PATIENCE {
            let bar = bar.get_or_insert_with(|| spinner(start));
            bar.set_message(what.clone());
            bar.tick();
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn spinner(start: Instant) -> ProgressBar {
    let style = ProgressStyle::default_spinner();
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_style(
        style
            .template("{spinner} {msg} ({elapsed})")
            .unwrap_or(ProgressStyle::default_spinner()),
    );
    bar.with_elapsed(start.elapsed())
}
