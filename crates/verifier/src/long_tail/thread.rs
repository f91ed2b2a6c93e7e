//! Work that may panic or take too long, in a thread of its own.

use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// How many run at once. One that takes too long cannot be stopped: it keeps its place until it ends, and when no place is
/// left nothing is decided.
const MOST_AT_ONCE: usize = 2;
/// How long the answer is waited for, the wait for a place included.
const MOST_TIME: Duration = Duration::from_secs(10);
/// What a document of the greatest depth that is read needs, many times over: to run out of stack would end the program.
const STACK: usize = 64 * 1024 * 1024;

static PLACES: Semaphore = Semaphore::const_new(MOST_AT_ONCE);

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoAnswer {
    /// It took too long, or others did.
    #[error("it took too long")]
    TooLate,
    /// It panicked, or could not begin.
    #[error("the library that should check it failed")]
    Failed,
}

/// What the work returns.
pub(super) async fn bounded<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NoAnswer> {
    within(MOST_TIME, &PLACES, work).await
}

async fn within<T: Send + 'static>(
    time: Duration,
    places: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NoAnswer> {
    let answer = async {
        let place = places.acquire().await.map_err(|_| NoAnswer::Failed)?;
        let (sender, receiver) = oneshot::channel();
        let thread = std::thread::Builder::new().name("long-tail".to_owned()).stack_size(STACK);
        // A panic ends the thread, which drops the sender, and with it the wait.
        let begun = thread.spawn(move || {
            let _place = place;
            let _ = sender.send(work());
        });
        begun.map_err(|_| NoAnswer::Failed)?;
        receiver.await.map_err(|_| NoAnswer::Failed)
    };
    timeout(time, answer).await.unwrap_or(Err(NoAnswer::TooLate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_no_answer_and_gives_its_place_back() {
        static ONE: Semaphore = Semaphore::const_new(1);
        for _ in 0..3 {
            let panicked: Result<(), _> = within(MOST_TIME, &ONE, || panic!("as the library may")).await;
            assert_eq!(panicked, Err(NoAnswer::Failed));
        }
        assert_eq!(within(MOST_TIME, &ONE, || 5).await, Ok(5));
    }

    #[tokio::test]
    async fn what_takes_too_long_keeps_its_place_until_it_ends() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let soon = Duration::from_millis(20);
        assert_eq!(within(soon, &ONE, move || wait.recv()).await, Err(NoAnswer::TooLate));
        assert_eq!(within(soon, &ONE, || 5).await, Err(NoAnswer::TooLate));
        go.send(()).unwrap();
        assert_eq!(within(MOST_TIME, &ONE, || 5).await, Ok(5));
    }
}
