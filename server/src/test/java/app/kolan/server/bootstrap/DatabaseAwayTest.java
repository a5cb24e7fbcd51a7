package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.nodes.Node;
import app.kolan.server.prompts.OwnSound;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.sql.SqlSharedSounds;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.Pipe;
import app.kolan.server.store.postgres.PostgresDatabase;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.store.sqlite.SqliteWriteSpool;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server with PostgreSQL does without it, and has from the other servers by it.
@Tag("socket")
class DatabaseAwayTest {
  private static final String CLINIC = "+97231111111";
  private static final String ACCOUNT = "ACcccccccccccccccccccccccccccccccc";
  private static final String TOKEN = "the token of the clinic's account";
  private static final CallSid BEFORE = new CallSid("CA11111111111111111111111111111111");
  private static final CallSid DURING = new CallSid("CA22222222222222222222222222222222");
  private static final CallSid AFTER = new CallSid("CA33333333333333333333333333333333");

  private final String url = TestPostgres.newDatabase();
  @TempDir private Path folder;

  @Test
  void a_start_without_the_database_asks_for_messages_and_goes_on_when_it_is_there()
      throws Exception {
    Path data = folder.resolve("data");
    try (Pipe pipe = Pipe.to(TestPostgres.port())) {
      try (PhoneServer first = Servers.withDatabase(data, pipe.through(url))) {
        addClinic(first, "");
        assertThat(comesIn(first, BEFORE).body()).contains("<Connect");
      }
      try (var spool = SqliteWriteSpool.in(data)) {
        spool.append(
            new CallWrite.AddProgress(
                new Webhook.CallProgress(
                    BEFORE, CallStatus.COMPLETED, 3, Duration.ofSeconds(40), null),
                Instant.now()));
      }
      pipe.cut();

      assertThat(
              catchThrowableOfType(
                      StoreException.class,
                      () -> Servers.withDatabase(folder.resolve("new"), pipe.through(url)))
                  .code())
          .as("one that knows nothing says what is missing")
          .isEqualTo(StoreException.Code.LEDGER_UNREACHABLE);
      try (PhoneServer second = Servers.withDatabase(data, pipe.through(url))) {
        HttpResponse<String> twiml = comesIn(second, DURING);
        assertThat(twiml.statusCode()).as("the clinic's own token is known").isEqualTo(200);
        assertThat(twiml.body()).contains("<Record").doesNotContain("<Connect");

        pipe.fix();

        Await.until("callers talk again", () -> comesIn(second, AFTER).body().contains("<Connect"));
        Await.until(
            "what waited is written",
            () ->
                second.stores().calls().find(BEFORE).orElseThrow().status()
                    == CallStatus.COMPLETED);
        var database = new StoreSettings(folder, TestPostgres.address(url));
        Await.until(
            "it has joined the others",
            () -> StoreFactory.nodes(database).stream().anyMatch(Node::isLive));
      }
    }
  }

  @Test
  void a_sound_of_another_node_is_played_and_served_here() throws Exception {
    Path data = folder.resolve("b");
    var tone = Pcm.of(loud(8000), 8000);
    OwnSound older = SoundStore.in(data).add(Pcm.of(loud(4000), 8000));
    try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.address(url))) {
      var shared = new SqlSharedSounds(database);
      var there = SoundStore.in(folder.resolve("a"), shared);
      OwnSound sound = there.add(tone);
      try (PhoneServer here = Servers.withDatabase(data, url)) {
        HttpResponse<byte[]> served = sound(here, sound.hash());
        assertThat(served.statusCode()).as("Twilio fetches it here first").isEqualTo(200);
        assertThat(served.body()).isEqualTo(there.mp3(sound.hash()).orElseThrow());
        assertThat(sound(here, "0".repeat(16)).statusCode()).isEqualTo(404);

        addClinic(here, "sounds:\n  greeting: " + sound.hash());
        assertThat(comesIn(here, DURING).body())
            .contains("greeting_he." + sound.hash() + ".mp3", "<Connect");
        assertThat(Files.exists(data.resolve("sounds").resolve(sound.hash() + ".mp3"))).isTrue();
        Await.until(
            "what it had before is the others', too", () -> shared.hashes().contains(older.hash()));
      }
    }
  }

  private static void addClinic(PhoneServer server, String document) throws Exception {
    server
        .directories()
        .accounts()
        .save(ACCOUNT, "the clinic's", List.of(new Secret(TOKEN)), Instant.now());
    server
        .directories()
        .administration()
        .add(
            new Identity("clinic", "clinic", ACCOUNT, List.of(CLINIC)),
            document,
            "",
            Author.byApi("user:1"));
  }

  private static HttpResponse<String> comesIn(PhoneServer server, CallSid call) {
    Map<String, String> form = TwilioByHand.call(call.value());
    form.put("AccountSid", ACCOUNT);
    form.put("To", CLINIC);
    try {
      return TwilioByHand.calling(server.port())
          .withToken(TOKEN)
          .post(TwilioPaths.INCOMING_CALL, form);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<byte[]> sound(PhoneServer server, String hash) throws Exception {
    URI file =
        URI.create(
            "http://127.0.0.1:%d%sgreeting_he.%s.mp3"
                .formatted(server.port(), TwilioPaths.SOUNDS, hash));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(file).build(), BodyHandlers.ofByteArray());
    }
  }

  private static short[] loud(int samples) {
    var tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) (Math.sin(2 * Math.PI * 440 * i / 8000) * 9000);
    }
    return tone;
  }
}
