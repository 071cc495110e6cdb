//! Over real connections, where the parser, the socket and the middleware meet.

use std::io::{Read, Write};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::support::{
    IN_FLIGHT_LIMIT, TestServer, UNITS_DONE, assert_problem, assert_secured, read_response, read_to_end, until,
};

const OK: &[u8] = b"GET /ok HTTP/1.1\r\nhost: a\r\n\r\n";

#[test]
fn api_4_ambiguous_framing_is_400_and_the_end_of_the_connection() {
    let server = TestServer::start();
    let smuggled = "GET /ok HTTP/1.1\r\nhost: a\r\n\r\n";
    for framing in [
        "content-length: 0\r\ncontent-length: 0",
        "content-length: 5\r\ncontent-length: 6",
        "content-length: 5, 5",
        "content-length: +5",
        "content-length: -1",
        "content-length: 5x",
        "content-length: 3\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
        "transfer-encoding: identity",
        "transfer-encoding: gzip, chunked",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: xchunked",
        "transfer-encoding : chunked",
        "x-folded: a\r\n b",
        "x-nul: a\0b",
        "host: b",
        " leading: x",
    ] {
        let request = format!("POST /ok HTTP/1.1\r\nhost: a\r\n{framing}\r\n\r\n0\r\n\r\n{smuggled}");
        let response = server.exchange(request.as_bytes());
        assert_problem(&response, 400, "bad_request");
        assert_eq!(response.matches("HTTP/1.1").count(), 1, "{framing}: {response}");
    }
    for head in [
        "GET /ok HTTP/1.1\r\n\r\n",
        "GET /ok HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "GET  /ok HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        assert_problem(&server.exchange(head.as_bytes()), 400, "bad_request");
    }
    assert!(server.metrics.malformed.get() >= 21);
}

#[test]
fn api_4_a_broken_chunk_is_no_body() {
    let server = TestServer::start();
    for chunks in [
        "zz\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "\r\n",
        "fffffffffffffffff\r\n{}",
        "-2\r\n{}\r\n",
    ] {
        let head =
            "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        let response = server.exchange(format!("{head}{chunks}").as_bytes());
        assert!(response.starts_with("HTTP/1.1 400 "), "{chunks:?}: {response}");
        assert_secured(response.split_inclusive('}').next().unwrap());
    }
}

#[test]
fn api_4_an_absolute_target_is_refused() {
    let server = TestServer::start();
    let response = server.exchange(b"GET http://evil.test/ok HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    assert_problem(&response, 400, "bad_request");
}

#[test]
fn hdr_1_a_head_beyond_all_bounds_is_a_problem_too() {
    let server = TestServer::start();
    let long = format!("GET /ok HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-long: {}\r\n\r\n", "x".repeat(20_000));
    assert_problem(&server.exchange(long.as_bytes()), 431, "head_too_large");
    let endless = format!("GET /ok HTTP/1.1\r\nhost: a\r\nx-long: {}", "x".repeat(200_000));
    assert_problem(&server.exchange(endless.as_bytes()), 431, "head_too_large");
    let many = format!("GET /ok HTTP/1.1\r\nhost: a\r\n{}\r\n", "x: y\r\n".repeat(200));
    assert!(server.exchange(many.as_bytes()).starts_with("HTTP/1.1 4"));
}

#[test]
fn rel_6_a_slow_first_head_is_408() {
    let server = TestServer::start();
    let start = Instant::now();
    let response = server.exchange(b"GET /ok HTTP/1.1\r\nhost: ");
    assert_problem(&response, 408, "request_timeout");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn rel_6_a_slow_later_head_is_cut() {
    let server = TestServer::start();
    let mut stream = server.connect();
    stream.write_all(OK).unwrap();
    assert!(read_response(&mut stream).ends_with("fine"));
    stream.write_all(b"GET /ok HTTP/1.1\r\nx: ").unwrap();
    let start = Instant::now();
    for _ in 0..20 {
        if stream.write_all(b"y").is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(read_to_end(&mut stream), "");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn an_idle_connection_is_kept() {
    let server = TestServer::start();
    let mut stream = server.connect();
    for _ in 0..3 {
        stream.write_all(OK).unwrap();
        assert!(read_response(&mut stream).ends_with("fine"));
        std::thread::sleep(Duration::from_millis(350));
    }
}

#[test]
fn rel_6_a_reader_that_takes_nothing_is_cut() {
    let server = TestServer::start();
    let mut stream = server.connect();
    stream.write_all(b"GET /big HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    // What it sends meanwhile is refused once the server has closed its end.
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline && stream.write_all(b"x").is_ok() {
        std::thread::sleep(Duration::from_millis(100));
    }
    let mut received = 0;
    let mut buffer = vec![0; 1 << 20];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        received += count;
    }
    assert!(received < 64 << 20, "{received}");
}

#[test]
fn rel_5_an_answer_that_does_not_begin_in_time_is_503() {
    let server = TestServer::start();
    let response = server.exchange(b"GET /never HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    assert_problem(&response, 503, "unavailable");
    assert!(response.contains("retry-after: 1\r\n"), "{response}");
}

#[test]
fn rel_8_a_panic_is_a_500_and_costs_no_connection() {
    let server = TestServer::start();
    let mut other = server.connect();
    other.write_all(OK).unwrap();
    assert!(read_response(&mut other).ends_with("fine"));
    for path in ["/panic", "/panic-in-unit"] {
        let mut stream = server.connect();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes()).unwrap();
        assert_problem(&read_response(&mut stream), 500, "internal");
        stream.write_all(OK).unwrap();
        assert!(read_response(&mut stream).ends_with("fine"), "its own connection goes on");
        other.write_all(OK).unwrap();
        assert!(read_response(&mut other).ends_with("fine"));
    }
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let server = TestServer::start();
    let mut stream = server.connect();
    let slow = b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n";
    stream.write_all(&[slow.as_slice(), OK, slow].concat()).unwrap();
    for body in ["slow", "fine", "slow"] {
        assert!(read_response(&mut stream).ends_with(body));
    }
}

#[test]
fn rel_7_what_is_in_flight_at_the_end_is_answered() {
    let mut server = TestServer::start();
    let mut busy = server.connect();
    let mut idle = server.connect();
    idle.write_all(OK).unwrap();
    assert!(read_response(&mut idle).ends_with("fine"));
    busy.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    server.until_in_flight(1);
    let stopped = std::thread::spawn({
        let (handle, readiness) = (server.handle.clone(), server.readiness.clone());
        move || actix_web::rt::System::new().block_on(crate::serve::stop(handle, &readiness, Duration::ZERO))
    });
    assert!(read_response(&mut busy).ends_with("slow"));
    assert_eq!(read_to_end(&mut idle), "", "closed without a word");
    stopped.join().unwrap();
    assert!(server.readiness.check().is_err());
    server.join();
}

#[test]
fn rel_1_a_reset_does_not_stop_a_unit_of_work() {
    let server = TestServer::start();
    let mut stream = server.connect();
    stream.write_all(OK).unwrap();
    // The first response, of which nothing more is read than that it is there.
    stream.peek(&mut [0]).unwrap();
    server.until_in_flight(0);
    stream.write_all(b"GET /unit HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    server.until_in_flight(1);
    // Closing with a response unread resets the connection.
    drop(stream);
    let deadline = Instant::now() + Duration::from_secs(10);
    while UNITS_DONE.load(Ordering::Relaxed) == 0 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(UNITS_DONE.load(Ordering::Relaxed), 1);
    server.until_in_flight(0);
}

#[test]
fn rel_9_beyond_the_limit_requests_are_shed_and_probes_are_not() {
    let server = TestServer::start();
    let mut waiting: Vec<_> = (0..IN_FLIGHT_LIMIT).map(|_| server.connect()).collect();
    for stream in &mut waiting {
        stream.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    }
    let mut stream = server.connect();
    server.until_in_flight(IN_FLIGHT_LIMIT);
    stream.write_all(OK).unwrap();
    assert_problem(&read_response(&mut stream), 503, "unavailable");
    stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    assert!(read_response(&mut stream).starts_with("HTTP/1.1 200 "));
    for stream in &mut waiting {
        assert!(read_response(stream).ends_with("slow"));
    }
    stream.write_all(OK).unwrap();
    assert!(read_response(&mut stream).ends_with("fine"));
}

#[test]
fn api_7_a_stream_keeps_its_place_until_its_answer_is_sent() {
    let server = TestServer::start();
    let mut stream = server.connect();
    stream.write_all(b"GET /stream HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    stream.peek(&mut [0]).unwrap();
    until(&server.metrics.load.streams, 1);
    server.until_in_flight(0);
    drop(stream);
    until(&server.metrics.load.streams, 0);
}
