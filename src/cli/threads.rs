//! The threads that check.

use std::num::NonZeroUsize;

/// Threads take their time to start: they do while the arguments are read. This one works too, for another would need a
/// heap of its own.
pub fn start() {
    // The global threads would be waited for. If it cannot be done now, the first work that asks for threads starts them.
    let threads = apart(rayon::ThreadPoolBuilder::new()).use_current_thread();
    // They are there as long as the process is.
    std::mem::forget(threads.build());
    // Those that start on this processor leave it, as soon as they run.
    std::thread::yield_now();
}

/// So many threads, for a run that asks for a number of its own.
///
/// # Errors
/// What keeps them from being started.
pub fn pool(count: NonZeroUsize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    apart(rayon::ThreadPoolBuilder::new())
        .num_threads(count.get())
        .build()
}

/// The same threads, but none that starts on this thread's processor stays there. Linux may start all of them there, above
/// all in a virtual machine, and takes some milliseconds to see that another processor is idle: most runs are over soon
/// after.
#[cfg(target_os = "linux")]
fn apart(threads: rayon::ThreadPoolBuilder) -> rayon::ThreadPoolBuilder {
    use rustix::thread::{sched_getaffinity, sched_getcpu, sched_setaffinity};
    let here = sched_getcpu();
    threads.start_handler(move |thread| {
        // The first thread may stay.
        if thread == 0 || sched_getcpu() != here {
            return;
        }
        let Ok(all) = sched_getaffinity(None) else {
            return;
        };
        let mut others = all;
        others.unset(here);
        // Where there is no other, nothing changes. From there on the thread goes wherever it is sent.
        if sched_setaffinity(None, &others).is_ok() {
            let _ = sched_setaffinity(None, &all);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn apart(threads: rayon::ThreadPoolBuilder) -> rayon::ThreadPoolBuilder {
    threads
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::thread::sched_getaffinity;

    #[test]
    fn threads_may_run_anywhere_once_they_have_started() {
        let all = sched_getaffinity(None).unwrap();
        let threads = pool(NonZeroUsize::new(3).unwrap()).unwrap();
        let allowed = threads.broadcast(|_| sched_getaffinity(None).unwrap());
        assert_eq!(allowed, [all; 3]);
    }
}
