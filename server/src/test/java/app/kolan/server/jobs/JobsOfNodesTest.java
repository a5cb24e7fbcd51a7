package app.kolan.server.jobs;

import static app.kolan.server.telephony.rest.FakeTwilio.file;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Stores;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  private static Jobs start(Stores stores, TwilioRest rest, AudioFiles files, String node) {
    return Jobs.start(stores, _ -> Optional.of(rest), files, null, node);
  }
}
