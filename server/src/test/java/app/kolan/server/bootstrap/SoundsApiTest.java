package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.directory.SoundQuota;
import app.kolan.server.identity.Permission;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sounds of businesses' own by the API, over real sockets. Every answer is held against the
/// contract.
@Tag("socket")
class SoundsApiTest {
  private static final String CLINIC = "+97231111111";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final byte[] RECORDING = Wav.of(tone(22_050));

  @TempDir private Path data;
  private ApiByHand api;
  private int calls;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    api.business("clinic", CLINIC);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_recording_is_played_from_the_next_call_on_until_it_is_removed() throws Exception {
    assertThat(comesIn()).contains("שלום");

    HttpResponse<byte[]> set = send("PUT", "/sounds/greeting", "audio/wav", RECORDING);
    assertThat(set.statusCode()).as(text(set)).isEqualTo(200);
    JsonNode sound = ApiByHand.JSON.readTree(set.body());
    String hash = sound.path("hash").asText();
    assertThat(sound.path("version").asLong()).isEqualTo(2);
    assertThat(comesIn()).contains("greeting_he." + hash + ".mp3").doesNotContain("שלום");

    HttpResponse<byte[]> played = send("GET", "/sounds/greeting", null, null);
    assertThat(played.headers().firstValue("Content-Type")).contains("audio/mpeg");
    assertThat(played.body())
        .isEqualTo(
            HTTP.send(
                    HttpRequest.newBuilder(
                            URI.create(
                                "http://127.0.0.1:%d%sgreeting_he.%s.mp3"
                                    .formatted(api.server.port(), TwilioPaths.SOUNDS, hash)))
                        .build(),
                    BodyHandlers.ofByteArray())
                .body());
    assertThat(ApiByHand.JSON.readTree(send("GET", "/sounds", null, null).body()).path("items"))
        .anySatisfy(one -> assertThat(one.path("hash").asText()).isEqualTo(hash));

    assertThat(send("DELETE", "/sounds/greeting", null, null).statusCode()).isEqualTo(204);
    assertThat(comesIn()).contains("שלום");
    assertThat(send("GET", "/sounds/greeting", null, null).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/sounds/greeting", null, null).statusCode()).isEqualTo(404);
    assertThat(
            api.server
                .identity()
                .auditReader()
                .find(new AuditRecord.Query(null, null, null, null, null, Long.MAX_VALUE, 20)))
        .extracting(record -> record.entry().action())
        .contains("sound.set", "sound.remove");
  }

  @Test
  void mu_law_without_a_header_is_taken_too() throws Exception {
    byte[] mulaw = tone(8000).toMulaw().bytes();

    HttpResponse<byte[]> set = send("PUT", "/sounds/voicemail", "audio/basic", mulaw);

    assertThat(set.statusCode()).as(text(set)).isEqualTo(200);
    assertThat(ApiByHand.JSON.readTree(set.body()).path("length").asLong()).isBetween(900L, 1300L);
  }

  @Test
  void an_mp3_file_is_taken_too() throws Exception {
    assertThat(send("PUT", "/sounds/greeting", "audio/wav", RECORDING).statusCode()).isEqualTo(200);
    byte[] mp3 = send("GET", "/sounds/greeting", null, null).body();

    HttpResponse<byte[]> set = send("PUT", "/sounds/voicemail", "audio/mpeg", mp3);

    assertThat(set.statusCode()).as(text(set)).isEqualTo(200);
    assertThat(ApiByHand.JSON.readTree(set.body()).path("length").asLong()).isBetween(900L, 1300L);
  }

  @Test
  void a_business_with_as_many_as_it_may_have_adds_none() throws Exception {
    DirectoryStore store = api.server.directories().store();
    String sounds =
        IntStream.range(0, SoundQuota.MOST)
            .mapToObj("  s%1$d: \"%1$016x\"\n"::formatted)
            .collect(Collectors.joining());
    store.addDraft(
        store.find("clinic").orElseThrow().id(),
        new NewVersion("sounds:\n" + sounds, "", false, ""),
        Instant.now());

    HttpResponse<byte[]> set = send("PUT", "/sounds/greeting", "audio/wav", RECORDING);

    assertThat(set.statusCode()).isEqualTo(422);
    assertThat(text(set)).contains("1000 recordings");
  }

  @Test
  void nothing_is_stored_for_a_business_that_a_file_manages() throws Exception {
    api.server
        .directories()
        .store()
        .add(
            new DirectoryStore.NewBusiness(
                "garage", "Garage", ManagedBy.FILE, null, List.of(), null, false),
            Instant.now());

    assertThat(
            api.sendSound("PUT", "/businesses/garage/sounds/greeting", "audio/wav", RECORDING)
                .statusCode())
        .isEqualTo(409);
    assertThat(data.resolve(SoundStore.FOLDER))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  @Test
  void what_is_no_recording_changes_nothing() throws Exception {
    assertThat(send("PUT", "/sounds/greeting", "audio/wav", new byte[300]).statusCode())
        .isEqualTo(422);
    assertThat(send("PUT", "/sounds/greeting", "audio/basic", new byte[0]).statusCode())
        .isEqualTo(422);
    assertThat(send("PUT", "/sounds/greeting", "audio/mpeg", new byte[300]).statusCode())
        .isEqualTo(422);
    assertThat(send("PUT", "/sounds/greeting", "audio/ogg", new byte[300]).statusCode())
        .isEqualTo(415);
    assertThat(send("PUT", "/sounds/greting", "audio/wav", RECORDING).statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/sounds/..%2Fx", "audio/wav", RECORDING).statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/sounds/greeting", "audio/wav", new byte[11 << 20]).statusCode())
        .isEqualTo(413);
    assertThat(send("POST", "/sounds/greeting/render", null, null).statusCode()).isEqualTo(422);
    assertThat(comesIn()).contains("שלום");
  }

  @Test
  void who_may_not_publish_may_only_look_and_listen() throws Exception {
    api.credential = api.key(null, EnumSet.of(Permission.SETTINGS_READ));

    assertThat(send("GET", "/sounds", null, null).statusCode()).isEqualTo(200);
    assertThat(send("PUT", "/sounds/greeting", "audio/wav", RECORDING).statusCode()).isEqualTo(403);
    assertThat(send("POST", "/sounds/greeting/render", null, null).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "/sounds/greeting", null, null).statusCode()).isEqualTo(403);
  }

  private static Pcm tone(int rate) {
    var samples = new short[rate];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (Math.sin(2 * Math.PI * 440 * i / rate) * 9000);
    }
    return Pcm.of(samples, rate);
  }

  private String comesIn() throws Exception {
    return api.comesIn("CA" + Integer.toString(++calls).repeat(32), CLINIC);
  }

  /// @param path below the clinic
  private HttpResponse<byte[]> send(
      String method, String path, @Nullable String type, byte @Nullable [] body) throws Exception {
    return api.sendSound(method, "/businesses/clinic" + path, type, body);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
