package app.kolan.server.jobs;

import static app.kolan.server.telephony.rest.FakeTwilio.cutOff;
import static app.kolan.server.telephony.rest.FakeTwilio.endless;
import static app.kolan.server.telephony.rest.FakeTwilio.file;
import static app.kolan.server.telephony.rest.FakeTwilio.status;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.TestJvm;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
final class JobsTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofHours(1);

  /// Much sooner than the next search, and than a provider that does not answer is given up.
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final FetchRetries HASTY = new FetchRetries(SHORT, SHORT, SHORT, LONG, 100_000);

  /// A search that comes while an attempt ends may have seen the recording before it failed, and
  /// makes one attempt more.
  private static final FetchRetries NOBODY_SEARCHES =
      new FetchRetries(SHORT, LONG, SHORT, LONG, 100_000);

  private static final FetchRetries NOBODY_SEARCHES_AND_ASKS_LATE =
      new FetchRetries(LONG, LONG, SHORT, LONG, 100_000);

  @TempDir Path folder;
  FakeTwilio twilio;
  TwilioRest rest;
  Stores stores;
  AudioFiles files;
  @Nullable Jobs jobs;

  @BeforeEach
  void open() throws IOException {
    twilio = new FakeTwilio();
    rest =
        new TwilioRest(
            twilio.base(), Message.ACCOUNT, List.of(Message.TOKEN), Duration.ofSeconds(10));
    stores = StoreFactory.open(folder);
    files = AudioFiles.open(folder);
  }

  @AfterEach
  void close() {
    if (jobs != null) {
      jobs.close();
    }
    stores.close();
    rest.close();
    twilio.close();
  }

  @Test
  void a_message_is_fetched_as_it_is() throws Exception {
    twilio.next(file(Message.WAV));
    start(FetchRetries.usual());

    announce();

    Recording recording = becomes(RecordingState.STORED);
    isStoredOnce(recording);
    assertThat(recording.length()).isEqualTo(Message.LENGTH);
    assertThat(recording.attempts()).isEqualTo(1);
    assertThat(twilio.asked()).hasSize(1);
  }

  @Test
  void a_message_is_asked_for_when_it_is_announced_and_not_by_the_next_search() throws Exception {
    Jobs started = start(FetchRetries.usual());
    announce();
    twilio.awaitRequest();
    var second = new RecordingSid("RE" + "8".repeat(32));

    long announced = System.nanoTime();
    stores.recordings().announce(second, Message.CALL, null, InstantSource.system().instant());
    started.fetchRecording(second);
    while (!twilio.awaitRequest().path().contains(second.value())) {
      // The first message is asked for again, too.
    }

    assertThat(Duration.ofNanos(System.nanoTime() - announced)).isLessThan(SOON);
  }

  @Test
  void a_message_that_is_not_there_yet_is_asked_for_until_it_is() throws Exception {
    twilio.next(status(404, ""), status(404, ""), status(404, ""), file(Message.WAV));
    start(HASTY);

    announce();

    Recording recording = becomes(RecordingState.STORED);
    isStoredOnce(recording);
    assertThat(recording.attempts()).isEqualTo(4);
  }

  @Test
  void trouble_that_passes_loses_no_message() throws Exception {
    twilio.next(
        status(503, ""),
        status(429, "{\"code\": 20429}"),
        cutOff(Message.WAV),
        file("<html>a proxy's apology</html>".getBytes(StandardCharsets.UTF_8)),
        file(Message.WAV));
    start(HASTY);

    announce();

    isStoredOnce(becomes(RecordingState.STORED));
    assertThat(twilio.asked()).hasSize(5);
  }

  @Test
  void a_refusal_is_shown_to_the_operator_and_tried_again() throws Exception {
    twilio.otherwise(status(401, "{\"code\": 20003}"));
    start(HASTY);

    announce();
    Recording refused = becomes(RecordingState.FAILED);

    assertThat(refused.problem()).contains("401", "20003", "token").doesNotContain(Message.TOKEN);
    twilio.otherwise(file(Message.WAV));
    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_message_that_is_too_large_fails_and_is_left_alone() throws Exception {
    twilio.otherwise(endless());
    start(NOBODY_SEARCHES);

    announce();

    assertThat(becomes(RecordingState.FAILED).problem()).contains("100000 bytes");
    noJobIsLeft();
    assertThat(twilio.asked()).hasSize(1);
  }

  @Test
  void a_message_that_is_gone_is_absent() throws Exception {
    twilio.otherwise(status(410, ""));
    start(HASTY);

    announce();

    assertThat(becomes(RecordingState.ABSENT).problem()).contains("410");
    noJobIsLeft();
  }

  @Test
  void a_message_that_never_comes_is_given_up_as_absent() throws Exception {
    start(new FetchRetries(SHORT, SHORT, SHORT, Duration.ofMillis(200), 100_000));

    announce();

    assertThat(becomes(RecordingState.ABSENT).problem()).contains("PT0.2S");
    noJobIsLeft();
  }

  @Test
  void trouble_that_does_not_pass_is_given_up_as_failed() throws Exception {
    twilio.otherwise(status(500, ""));
    start(new FetchRetries(SHORT, SHORT, SHORT, Duration.ofMillis(200), 100_000));

    announce();

    assertThat(becomes(RecordingState.FAILED).problem()).contains("given up", "500");
    noJobIsLeft();
  }

  @Test
  void a_start_fetches_what_was_announced_before() throws Exception {
    twilio.otherwise(file(Message.WAV));
    Message.announce(stores);

    start(FetchRetries.usual());

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_start_tries_again_what_had_failed() throws Exception {
    Message.announce(stores);
    stores
        .recordings()
        .markFailed(Message.SID, "the token was wrong", InstantSource.system().instant());
    twilio.otherwise(file(Message.WAV));

    start(FetchRetries.usual());

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void asking_many_times_at_once_fetches_once() throws Exception {
    twilio.otherwise(file(Message.WAV));
    Jobs started = start(HASTY);
    Message.announce(stores);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = new ArrayList<Future<?>>();
      for (int i = 0; i < 50; i++) {
        asking.add(threads.submit(() -> started.fetchRecording(Message.SID)));
      }
      for (Future<?> each : asking) {
        each.get();
      }
    }
    isStoredOnce(becomes(RecordingState.STORED));
    started.fetchRecording(Message.SID);
    noJobIsLeft();

    assertThat(twilio.asked()).hasSize(1);
  }

  @Test
  void asking_again_makes_a_waiting_job_come_at_once() throws Exception {
    twilio.next(status(404, ""));
    twilio.otherwise(file(Message.WAV));
    Jobs started = start(new FetchRetries(LONG, LONG, LONG, LONG, 100_000));
    announce();
    Await.until(() -> recording().attempts(), attempts -> attempts == 1);
    Await.until(this::isWaiting, waiting -> waiting);

    started.fetchRecording(Message.SID);

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_message_whose_job_was_not_kept_is_found() throws Exception {
    twilio.otherwise(file(Message.WAV));
    start(HASTY);

    Message.announce(stores);

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_disk_that_refuses_is_tried_again() throws Exception {
    twilio.otherwise(file(Message.WAV));
    Path inTheWay = folder.resolve("audio").resolve(Message.CALL.value());
    Files.createFile(inTheWay);
    start(HASTY);
    announce();
    twilio.awaitRequest();
    twilio.awaitRequest();

    Files.delete(inTheWay);

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_disk_without_room_keeps_nothing_of_a_message_until_there_is_room() throws Exception {
    var usable = new AtomicLong(10_000);
    files = AudioFiles.open(folder, new DiskSpace(usable::get, () -> 100_000));
    twilio.otherwise(file(Message.WAV));
    start(HASTY);
    announce();
    Await.until(() -> recording().problem(), problem -> problem != null);
    assertThat(recording().problem()).contains("LEDGER_DISK_FULL");
    assertThat(recording().state()).isEqualTo(RecordingState.ANNOUNCED);
    assertThat(folder.resolve("audio/unfinished")).isEmptyDirectory();

    usable.set(1_000_000);

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void downloads_that_drip_do_not_hold_a_good_one_up() throws Exception {
    rest.close();
    rest =
        new TwilioRest(
            twilio.base(), Message.ACCOUNT, List.of(Message.TOKEN), Duration.ofMinutes(10));
    int drips = 16;
    for (int i = 0; i < drips; i++) {
      twilio.next(twilio.stalled(Message.WAV));
    }
    twilio.otherwise(file(Message.WAV));
    Jobs started = start(FetchRetries.usual());
    for (int i = 0; i < drips; i++) {
      var sid = new RecordingSid("RE%032d".formatted(i));
      stores.recordings().announce(sid, Message.CALL, null, InstantSource.system().instant());
      started.fetchRecording(sid);
    }
    Await.until("all drips are asked for", () -> twilio.asked().size() == drips);

    announce();

    assertThat(becomes(RecordingState.STORED).attempts()).isEqualTo(1);
  }

  @Test
  void a_job_whose_end_could_not_be_written_is_taken_up_again() throws Exception {
    twilio.next(status(404, ""));
    twilio.otherwise(file(Message.WAV));
    start(NOBODY_SEARCHES_AND_ASKS_LATE);
    announce();
    Await.until(this::isWaiting, waiting -> waiting);
    Await.until(() -> recording().attempts(), attempts -> attempts == 1);

    try (var connection = stores.jobDatabase().connections().getConnection();
        var statement =
            connection.prepareStatement(
                """
                update scheduled_tasks
                set picked = true, picked_by = 'kolan', version = version + 1, last_heartbeat = ?
                where task_name = 'fetch-recording'
                """)) {
      long gone = System.currentTimeMillis() - Duration.ofSeconds(50).toMillis();
      statement.setTimestamp(1, new Timestamp(gone));
      statement.executeUpdate();
    }

    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void closing_gives_a_fetch_up_and_the_next_start_makes_it() throws Exception {
    twilio.next(twilio.silence());
    Jobs first = start(FetchRetries.usual());
    announce();
    twilio.awaitRequest();

    long begun = System.nanoTime();
    first.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    assertThat(recording().state()).isEqualTo(RecordingState.ANNOUNCED);

    twilio.otherwise(file(Message.WAV));
    start(FetchRetries.usual());
    isStoredOnce(becomes(RecordingState.STORED));
  }

  @Test
  void a_kill_in_the_middle_of_a_fetch_loses_nothing_and_doubles_nothing() throws Exception {
    twilio.next(twilio.stalled(Message.WAV));
    twilio.otherwise(file(Message.WAV));
    stores.close();
    Process child =
        new ProcessBuilder(
                TestJvm.command(
                    JobsCrashChild.class.getName(), folder.toString(), twilio.base().toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      twilio.awaitRequest();
    } finally {
      child.toHandle().destroyForcibly();
      child.waitFor();
    }

    stores = StoreFactory.open(folder);
    files = AudioFiles.open(folder);
    assertThat(recording().state()).isEqualTo(RecordingState.ANNOUNCED);
    start(FetchRetries.usual());

    isStoredOnce(becomes(RecordingState.STORED));
    assertThat(twilio.asked()).hasSize(2);
  }

  private Jobs start(FetchRetries plan) {
    Jobs started =
        Jobs.start(stores, call -> Optional.of(rest), files, plan, InstantSource.system());
    jobs = started;
    return started;
  }

  private void announce() {
    Message.announce(stores);
    Objects.requireNonNull(jobs).fetchRecording(Message.SID);
  }

  private Recording recording() {
    return stores.recordings().find(Message.SID).orElseThrow();
  }

  private Recording becomes(RecordingState state) throws InterruptedException {
    return Await.until(this::recording, recording -> recording.state() == state);
  }

  private void isStoredOnce(Recording recording) throws IOException {
    String path = Objects.requireNonNull(recording.audioFile());
    assertThat(Files.readAllBytes(files.resolve(path))).isEqualTo(Message.WAV);
    assertThat(recording.bytes()).isEqualTo(Message.WAV.length);
    assertThat(stores.recordings().findByCall(Message.CALL)).hasSize(1);
    assertThat(stores.leads().all()).hasSize(1);
    try (var all = Files.walk(folder.resolve("audio"))) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  private void noJobIsLeft() throws InterruptedException {
    Await.until(() -> jobs("1 = 1"), left -> left == 0);
  }

  private boolean isWaiting() {
    return jobs("picked = false") == 1;
  }

  private int jobs(String condition) {
    String sql =
        "select count(*) from scheduled_tasks where task_name = 'fetch-recording' and " + condition;
    try (var connection = stores.jobDatabase().connections().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      return result.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
