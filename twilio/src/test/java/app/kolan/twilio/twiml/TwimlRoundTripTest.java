package app.kolan.twilio.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.SeededTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is written is read again as the same.
@Tag("unit")
class TwimlRoundTripTest {
  private static final Verb.Stream STREAM =
      new Verb.Stream(
          "wss://kolan.example/media",
          "call",
          "inbound_track",
          "https://kolan.example/stream",
          parameters());

  @Test
  void every_verb_comes_back_whole() {
    Twiml everything =
        Twiml.of(
            new Verb.Reject("busy"),
            Verb.Play.once("https://kolan.example/hello.wav"),
            new Verb.Play("https://kolan.example/music.wav", 0),
            new Verb.Say("שלום", "Google.he-IL-Wavenet-A", "he-IL"),
            new Verb.Pause(Duration.ofSeconds(2)),
            new Verb.RecordCaller(
                "/recorded",
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                true,
                false,
                "#",
                "https://kolan.example/recording"),
            new Verb.Gather(
                "dtmf speech",
                "/keys",
                Duration.ofSeconds(5),
                1,
                "#",
                "iw-IL",
                List.of(new Verb.Say("one", null, null), new Verb.Pause(Duration.ofSeconds(1)))),
            new Verb.Start(STREAM),
            new Verb.Stop("call"),
            new Verb.Connect("/connected", STREAM),
            new Verb.Dial("+972501234567", "+97231234567", Duration.ofSeconds(20), "/dialled"),
            new Verb.Redirect("/again"),
            new Verb.Hangup());

    assertThat(Reading.of(TwimlWriter.write(everything)))
        .isEqualTo(new TwimlReading.Understood(everything, List.of()));
  }

  @Test
  void every_verb_comes_back_bare() {
    var stream = new Verb.Stream("wss://kolan.example/media", null, null, null, Map.of());
    Twiml bare =
        Twiml.of(
            new Verb.Say("a", null, null),
            new Verb.RecordCaller(null, null, null, null, null, null, null),
            new Verb.Gather(null, null, null, null, null, null, List.of()),
            new Verb.Connect(null, stream),
            new Verb.Start(stream),
            new Verb.Dial("+972501234567", null, null, null),
            new Verb.Reject(null));

    assertThat(Reading.of(TwimlWriter.write(bare)))
        .isEqualTo(new TwimlReading.Understood(bare, List.of()));
  }

  @SeededTest(400)
  void hostile_texts_come_back(long seed) {
    Twiml twiml = RandomTwiml.of(new Random(seed));

    assertThat(Reading.of(TwimlWriter.write(twiml)))
        .isInstanceOfSatisfying(
            TwimlReading.Understood.class,
            understood -> assertThat(understood.twiml()).isEqualTo(twiml));
  }

  @Test
  void parameters_keep_their_order() {
    assertThat(TwimlWriter.write(Twiml.of(new Verb.Start(STREAM))))
        .containsSubsequence("\"token\"", "\"caller\"", "\"a\"");
  }

  private static Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("token", "x y");
    parameters.put("caller", "אבא");
    parameters.put("a", "");
    return parameters;
  }
}
