//! The one file inside a ZIP archive, checked against its sum.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::fault::Fault;

/// No official file is larger once unpacked.
const LARGEST: u64 = 256 * 1024 * 1024;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Whether bytes begin as a ZIP archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL) || bytes.starts_with(END)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([two[0], two[1]])))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Where the central directory says the file stands, how it is packed, how long it is and its sum.
struct Entry {
    method: usize,
    sum: u32,
    packed: usize,
    length: u64,
    header: usize,
}

/// Unpacks the only file of an archive (folders and the notes of other systems aside).
///
/// # Errors
/// Where the archive is cut, holds several files, is packed in another way, or does not match its sum.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let cut = || {
        Fault::of_file(
            "cut_off",
            "the ZIP archive is not complete: its directory is missing or runs past the end",
        )
    };
    let entry = only_entry(bytes, &cut)?;
    let name = short(bytes, entry.header + 26).ok_or_else(cut)?;
    let extra = short(bytes, entry.header + 28).ok_or_else(cut)?;
    let start = entry.header + 30 + name + extra;
    let packed = bytes.get(start..start + entry.packed).ok_or_else(cut)?;
    if entry.length > LARGEST {
        return Err(Fault::of_file(
            "too_large",
            "the file in the ZIP archive is larger than 256 MiB",
        ));
    }
    let mut out = Vec::new();
    let read = match entry.method {
        0 => packed.take(LARGEST).read_to_end(&mut out),
        8 => DeflateDecoder::new(packed)
            .take(LARGEST)
            .read_to_end(&mut out),
        other => {
            let detail =
                format!("the ZIP archive is packed by method {other}; store or deflate it");
            return Err(Fault::of_file("zip_method", detail));
        }
    };
    let mut sum = flate2::Crc::new();
    sum.update(&out);
    if read.is_err() || sum.sum() != entry.sum {
        return Err(Fault::of_file(
            "zip_damaged",
            "the file in the ZIP archive does not match its sum: it was cut or changed on the way",
        ));
    }
    Ok(out)
}

fn only_entry(bytes: &[u8], cut: &impl Fn() -> Fault) -> Result<Entry, Fault> {
    let end = bytes
        .windows(END.len())
        .rposition(|window| window == END)
        .ok_or_else(cut)?;
    let count = short(bytes, end + 10).ok_or_else(cut)?;
    let mut at = long(bytes, end + 16).ok_or_else(cut)? as usize;
    let mut files = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(ENTRY) {
            return Err(cut());
        }
        let (name, extra, comment) = (
            short(bytes, at + 28).ok_or_else(cut)?,
            short(bytes, at + 30).ok_or_else(cut)?,
            short(bytes, at + 32).ok_or_else(cut)?,
        );
        let text = bytes.get(at + 46..at + 46 + name).ok_or_else(cut)?;
        if !text.ends_with(b"/") && !text.starts_with(b"__MACOSX") {
            files.push(Entry {
                method: short(bytes, at + 10).ok_or_else(cut)?,
                sum: long(bytes, at + 16).ok_or_else(cut)?,
                packed: long(bytes, at + 20).ok_or_else(cut)? as usize,
                length: u64::from(long(bytes, at + 24).ok_or_else(cut)?),
                header: long(bytes, at + 42).ok_or_else(cut)? as usize,
            });
        }
        at += 46 + name + extra + comment;
    }
    let found = files.len();
    match (found, files.pop()) {
        (1, Some(entry)) => Ok(entry),
        _ => Err(Fault::of_file(
            "zip_files",
            format!("the ZIP archive holds {found} files; it should hold one"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::unpack;

    /// An archive of one stored file, laid out by APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16.
    pub fn stored(name: &str, data: &[u8]) -> Vec<u8> {
        let mut sum = flate2::Crc::new();
        sum.update(data);
        let size = u32::try_from(data.len()).expect("small").to_le_bytes();
        let length = u16::try_from(name.len()).expect("short").to_le_bytes();
        let common = |out: &mut Vec<u8>| {
            out.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            out.extend(sum.sum().to_le_bytes());
            out.extend(size);
            out.extend(size);
            out.extend(length);
        };
        let mut out = b"PK\x03\x04".to_vec();
        common(&mut out);
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(data);
        let directory = u32::try_from(out.len()).expect("small");
        out.extend(b"PK\x01\x02\x14\x00");
        common(&mut out);
        out.extend([0; 16]);
        out.extend(name.as_bytes());
        let entry = u32::try_from(out.len()).expect("small") - directory;
        out.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
        out.extend(entry.to_le_bytes());
        out.extend(directory.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn a_cut_or_changed_archive_is_refused() {
        let archive = stored("a.csv", b"13,45,13,0.04");
        assert_eq!(unpack(&archive).as_deref(), Ok(&b"13,45,13,0.04"[..]));
        let half = unpack(&archive[..archive.len() / 2]).expect_err("cut");
        assert_eq!(half.code, "cut_off");
        let mut changed = archive;
        changed[40] ^= 1;
        assert_eq!(unpack(&changed).expect_err("changed").code, "zip_damaged");
    }
}
