//! A request's body for a thread that reads it: little of it is in memory at once, and a body that broke off never looks
//! as if it were whole.

use std::io::{self, Read};
use std::time::Duration;

use actix_web::web::{Bytes, Payload};
use futures_util::StreamExt as _;
use tokio::sync::mpsc;

/// How many chunks wait to be read.
const WAITING: usize = 8;

/// How long the next chunk may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A piece of the body, or its end.
type Piece = io::Result<Option<Bytes>>;

/// The side that reads.
pub(crate) struct Incoming {
    pieces: mpsc::Receiver<Piece>,
    current: Bytes,
    ended: bool,
}

/// The side that a request's body is poured into.
pub(crate) struct Pouring(mpsc::Sender<Piece>);

/// Both sides.
pub(crate) fn incoming() -> (Pouring, Incoming) {
    let (sender, pieces) = mpsc::channel(WAITING);
    (Pouring(sender), Incoming { pieces, current: Bytes::new(), ended: false })
}

impl Pouring {
    /// Pours the whole body, also where nobody reads any more: a client that is still sending would not hear why. Then at
    /// most `most` bytes.
    pub(crate) async fn pour(self, mut body: Payload, most: u64) {
        let mut left = most;
        loop {
            let piece = match tokio::time::timeout(PATIENCE, body.next()).await {
                Ok(Some(Ok(chunk))) => Ok(Some(chunk)),
                Ok(Some(Err(error))) => Err(io::Error::other(error.to_string())),
                Ok(None) => Ok(None),
                Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "nothing came for 30 seconds")),
            };
            let length = match &piece {
                Ok(Some(chunk)) => Some(chunk.len() as u64),
                _ => None,
            };
            let is_read = self.0.send(piece).await.is_ok();
            let Some(length) = length else { return };
            if !is_read {
                match left.checked_sub(length) {
                    Some(rest) => left = rest,
                    None => return,
                }
            }
        }
    }
}

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() && !self.ended {
            match self.pieces.blocking_recv() {
                Some(Ok(Some(chunk))) => self.current = chunk,
                Some(Ok(None)) => self.ended = true,
                Some(Err(error)) => return Err(error),
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let count = buffer.len().min(self.current.len());
        buffer[..count].copy_from_slice(&self.current.split_to(count));
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_whose_end_was_not_seen_is_none() {
        let (Pouring(sender), mut incoming) = incoming();
        sender.blocking_send(Ok(Some(Bytes::from_static(b"row\n")))).unwrap();
        drop(sender);
        let mut read = Vec::new();
        assert_eq!(incoming.read_to_end(&mut read).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        let (Pouring(sender), mut incoming) = super::incoming();
        sender.blocking_send(Ok(Some(Bytes::from_static(b"row\n")))).unwrap();
        sender.blocking_send(Ok(None)).unwrap();
        drop(sender);
        incoming.read_to_end(&mut read).unwrap();
        assert!(read.ends_with(b"row\n"));
    }
}
