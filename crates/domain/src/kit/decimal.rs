use std::fmt;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Decode, Encode, Postgres, Type};

/// The most digits of a [`Decimal`] field: a `numeric` of so many, padded to groups of four, is an `i128`.
pub const MAX_PRECISION: u8 = 30;

/// An exact decimal number, as a column `numeric(p, s)` keeps it: `units` of its last decimal place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

/// `numeric`, `numeric[]`, and the form of one on the wire: groups of four digits, the weight of the first, a sign and
/// the scale.
const NUMERIC: Oid = Oid(1700);
const NUMERICS: Oid = Oid(1231);
const GROUP: u128 = 10_000;
const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;

impl Decimal {
    /// Reads `-12.5` with at most `scale` decimals and `precision` digits, both counted with the decimals that are left
    /// out. `None` for any other form: an exponent, a plus, zeros ahead, a point without a digit on both sides.
    pub fn parse(text: &str, precision: u8, scale: u8) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_well_formed = is_number(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && (is_number(decimals) || !digits.contains('.'))
            && decimals.len() <= scale.into()
            && (whole == "0" || whole.len() + usize::from(scale) <= precision.into());
        if !is_well_formed {
            return None;
        }
        let units: i128 = format!("{whole}{decimals:0<width$}", width = scale.into()).parse().ok()?;
        Some(Self { units: if text.starts_with('-') { -units } else { units }, scale })
    }

    /// Reads a number with as many decimals as it has.
    pub(super) fn parse_any(text: &str) -> Option<Self> {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Self::parse(text, MAX_PRECISION, u8::try_from(decimals).ok()?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, units) = (if self.units < 0 { "-" } else { "" }, self.units.unsigned_abs());
        if self.scale == 0 {
            return write!(f, "{sign}{units}");
        }
        let one = 10_u128.pow(self.scale.into());
        write!(f, "{sign}{}.{:0width$}", units / one, units % one, width = self.scale.into())
    }
}

impl Type<Postgres> for Decimal {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(NUMERIC)
    }
}

impl PgHasArrayType for Decimal {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(NUMERICS)
    }
}

impl Encode<'_, Postgres> for Decimal {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let padding = (4 - u32::from(self.scale % 4)) % 4;
        let mut rest = self.units.unsigned_abs().checked_mul(10_u128.pow(padding)).ok_or("the number is too long")?;
        let mut groups = Vec::with_capacity(10);
        while rest > 0 {
            groups.push(u16::try_from(rest % GROUP)?);
            rest /= GROUP;
        }
        let of_decimals = i16::try_from((u32::from(self.scale) + padding) / 4)?;
        let weight = i16::try_from(groups.len())? - 1 - of_decimals;
        buffer.extend(i16::try_from(groups.len())?.to_be_bytes());
        buffer.extend(weight.to_be_bytes());
        buffer.extend((if self.units < 0 { NEGATIVE } else { POSITIVE }).to_be_bytes());
        buffer.extend(i16::from(self.scale).to_be_bytes());
        for group in groups.iter().rev() {
            buffer.extend(group.to_be_bytes());
        }
        Ok(IsNull::No)
    }
}

impl Decode<'_, Postgres> for Decimal {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        if value.format() == PgValueFormat::Text {
            return Err("a numeric is read in its binary form".into());
        }
        let (words, rest) = value.as_bytes()?.as_chunks::<2>();
        let [count, weight, sign, scale, groups @ ..] = words else { return Err("a numeric breaks off".into()) };
        let (count, weight) = (i16::from_be_bytes(*count), i16::from_be_bytes(*weight));
        if !rest.is_empty() || usize::try_from(count) != Ok(groups.len()) {
            return Err("a numeric has another length than it says".into());
        }
        let sign = match u16::from_be_bytes(*sign) {
            POSITIVE => 1,
            NEGATIVE => -1,
            _ => return Err("the number is none, or infinite".into()),
        };
        let scale = u8::try_from(i16::from_be_bytes(*scale))?;
        let digits = groups.iter().try_fold(0_i128, |digits, group| {
            digits.checked_mul(10_000)?.checked_add(u16::from_be_bytes(*group).into())
        });
        let digits = digits.ok_or("the number is too long")?;
        // The last group counts in units of 10 to this power of the last decimal place.
        let power = 4 * (i32::from(weight) + 1 - i32::from(count)) + i32::from(scale);
        let shift = 10_i128.checked_pow(power.unsigned_abs()).ok_or("the number is too long")?;
        let units = if power < 0 { Some(digits / shift) } else { digits.checked_mul(shift) };
        Ok(Self { units: sign * units.ok_or("the number is too long")?, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_one_form_and_written_with_all_its_decimals() {
        for (text, written) in [
            ("0", "0.00"),
            ("-0", "0.00"),
            ("12.5", "12.50"),
            ("-0.05", "-0.05"),
            ("99999.99", "99999.99"),
            ("7.0", "7.00"),
        ] {
            assert_eq!(Decimal::parse(text, 7, 2).unwrap().to_string(), written, "{text}");
        }
        for text in [
            "", "-", ".5", "5.", "1.234", "100000", "1e3", "+1", "01", "00", "0x1", "1,5", " 1", "1 ", "--1", "NaN",
            "1.2.3",
        ] {
            assert_eq!(Decimal::parse(text, 7, 2), None, "{text:?}");
        }
        assert_eq!(Decimal::parse("12", 2, 0).unwrap().to_string(), "12");
        assert_eq!(Decimal::parse("0.5", 1, 1).unwrap().to_string(), "0.5");
    }
}
