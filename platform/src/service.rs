//! What a service is made of, and what it is handed when it runs.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use utoipa_axum::router::OpenApiRouter;

use crate::auth::Verifier;
use crate::client::{Services, Upstream};
use crate::clock::Clock;
use crate::db::Db;
use crate::events::Consumer;
use crate::migrate::Migration;
use crate::problem::Problem;
use crate::secrets::MasterKey;
use crate::settings::Settings;
use crate::stopping::Stopping;
use crate::telemetry::Metrics;

/// Made once, when the service starts, of what it then stands on.
type Made<T> = Box<dyn Fn(&Platform) -> T + Send + Sync>;

/// A service: its name and everything the house needs to run it, alone or beside the others.
pub struct Service {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) migrations: &'static [Migration],
    pub(crate) routes: Made<OpenApiRouter>,
    pub(crate) consumers: Made<Vec<Arc<dyn Consumer>>>,
    pub(crate) jobs: Made<Vec<Job>>,
    pub(crate) always: Made<Vec<BoxFuture<'static, ()>>>,
    /// The gateway answers /health, /ready and /openapi.json for the whole house and so brings its own.
    pub(crate) own_probes: bool,
}

impl Service {
    /// A service with a schema of its own, named like it.
    ///
    /// `routes` is called once, when the service starts.
    pub fn new(
        name: &'static str,
        about: &'static str,
        migrations: &'static [Migration],
        routes: impl Fn(&Platform) -> OpenApiRouter + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            about,
            migrations,
            routes: Box::new(routes),
            consumers: Box::new(|_| Vec::new()),
            jobs: Box::new(|_| Vec::new()),
            always: Box::new(|_| Vec::new()),
            own_probes: false,
        }
    }

    /// What the service does on facts of others.
    pub fn consumers(
        mut self,
        consumers: impl Fn(&Platform) -> Vec<Arc<dyn Consumer>> + Send + Sync + 'static,
    ) -> Self {
        self.consumers = Box::new(consumers);
        self
    }

    /// What the service does from time to time.
    pub fn jobs(mut self, jobs: impl Fn(&Platform) -> Vec<Job> + Send + Sync + 'static) -> Self {
        self.jobs = Box::new(jobs);
        self
    }

    /// What every replica does as long as it runs. It ends by itself when [`Platform::stopping`] says so, and is given
    /// a moment for that.
    pub fn always(
        mut self,
        work: impl Fn(&Platform) -> Vec<BoxFuture<'static, ()>> + Send + Sync + 'static,
    ) -> Self {
        self.always = Box::new(work);
        self
    }

    /// The service answers `/health`, `/ready` and `/openapi.json` itself.
    pub fn with_own_probes(mut self) -> Self {
        self.own_probes = true;
        self
    }

    /// The service's name: its schema, its path at the gateway, its `serve` argument.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// One sentence on what it does.
    pub fn about(&self) -> &'static str {
        self.about
    }
}

/// Work that a service does from time to time; of many replicas one does it.
pub struct Job {
    /// Its name in the log.
    pub name: &'static str,
    /// How often.
    pub every: Duration,
    /// The work.
    pub run: Box<dyn Fn() -> BoxFuture<'static, Result<(), Problem>> + Send + Sync>,
}

impl Job {
    /// A job that runs `work` every so often.
    pub fn new<F>(
        name: &'static str,
        every: Duration,
        work: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), Problem>> + Send + 'static,
    {
        Self {
            name,
            every,
            run: Box::new(move || Box::pin(work())),
        }
    }
}

/// What a running service stands on. Cheap to clone; it is the state of every handler.
#[derive(Clone)]
pub struct Platform(pub(crate) Arc<Ground>);

pub(crate) struct Ground {
    pub service: &'static str,
    pub db: Option<Db>,
    pub services: Services,
    pub settings: Arc<Settings>,
    pub key: MasterKey,
    pub clock: Clock,
    pub verifier: Arc<Verifier>,
    pub metrics: Arc<Metrics>,
    pub stopping: Stopping,
}

impl Platform {
    /// The service's name.
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// The service's database.
    ///
    /// # Panics
    /// In a service without migrations, which has none; that shows at its first start.
    pub fn db(&self) -> &Db {
        match &self.0.db {
            Some(db) => db,
            None => panic!(
                "the service {} has no migrations and so no database",
                self.0.service
            ),
        }
    }

    /// All other services.
    pub fn services(&self) -> &Services {
        &self.0.services
    }

    /// Another service by name.
    ///
    /// # Panics
    /// If there is no service of that name in the house.
    pub fn upstream(&self, name: &str) -> &Upstream {
        self.0
            .services
            .get(name)
            .unwrap_or_else(|| panic!("there is no service called {name}"))
    }

    /// The settings of the process.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The master key, for sealing fields and deriving keys.
    pub fn key(&self) -> &MasterKey {
        &self.0.key
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// What verifies access tokens.
    pub fn verifier(&self) -> &Verifier {
        &self.0.verifier
    }

    /// Whether the process was asked to stop.
    pub fn stopping(&self) -> &Stopping {
        &self.0.stopping
    }

    /// The process's counters.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }
}
