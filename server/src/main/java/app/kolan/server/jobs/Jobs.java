package app.kolan.server.jobs;

import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryStore;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.tool.http.SummaryPosts;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The durable jobs, kept by db-scheduler in the database of the stores. Any thread may ask for
/// one.
///
/// The store says which recordings are wanted, and the jobs' table only when to ask next; so a
/// start schedules whatever the store still waits for, and a crash between the two loses nothing. A
/// search repeats that every few minutes, for jobs that a full disk kept from being written.
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final String FETCH = "fetch-recording";
  private static final String SEARCH = "look-for-recordings";
  private static final String SUMMARY = "send-summary";

  /// The name of the one server that uses a database of its own.
  private static final String ONLY_NODE = "kolan";

  /// A recording is streamed, so that each costs little while it comes; a slow one must not hold up
  /// the others.
  private static final int THREADS = 16;

  /// A job whose end could not be written stays marked as under way, without a sign of life. After
  /// four of these without one it is taken up again.
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  /// Where others can take it over.
  private static final Duration SIGN_OF_LIFE_TO_OTHERS = Duration.ofSeconds(5);

  private static final int MISSED_SIGNS = 4;
  private static final Duration LONGEST_POLLING_INTERVAL = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofMillis(300);

  private final Scheduler scheduler;
  private final CustomTask<Void> fetch;
  private final CustomTask<Void> send;

  /// A platform thread, since SQLite's native calls would pin a virtual one.
  private final ExecutorService requests =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("job-requests").daemon().factory());

  private final RecordingJob recordings;
  private final FetchRetries plan;
  private final InstantSource clock;
  private final DataSource database;

  private Jobs(
      Stores stores,
      Function<CallSid, Optional<TwilioRest>> clients,
      AudioFiles files,
      @Nullable SummaryPosts post,
      FetchRetries plan,
      @Nullable String node,
      InstantSource clock) {
    this.plan = plan;
    database = stores.jobDatabase().connections();
    this.clock = clock;
    recordings = new RecordingJob(stores.recordings(), clients, files, plan, clock);
    fetch =
        Tasks.custom(FETCH, Void.class)
            .onFailure(this::failed)
            .execute((job, context) -> attempt(new RecordingSid(job.getId())));
    send =
        Tasks.custom(SUMMARY, Void.class)
            .onFailure(this::failed)
            .execute((job, context) -> send(stores.summaries(), post, job.getId()));
    RecurringTask<Void> search =
        Tasks.recurring(SEARCH, Schedules.fixedDelay(plan.longestPause()))
            .execute(
                (job, context) -> {
                  findForgotten(stores.recordings());
                  if (post != null) {
                    stores.summaries().findToSend().forEach(this::scheduleIfForgotten);
                  }
                });
    boolean isShared = stores.jobDatabase().isShared();
    SchedulerBuilder builder = Scheduler.create(stores.jobDatabase().connections(), fetch, send);
    if (isShared) {
      // It would ask the server, which may not be there yet, and take it for none of those it
      // knows.
      builder.jdbcCustomization(new PostgreSqlJdbcCustomization(false, false));
    }
    scheduler =
        builder
            .startTasks(search)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(nameOf(isShared, node)))
            .executorService(Executors.newFixedThreadPool(THREADS, Jobs::thread))
            .heartbeatInterval(isShared ? SIGN_OF_LIFE_TO_OTHERS : SIGN_OF_LIFE)
            .missedHeartbeatsLimit(MISSED_SIGNS)
            .enableImmediateExecution()
            .pollingInterval(shorter(plan.firstPause(), LONGEST_POLLING_INTERVAL))
            .shutdownMaxWait(GRACE)
            .addSchedulerListener(new JobsTrouble())
            .build();
  }

  /// Taking a job writes to the database, on the thread that does it: while that cannot be done, of
  /// which the store itself tells, each thread would end with its trace in the log.
  private static Thread thread(Runnable work) {
    return Thread.ofPlatform()
        .name("jobs")
        .daemon()
        .uncaughtExceptionHandler(
            (_, fault) ->
                LOG.atLevel(fault instanceof SQLRuntimeException ? Level.DEBUG : Level.ERROR)
                    .setCause(fault)
                    .log("a job was not taken, and is looked for again"))
        .unstarted(work);
  }

  /// Starts the jobs, first of all those that an earlier run left.
  ///
  /// @param clients finds the REST client for the account of a call
  public static Jobs start(
      Stores stores, Function<CallSid, Optional<TwilioRest>> clients, AudioFiles files) {
    return start(stores, clients, files, FetchRetries.usual(), InstantSource.system());
  }

  /// The same, and sends summaries, as one of several servers perhaps.
  ///
  /// @param post null when there is nowhere to send them
  /// @param node what it is known by; null for the one server of its database
  public static Jobs start(
      Stores stores,
      Function<CallSid, Optional<TwilioRest>> clients,
      AudioFiles files,
      @Nullable SummaryPosts post,
      @Nullable String node) {
    return start(stores, clients, files, post, FetchRetries.usual(), node, InstantSource.system());
  }

  /// Starts the jobs with a plan and a clock of one's own.
  public static Jobs start(
      Stores stores,
      Function<CallSid, Optional<TwilioRest>> clients,
      AudioFiles files,
      FetchRetries plan,
      InstantSource clock) {
    return start(stores, clients, files, null, plan, null, clock);
  }

  private static Jobs start(
      Stores stores,
      Function<CallSid, Optional<TwilioRest>> clients,
      AudioFiles files,
      @Nullable SummaryPosts post,
      FetchRetries plan,
      @Nullable String node,
      InstantSource clock) {
    if (!stores.jobDatabase().isShared()) {
      release(stores.jobDatabase().connections(), ONLY_NODE);
    }
    var jobs = new Jobs(stores, clients, files, post, plan, node, clock);
    if (post != null) {
      stores.summaries().onAdded(jobs::sendSummary);
    }
    stores.jobDatabase().whenOpen(() -> jobs.begin(stores, post != null));
    return jobs;
  }

  /// @param alsoSummaries whether there is somewhere to send them
  private void begin(Stores stores, boolean alsoSummaries) {
    ScheduleOptions whenThere =
        stores.jobDatabase().isShared()
            ? ScheduleOptions.WHEN_EXISTS_DO_NOTHING
            : ScheduleOptions.WHEN_EXISTS_RESCHEDULE;
    stores.recordings().findToFetch().stream()
        .map(Recording::sid)
        .forEach(sid -> schedule(sid, whenThere));
    if (alsoSummaries) {
      stores.summaries().findToSend().forEach(this::scheduleIfForgotten);
    }
    scheduler.start();
  }

  /// Sends at once what is added or is to be sent again by this store, another one of the same
  /// database.
  public void watch(SummaryStore summaries) {
    summaries.onAdded(this::sendSummary);
  }

  /// Has the calls of messages of which nothing is known written down by these from now on.
  public void writeCallsBy(UnwrittenCalls calls) {
    recordings.writeCallsBy(calls);
  }

  /// Fetches a recording that is announced, at once and then until it is there. Asking again is
  /// harmless, and makes the next attempt come at once. It neither waits nor fails: should the job
  /// not be kept, the store still has the recording, and it is looked for every few minutes.
  public void fetchRecording(RecordingSid sid) {
    try {
      requests.execute(() -> schedule(sid));
    } catch (RejectedExecutionException closing) {
      // The next start looks for what the store still waits for.
    }
  }

  /// Fetches everything that the store still waits for, at once: there may be room again.
  public void fetchAll(RecordingStore recordings) {
    for (Recording recording : recordings.findToFetch()) {
      if (recording.state() == RecordingState.ANNOUNCED) {
        fetchRecording(recording.sid());
      }
    }
  }

  private void schedule(RecordingSid sid) {
    schedule(sid, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
  }

  private void schedule(RecordingSid sid, ScheduleOptions whenThere) {
    try {
      scheduler.schedule(fetch.instance(sid.value()), clock.instant(), whenThere);
    } catch (TaskInstanceException alreadyAtIt) {
      // Someone else asked at the same moment, or an attempt is under way and decides what is next.
    } catch (SQLRuntimeException e) {
      LOG.atWarn()
          .addKeyValue("recording", sid)
          .setCause(e)
          .log("job not kept, will be found later");
    }
  }

  /// Stops within about a second. A fetch that is under way is given up, and made again after the
  /// next start.
  @Override
  public void close() {
    requests.shutdownNow();
    scheduler.stop();
  }

  /// Schedules the recordings that are announced and that no job is after.
  private void findForgotten(RecordingStore recordings) {
    for (Recording recording : recordings.findToFetch()) {
      if (recording.state() == RecordingState.ANNOUNCED) {
        scheduler.schedule(
            fetch.instance(recording.sid().value()),
            clock.instant(),
            ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
      }
    }
  }

  /// Sends a summary that was added or is to be sent again, at once. It neither waits nor fails, as
  /// [#fetchRecording].
  private void sendSummary(CallSid call, String fingerprint) {
    try {
      requests.execute(
          () ->
              scheduleSummary(
                  SummaryJob.name(call, fingerprint), ScheduleOptions.WHEN_EXISTS_RESCHEDULE));
    } catch (RejectedExecutionException closing) {
      // The next start looks for what the store still waits for.
    }
  }

  private void scheduleSummary(String name, ScheduleOptions whenThere) {
    try {
      scheduler.schedule(send.instance(name), clock.instant(), whenThere);
    } catch (TaskInstanceException alreadyAtIt) {
      // An attempt is under way; what it leaves waiting is found later.
    } catch (SQLRuntimeException e) {
      LOG.atWarn()
          .addKeyValue("summary", name)
          .setCause(e)
          .log("job not kept, will be found later");
    }
  }

  private void scheduleIfForgotten(Summary summary) {
    scheduleSummary(
        SummaryJob.name(summary.call(), summary.fingerprint()),
        ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
  }

  private CompletionHandler<Void> send(
      SummaryStore summaries, @Nullable SummaryPosts post, String name) {
    if (post == null) {
      return new CompletionHandler.OnCompleteRemove<>();
    }
    try {
      return new SummaryJob(summaries, post, plan, clock)
          .attempt(name)
          .map(this::after)
          .orElseGet(CompletionHandler.OnCompleteRemove::new);
    } catch (InterruptedException closing) {
      return after(Duration.ZERO);
    }
  }

  private CompletionHandler<Void> attempt(RecordingSid sid) {
    try {
      return switch (recordings.attempt(sid)) {
        case RecordingJob.Next.Done() -> new CompletionHandler.OnCompleteRemove<>();
        case RecordingJob.Next.TryAgain(Duration pause) -> after(pause);
      };
    } catch (InterruptedException closing) {
      return after(Duration.ZERO);
    }
  }

  private CompletionHandler<Void> after(Duration pause) {
    return (complete, job) -> job.reschedule(complete, clock.instant().plus(pause));
  }

  /// Plans another attempt after one that broke off: the disk was full, or there is a bug.
  private void failed(ExecutionComplete complete, ExecutionOperations<Void> job) {
    int failures = complete.getExecution().consecutiveFailures + 1;
    job.reschedule(complete, clock.instant().plus(plan.pauseAfter(failures)));
  }

  /// A name that no other server has, nor this one at its next start: what a crash left marked as
  /// under way is taken over once it has shown no sign of life for a while.
  private static String uniqueName() {
    return new SchedulerName.Hostname().getName() + "-" + UUID.randomUUID();
  }

  private static String nameOf(boolean isShared, @Nullable String node) {
    if (!isShared) {
      return ONLY_NODE;
    }
    return node == null ? uniqueName() : node;
  }

  /// Takes back what a node that is gone has left marked as under way, so that it is done at once.
  public void release(String node) {
    release(database, node);
  }

  /// Takes back what a crash left marked as under way. One node alone uses a name, so whatever
  /// bears it is nobody's.
  private static void release(DataSource database, String node) {
    String sql =
        """
        update scheduled_tasks
        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
        where picked = true and picked_by = ?
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, node);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the table of jobs cannot be written", e);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
