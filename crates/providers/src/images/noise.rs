//! Numbers that look random and are the same each time, by integers and the basic operations of floats alone.

/// A number from 0 to 1 for a place of a grid.
pub fn at(seed: u64, x: i32, y: i32) -> f32 {
    let place = u64::from(x.cast_unsigned()) << 32 | u64::from(y.cast_unsigned());
    (mix(seed ^ mix(place)) >> 40) as f32 / (1 << 24) as f32
}

/// The finalizer of `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
pub fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

/// A number of a text.
pub fn of_text(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash ^ u64::from(byte)))
}

/// Value noise: smooth between the places of the grid, from 0 to 1.
pub fn smooth(seed: u64, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (right, down) = (ease(x - left), ease(y - top));
    let (left, top) = (left as i32, top as i32);
    let (right_of, below) = (left.wrapping_add(1), top.wrapping_add(1));
    let upper = blend(at(seed, left, top), at(seed, right_of, top), right);
    let lower = blend(at(seed, left, below), at(seed, right_of, below), right);
    blend(upper, lower, down)
}

/// Several layers of value noise, each twice as fine and half as strong (fractional Brownian motion), from 0 to 1.
pub fn layered(seed: u64, x: f32, y: f32, layers: u32) -> f32 {
    let (mut sum, mut strength, mut total, mut scale) = (0.0, 0.5, 0.0, 1.0);
    for layer in 0..layers {
        sum += strength * smooth(seed.wrapping_add(layer.into()), x * scale, y * scale);
        total += strength;
        strength /= 2.0;
        scale *= 2.0;
    }
    sum / total
}

pub fn blend(from: f32, to: f32, part: f32) -> f32 {
    from + (to - from) * part
}
