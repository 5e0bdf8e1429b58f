//! The threads that check, and the processors they keep to.
//!
//! In a virtual machine, as most runners of CI are, Linux takes a halted processor for a busy one: it starts a thread, and
//! wakes one that waited, beside the thread that asked for it. Both then share one processor for some milliseconds, at
//! times for half of a run, while another has nothing to do. So each thread has processors of its own.

use std::num::NonZeroUsize;

/// Threads take their time to start: they do while the arguments are read. This one works too, for another would need a
/// heap of its own.
pub fn start() {
    // The global threads would be waited for. If it cannot be done now, the first work that asks for threads starts them.
    if let Ok(threads) = apart(rayon::ThreadPoolBuilder::new())
        .use_current_thread()
        .build()
    {
        let count = threads.current_num_threads();
        // Those that wait for this processor are sent to their own before this thread makes way for them: they would start
        // here, and only then leave.
        processors::send_others(|thread| share(processors::all(), thread, count));
        keep_apart(0, count);
        // They are there as long as the process is.
        std::mem::forget(threads);
    }
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

/// Starts another program, which may run wherever this one might when it started: it would inherit the processors of the
/// thread that starts it.
pub fn for_a_program<T>(start: impl FnOnce() -> T) -> T {
    processors::anywhere(start)
}

fn apart(threads: rayon::ThreadPoolBuilder) -> rayon::ThreadPoolBuilder {
    // What this thread may use is for all of them.
    processors::all();
    threads.start_handler(|thread| keep_apart(thread, rayon::current_num_threads()))
}

/// Keeps this thread, one of `count`, to its share of the processors. From there on it goes wherever it is sent among them.
fn keep_apart(thread: usize, count: usize) {
    processors::keep_to(&share(processors::all(), thread, count));
}

/// What one of `count` threads has of `all` processors: as many as each other has, and side by side, for those share most
/// with each other. Where there are more threads than processors, each may use all.
fn share(all: &[usize], thread: usize, count: usize) -> Vec<usize> {
    if all.len() < count {
        return all.to_vec();
    }
    let places = 0..all.len();
    places
        .filter(|place| place * count / all.len() == thread)
        .map(|place| all[place])
        .collect()
}

#[cfg(target_os = "linux")]
mod processors {
    use rustix::thread::{CpuSet, Pid, gettid, sched_getaffinity, sched_getcpu, sched_setaffinity};
    use std::sync::OnceLock;

    /// Those that the process might use when this was first asked, beginning with the one of the thread that asked.
    pub fn all() -> &'static [usize] {
        static ALL: OnceLock<Vec<usize>> = OnceLock::new();
        ALL.get_or_init(|| {
            // Without an answer there is nothing to share.
            let allowed = sched_getaffinity(None).unwrap_or_default();
            let here = sched_getcpu().min(CpuSet::MAX_CPU);
            let round = (here..CpuSet::MAX_CPU).chain(0..here);
            round
                .filter(|&processor| allowed.is_set(processor))
                .collect()
        })
    }

    /// Keeps a thread, this one if none is named, to some of them. A system that refuses leaves it where it is.
    fn keep(thread: Option<Pid>, processors: &[usize]) {
        let mut only = CpuSet::new();
        for &processor in processors {
            only.set(processor);
        }
        // None of them is none to keep to.
        if !processors.is_empty() {
            let _ = sched_setaffinity(thread, &only);
        }
    }

    /// Keeps this thread to some of them.
    pub fn keep_to(processors: &[usize]) {
        keep(None, processors);
    }

    /// Keeps each other thread of the process, in the order in which they were started and from 1, to its processors.
    pub fn send_others(share: impl Fn(usize) -> Vec<usize>) {
        // Without an answer they go by themselves.
        let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
            return;
        };
        let names = tasks.filter_map(|task| task.ok()?.file_name().to_str()?.parse().ok());
        let threads = names.filter_map(Pid::from_raw);
        let others = threads.filter(|thread| *thread != gettid());
        for (number, thread) in (1..).zip(others) {
            keep(Some(thread), &share(number));
        }
    }

    /// Does work on any of them.
    pub fn anywhere<T>(work: impl FnOnce() -> T) -> T {
        let before = sched_getaffinity(None);
        keep_to(all());
        let done = work();
        if let Ok(before) = before {
            let _ = sched_setaffinity(None, &before);
        }
        done
    }
}

#[cfg(not(target_os = "linux"))]
mod processors {
    pub fn all() -> &'static [usize] {
        &[]
    }

    pub fn keep_to(_: &[usize]) {}

    pub fn send_others(_: impl Fn(usize) -> Vec<usize>) {}

    pub fn anywhere<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_is_in_one_share() {
        for processors in 1..9 {
            let all: Vec<usize> = (0..processors).map(|place| 3 * place).collect();
            for count in 1..=processors {
                let shares: Vec<Vec<usize>> = (0..count)
                    .map(|thread| share(&all, thread, count))
                    .collect();
                assert_eq!(shares.concat(), all, "{count} threads");
                let sizes = shares.iter().map(Vec::len);
                let most = sizes.clone().max().unwrap();
                assert!(sizes.min().unwrap() + 1 >= most, "{shares:?}");
            }
        }
    }

    #[test]
    fn more_threads_than_processors_use_all() {
        assert_eq!(share(&[4, 5], 2, 3), [4, 5]);
        assert!(share(&[], 0, 1).is_empty());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn threads_keep_to_their_shares_and_programs_to_none() {
        use rustix::thread::{CpuSet, sched_getaffinity};
        let allowed = || -> Vec<usize> {
            let allowed = sched_getaffinity(None).unwrap();
            let processors = 0..CpuSet::MAX_CPU;
            processors
                .filter(|&processor| allowed.is_set(processor))
                .collect()
        };
        let sorted = |processors: &[usize]| {
            let mut processors = processors.to_vec();
            processors.sort_unstable();
            processors
        };
        let all = processors::all();
        let threads = pool(NonZeroUsize::new(2).unwrap()).unwrap();
        let kept = threads.broadcast(|_| (allowed(), for_a_program(allowed), allowed()));
        for (thread, (before, during, after)) in kept.into_iter().enumerate() {
            let its = sorted(&share(all, thread, 2));
            assert_eq!((before, during, after), (its.clone(), sorted(all), its));
        }
    }
}
