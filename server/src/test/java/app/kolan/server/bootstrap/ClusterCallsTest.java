package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.identity.Role;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Turn;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.s3.S3StandIn;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call at one server, watched, heard and ended by people who are at another.
@Tag("socket")
class ClusterCallsTest {
  private static final String CLINIC = "+97231111111";
  private static final String CALL = "CA" + "7".repeat(32);
  private static final String STREAM = "MZ" + "7".repeat(32);
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Mulaw WORDS = Sounds.speechLike("about a thing", Duration.ofSeconds(2));
  private static final String HERE = "/businesses/clinic/calls/" + CALL;

  private final String url = TestPostgres.newDatabase();
  private final S3StandIn sounds = new S3StandIn();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  @TempDir private Path folder;
  private ApiByHand first;
  private ApiByHand second;

  @BeforeEach
  void start() throws Exception {
    first = ApiByHand.start(config("a"));
    second = ApiByHand.start(config("b"));
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    sounds.close();
  }

  private Config config(String node) {
    Path data = folder.resolve(node);
    var key = SettingsSource.of(Map.of("KOLAN_SECRET_KEY", "ab".repeat(32)));
    return ApiByHand.config(data)
        .with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)))
        .with(DirectorySettings.GROUP, DirectorySettings.GROUP.read(key))
        .with(S3Settings.GROUP, S3Settings.GROUP.read(SettingsSource.of(sounds.settings())))
        .build();
  }

  @Test
  void a_call_of_another_server_is_watched_heard_and_ended_here() throws Exception {
    long clinic = first.business("clinic", CLINIC);
    Await.until("the other one knows it", () -> isThere(second, "/businesses/clinic"));
    Await.until(
        "both know each other",
        () -> first.server.hasOtherNodes() && second.server.hasOtherNodes());
    var console = new ConsoleByHand(second.server);
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.signIn("owner@example.com");
    watch(second.open("/businesses/clinic/events", Map.of()));

    StreamByHand talk = call(clinic);
    Await.until("it is seen as it rings", () -> saw("call.ringing") && saw("call.connected"));
    Shown live = console.get("/b/clinic/live");
    assertThat(live.html().select("#" + CALL + " form[action$=hang-up]")).hasSize(1);
    CallAudioListener listener =
        new CallAudioListener(
                second.server.port(), CALL, "http://127.0.0.1:" + second.server.port(), console)
            .open();
    assertThat(listener.isOpen()).isTrue();
    talk.speak(Mulaw.silence(Duration.ofMillis(400)));
    talk.silentUntil(
        "both sides are heard", () -> listener.kinds.containsAll(List.of((byte) 0, (byte) 1)));
    talk.speak(WORDS);
    talk.speak(Mulaw.silence(Duration.ofSeconds(1)));
    Await.until("what is said is seen", () -> saw("turn"));
    assertThat(second.status("POST", HERE + "/hints", "{\"text\":\"x\"}"))
        .as("a script reads none")
        .isEqualTo(409);
    second.business("garage", "+97232222222");
    assertThat(second.status("POST", HERE.replace("clinic", "garage") + "/hang-up", null))
        .isEqualTo(404);

    assertThat(second.status("POST", HERE + "/hang-up", null)).isEqualTo(204);

    assertThat(talk.awaitClose()).isEqualTo(1000);
    Await.until("the end is seen", () -> saw("call.settled"));
    Await.until("the listener is let go", () -> listener.over);
    assertThat(second.status("POST", HERE + "/hang-up", null)).isEqualTo(404);
    hearTheSounds();
    assertThat(audited()).contains("call.listen", "call.hang-up", "turn.listen", "call.sound");
    console.close();
  }

  /// What one has recorded is played by the other, in parts too, from the store.
  private void hearTheSounds() throws Exception {
    var turns = second.server.stores().turns().findByCall(new CallSid(CALL));
    var turn = turns.stream().filter(each -> each.audioFile() != null).findFirst().orElseThrow();
    String name = String.valueOf(turn.audioFile());
    Await.until("its sound is in the store", () -> sounds.names().contains(name));
    assertThat(second.server.audioFiles().resolve(name)).doesNotExist();
    String path = HERE + "/turns/" + turn.position() + "/sound";
    HttpResponse<byte[]> all = second.sendSound("GET", path, null, null);
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
    try (InputStream part = second.open(path, Map.of("Range", "bytes=8-11")).body()) {
      assertThat(part.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("WAVE");
    }
    assertThat(second.withKey(null, Set.of()).status("GET", path, null)).isEqualTo(403);
    hearTheWhole(turn, Wav.read(all.body()));
  }

  /// The whole call, in which the turn stands at its time.
  private void hearTheWhole(Turn turn, Pcm alone) throws Exception {
    HttpResponse<byte[]> answer = second.sendSound("GET", HERE + "/sound", null, null);
    assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
    ByteBuffer whole = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
    int side = turn.speaker() == Speaker.CALLER ? 0 : 2;
    int begin = 44 + (int) turn.from().toMillis() * 8 * 4 + side;
    int heard = (int) Math.min(alone.length(), turn.heard().toMillis() * 8);
    assertThat(heard).isPositive();
    for (int i = 0; i < heard; i++) {
      assertThat(whole.getShort(begin + i * 4)).as("sample %d", i).isEqualTo(alone.at(i));
    }
    assertThat(second.withKey(null, Set.of()).status("GET", HERE + "/sound", null)).isEqualTo(403);
    assertThat(second.status("GET", HERE.replace("clinic", "garage") + "/sound", null))
        .isEqualTo(404);
  }

  private StreamByHand call(long business) throws Exception {
    Matcher ticket = TICKET.matcher(first.comesIn(CALL, CLINIC));
    assertThat(ticket.find()).isTrue();
    var stream =
        StreamByHand.open(TwilioByHand.calling(first.server.port()), TwilioPaths.TWO_WAY, CALL);
    stream.isStream(STREAM);
    stream.losesMarks();
    stream.start(ticket.group(1), TwilioByHand.ACCOUNT, business);
    stream.awaitEvent("media");
    return stream;
  }

  private void watch(HttpResponse<InputStream> stream) {
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var lines =
                      new BufferedReader(
                          new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                      events.add(line);
                    }
                  } catch (IOException e) {
                    // The server stops.
                  }
                });
  }

  private boolean saw(String event) {
    return events.contains("event: " + event);
  }

  private static boolean isThere(ApiByHand api, String path) {
    try {
      return api.status("GET", path, null) == 200;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<String> audited() throws Exception {
    var actions = new ArrayList<String>();
    second
        .get("/businesses/clinic/audit")
        .path("items")
        .forEach(entry -> actions.add(entry.path("action").asText()));
    return actions;
  }
}
