//! Settings from the environment: typed, all faults at once, each in one line that says what was found and expected.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

use http::Uri;

use crate::secrets::MasterKey;

/// The services of the house: name, port, and the variable with its address.
pub const HOUSE: [(&str, u16, &str); 6] = [
    ("gateway", 8080, "GATEWAY_URL"),
    ("deals", 8081, "DEAL_SERVICE_URL"),
    ("customers", 8082, "CUSTOMER_SERVICE_URL"),
    ("inventory", 8083, "INVENTORY_SERVICE_URL"),
    ("identity", 8085, "IDENTITY_SERVICE_URL"),
    ("notifications", 8087, "NOTIFICATION_SERVICE_URL"),
];

/// Every variable may also be written with this prefix; an unknown name behind it is refused.
const PREFIX: &str = "AUTOLYTIQ_";

/// The exit code for settings that are missing or malformed (`EX_USAGE` of sysexits).
pub const EXIT_USAGE: u8 = 64;

/// What a process was told.
#[derive(Clone)]
pub struct Settings {
    /// `PORT`: where to listen; unset means the service's own port.
    pub port: Option<u16>,
    /// `BIND`: the address to listen on.
    pub bind: IpAddr,
    /// `DATABASE_URL`: PostgreSQL as the schemas' owner; unset means the private PostgreSQL in the data directory.
    pub database_url: Option<String>,
    /// `DB_CONNECTIONS`: connections of each service at most.
    pub db_connections: usize,
    /// `DATA_DIR`: where the private PostgreSQL and the master key live.
    pub data_dir: PathBuf,
    /// `PG_BIN`: the folder with PostgreSQL's programs; unset means that they are looked for.
    pub pg_bin: Option<PathBuf>,
    /// `MASTER_KEY`: 64 hex digits; unset means the key file in the data directory.
    pub master_key: Option<MasterKey>,
    /// `ALLOWED_ORIGINS`: other origins whose pages may call the API; none unless told.
    pub allowed_origins: Vec<String>,
    /// `TRUSTED_PROXIES`: addresses of proxies in front of the gateway, whose word for whom they speak for counts; none
    /// unless told.
    pub trusted_proxies: Vec<IpAddr>,
    /// `CLIENT_DIR`: a folder to serve the client from instead of the one built in.
    pub client_dir: Option<PathBuf>,
    /// `LOG`: what to log, as `info` or `warn,access=info`.
    pub log: String,
    service_urls: BTreeMap<&'static str, Uri>,
    described: Vec<Described>,
}

/// A setting as `autolytiq settings` shows it.
#[derive(Clone, Debug)]
pub struct Described {
    /// The variable.
    pub name: &'static str,
    /// Its value; secrets are hidden.
    pub value: String,
    /// `environment` or `default`.
    pub source: &'static str,
    /// What holds where nothing is set.
    pub default: String,
    /// What it is.
    pub about: &'static str,
}

/// Settings that cannot be used: one line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// Reads the environment of the process.
    pub fn load() -> Result<Self, SettingsError> {
        let mut variables = BTreeMap::new();
        let mut faults = Vec::new();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str() else { continue };
            match value.to_str() {
                Some(value) => {
                    variables.insert(name.to_owned(), value.to_owned());
                }
                None if name.starts_with(PREFIX) => {
                    faults.push(format!("{name}: is not UTF-8 text"))
                }
                None => {}
            }
        }
        match Self::from_variables(&variables) {
            Ok(settings) if faults.is_empty() => Ok(settings),
            Ok(_) => Err(SettingsError(faults)),
            Err(SettingsError(more)) => {
                faults.extend(more);
                Err(SettingsError(faults))
            }
        }
    }

    /// Reads a given environment; `load` with the process's own.
    pub fn from_variables(variables: &BTreeMap<String, String>) -> Result<Self, SettingsError> {
        let mut read = Reader {
            variables,
            faults: Vec::new(),
            described: Vec::new(),
        };
        let port = read.optional("PORT", "the service's own", "where to listen", |text| {
            text.parse::<u16>()
                .ok()
                .filter(|port| *port > 0)
                .ok_or("a port from 1 to 65535")
        });
        let bind = read
            .optional("BIND", "127.0.0.1", "the address to listen on", |text| {
                text.parse::<IpAddr>()
                    .map_err(|_| "an IP address, as 0.0.0.0")
            })
            .unwrap_or(IpAddr::from([127, 0, 0, 1]));
        let database_url = read.secret(
            "DATABASE_URL",
            "the private PostgreSQL",
            "PostgreSQL as the schemas' owner",
            |text| {
                let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
                match text.parse::<tokio_postgres::Config>() {
                    Ok(_) if is_url => Ok(text.to_owned()),
                    _ => Err("a URL as postgres://owner:password@host:5432/autolytiq"),
                }
            },
        );
        let db_connections = read
            .optional(
                "DB_CONNECTIONS",
                "10",
                "connections of each service at most",
                |text| {
                    text.parse::<usize>()
                        .ok()
                        .filter(|count| (1..=1000).contains(count))
                        .ok_or("a number from 1 to 1000")
                },
            )
            .unwrap_or(10);
        let data_dir = read
            .optional(
                "DATA_DIR",
                "./data",
                "the private PostgreSQL and the master key",
                folder,
            )
            .unwrap_or_else(|| PathBuf::from("./data"));
        let pg_bin = read.optional(
            "PG_BIN",
            "looked for",
            "the folder with PostgreSQL's programs",
            |text| {
                let folder = PathBuf::from(text);
                if folder.join("postgres").is_file() {
                    Ok(folder)
                } else {
                    Err("a folder with the programs postgres, initdb and pg_ctl in it")
                }
            },
        );
        let master_key = read.secret(
            "MASTER_KEY",
            "the key file in DATA_DIR",
            "the secret from which all others are derived",
            |text| MasterKey::from_hex(text).ok_or("64 hex digits"),
        );
        let allowed_origins = read
            .optional(
                "ALLOWED_ORIGINS",
                "none",
                "other origins that may call the API",
                origins,
            )
            .unwrap_or_default();
        let trusted_proxies = read
            .optional(
                "TRUSTED_PROXIES",
                "none",
                "addresses of proxies in front, whose X-Forwarded-For counts",
                addresses,
            )
            .unwrap_or_default();
        let client_dir = read.optional(
            "CLIENT_DIR",
            "the client built in",
            "a folder to serve the client from",
            |text| {
                let folder = PathBuf::from(text);
                if folder.is_dir() {
                    Ok(folder)
                } else {
                    Err("a folder that exists")
                }
            },
        );
        let log = read
            .optional("LOG", "info", "what to log", |text| {
                match tracing_subscriber::EnvFilter::try_new(text) {
                    Ok(_) => Ok(text.to_owned()),
                    Err(_) => Err("a filter, as info or warn,access=info"),
                }
            })
            .unwrap_or_else(|| "info".to_owned());
        let mut service_urls = BTreeMap::new();
        for (service, port, variable) in HOUSE {
            if service == "gateway" {
                continue;
            }
            let default = format!("http://localhost:{port}");
            let url = read.optional(variable, &default, "where that service answers", base_url);
            if let Some(url) = url.or_else(|| default.parse().ok()) {
                service_urls.insert(service, url);
            }
        }
        read.refuse_unknown();
        if !read.faults.is_empty() {
            return Err(SettingsError(read.faults));
        }
        Ok(Self {
            port,
            bind,
            database_url,
            db_connections,
            data_dir,
            pg_bin,
            master_key,
            allowed_origins,
            trusted_proxies,
            client_dir,
            log,
            service_urls,
            described: read.described,
        })
    }

    /// Where a service of the house answers when it runs apart.
    pub fn service_url(&self, service: &str) -> Option<&Uri> {
        self.service_urls.get(service)
    }

    /// Whether the environment says where a service answers.
    pub(crate) fn is_set(&self, service: &str) -> bool {
        let variable = HOUSE
            .iter()
            .find(|(name, ..)| *name == service)
            .map(|(.., variable)| *variable);
        self.described
            .iter()
            .any(|setting| Some(setting.name) == variable && setting.source == "environment")
    }

    /// Every setting with its value, source and default; secrets hidden.
    pub fn describe(&self) -> &[Described] {
        &self.described
    }

    /// The port a service listens on: `PORT`, or its own.
    pub fn port_of(&self, service: &str) -> u16 {
        let own = HOUSE
            .iter()
            .find(|(name, ..)| *name == service)
            .map_or(8080, |(_, port, _)| *port);
        self.port.unwrap_or(own)
    }
}

struct Reader<'a> {
    variables: &'a BTreeMap<String, String>,
    faults: Vec<String>,
    described: Vec<Described>,
}

impl Reader<'_> {
    fn optional<T, E: std::fmt::Display>(
        &mut self,
        name: &'static str,
        default: &str,
        about: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.read(name, default, about, false, parse)
    }

    fn secret<T, E: std::fmt::Display>(
        &mut self,
        name: &'static str,
        default: &str,
        about: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.read(name, default, about, true, parse)
    }

    fn read<T, E: std::fmt::Display>(
        &mut self,
        name: &'static str,
        default: &str,
        about: &'static str,
        secret: bool,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let set = [format!("{PREFIX}{name}"), name.to_owned()]
            .iter()
            .find_map(|key| self.variables.get(key))
            .filter(|value| !value.is_empty());
        self.described.push(Described {
            name,
            value: match set {
                Some(_) if secret => "(hidden)".to_owned(),
                Some(value) => value.clone(),
                None => default.to_owned(),
            },
            source: if set.is_some() {
                "environment"
            } else {
                "default"
            },
            default: default.to_owned(),
            about,
        });
        let text = set?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                let found = if secret {
                    "a value that is hidden here".to_owned()
                } else {
                    format!("{text:?}")
                };
                self.faults
                    .push(format!("{name}: found {found}, expected {expected}"));
                None
            }
        }
    }

    fn refuse_unknown(&mut self) {
        for name in self.variables.keys() {
            let Some(short) = name.strip_prefix(PREFIX) else {
                continue;
            };
            if !self.described.iter().any(|known| known.name == short) {
                self.faults.push(format!(
                    "{name}: there is no such setting; `autolytiq settings` lists them"
                ));
            }
        }
    }
}

fn folder(text: &str) -> Result<PathBuf, &'static str> {
    let path = PathBuf::from(text);
    if path.exists() && !path.is_dir() {
        Err("a folder")
    } else {
        Ok(path)
    }
}

fn base_url(text: &str) -> Result<Uri, &'static str> {
    const EXPECTED: &str = "an address as http://host:8081 without a path";
    let uri: Uri = text.parse().map_err(|_| EXPECTED)?;
    let plain = uri.path_and_query().is_none_or(|path| path.as_str() == "/");
    if uri.scheme_str() == Some("http") && uri.authority().is_some() && plain {
        Ok(uri)
    } else {
        Err(EXPECTED)
    }
}

/// IP addresses, as of proxies.
fn addresses(text: &str) -> Result<Vec<IpAddr>, &'static str> {
    text.split(',')
        .map(|address| address.trim().parse::<IpAddr>())
        .map(|address| address.map(|address| address.to_canonical()))
        .collect::<Result<_, _>>()
        .map_err(|_| "IP addresses separated by commas, as 10.0.0.1")
}

fn origins(text: &str) -> Result<Vec<String>, &'static str> {
    const EXPECTED: &str = "origins separated by commas, as https://studio.example.com, and no *";
    text.split(',')
        .map(str::trim)
        .filter(|origin| !origin.is_empty())
        .map(|origin| {
            let uri: Uri = origin.parse().map_err(|_| EXPECTED)?;
            let web = matches!(uri.scheme_str(), Some("http" | "https"));
            // A trailing slash is no part of an origin and would never match one.
            let bare = !origin.ends_with('/')
                && uri.path_and_query().is_none_or(|path| path.as_str() == "/");
            let solid = uri
                .authority()
                .is_some_and(|authority| !authority.as_str().contains('*'));
            if web && bare && solid {
                Ok(origin.to_ascii_lowercase())
            } else {
                Err(EXPECTED)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Settings;

    fn faults(variables: &[(&str, &str)]) -> Vec<String> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        match Settings::from_variables(&variables) {
            Ok(_) => Vec::new(),
            Err(error) => error.0,
        }
    }

    #[test]
    fn every_fault_is_one_line_with_name_found_and_expected() {
        assert_eq!(
            faults(&[
                ("PORT", "abc"),
                ("DATABASE_URL", "mysql://root:hunter2@db"),
                ("DEAL_SERVICE_URL", "deals:8081/x"),
                ("ALLOWED_ORIGINS", "*"),
                ("TRUSTED_PROXIES", "10.0.0.0/8"),
                ("MASTER_KEY", "short"),
                ("AUTOLYTIQ_PROT", "1"),
            ]),
            [
                "PORT: found \"abc\", expected a port from 1 to 65535",
                "DATABASE_URL: found a value that is hidden here, expected a URL as postgres://owner:password@host:5432/autolytiq",
                "MASTER_KEY: found a value that is hidden here, expected 64 hex digits",
                "ALLOWED_ORIGINS: found \"*\", expected origins separated by commas, as https://studio.example.com, and no *",
                "TRUSTED_PROXIES: found \"10.0.0.0/8\", expected IP addresses separated by commas, as 10.0.0.1",
                "DEAL_SERVICE_URL: found \"deals:8081/x\", expected an address as http://host:8081 without a path",
                "AUTOLYTIQ_PROT: there is no such setting; `autolytiq settings` lists them",
            ]
        );
    }

    #[test]
    fn unset_and_empty_mean_the_default_and_the_prefix_wins() {
        let settings = Settings::from_variables(
            &[("PORT", "1"), ("AUTOLYTIQ_PORT", "9000"), ("LOG", "")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )
        .unwrap();
        assert_eq!(settings.port, Some(9000));
        assert_eq!(settings.log, "info");
        assert_eq!(settings.allowed_origins, Vec::<String>::new());
        assert_eq!(
            settings.service_url("deals").unwrap().to_string(),
            "http://localhost:8081/"
        );
    }

    #[test]
    fn secrets_are_described_but_not_shown() {
        let settings = Settings::from_variables(
            &[(
                "DATABASE_URL".to_owned(),
                "postgres://owner:hunter2@db/a".to_owned(),
            )]
            .into(),
        )
        .unwrap();
        assert!(!format!("{:?}", settings.describe()).contains("hunter2"));
    }
}
