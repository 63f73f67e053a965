//! What the program writes to its log while the tests run, kept to be looked at.

use std::io::{Result, Write};
use std::sync::{Mutex, Once, PoisonError};

static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Keeps the log from now on; tests that run beside this one write into it too.
pub(crate) fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing_subscriber::fmt().with_ansi(false).with_writer(|| Keeper).init());
}

/// The kept lines that hold `word`.
pub(crate) fn lines_with(word: &str) -> Vec<String> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&kept).lines().filter(|line| line.contains(word)).map(str::to_owned).collect()
}
