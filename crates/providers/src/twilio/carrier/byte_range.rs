use std::fmt;

/// One range of bytes, as a `Range` header asks for it (RFC 9110, 14.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From the first to the last one, both of them included.
    Between(u64, u64),
    From(u64),
    /// So many at the end.
    Last(u64),
}

/// Bytes from the first to the last one, both of them included, of so many in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub first: u64,
    pub last: u64,
    pub total: u64,
}

impl ByteRange {
    /// `None` for a header that asks for several ranges or can't be read: then it counts for nothing.
    pub fn parse(header: &str) -> Option<Self> {
        let (unit, range) = header.split_once('=')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (first, last) = range.trim().split_once('-')?;
        match (first, last) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?)),
            (first, last) => Some(Self::Between(number(first)?, number(last)?)).filter(|range| !range.is_reversed()),
        }
    }

    /// The part of a file of this length that is meant. `None` where the file has no such bytes.
    pub fn within(self, total: u64) -> Option<Part> {
        let end = total.checked_sub(1)?;
        let (first, last) = match self {
            Self::Between(first, last) => (first, last.min(end)),
            Self::From(first) => (first, end),
            Self::Last(0) => return None,
            Self::Last(count) => (total.saturating_sub(count), end),
        };
        (first <= end).then_some(Part { first, last, total })
    }

    fn is_reversed(self) -> bool {
        matches!(self, Self::Between(first, last) if first > last)
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(first, last) => write!(f, "bytes={first}-{last}"),
            Self::From(first) => write!(f, "bytes={first}-"),
            Self::Last(count) => write!(f, "bytes=-{count}"),
        }
    }
}

impl Part {
    /// Reads a `Content-Range`. `None` for one that doesn't say how many bytes there are in all.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let part = Self { first: number(first)?, last: number(last)?, total: number(total)? };
        (part.first <= part.last && part.last < part.total).then_some(part)
    }

    /// Bytes that it has.
    pub fn length(self) -> u64 {
        self.last - self.first + 1
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {}-{}/{}", self.first, self.last, self.total)
    }
}

/// Digits alone: `u64` would take a sign as well.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_written_as_it_was() {
        for (header, range) in [
            ("bytes=0-9", ByteRange::Between(0, 9)),
            ("bytes=7-", ByteRange::From(7)),
            ("bytes=-5", ByteRange::Last(5)),
        ] {
            assert_eq!(ByteRange::parse(header), Some(range));
            assert_eq!(range.to_string(), header);
        }
        assert_eq!(ByteRange::parse("Bytes = 0-9"), Some(ByteRange::Between(0, 9)));
    }

    #[test]
    fn what_is_not_one_range_counts_for_nothing() {
        for header in
            ["", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=0-1,3-4", "rows=0-9", "bytes=+1-2", "bytes=a-b"]
        {
            assert_eq!(ByteRange::parse(header), None, "{header}");
        }
        assert_eq!(ByteRange::parse("bytes=0-99999999999999999999999"), None);
    }

    #[test]
    fn a_range_is_cut_at_the_end_of_the_file_and_one_beyond_it_is_none() {
        let part = |range: ByteRange| range.within(10).map(|part| (part.first, part.last, part.length()));
        assert_eq!(part(ByteRange::Between(2, 4)), Some((2, 4, 3)));
        assert_eq!(part(ByteRange::Between(2, 400)), Some((2, 9, 8)));
        assert_eq!(part(ByteRange::From(9)), Some((9, 9, 1)));
        assert_eq!(part(ByteRange::Last(3)), Some((7, 9, 3)));
        assert_eq!(part(ByteRange::Last(300)), Some((0, 9, 10)));
        for range in [ByteRange::From(10), ByteRange::Between(10, 12), ByteRange::Last(0)] {
            assert_eq!(part(range), None);
        }
        assert_eq!(ByteRange::From(0).within(0), None);
    }

    #[test]
    fn a_content_range_that_contradicts_itself_is_none() {
        let part = Part { first: 2, last: 4, total: 10 };
        assert_eq!(Part::parse(&part.to_string()), Some(part));
        for header in ["bytes 2-4/*", "bytes 4-2/10", "bytes 2-10/10", "bytes */10", "2-4/10"] {
            assert_eq!(Part::parse(header), None, "{header}");
        }
    }
}
