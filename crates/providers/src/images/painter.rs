//! What is at a place of an image, in each style.

use image::RgbImage;

use super::noise::{at, blend, layered, mix, of_text, smooth};
use super::palette::{Colour, Palette, lightness, mixed};
use super::{ImagePrompt, ImageStyle};

/// How much of a reference is seen through.
const REFERENCE: f32 = 0.6;

/// An image that is about to be drawn. Places are from 0 to 1 in both directions.
pub struct Painter {
    style: ImageStyle,
    seed: u64,
    palette: Palette,
    /// Of noise: more of them show more.
    layers: u32,
    /// Of a landscape.
    ridges: u32,
    sun: (f32, f32, f32),
    /// Cells of a sprite a side.
    cells: i32,
    reference: Option<RgbImage>,
}

impl Painter {
    /// `layers` says how fine the image is.
    pub fn new(prompt: &ImagePrompt<'_>, layers: u32, reference: Option<RgbImage>) -> Self {
        let seed = mix(of_text(prompt.text) ^ u64::from(prompt.seed));
        let words = prompt.text.split_whitespace().count();
        Self {
            style: prompt.style,
            seed,
            palette: Palette::of(prompt.text, prompt.seed.into()),
            layers,
            ridges: 3 + u32::try_from(words % 4).unwrap_or_default(),
            sun: (0.2 + at(seed, 1, 1) * 0.6, 0.15 + at(seed, 2, 2) * 0.3, 0.05 + at(seed, 3, 3) * 0.07),
            cells: 8 * (1 + i32::try_from(layers / 3).unwrap_or_default()),
            reference,
        }
    }

    pub fn colour(&self, x: f32, y: f32) -> Colour {
        match self.style {
            ImageStyle::Natural => self.seen_through(self.landscape(x, y), x, y),
            ImageStyle::Vivid => self.seen_through(self.flow(x, y), x, y),
            ImageStyle::Sketch => self.hatched(x, y),
            ImageStyle::Pixel => self.sprite(x, y),
        }
    }

    /// The seed of one of the noises that an image has.
    fn layer(&self, number: u64) -> u64 {
        self.seed.wrapping_add(number << 32)
    }

    /// Hills under a sky with a sun, the nearer the darker.
    fn landscape(&self, x: f32, y: f32) -> Colour {
        let (sun_x, sun_y, radius) = self.sun;
        let distance = ((x - sun_x) * (x - sun_x) + (y - sun_y) * (y - sun_y)).sqrt();
        let clouds = layered(self.layer(5), x * 3.0, y * 9.0, self.layers.min(4));
        let sky = self.palette.at(blend(0.55, 1.0, y * 1.4) + (clouds - 0.5) * 0.25);
        let glow = (1.0 - distance / (radius * 5.0)).max(0.0);
        let mut colour = mixed(sky, [1.0, 0.97, 0.88], if distance < radius { 0.9 } else { glow * glow * 0.6 });
        for ridge in 0..self.ridges {
            let near = (ridge + 1) as f32 / self.ridges as f32;
            let line = layered(self.layer(u64::from(ridge + 20)), x * (1.5 + near * 2.5), near * 7.0, self.layers);
            let top = 0.32 + near * 0.5 - (line - 0.5) * (0.5 - near * 0.25);
            if y > top {
                let ground = layered(self.layer(77), x * 22.0, y * 40.0, 2);
                let depth = (y - top) * 0.35;
                colour = self.palette.at(0.62 - near * 0.55 + depth + (ground - 0.5) * 0.08);
            }
        }
        colour
    }

    /// Colours that flow into each other: noise at places that noise moves.
    fn flow(&self, x: f32, y: f32) -> Colour {
        let layers = self.layers.min(4);
        let (wide, high) = (x * 2.5, y * 2.5);
        let first = layered(self.layer(1), wide, high, 2);
        let second = layered(self.layer(2), wide + 5.2, high + 1.3, 2);
        let moved = layered(self.layer(3), wide + first * 4.0, high + second * 4.0, layers);
        let bands = (moved * 5.0 + first).fract();
        let wave = if bands < 0.5 { bands * 2.0 } else { 2.0 - bands * 2.0 };
        let colour = self.palette.at(wave);
        let bright = (second - 0.35).max(0.0);
        // Away from grey.
        let grey = lightness(colour);
        std::array::from_fn(|channel| (blend(grey, colour[channel], 1.5) + bright * 0.25).clamp(0.0, 1.0))
    }

    /// The landscape in lines on paper: the darker, the more directions they have.
    fn hatched(&self, x: f32, y: f32) -> Colour {
        let paper = 0.95 - (smooth(self.layer(9), x * 180.0, y * 180.0) - 0.5) * 0.06;
        let tone = lightness(self.seen_through(self.landscape(x, y), x, y));
        let wobble = smooth(self.layer(8), x * 7.0, y * 7.0) * 0.012;
        let count = 24.0 + self.layers as f32 * 10.0;
        let directions = [(1.0, 1.0, 0.85), (1.0, -1.0, 0.62), (0.0, 1.4, 0.42), (1.4, 0.1, 0.25)];
        let mut ink: f32 = 0.0;
        for (along, across, threshold) in directions {
            let place = ((x + wobble) * along + (y + wobble) * across) * count;
            let from_line = (place - place.floor() - 0.5).abs();
            let width = ((threshold - tone) * 0.9).clamp(0.0, 0.3);
            ink = ink.max(((width - from_line) * 8.0).clamp(0.0, 1.0));
        }
        // An outline where the tone changes.
        let step = 0.004;
        let change = (tone - lightness(self.seen_through(self.landscape(x + step, y + step), x, y))).abs();
        ink = ink.max(((change - 0.05) * 8.0).clamp(0.0, 1.0));
        mixed([paper, paper, paper * 0.96], self.palette.at(0.0), ink * 0.9)
    }

    /// A figure of squares, the same on both sides, on a quiet ground.
    fn sprite(&self, x: f32, y: f32) -> Colour {
        let cells = self.cells as f32;
        let (column, row) = ((x * cells) as i32, (y * cells) as i32);
        let mirrored = column.min(self.cells - 1 - column);
        let (middle_x, middle_y) = ((column as f32 + 0.5) / cells - 0.5, (row as f32 + 0.5) / cells - 0.5);
        let from_middle = (middle_x * middle_x + middle_y * middle_y).sqrt();
        let (cell_x, cell_y) = ((column as f32 + 0.5) / cells, (row as f32 + 0.5) / cells);
        let is_figure = at(self.layer(21), mirrored, row) > 0.25 + from_middle * 1.1;
        let colour = if is_figure {
            self.palette.0[(at(self.layer(22), mirrored / 2, row / 2) * 4.0) as usize % 4]
        } else {
            let ground = self.palette.at(0.9);
            if (column + row) % 2 == 0 { ground } else { mixed(ground, [1.0; 3], 0.25) }
        };
        self.seen_through(colour, cell_x, cell_y)
    }

    /// The colour with the reference behind it, whose shapes stay and whose colours lean to the palette.
    fn seen_through(&self, colour: Colour, x: f32, y: f32) -> Colour {
        let Some(reference) = &self.reference else { return colour };
        let place = |part: f32, length: u32| ((part.clamp(0.0, 1.0) * length as f32) as u32).min(length - 1);
        let pixel = reference.get_pixel(place(x, reference.width()), place(y, reference.height()));
        let behind = pixel.0.map(|channel| f32::from(channel) / 255.0);
        let toned = mixed(behind, self.palette.at(lightness(behind)), 0.35);
        mixed(colour, toned, REFERENCE)
    }
}
