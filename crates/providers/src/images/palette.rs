//! The colours of a prompt.

use super::noise;

/// Red, green and blue, each from 0 to 1.
pub type Colour = [f32; 3];

/// Five colours, from the darkest to the lightest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette(pub [Colour; 5]);

/// What words say of light: the hue (0 to 1), the saturation, and how dark it is.
const MOODS: &[(&[&str], f32, f32, f32)] = &[
    (&["night", "midnight", "moon", "star", "stars", "space", "dark"], 0.64, 0.55, 0.65),
    (&["dusk", "sunset", "evening", "autumn", "fire", "desert"], 0.05, 0.75, 0.2),
    (&["dawn", "sunrise", "morning", "spring", "rose", "pink"], 0.93, 0.5, 0.05),
    (&["sea", "ocean", "harbour", "harbor", "lake", "river", "boat", "water", "blue"], 0.57, 0.6, 0.1),
    (&["forest", "tree", "garden", "meadow", "jungle", "hill", "green", "fox"], 0.32, 0.5, 0.15),
    (&["winter", "snow", "ice", "fog", "mist", "cloud"], 0.58, 0.15, 0.0),
    (&["gold", "golden", "summer", "sun", "beach", "sand", "yellow"], 0.12, 0.7, 0.0),
    (&["red", "love", "heart", "blood", "rust"], 0.99, 0.7, 0.15),
];

impl Palette {
    /// The colours that the words of a text ask for; those of a word that says nothing of light are its own.
    pub fn of(text: &str, seed: u64) -> Self {
        let lower = text.to_lowercase();
        let mut words = lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        let mood = words.find_map(|word| MOODS.iter().find(|(known, ..)| known.contains(&word)));
        let own = noise::of_text(&lower) ^ seed;
        let shift = |place| noise::at(own, place, 0);
        let (hue, saturation, darkness) = match mood {
            Some((_, hue, saturation, darkness)) => (hue + shift(0) * 0.08, *saturation, *darkness),
            None => (shift(0), 0.35 + shift(1) * 0.4, shift(2) * 0.3),
        };
        // The lighter ones lean to a second hue.
        let second = hue + 0.08 + shift(3) * 0.25;
        Self([0.12, 0.3, 0.5, 0.72, 0.9].map(|light: f32| {
            let light = light * (1.0 - darkness);
            colour(noise::blend(hue, second, light), saturation, light)
        }))
    }

    /// The colour at a part of the way from the darkest to the lightest.
    pub fn at(&self, part: f32) -> Colour {
        let place = part.clamp(0.0, 1.0) * 4.0;
        let first = (place as usize).min(3);
        mixed(self.0[first], self.0[first + 1], place - first as f32)
    }
}

/// A colour of a hue, a saturation and a lightness (CSS Color 4, 7).
fn colour(hue: f32, saturation: f32, light: f32) -> Colour {
    let strength = saturation * light.min(1.0 - light);
    [0.0, 8.0, 4.0].map(|offset| {
        let place = (offset + (hue - hue.floor()) * 12.0) % 12.0;
        light - strength * (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0)
    })
}

pub fn mixed(from: Colour, to: Colour, part: f32) -> Colour {
    std::array::from_fn(|channel| noise::blend(from[channel], to[channel], part))
}

/// How light a colour looks (ITU-R BT.709, without its gamma).
pub fn lightness([red, green, blue]: Colour) -> f32 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
