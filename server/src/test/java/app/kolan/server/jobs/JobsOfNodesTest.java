package app.kolan.server.jobs;

import static app.kolan.server.telephony.rest.FakeTwilio.file;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Stores;
import app.kolan.server.store.postgres.Pipe;
import app.kolan.server.store.postgres.PostgresDatabase;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jobs of servers that share a database.
@Tag("socket")
class JobsOfNodesTest {
  private final String url = TestPostgres.newDatabase();
  @TempDir private Path here;
  @TempDir private Path there;

  @Test
  void a_recording_that_a_dead_node_was_fetching_is_fetched_by_another() throws Exception {
    try (var twilio = new FakeTwilio();
        var rest =
            new TwilioRest(
                twilio.base(), Message.ACCOUNT, List.of(Message.TOKEN), Duration.ofSeconds(30));
        Stores stores = TestPostgres.open(url)) {
      Stores ofDead = TestPostgres.open(url);
      twilio.next(twilio.silence());
      twilio.otherwise(file(Message.WAV));
      AudioFiles files = AudioFiles.open(here);
      try (Jobs dead = start(ofDead, rest, AudioFiles.open(there), "dead/1");
          Jobs jobs = start(stores, rest, files, "living/1")) {
        Message.announce(stores);
        dead.fetchRecording(Message.SID);
        twilio.awaitRequest();
        // Without the database it is as dead for the other one as if it had been killed.
        ofDead.close();
        jobs.fetchRecording(Message.SID);

        jobs.release("dead/1");

        Recording stored =
            Await.until(
                () -> stores.recordings().find(Message.SID).orElseThrow(),
                recording -> recording.state() == RecordingState.STORED);
        Path sound = files.resolve(Objects.requireNonNull(stored.audioFile()));
        assertThat(Files.readAllBytes(sound)).isEqualTo(Message.WAV);
        assertThat(twilio.asked()).hasSize(2);
      }
    }
  }

  @Test
  void jobs_go_on_by_themselves_once_the_database_is_there_again() throws Exception {
    Duration pause = Duration.ofSeconds(3);
    var plan = new FetchRetries(pause, pause, pause, Duration.ofHours(1), 1 << 20);
    try (var twilio = new FakeTwilio();
        var rest =
            new TwilioRest(
                twilio.base(), Message.ACCOUNT, List.of(Message.TOKEN), Duration.ofSeconds(30));
        Pipe pipe = Pipe.to(TestPostgres.port());
        var log = new CapturedLog();
        PostgresDatabase direct = PostgresDatabase.open(TestPostgres.address(url));
        Stores stores = TestPostgres.open(pipe.through(url));
        Jobs jobs =
            Jobs.start(
                stores,
                _ -> Optional.of(rest),
                AudioFiles.open(here),
                plan,
                InstantSource.system())) {
      twilio.otherwise(FakeTwilio.status(503, "{}"));
      Message.announce(stores);
      jobs.fetchRecording(Message.SID);
      Await.until("it is to be asked for again", () -> waits(direct));

      pipe.cut();
      Await.until("it is noticed", () -> log.text().contains("jobs wait"));
      twilio.otherwise(file(Message.WAV));
      pipe.fix();

      Await.until("it is told", () -> log.text().contains("jobs go on"));
      Await.until(
          "the recording is fetched",
          () ->
              stores.recordings().find(Message.SID).orElseThrow().state() == RecordingState.STORED);
    }
  }

  /// Whether a first attempt is over.
  private static boolean waits(PostgresDatabase database) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) > 0 from scheduled_tasks, recordings
                    where task_name = 'fetch-recording' and not picked
                      and recordings.attempts > 0
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  private static Jobs start(Stores stores, TwilioRest rest, AudioFiles files, String node) {
    return Jobs.start(stores, _ -> Optional.of(rest), files, null, node);
  }
}
