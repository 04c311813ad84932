//! Lists of fields made into readers and writers, for the tax and for what is built on it.

/// What reads each type: the fields of an object and whether each is `required`, `optional`, or
/// `or_nothing` (the type's nothing when absent); `apart` is no part of the JSON. A field of the type that
/// is missing in the list does not compile.
#[macro_export]
macro_rules! json_objects_in {
    ($($type:ty { $($mode:ident $field:ident),+ $(,)? $(; apart $apart:ident)? })+) => {$(
        impl $crate::json::Read for $type {
            fn read<'t>(json: $crate::json::Json<'t>, reader: &mut $crate::json::Reader<'t>) -> Self {
                let mut fields = $crate::json::Fields::open(json, reader, &[$(stringify!($field)),+]);
                let value = Self {
                    $($field: fields.$mode(),)+
                    $($apart: Default::default(),)?
                };
                fields.close();
                value
            }
        }
    )+};
}

/// What reads each type that is one word of several; the first stands in for a wrong one.
#[macro_export]
macro_rules! json_words_in {
    ($($type:ty { $($word:literal $variant:ident),+ $(,)? })+) => {$(
        impl $crate::json::Read for $type {
            fn read<'t>(json: $crate::json::Json<'t>, reader: &mut $crate::json::Reader<'t>) -> Self {
                [$(Self::$variant),+][$crate::json::one_of(json, reader, &[$($word),+])]
            }
        }
    )+};
}

/// What writes each type: the fields of an object in the order in which they are written. `always` stands
/// there even as `null`, `if_any` is left out where it holds nothing; a field of the type that is missing
/// in the list does not compile.
#[macro_export]
macro_rules! json_objects_out {
    (@may_be_left_out always) => { false };
    (@may_be_left_out if_any) => { true };
    (@name $field:ident) => { concat!(",\"", stringify!($field), "\":") };
    (@name $field:ident $name:literal) => { concat!(",\"", $name, "\":") };
    ($($type:ty { $($mode:ident $field:ident $($name:literal)?),+ $(,)? })+) => {$(
        impl $crate::json::Write for $type {
            fn write(&self, out: &mut String) {
                let Self { $($field),+ } = self;
                $crate::json::object(out, &[$((
                    $crate::json_objects_out!(@name $field $($name)?),
                    $crate::json_objects_out!(@may_be_left_out $mode),
                    $field,
                )),+]);
            }
        }
    )+};
}

/// What writes each type that is one word of several.
#[macro_export]
macro_rules! json_words_out {
    ($($type:ty { $($variant:ident $word:literal),+ $(,)? })+) => {$(
        impl $crate::json::Write for $type {
            fn write(&self, out: &mut String) {
                out.push_str(match self { $(Self::$variant => concat!("\"", $word, "\"")),+ });
            }
        }
    )+};
}
