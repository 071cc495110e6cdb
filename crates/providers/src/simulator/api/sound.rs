use crate::simulator::books::{Line, Speaker};

/// Samples a second, of one byte each: telephone quality.
const RATE: u32 = 8_000;

const SILENCE: u8 = 128;
const LOUDNESS: u8 = 10;

/// A WAV file (PCM, 8 bits, mono) of this length. Each line of the call is a tone, as long as its part of all that was
/// said; the agent's is the deeper one. The same call sounds the same.
pub(super) fn sound(seconds: u32, lines: &[Line]) -> Vec<u8> {
    let length = RATE * seconds;
    let mut file = head(length);
    let whole = file.len() + length as usize;
    let said: usize = lines.iter().map(letters).sum();
    for line in lines {
        file.extend(tone(line.speaker, length as usize * letters(line) / said.max(1)));
    }
    file.resize(whole, SILENCE);
    file
}

fn head(length: u32) -> Vec<u8> {
    let mut head = b"RIFF".to_vec();
    head.extend((36 + length).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16u32.to_le_bytes());
    head.extend([1u16, 1].map(u16::to_le_bytes).concat());
    head.extend([RATE, RATE].map(u32::to_le_bytes).concat());
    head.extend([1u16, 8].map(u16::to_le_bytes).concat());
    head.extend(b"data");
    head.extend(length.to_le_bytes());
    head
}

/// A square wave of 400 Hz, or of 500 Hz for a person, with a pause behind it.
fn tone(speaker: Speaker, samples: usize) -> impl Iterator<Item = u8> {
    let period = if speaker == Speaker::Agent { 20 } else { 16 };
    let loud = samples - samples / 8;
    (0..samples).map(move |sample| match sample {
        _ if sample >= loud => SILENCE,
        _ if sample % period < period / 2 => SILENCE - LOUDNESS,
        _ => SILENCE + LOUDNESS,
    })
}

fn letters(line: &Line) -> usize {
    line.said.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(speaker: Speaker, said: &str) -> Line {
        Line { speaker, said: said.to_owned() }
    }

    /// How often the sound goes from low to high in this part of its samples.
    fn waves(file: &[u8], part: std::ops::Range<usize>) -> usize {
        file[44..][part].windows(2).filter(|pair| pair[0] < SILENCE && pair[1] > SILENCE).count()
    }

    #[test]
    fn a_file_says_how_long_it_is_and_is_as_long() {
        for lines in [vec![], vec![line(Speaker::Agent, "Hello"), line(Speaker::Person, "")]] {
            let file = sound(3, &lines);
            assert_eq!((file.len(), &file[..4], &file[8..16]), (44 + 24_000, &b"RIFF"[..], &b"WAVEfmt "[..]));
            assert_eq!((&file[4..8], &file[40..44]), (&24_036u32.to_le_bytes()[..], &24_000u32.to_le_bytes()[..]));
        }
        assert_eq!(sound(0, &[line(Speaker::Agent, "Hello")]).len(), 44);
    }

    #[test]
    fn who_says_more_sounds_longer_and_a_person_sounds_higher() {
        let file = sound(4, &[line(Speaker::Agent, "abc"), line(Speaker::Person, "d")]);
        // Three seconds and one, of each of which an eighth is silent.
        assert_eq!((waves(&file, 0..24_000), waves(&file, 24_000..32_000)), (1_050, 437));
        assert_eq!(waves(&sound(4, &[]), 0..32_000), 0);
    }
}
