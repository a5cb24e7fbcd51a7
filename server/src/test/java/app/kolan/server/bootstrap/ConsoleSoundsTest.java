package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.Role;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Recordings and voices among the settings in the console, over real sockets.
@Tag("socket")
class ConsoleSoundsTest extends ConsoleSettingsFixture {
  @Test
  void a_greeting_is_uploaded_into_the_draft_heard_and_taken_out_again() throws Exception {
    String path = SETTINGS + "/sounds/greeting";
    Shown page = part("greeting");
    var fields = fields(page, "form[action$=/sounds/greeting]");

    Shown sent = console.upload(path, fields, "file", Wav.of(tone()));

    assertThat(sent.status()).as(sent.text()).isEqualTo(303);
    assertThat(document(2)).contains("sounds:").contains("greeting:");
    Shown now = part("greeting");
    assertThat(now.html().select("audio[src*=/sounds/greeting]")).hasSize(2);
    assertThat(console.get(path).header("content-type")).isEqualTo("audio/wav");
    assertThat(console.get(SETTINGS + "/changes").html().select(".changes dt").text())
        .contains("הקלטה: ");
    // The page of before is told of the change.
    assertThat(console.upload(path, fields, "file", Wav.of(tone())).status()).isEqualTo(409);
    Shown unusable =
        console.upload(path, fields(now, "form[action$=/sounds/greeting]"), "file", new byte[99]);
    assertThat(console.follow(unusable.location()).html().select("#flash").text())
        .contains("אי אפשר להשתמש בהקלטה");
    console.submitAndFollow(now, "form[action$=/sounds/greeting]", Map.of("do", "remove"));
    assertThat(document(3)).doesNotContain("sounds:");
    assertThat(console.get(path).status()).isEqualTo(404);
    assertThat(console.get(SETTINGS + "/sounds/sorry").header("content-type"))
        .isEqualTo("audio/wav");
    assertThat(console.get(SETTINGS + "/sounds/sorry?as=recorded").status()).isEqualTo(404);
  }

  @Test
  void a_recording_is_played_as_a_caller_hears_it_and_as_it_was_recorded() throws Exception {
    byte[] recording = Wav.of(tones(1_000, 6_000));
    var fields = fields(part("greeting"), "form[action$=/sounds/greeting]");
    assertThat(console.upload(SETTINGS + "/sounds/greeting", fields, "file", recording).status())
        .isEqualTo(303);

    List<String> players =
        part("greeting").html().select("audio[src*=/sounds/greeting]").eachAttr("src").stream()
            .map(address -> address.replaceFirst("^/console", ""))
            .toList();

    assertThat(players).hasSize(2);
    byte[] file = console.file(players.getFirst());
    Pcm heard = Wav.read(file);
    assertThat(heard.rate()).isEqualTo(Mulaw.RATE);
    // Half of what was recorded is above what a telephone carries.
    assertThat(strength(heard, 1_000)).isGreaterThan(100 * strength(heard, 2_000));
    assertThat(heard.samples()).isEqualTo(heard.toMulaw().toPcm().samples());
    assertThat(console.get(players.getLast()).header("content-type")).isEqualTo("audio/mpeg");

    // Players of telephones ask for parts.
    console.headers.put("Range", "bytes=0-1");
    Shown part = console.get(players.getFirst());
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("RI");
    assertThat(part.header("content-range")).isEqualTo("bytes 0-1/" + file.length);
    console.headers.put("Range", "bytes=%d-".formatted(file.length));
    assertThat(console.get(players.getFirst()).status()).isEqualTo(416);
  }

  @Test
  void a_greeting_in_words_says_where_it_is_heard() throws Exception {
    Shown page = part("greeting");

    Element greeting = page.html().expectFirst(".sound:has(form[action$=/sounds/greeting])");
    assertThat(greeting.select("audio")).isEmpty();
    assertThat(greeting.select(".hint").text()).contains("נשמע רק בשיחה");
    assertThat(greeting.select(".hint a").eachAttr("href"))
        .containsExactly("/console/b/clinic/numbers", "/console" + SETTINGS + "/edit/providers");
    console.signIn("staff@example.com");
    assertThat(part("greeting").html().select(".sound .hint a[href$=/edit/providers]")).isEmpty();
  }

  /// Some tones together, of 24,000 samples a second.
  private static Pcm tones(int... hertz) {
    var samples = new short[24_000];
    for (int i = 0; i < samples.length; i++) {
      for (int each : hertz) {
        samples[i] += (short) (6000 * Math.sin(2 * Math.PI * each * i / 24_000));
      }
    }
    return Pcm.of(samples, 24_000);
  }

  /// How strong a tone is in a sound.
  private static double strength(Pcm sound, int hertz) {
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < sound.length(); i++) {
      double angle = 2 * Math.PI * hertz * i / sound.rate();
      real += sound.at(i) * Math.cos(angle);
      imaginary += sound.at(i) * Math.sin(angle);
    }
    return real * real + imaginary * imaginary;
  }

  @Test
  void a_word_is_heard_in_the_voice_of_the_business() throws Exception {
    try (var voice = new AzureVoiceStub()) {
      voice.start();
      String settings =
          """
          mind: openai/a-model
          recogniser: deepgram
          voice: azure
          providers:
            openai: { key: a-key, url: "http://127.0.0.1:9/v1" }
            deepgram: { key: a-key, url: "ws://127.0.0.1:9" }
            azure: { key: stand-in-key, url: "%s" }
          """
              .formatted(voice.url());
      long shop =
          api.server
              .directories()
              .administration()
              .add(new Identity("shop", "shop", null, List.of()), settings, "", Author.COMMAND)
              .id();
      console.user("shop@example.com", false, Map.of(shop, Role.OWNER));
      console.signIn("shop@example.com");
      Shown page = console.get("/b/shop/receptionist/edit/words");

      Shown heard = console.submit(page, "form[data-hear]", Map.of("text", "כרמל"));

      assertThat(heard.status()).as(heard.text()).isEqualTo(200);
      assertThat(heard.header("content-type")).isEqualTo("audio/wav");
      assertThat(voice.requests()).hasSize(1);
      // What was typed beside it is said so, and what is a draft is, too.
      console.submit(
          page,
          "form[data-hear]",
          Map.of("text", "שלום כרמל", "written-0", "כרמל", "spoken-0", "כרמליטה"));
      assertThat(spoken(voice)).contains("כרמליטה");
      String draft = settings + "lexicon: { כרמל: הכרמל הגדול }\n";
      var _ =
          api.server
              .directories()
              .administration()
              .replaceDraft(shop, 1, null, draft, "", Author.COMMAND);
      console.submit(
          console.get("/b/shop/receptionist/edit/words"),
          "form[data-hear]",
          Map.of("text", "שלום כרמל"));
      assertThat(spoken(voice)).contains("הכרמל הגדול");
      Shown greeting = console.get("/b/shop/receptionist/edit/greeting");
      Shown said =
          console.upload(
              "/b/shop/receptionist/sounds/greeting",
              Map.of(
                  "csrf",
                  greeting.html().select("[name=csrf]").val(),
                  "newest",
                  greeting.html().select("[name=newest]").val(),
                  "do",
                  "say",
                  "greeting",
                  "הגעתם לכרמל"),
              "file",
              "",
              new byte[0]);
      assertThat(said.status()).as(said.text()).isEqualTo(303);
      assertThat(spoken(voice)).as("as it is typed, not as it was saved").contains("הגעתם");
      page = console.get("/b/shop/receptionist/edit/words");
      // Beside what only the operator may write, the rest is the owner's.
      Shown saved = console.submit(page, FORM, Map.of("written-0", "a", "spoken-0", "b"));
      assertThat(saved.status()).as(saved.text()).isEqualTo(303);
    }
  }

  private static Pcm tone() {
    var samples = new short[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (9000 * Math.sin(i / 4.0));
    }
    return Pcm.of(samples, 8000);
  }

  private static Map<String, String> fields(Shown page, String form) {
    var fields = new LinkedHashMap<String, String>();
    page.html()
        .expectFirst(form)
        .select("input[type=hidden]")
        .forEach(input -> fields.put(input.attr("name"), input.val()));
    return fields;
  }

  private static String spoken(AzureVoiceStub voice) {
    return voice.requests().getLast().text();
  }
}
