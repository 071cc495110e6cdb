use std::time::Duration;

use futures_util::FutureExt;

use super::*;

const NOISY: Lane = Lane::new(1);
const QUIET: Lane = Lane::new(2);

fn lanes(connections: usize, share: Share) -> Arc<Lanes> {
    let lanes = Arc::new(Lanes::new(connections));
    lanes.set_share(share, RecentLanes::default());
    lanes
}

/// A share that is the same beside other lanes.
const fn share(connections: usize, waiting: usize) -> Share {
    Share { connections, beside_others: connections, waiting }
}

fn now(lanes: &Arc<Lanes>, lane: Lane) -> Option<Permit> {
    match lanes.acquire(lane) {
        Acquisition::Now(permit) => Some(permit),
        Acquisition::Wait(_) | Acquisition::Full => None,
    }
}

fn wait(lanes: &Arc<Lanes>, lane: Lane) -> impl Future<Output = Permit> + Unpin + use<> {
    let Acquisition::Wait(waiter) = lanes.acquire(lane) else { panic!("nothing to wait for") };
    Box::pin(waiter.turn())
}

#[test]
fn ten_8_a_lane_holds_its_share_and_leaves_the_rest() {
    let lanes = lanes(4, share(2, 10));
    let held: Vec<_> = (0..4).filter_map(|_| now(&lanes, NOISY)).collect();
    assert_eq!((held.len(), lanes.free()), (2, 2));
    assert!(now(&lanes, QUIET).is_some());
    drop(held);
    assert_eq!(lanes.free(), 4);
}

#[tokio::test(start_paused = true)]
async fn ten_8_a_lane_holds_less_while_another_asks_and_its_share_again_a_second_later() {
    let share = Share { connections: 3, beside_others: 1, waiting: 10 };
    let (one_worker, other_worker, recent) = (Arc::new(Lanes::new(4)), Arc::new(Lanes::new(4)), RecentLanes::default());
    for lanes in [&one_worker, &other_worker] {
        lanes.set_share(share, recent.clone());
    }
    let mut held: Vec<_> = (0..3).filter_map(|_| now(&one_worker, NOISY)).collect();
    assert_eq!(held.len(), 3, "a lane by itself has its whole share");
    drop(now(&other_worker, QUIET).expect("the other lane is served at once"));
    assert!(now(&other_worker, NOISY).is_some(), "in the other pool it held none");
    let (mut first, mut second) = (wait(&one_worker, NOISY), wait(&one_worker, NOISY));
    held.truncate(1);
    assert!((&mut first).now_or_never().is_none(), "it still holds one, and has had two more");

    tokio::time::advance(Duration::from_secs(1)).await;
    let mut third = wait(&one_worker, NOISY);
    let called: Vec<_> = [&mut first, &mut second].into_iter().filter_map(FutureExt::now_or_never).collect();
    assert_eq!(called.len(), 2, "those who waited are called in their order");
    assert!((&mut third).now_or_never().is_none());
}

#[tokio::test(start_paused = true)]
async fn work_of_no_lane_in_particular_takes_no_share_from_others() {
    let lanes = lanes(4, Share { connections: 2, beside_others: 1, waiting: 10 });
    let _common = now(&lanes, Lane::COMMON).unwrap();
    assert_eq!((0..3).filter_map(|_| now(&lanes, NOISY)).collect::<Vec<_>>().len(), 2);
}

#[test]
fn ten_8_lanes_take_turns_however_many_callers_wait_in_one() {
    let lanes = lanes(2, share(2, 500));
    let mut held = vec![now(&lanes, NOISY).unwrap(), now(&lanes, NOISY).unwrap()];
    let mut noisy: VecDeque<_> = (0..500).map(|_| wait(&lanes, NOISY)).collect();
    let mut quiet: VecDeque<_> = (0..3).map(|_| wait(&lanes, QUIET)).collect();
    let mut served = String::new();
    for _ in 0..6 {
        held.remove(0);
        for (name, callers) in [('n', &mut noisy), ('q', &mut quiet)] {
            if let Some(permit) = callers.front_mut().and_then(FutureExt::now_or_never) {
                callers.pop_front();
                held.push(permit);
                served.push(name);
            }
        }
    }
    assert_eq!(served, "nqnqnq");
}

#[test]
fn a_lane_with_callers_in_line_refuses_further_ones_but_not_those_of_other_lanes() {
    let lanes = lanes(2, share(1, 2));
    let _held = [now(&lanes, NOISY).unwrap(), now(&lanes, QUIET).unwrap()];
    let line = [wait(&lanes, NOISY), wait(&lanes, NOISY)];
    assert!(matches!(lanes.acquire(NOISY), Acquisition::Full));
    assert!(matches!(lanes.acquire(QUIET), Acquisition::Wait(_)));
    assert_eq!(lanes.refused(), 1);
    drop(line);
    assert!(matches!(lanes.acquire(NOISY), Acquisition::Wait(_)), "those who gave up take no place");
}

#[test]
fn a_caller_who_goes_away_is_passed_over_and_passes_its_call_on() {
    let lanes = lanes(1, share(1, 9));
    let held = now(&lanes, NOISY).unwrap();
    let (gone, called, mut last) = (wait(&lanes, NOISY), wait(&lanes, NOISY), wait(&lanes, QUIET));
    drop(gone);
    drop(held);
    assert!((&mut last).now_or_never().is_none(), "the first lane's second caller was called");
    drop(called);
    drop(last.now_or_never().expect("the call was passed on"));
    assert_eq!(lanes.free(), 1);
    assert!(lanes.0.lock().lanes.is_empty() && lanes.0.lock().turns.is_empty(), "no lane is kept that no one uses");
}

#[test]
fn waiting_in_vain_is_the_lanes_own_doing_only_where_it_has_its_share() {
    let lanes = lanes(2, share(1, 9));
    let _held = [now(&lanes, NOISY).unwrap(), now(&lanes, QUIET).unwrap()];
    assert!(lanes.note_timeout(NOISY));
    assert!(!lanes.note_timeout(Lane::new(3)) && !lanes.note_timeout(Lane::COMMON));
}
