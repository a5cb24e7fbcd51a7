package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.prompts.OwnSound;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("socket")
class BackupCommandTest {
  private static final CallSid CALL = new CallSid("CA" + "5".repeat(32));

  @TempDir private Path folder;
  private Path data;

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void chooseFolder() {
    data = folder.resolve("data");
  }

  @Test
  void a_server_starts_on_the_backup_while_the_original_goes_on() throws Exception {
    Path backup = folder.resolve("backup");
    try (PhoneServer original = server(data)) {
      arrive(original.stores(), CALL);

      Ended made = backUp(backup);

      assertThat(made.exitCode()).as(made.err()).isZero();
      assertThat(made.out()).contains("kolan.db", "1 calls");
      arrive(original.stores(), new CallSid("CA" + "6".repeat(32)));
      try (PhoneServer restored = server(backup)) {
        assertThat(restored.stores().calls().latest(10))
            .singleElement()
            .satisfies(call -> assertThat(call.sid()).isEqualTo(CALL));
      }
      assertThat(original.stores().calls().latest(10)).hasSize(2);
    }
  }

  @Test
  void a_backup_has_what_its_businesses_cannot_be_read_without() throws Exception {
    Path backup = folder.resolve("backup");
    OwnSound sound;
    try (Administration administration = administration(data)) {
      sound = SoundStore.in(data).add(tone());
      administration
          .changes()
          .add(
              new Identity("clinic", "The clinic", null, List.of()),
              "sounds: { greeting: \"%s\" }".formatted(sound.hash()),
              "",
              Author.COMMAND);
    }

    Ended made = backUp(backup);

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("secret.key");
    assertThat(SoundStore.in(backup).mp3(sound.hash())).isPresent();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(backup.resolve("secret.key"))))
        .isEqualTo("rw-------");
    try (Administration restored = administration(backup)) {
      long clinic = restored.directory().find("clinic").orElseThrow().id();
      assertThat(restored.directory().version(clinic, 1).orElseThrow().document())
          .contains(sound.hash());
    }
  }

  private Administration administration(Path folder) {
    return Administration.open(
        ConfigReader.draft(Map.of("KOLAN_DATA", folder.toString()), nowhere()).config());
  }

  private static Pcm tone() {
    var samples = new short[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8000 * Math.sin(i / 3.0));
    }
    return Pcm.of(samples, 8000);
  }

  @Test
  void a_long_backup_says_how_far_it_is() throws Exception {
    Files.write(folder.resolve("kolan.db.part"), new byte[1_500_000]);
    Files.createDirectories(folder.resolve("audio/CA1"));
    Files.write(folder.resolve("audio/CA1/agent-001.wav"), new byte[100_000]);
    var out = new StringWriter();

    try (var _ = BackupProgress.of(folder, new PrintWriter(out), Duration.ofMillis(1))) {
      Await.until("a line", () -> out.toString().contains("1.6 MB, 1 sound so far"));
    }
  }

  @Test
  void nothing_is_overwritten() throws Exception {
    StoreFactory.open(data).close();
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("mine"), "mine");

    Ended refused = backUp(taken);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("there is something already");
    assertThat(taken.resolve("kolan.db")).doesNotExist();
  }

  @Test
  void without_a_database_it_says_so() {
    Ended refused = backUp(folder.resolve("backup"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("there is no").contains("kolan.db");
  }

  @Test
  void migrating_tells_the_versions() {
    Ended first = run(new MigrateCommand(() -> ConfigReader.draft(environment(), nowhere())));
    Ended second = run(new MigrateCommand(() -> ConfigReader.draft(environment(), nowhere())));

    assertThat(first.out()).contains("had version 0");
    assertThat(second.out()).contains("already");
  }

  @Test
  void a_database_that_cannot_be_used_is_explained() {
    var environment = Map.of("KOLAN_DATABASE", "postgres://ann:hush@db/kolan");

    Ended refused = run(new MigrateCommand(() -> ConfigReader.draft(environment, nowhere())));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("KOLAN_DATABASE", "jdbc:postgresql://")
        .doesNotContain("hush");
  }

  private Ended backUp(Path target) {
    return run(
        new BackupCommand(() -> ConfigReader.draft(environment(), nowhere())), target.toString());
  }

  private Map<String, String> environment() {
    return Map.of("KOLAN_DATA", data.toString());
  }

  private Path nowhere() {
    return folder.resolve("kolan.yaml");
  }

  private static Ended run(Callable<Integer> command, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }

  private static PhoneServer server(Path folder) throws Exception {
    var twilio =
        new TwilioSettings(
            "AC" + "a".repeat(32),
            List.of(new Secret("0".repeat(32))),
            URI.create("http://127.0.0.1:9"));
    return PhoneServer.start(Config.builder(twilio, folder).build());
  }

  private static void arrive(Stores stores, CallSid call) {
    stores
        .calls()
        .addArrival(
            call,
            "AC" + "a".repeat(32),
            1,
            0,
            new PhoneNumber("+972501234567"),
            new PhoneNumber("+97237654321"),
            "ticket",
            Instant.EPOCH);
  }
}
