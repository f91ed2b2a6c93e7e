//! Reads a body up to a limit.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;

use crate::RetrieveError;

/// The body of `response`, `limit` bytes at most before and after decompression.
pub(crate) async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, RetrieveError> {
    let is_packed = is_gzip(&response)?;
    // An announced length can only refuse: the bytes are counted all the same.
    if response.content_length().is_some_and(|announced| announced > limit as u64) {
        return Err(RetrieveError::TooLarge { limit });
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(crate::fetcher::broken)? {
        if chunk.len() > limit - bytes.len() {
            return Err(RetrieveError::TooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
    }
    if is_packed { unpack(&bytes, limit) } else { Ok(bytes) }
}

/// No compression is asked for; some servers have their files compressed only.
fn is_gzip(response: &Response) -> Result<bool, RetrieveError> {
    let mut is_packed = false;
    for coding in response.headers().get_all(CONTENT_ENCODING) {
        match coding.to_str().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "identity" | "" => {}
            // RFC 9110 §8.4.1.3
            "gzip" | "x-gzip" if !is_packed => is_packed = true,
            _ => return Err(RetrieveError::Encoding),
        }
    }
    Ok(is_packed)
}

fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, RetrieveError> {
    let mut bytes = Vec::new();
    // One byte more than may be, to see that there is more.
    let mut reader = MultiGzDecoder::new(packed).take(limit as u64 + 1);
    reader.read_to_end(&mut bytes).map_err(|_| RetrieveError::Encoding)?;
    if bytes.len() > limit { Err(RetrieveError::TooLarge { limit }) } else { Ok(bytes) }
}
