//! One number for the name of a place, however it is spelled.

/// What a county may be called; each ends with one of three letters.
const KINDS_OF_PLACES: [&str; 5] = [
    " county",
    " parish",
    " borough",
    " municipality",
    " census area",
];

/// A number for the name of a place that is the same for `"St. Johns"`, `"ST JOHNS COUNTY"` and
/// `"Saint Johns County"`, for `"Doña Ana"` and `"Dona Ana"`: letters and digits only, without accents and
/// what kind of place it is.
pub fn place_key(name: &str) -> u64 {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let mut name = match name.as_bytes() {
        bytes if plain(bytes.first()) && plain(bytes.last()) => name,
        _ => name.trim(),
    };
    let last = name.as_bytes().last().map_or(0, u8::to_ascii_lowercase);
    let kinds: &[&str] = if matches!(last, b'y' | b'h' | b'a') {
        &KINDS_OF_PLACES
    } else {
        &[]
    };
    for kind in kinds {
        if let Some((head, tail)) = name
            .len()
            .checked_sub(kind.len())
            .and_then(|cut| name.split_at_checked(cut))
            && tail.eq_ignore_ascii_case(kind)
        {
            name = head;
        }
    }
    if let Some((head, rest)) = name.split_at_checked(6)
        && head.eq_ignore_ascii_case("saint ")
    {
        return hash(&format!("st{rest}"));
    }
    hash(name)
}

/// The letter without its accent, where it has one that names of American places bear.
const fn without_accent(letter: char) -> char {
    match letter {
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ō' | 'ō' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' => 'u',
        other => other,
    }
}

/// FNV-1a over the letters and digits, small and without accents.
fn hash(name: &str) -> u64 {
    if name.is_ascii() {
        return hash_bytes(name.bytes());
    }
    let plain: String = name.chars().map(without_accent).collect();
    hash_bytes(plain.bytes())
}

fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes
        .filter(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests {
    use super::place_key;

    #[test]
    fn a_place_is_the_same_in_every_spelling() {
        for other in [
            "st johns county",
            "Saint Johns",
            "ST. JOHNS",
            " St. Johns County ",
        ] {
            assert_eq!(place_key(other), place_key("St. Johns"), "{other}");
        }
        assert_ne!(place_key("Orange"), place_key("Osceola"));
        assert_eq!(place_key("Miami-Dade"), place_key("MIAMI DADE COUNTY"));
        assert_eq!(place_key("Dona Ana"), place_key("Doña Ana County"));
        assert_eq!(place_key("CAÑON CITY"), place_key("Canon City"));
        assert_ne!(place_key("Cañon City"), place_key("Cation City"));
    }
}
