//! Rules as few bytes: one stream for each field of each kind of rule, all jurisdictions after each
//! other, so that like stands beside like and compresses well. The browser's program carries its rules
//! so and unpacks them once; everything else has them as constants. See decision 0004.
//!
//! `packed!` defines a struct or an enum together with the way it is packed.

use money::{Cents, Rounding};

use crate::days::By;
use crate::tables::Text;
use crate::{AnswerKind, LeaseMethod, Level, PartKind};

/// Number of a stream; the fields of a struct take those that follow the struct's own.
pub type At = usize;

/// More than there are.
const STREAMS: usize = 320;

/// The streams of a whole edition, written.
#[cfg(feature = "embedded-tables")]
pub struct Pack {
    streams: Vec<Vec<u8>>,
    last_text: u16,
}

#[cfg(feature = "embedded-tables")]
impl Pack {
    pub fn new() -> Self {
        Self {
            streams: vec![Vec::new(); STREAMS],
            last_text: 0,
        }
    }

    pub fn byte(&mut self, at: At, byte: u8) {
        self.streams[at].push(byte);
    }

    /// Seven bits a byte, the lowest first.
    pub fn number(&mut self, at: At, mut number: u64) {
        while number > 0x7f {
            self.byte(at, 0x80 | (number & 0x7f) as u8);
            number >>= 7;
        }
        self.byte(at, number as u8);
    }

    /// The length of every stream, then the streams.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut head = Self::new();
        for stream in &self.streams {
            head.number(0, stream.len() as u64);
        }
        let mut bytes = std::mem::take(&mut head.streams[0]);
        for stream in &self.streams {
            bytes.extend(stream);
        }
        bytes
    }
}

/// The streams of a whole edition, read from their beginning.
pub struct Unpack {
    bytes: &'static [u8],
    /// Where each stream goes on.
    places: Vec<usize>,
    last_text: u16,
}

impl Unpack {
    pub fn new(bytes: &'static [u8]) -> Self {
        let mut head = Self {
            bytes,
            places: vec![0],
            last_text: 0,
        };
        let lengths: Vec<usize> = (0..STREAMS).map(|_| head.number(0) as usize).collect();
        let mut place = head.places[0];
        let places = lengths.iter().map(|length| {
            let here = place;
            place += length;
            here
        });
        Self {
            bytes,
            places: places.collect(),
            last_text: 0,
        }
    }

    pub fn byte(&mut self, at: At) -> u8 {
        let place = &mut self.places[at];
        let byte = self.bytes[*place];
        *place += 1;
        byte
    }

    pub fn number(&mut self, at: At) -> u64 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte(at);
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }
}

/// What can be written to the streams and read back.
pub trait Packed: Sized {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At);
    fn unpack(from: &mut Unpack, at: At) -> Self;
}

/// Defines structs with the stream after which those of their fields come, and enums likewise.
macro_rules! packed {
    ($first:literal => $(#[$meta:meta])* pub struct $name:ident {
        $($(#[$about:meta])* pub $field:ident : $kind:ty),* $(,)?
    }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$about])* pub $field: $kind),* }

        impl $crate::packed::Packed for $name {
            #[cfg(feature = "embedded-tables")]
            fn pack(&self, to: &mut $crate::packed::Pack, _: $crate::packed::At) {
                let mut at = $first;
                $(at += 1; self.$field.pack(to, at);)*
            }

            fn unpack(from: &mut $crate::packed::Unpack, _: $crate::packed::At) -> Self {
                let mut at = $first;
                Self { $($field: { at += 1; $crate::packed::Packed::unpack(from, at) }),* }
            }
        }
    };
    ($first:literal => $(#[$meta:meta])* pub enum $name:ident {
        $($(#[$about:meta])* $variant:ident $(($($part:ident : $kind:ty),*))?),* $(,)?
    }) => {
        $(#[$meta])*
        pub enum $name { $($(#[$about])* $variant $(($($kind),*))?),* }
        $crate::packed::packed_words!($first => $name { $($variant $(($($part : $kind),*))?),* });
    };
}

/// How an enum that is defined elsewhere is packed: a byte for the variant in its own stream, what the
/// nth variant holds in the nth stream after it.
macro_rules! packed_words {
    ($first:literal => $name:ident { $($variant:ident $(($($part:ident : $kind:ty),*))?),* $(,)? }) => {
        impl $crate::packed::Packed for $name {
            #[cfg(feature = "embedded-tables")]
            fn pack(&self, to: &mut $crate::packed::Pack, _: $crate::packed::At) {
                let mut number = 0u8;
                $(
                    if let Self::$variant $(($($part),*))? = self {
                        to.byte($first, number);
                        $($($crate::packed::Packed::pack($part, to, $first + 1 + usize::from(number));)*)?
                    }
                    number += 1;
                )*
            }

            fn unpack(from: &mut $crate::packed::Unpack, _: $crate::packed::At) -> Self {
                let wanted = from.byte($first);
                let mut number = 0u8;
                $(
                    if wanted == number {
                        $($(let $part = <$kind as $crate::packed::Packed>::unpack(
                            from, $first + 1 + usize::from(number)
                        );)*)?
                        return Self::$variant $(($($part),*))?;
                    }
                    number += 1;
                )*
                unreachable!("the rules were packed by this program's own build")
            }
        }
    };
}

macro_rules! whole {
    ($($kind:ty),*) => {$(
        impl Packed for $kind {
            #[cfg(feature = "embedded-tables")]
            fn pack(&self, to: &mut Pack, at: At) {
                to.number(at, u64::from(*self));
            }
            fn unpack(from: &mut Unpack, at: At) -> Self {
                from.number(at) as Self
            }
        }
    )*};
}

whole!(u8, u16, u32);

impl Packed for bool {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        to.byte(at, u8::from(*self));
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        from.byte(at) != 0
    }
}

/// Zigzag: small numbers of either sign are short.
impl Packed for i64 {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        to.number(at, (self << 1 ^ self >> 63) as u64);
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        let number = from.number(at);
        (number >> 1) as Self ^ -((number & 1) as Self)
    }
}

impl Packed for Cents {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        self.get().pack(to, at);
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        Self::new(i64::unpack(from, at))
    }
}

/// Texts are numbered in the order of their first use, so most are one more than the last new one.
impl Packed for Text {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        let next = i64::from(to.last_text) + 1;
        let number = i64::from(self.number());
        if self.is_empty() {
            return to.byte(at, 0);
        }
        let step = number - next;
        to.number(at, ((step << 1 ^ step >> 63) as u64) + 1);
        to.last_text = to.last_text.max(self.number());
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        let Some(step) = from.number(at).checked_sub(1) else {
            return Self::new(0);
        };
        let step = (step >> 1) as i64 ^ -((step & 1) as i64);
        let number = (i64::from(from.last_text) + 1 + step) as u16;
        from.last_text = from.last_text.max(number);
        Self::new(number)
    }
}

impl<T: Packed> Packed for Option<T> {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        self.is_some().pack(to, at);
        if let Some(one) = self {
            one.pack(to, at);
        }
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        bool::unpack(from, at).then(|| T::unpack(from, at))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        self.0.pack(to, at);
        self.1.pack(to, at);
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        (A::unpack(from, at), B::unpack(from, at))
    }
}

impl<T: Packed> Packed for &'static [T] {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        to.number(at, self.len() as u64);
        for one in *self {
            one.pack(to, at);
        }
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        let count = from.number(at);
        let list: Vec<T> = (0..count).map(|_| T::unpack(from, at)).collect();
        Vec::leak(list)
    }
}

impl<T: Packed> Packed for &'static T {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        T::pack(self, to, at);
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        Box::leak(Box::new(T::unpack(from, at)))
    }
}

impl Packed for &'static str {
    #[cfg(feature = "embedded-tables")]
    fn pack(&self, to: &mut Pack, at: At) {
        to.number(at, self.len() as u64);
        // The letters of all words stand together.
        for letter in self.bytes() {
            to.byte(0, letter);
        }
    }
    fn unpack(from: &mut Unpack, at: At) -> Self {
        let length = from.number(at) as usize;
        let bytes = from.bytes;
        let start = from.places[0];
        from.places[0] += length;
        std::str::from_utf8(&bytes[start..start + length]).unwrap_or_default()
    }
}

packed_words!(6 => PartKind {
    Vehicle, DealerDiscount, Accessories, DeliveryCharge, DocFee, ServiceContract, Gap, Maintenance, TireWheel,
    Insurance, OtherProduct, ManufacturerRebate, DealerRebate, TradeIn, NegativeEquity, BookValueAdjustment,
    LeasePayment, CapReductionCash, CapReductionTrade, CapReductionRebate, AcquisitionFee, GrossCapCost, Residual,
    RentCharge, Declared,
});
packed_words!(1 => Level { State, County, City, District });
packed_words!(2 => By { Date, Contract, Delivery, Titling });
packed_words!(3 => Rounding { HalfUp, HalfEven, Up, Down });
packed_words!(4 => AnswerKind { Flag, Days, Count, Money });
packed_words!(5 => LeaseMethod { EachPayment, TotalOfPayments, Price, CapitalizedCost, LessResidual, None });

pub(crate) use {packed, packed_words};
