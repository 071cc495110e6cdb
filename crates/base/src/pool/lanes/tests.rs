use futures_util::FutureExt;

use super::*;

const NOISY: Lane = Lane::new(1);
const QUIET: Lane = Lane::new(2);

fn lanes(connections: usize, share: Share) -> Arc<Lanes> {
    let lanes = Arc::new(Lanes::new(connections));
    lanes.set_share(share);
    lanes
}

fn now(lanes: &Arc<Lanes>, lane: Lane) -> Option<Permit> {
    match lanes.ask(lane) {
        Answer::Now(permit) => Some(permit),
        Answer::Wait(_) | Answer::Full => None,
    }
}

fn wait(lanes: &Arc<Lanes>, lane: Lane) -> impl Future<Output = Permit> + Unpin + use<> {
    let Answer::Wait(place) = lanes.ask(lane) else { panic!("nothing to wait for") };
    Box::pin(place.turn())
}

#[test]
fn ten_8_a_lane_holds_its_share_and_leaves_the_rest() {
    let lanes = lanes(4, Share { connections: 2, waiting: 10 });
    let held: Vec<_> = (0..4).filter_map(|_| now(&lanes, NOISY)).collect();
    assert_eq!((held.len(), lanes.free()), (2, 2));
    assert!(now(&lanes, QUIET).is_some());
    drop(held);
    assert_eq!(lanes.free(), 4);
}

#[test]
fn ten_8_lanes_take_turns_however_many_callers_wait_in_one() {
    let lanes = lanes(2, Share { connections: 2, waiting: 500 });
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
    let lanes = lanes(2, Share { connections: 1, waiting: 2 });
    let _held = [now(&lanes, NOISY).unwrap(), now(&lanes, QUIET).unwrap()];
    let line = [wait(&lanes, NOISY), wait(&lanes, NOISY)];
    assert!(matches!(lanes.ask(NOISY), Answer::Full));
    assert!(matches!(lanes.ask(QUIET), Answer::Wait(_)));
    assert_eq!(lanes.refused(), 1);
    drop(line);
    assert!(matches!(lanes.ask(NOISY), Answer::Wait(_)), "those who gave up take no place");
}

#[test]
fn a_caller_who_goes_away_is_passed_over_and_passes_its_call_on() {
    let lanes = lanes(1, Share { connections: 1, waiting: 9 });
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
    let lanes = lanes(2, Share { connections: 1, waiting: 9 });
    let _held = [now(&lanes, NOISY).unwrap(), now(&lanes, QUIET).unwrap()];
    assert!(lanes.note_timeout(NOISY));
    assert!(!lanes.note_timeout(Lane::new(3)) && !lanes.note_timeout(Lane::COMMON));
}
