//! The bank's durable store: one file of JSON lines, one line an operation, replayed at start.
//!
//! Nothing is answered before its line is on the disk. A line cut short by a crash was never answered, so it is cut
//! off; anything else that cannot be read stops the bank instead of losing money silently.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use crate::books::{Batch, Books, Fact, Unheard};

const FILE: &str = "journal.jsonl";

/// Why the journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file system refused.
    #[error("the journal {path} cannot be used: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// Another bank runs on the same folder.
    #[error("another bank already uses {0}")]
    Taken(PathBuf),
    /// A whole line is not what the bank wrote.
    #[error("line {line} of the journal {path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// An earlier write failed; only a restart knows what is on the disk.
    #[error("the journal failed before; start the bank again")]
    Broken,
}

/// An open journal. It holds the file's lock until it is closed or dropped.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// Absent once a write failed or the bank stopped.
    file: Option<File>,
    next: u64,
}

impl Journal {
    /// Opens or creates the journal in `folder` and adds it up.
    pub(crate) fn open(folder: &Path) -> Result<(Self, Books), JournalError> {
        let path = folder.join(FILE);
        let io = |source| JournalError::Io { path: path.clone(), source };
        fs::create_dir_all(folder).map_err(io)?;
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(JournalError::Taken(path)),
            Err(fs::TryLockError::Error(source)) => return Err(io(source)),
        }
        // The name of a new file lives in its folder, which needs a sync of its own.
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;

        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(io)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut books = Books::default();
        let mut next = 0;
        let lines = bytes.get(..whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
        for (position, line) in lines.enumerate() {
            let damaged = |reason: String| JournalError::Damaged { path: path.clone(), line: position + 1, reason };
            let batch: Batch = serde_json::from_slice(line).map_err(|error| damaged(error.to_string()))?;
            if batch.n != next {
                return Err(damaged(format!("number {} stands where {next} is due", batch.n)));
            }
            for fact in &batch.facts {
                books.apply(batch.at, fact).map_err(|error: Unheard| damaged(error.to_string()))?;
            }
            next += 1;
        }
        if whole < bytes.len() {
            tracing::warn!(path = %path.display(), bytes = bytes.len() - whole, "cut off a torn line");
            file.set_len(whole as u64).map_err(io)?;
            file.sync_all().map_err(io)?;
        }
        Ok((Self { path, file: Some(file), next }, books))
    }

    /// Writes one operation. With `durable` it is on the disk when this returns; without, a crash may forget it.
    ///
    /// After an error the journal stays broken: what reached the disk is known only to the next start.
    pub(crate) fn append(&mut self, at: i64, facts: Vec<Fact>, durable: bool) -> Result<(), JournalError> {
        let mut file = self.file.take().ok_or(JournalError::Broken)?;
        let io = |source| JournalError::Io { path: self.path.clone(), source };
        let batch = Batch { n: self.next, at, facts };
        let mut line = serde_json::to_vec(&batch).map_err(|error| io(error.into()))?;
        line.push(b'\n');
        file.write_all(&line).map_err(io)?;
        if durable {
            file.sync_data().map_err(io)?;
        }
        self.next += 1;
        self.file = Some(file);
        Ok(())
    }

    /// Whether facts can still be kept.
    pub(crate) fn works(&self) -> bool {
        self.file.is_some()
    }

    /// Gives the file up; every later write is refused.
    pub(crate) fn close(&mut self) {
        if let Some(file) = self.file.take()
            && let Err(error) = file.sync_all()
        {
            tracing::error!(%error, "the journal could not be synced at the end");
        }
    }
}
