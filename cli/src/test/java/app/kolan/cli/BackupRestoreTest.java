package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A backup that is restored into an empty place, as docs/installing.md says, has the same calls
/// and leads, and their sounds can be played.
@Tag("socket")
class BackupRestoreTest {
  private static final int CALLS = 7;

  @TempDir private Path folder;

  @Test
  void of_sqlite() throws Exception {
    var before = Map.of("KOLAN_DATA", folder.resolve("data").toString());
    fill(before);
    Path backup = backUp(before);

    Path restored = folder.resolve("restored");
    copy(backup, restored);

    assertSame(Map.of("KOLAN_DATA", restored.toString()), restored);
  }

  @Test
  void of_postgresql() throws Exception {
    try (InstalledPostgres server = InstalledPostgres.start()) {
      String data = folder.resolve("data").toString();
      var before = Map.of("KOLAN_DATA", data, "KOLAN_DATABASE", server.create("kolan_before"));
      fill(before);
      Path backup = backUp(before);

      String database = server.create("kolan_restored");
      server.restore(backup.resolve("kolan.pgdump"), "kolan_restored");
      Path restored = folder.resolve("restored");
      copy(backup, restored);

      assertSame(Map.of("KOLAN_DATA", restored.toString(), "KOLAN_DATABASE", database), restored);
    }
  }

  private static void fill(Map<String, String> environment) {
    StoreSettings settings = settings(environment);
    AudioFiles sounds = AudioFiles.open(settings.data());
    try (Stores stores = StoreFactory.open(settings)) {
      for (int i = 0; i < CALLS; i++) {
        var call = Sample.call(i);
        Sample.arrive(stores.calls(), call, "ticket");
        var samples = new short[800 * (i + 1)];
        String file = sounds.store(call, "turn-001", Wav.of(Pcm.of(samples, 8000)));
        var turn =
            new NewTurn(
                call,
                Speaker.CALLER,
                "reason",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                null,
                file);
        stores.turns().add(turn);
        stores.leads().save(lead(i));
      }
    }
  }

  private static Lead lead(int number) {
    return new Lead(
        Sample.call(number),
        1,
        Sample.CALLER,
        null,
        null,
        null,
        null,
        LeadState.OPEN,
        Sample.NOON,
        "ברז מטפטף",
        "דנה");
  }

  private Path backUp(Map<String, String> environment) {
    Path backup = folder.resolve("backup");
    var out = new StringWriter();
    int exitCode =
        new CommandLine(new BackupCommand(() -> ConfigReader.draft(environment, nowhere())))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(backup.toString());
    assertThat(exitCode).as(out.toString()).isZero();
    assertThat(out.toString()).contains("with %d calls, and %d sounds".formatted(CALLS, CALLS));
    return backup;
  }

  private void assertSame(Map<String, String> environment, Path data) throws Exception {
    try (Stores stores = StoreFactory.open(settings(environment))) {
      assertThat(stores.calls().latest(100)).hasSize(CALLS);
      for (int i = 0; i < CALLS; i++) {
        assertThat(stores.leads().find(Sample.call(i))).contains(lead(i));
        assertThat(stores.turns().findByCall(Sample.call(i))).hasSize(1);
        Turn turn = stores.turns().findByCall(Sample.call(i)).getFirst();
        Pcm sound = Wav.read(Files.readAllBytes(data.resolve(String.valueOf(turn.audioFile()))));
        assertThat(sound.length()).isEqualTo(800 * (i + 1));
      }
    }
  }

  private static StoreSettings settings(Map<String, String> environment) {
    return ConfigReader.draft(environment, Path.of("no-such-file.yaml")).config().store();
  }

  private Path nowhere() {
    return folder.resolve("kolan.yaml");
  }

  /// Other files than those of the backup, which are links to the old ones.
  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
