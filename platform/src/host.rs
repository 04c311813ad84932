//! Puts services together and runs them: all in one process, or one alone, by the same code.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use utoipa::openapi::OpenApi;

use crate::auth::{KeySource, Verifier};
use crate::client::{Services, Upstream};
use crate::clock::Clock;
use crate::db::{Db, Place};
use crate::events::Relay;
use crate::http;
use crate::migrate::{MigrateError, migrate};
use crate::pg::{Postgres, PostgresError};
use crate::problem::Problem;
use crate::secrets::MasterKey;
use crate::service::{Ground, Job, Platform, Service};
use crate::settings::{EXIT_USAGE, HOUSE, Settings, SettingsError};
use crate::stopping::Stopping;
use crate::telemetry::{self, Metrics};

/// Why nothing runs.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is missing or malformed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The private PostgreSQL does not start.
    #[error(transparent)]
    Postgres(#[from] PostgresError),
    /// The schemas are not as they should be.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// The pools cannot be built.
    #[error("the connection pool cannot be built")]
    Pool(#[from] deadpool_postgres::BuildError),
    /// The port is taken or may not be used.
    #[error("PORT: cannot listen on {address}: {source}")]
    Listen {
        /// Where it should have listened.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// The data directory cannot be used.
    #[error("DATA_DIR: {0}")]
    DataDir(String),
    /// The log cannot be set up.
    #[error("LOG: {0}")]
    Log(String),
    /// What was to be done before serving could not be.
    #[error("{0}")]
    Prepare(String),
}

/// What services need before they can be put together.
pub struct Foundation {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The master key.
    pub key: MasterKey,
    /// The database.
    pub place: Place,
    /// The clock.
    pub clock: Clock,
    /// Whether services that are not here are looked for at their usual addresses, or only where a setting says so.
    pub neighbours: bool,
    /// Where token keys come from; unset means identity.
    pub keys: Option<KeySource>,
}

/// Services that are put together: their routers, documents and the work beside requests.
pub struct Running {
    parts: Vec<Part>,
    background: JoinSet<()>,
    /// What ends by itself when it is asked to.
    always: JoinSet<()>,
    stopping: Stopping,
}

/// How long what always runs may take to end.
const FAREWELL: Duration = Duration::from_secs(5);

struct Part {
    platform: Platform,
    router: Router,
    openapi: OpenApi,
    relay: Option<Arc<Relay>>,
    jobs: Vec<Job>,
    always: Vec<BoxFuture<'static, ()>>,
}

impl Running {
    /// Puts services together. Those given run here; the rest of the house is called by address.
    pub fn assemble(foundation: &Foundation, services: &[Service]) -> Result<Self, StartError> {
        let here = |name: &str| services.iter().any(|service| service.name == name);
        let mut upstreams: Vec<Upstream> = services
            .iter()
            .map(|service| Upstream::local(service.name))
            .collect();
        for (name, ..) in HOUSE.into_iter().filter(|(name, ..)| !here(name)) {
            let Some(url) = foundation.settings.service_url(name) else {
                continue;
            };
            let reachable = foundation.neighbours || foundation.settings.is_set(name);
            let remote = if reachable {
                Upstream::remote(name, url)
            } else {
                None
            };
            upstreams.push(remote.unwrap_or_else(|| Upstream::absent(name)));
        }
        let registry = Services::new(upstreams);
        let keys = match (&foundation.keys, registry.get("identity")) {
            (Some(KeySource::Fixed(set)), _) => KeySource::Fixed(set.clone()),
            (Some(KeySource::Identity(identity)), _) => KeySource::Identity(identity.clone()),
            (None, Some(identity)) => KeySource::Identity(identity.clone()),
            (None, None) => KeySource::Fixed(Default::default()),
        };
        let verifier = Arc::new(Verifier::new(keys, foundation.clock.clone()));
        let metrics = Arc::new(Metrics::default());
        let stopping = Stopping::default();

        let mut parts = Vec::new();
        let mut wants: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
        for service in services {
            let db = if service.migrations.is_empty() {
                None
            } else {
                let connections = foundation.settings.db_connections;
                Some(Db::new(
                    &foundation.place,
                    service.name,
                    &foundation.key,
                    connections,
                )?)
            };
            let platform = Platform(Arc::new(Ground {
                service: service.name,
                db,
                services: registry.clone(),
                settings: foundation.settings.clone(),
                key: foundation.key.clone(),
                clock: foundation.clock.clone(),
                verifier: verifier.clone(),
                metrics: metrics.clone(),
                stopping: stopping.clone(),
            }));
            let consumers = (service.consumers)(&platform);
            wants.push((
                service.name,
                consumers
                    .iter()
                    .flat_map(|consumer| consumer.kinds().iter().copied())
                    .collect(),
            ));
            let routes = (service.routes)(&platform);
            let internal = platform
                .0
                .db
                .is_some()
                .then(|| crate::events::routes(&platform, consumers));
            let (router, openapi) = http::assemble(&platform, routes, internal, service.own_probes);
            if let Some(upstream) = registry.get(service.name) {
                upstream.mount(router.clone());
            }
            let jobs = (service.jobs)(&platform);
            let always = (service.always)(&platform);
            parts.push(Part {
                platform,
                router,
                openapi,
                relay: None,
                jobs,
                always,
            });
        }
        for part in parts.iter_mut().filter(|part| part.platform.0.db.is_some()) {
            part.relay = Some(Arc::new(Relay::new(
                part.platform.clone(),
                &registry,
                &wants,
            )));
        }
        Ok(Self {
            parts,
            background: JoinSet::new(),
            always: JoinSet::new(),
            stopping,
        })
    }

    /// A service's router, with everything around its routes.
    pub fn router(&self, service: &str) -> Option<Router> {
        self.part(service).map(|part| part.router.clone())
    }

    /// A service's OpenAPI document.
    pub fn openapi(&self, service: &str) -> Option<&OpenApi> {
        self.part(service).map(|part| &part.openapi)
    }

    /// What a service stands on.
    pub fn platform(&self, service: &str) -> Option<&Platform> {
        self.part(service).map(|part| &part.platform)
    }

    fn part(&self, service: &str) -> Option<&Part> {
        self.parts
            .iter()
            .find(|part| part.platform.service() == service)
    }

    /// Starts relays, jobs and what always runs; they end when this is dropped.
    pub fn start_background(&mut self) {
        for part in &mut self.parts {
            for work in part.always.drain(..) {
                self.always.spawn(work);
            }
            if let Some(relay) = part.relay.clone() {
                self.background.spawn(async move { relay.run().await });
            }
            if part.platform.0.db.is_some() {
                part.jobs.push(crate::housekeeping::sweep(&part.platform));
            }
            // A job holds a connection while it works with another; all at once could use up the few there are.
            let turn = Arc::new(tokio::sync::Mutex::new(()));
            for job in part.jobs.drain(..) {
                self.background
                    .spawn(run_job(part.platform.clone(), job, turn.clone()));
            }
        }
    }

    /// Asks everything to stop and waits for what always runs to take its leave.
    pub async fn stop(&mut self) {
        self.stopping.ask();
        let left = async { while self.always.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(FAREWELL, left).await;
    }

    async fn database_time(&self) -> Result<Option<Timestamp>, Problem> {
        let Some(db) = self
            .parts
            .iter()
            .find_map(|part| part.platform.0.db.as_ref())
        else {
            return Ok(None);
        };
        let tx = db.system_tx().await?;
        Ok(Some(tx.query_one("select now()", &[]).await?.get(0)))
    }

    /// Delivers every fact that is due, until none is left; for tests and orderly ends.
    pub async fn deliver_events(&self) -> Result<usize, Problem> {
        let mut total = 0;
        // What fails here waits for its pause, however long this takes.
        let as_of = self.database_time().await?;
        loop {
            let mut round = 0;
            for relay in self.parts.iter().filter_map(|part| part.relay.as_ref()) {
                round += relay.deliver_due(as_of).await?;
            }
            if round == 0 {
                return Ok(total);
            }
            total += round;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for db in self
            .parts
            .iter()
            .filter_map(|part| part.platform.0.db.as_ref())
        {
            db.close();
        }
    }
}

async fn run_job(platform: Platform, job: Job, turn: Arc<tokio::sync::Mutex<()>>) {
    let mut ticks = tokio::time::interval(job.every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let _mine = turn.lock().await;
        if let Err(problem) = run_once(&platform, &job).await {
            tracing::warn!(
                service = platform.service(),
                job = job.name,
                cause = problem.cause().as_deref().unwrap_or(problem.detail()),
                "job"
            );
        }
    }
}

/// Runs a job unless another replica is at it.
async fn run_once(platform: &Platform, job: &Job) -> Result<(), Problem> {
    let Some(db) = &platform.0.db else {
        return (job.run)().await;
    };
    let tx = db.system_tx().await?;
    let name = format!("job {} {}", platform.service(), job.name);
    let mine: bool = tx
        .query_one(
            "select pg_try_advisory_xact_lock(hashtextextended($1, 0))",
            &[&name],
        )
        .await?
        .get(0);
    if mine {
        (job.run)().await?;
    }
    tx.commit().await
}

/// Runs one service as a program of its own: the whole `main` of its binary.
pub fn main(service: Service) -> ExitCode {
    let name = service.name;
    run(vec![service], name)
}

/// Runs services in this process and listens for the one named.
pub fn run(services: Vec<Service>, front: &str) -> ExitCode {
    exit_code(
        Settings::load()
            .map_err(StartError::from)
            .and_then(|settings| {
                telemetry::start(&settings.log).map_err(StartError::Log)?;
                let runtime = tokio::runtime::Runtime::new()
                    .map_err(|error| StartError::Prepare(format!("no runtime: {error}")))?;
                runtime.block_on(up(
                    settings,
                    &services,
                    front,
                    async |_: &Running, _| Ok(()),
                ))
            }),
    )
}

/// Says what stopped a start, one line each, and with which code to exit.
pub fn exit_code(result: Result<(), StartError>) -> ExitCode {
    let Err(error) = result else {
        return ExitCode::SUCCESS;
    };
    let mut line = error.to_string();
    let mut next = std::error::Error::source(&error);
    while let Some(cause) = next {
        let text = cause.to_string();
        if !line.contains(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        next = cause.source();
    }
    eprintln!("{line}");
    match error {
        StartError::Settings(_) | StartError::Listen { .. } | StartError::Log(_) => {
            ExitCode::from(EXIT_USAGE)
        }
        _ => ExitCode::FAILURE,
    }
}

/// Starts everything, waits for `ready`, and serves until asked to stop; then stops everything in order.
///
/// `ready` is given what runs and the address; connections wait until it is done.
pub async fn up(
    settings: Settings,
    services: &[Service],
    front: &str,
    ready: impl AsyncFnOnce(&Running, SocketAddr) -> Result<(), StartError>,
) -> Result<(), StartError> {
    let address = SocketAddr::new(settings.bind, settings.port_of(front));
    // First the port: if it is taken, nothing has been started yet.
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen { address, source })?;
    let mut shutdown = Box::pin(http::shutdown_signal());
    let ground = Premises::open(settings, services).await?;
    let prepare = async {
        let base = &ground.foundation;
        migrate(&base.place, &base.key, &services.iter().collect::<Vec<_>>()).await?;
        let mut running = Running::assemble(base, services)?;
        running.start_background();
        let bound = listener.local_addr().unwrap_or(address);
        ready(&running, bound).await?;
        tracing::info!(service = front, address = %bound, "listening");
        Ok::<_, StartError>(running)
    };
    let prepared = tokio::select! {
        prepared = prepare => prepared.map(Some),
        () = &mut shutdown => Ok(None),
    };
    let result = match prepared {
        Ok(Some(mut running)) => {
            let router = running.router(front).unwrap_or_default();
            let serving = http::serve(listener, router, shutdown);
            let served = tokio::select! {
                served = serving => served.map_err(|source| StartError::Listen { address, source }),
                never = ground.look_after() => match never {},
            };
            running.stop().await;
            served
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    ground.close().await;
    result
}

/// The database and the key a process stands on; closes what it opened.
pub struct Premises {
    /// What services are put together on.
    pub foundation: Foundation,
    postgres: Option<Postgres>,
}

impl Premises {
    /// Opens the database of the settings: that of `DATABASE_URL`, or the private one in the data directory.
    pub async fn open(settings: Settings, services: &[Service]) -> Result<Self, StartError> {
        let key = master_key(&settings)?;
        let needs_database = services
            .iter()
            .any(|service| !service.migrations.is_empty());
        let (place, postgres) = match &settings.database_url {
            Some(url) => (Place::from_url(url).map_err(MigrateError::Connect)?, None),
            None if needs_database => {
                let postgres = Postgres::start(&settings, &key).await?;
                (postgres.place(), Some(postgres))
            }
            None => (Place::new(tokio_postgres::Config::new()), None),
        };
        let foundation = Foundation {
            settings: Arc::new(settings),
            key,
            place,
            clock: Clock::system(),
            neighbours: true,
            keys: None,
        };
        Ok(Self {
            foundation,
            postgres,
        })
    }

    /// Keeps what was started going; never done.
    async fn look_after(&self) -> Infallible {
        if let Some(postgres) = &self.postgres {
            postgres.keep_running().await;
        }
        std::future::pending().await
    }

    /// Stops what was started.
    pub async fn close(self) {
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
    }
}

/// The setting's key, or the one kept in the data directory, made at the first start.
fn master_key(settings: &Settings) -> Result<MasterKey, StartError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    if let Some(key) = &settings.master_key {
        return Ok(key.clone());
    }
    let dir = &settings.data_dir;
    let fail = |what: String| StartError::DataDir(what);
    std::fs::create_dir_all(dir)
        .map_err(|error| fail(format!("cannot make {}: {error}", dir.display())))?;
    let path = dir.join("master.key");
    match std::fs::read_to_string(&path) {
        Ok(text) => MasterKey::from_hex(&text)
            .ok_or_else(|| fail(format!("{} does not hold 64 hex digits", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = MasterKey::generate().map_err(|error| fail(error.to_string()))?;
            let new = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path);
            match new {
                Ok(mut file) => {
                    file.write_all(key.to_hex().as_bytes())
                        .and_then(|()| file.sync_all())
                        .map_err(|error| {
                            fail(format!("cannot write {}: {error}", path.display()))
                        })?;
                    Ok(key)
                }
                // Another process was quicker: its key is the one.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    master_key(settings)
                }
                Err(error) => Err(fail(format!("cannot write {}: {error}", path.display()))),
            }
        }
        Err(error) => Err(fail(format!("cannot read {}: {error}", path.display()))),
    }
}
