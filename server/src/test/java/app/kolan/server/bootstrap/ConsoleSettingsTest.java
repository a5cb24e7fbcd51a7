package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Role;
import app.kolan.server.settings.YamlText;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings of a business in the console, over real sockets.
@Tag("socket")
class ConsoleSettingsTest {
  private static final String SETTINGS = "/b/clinic/receptionist";
  private static final String FORM = "form.settings";

  /// With a comment, a key without a form, and values in unlike notations.
  private static final String CLINIC =
      """
      slug: clinic
      numbers: ["+97231111111"]
      name: מרפאה
      greeting: שלום
      transfer-to:
        sales: "+972501111111"
        dana: { number: "+972502222222", about: on Mondays }
      hours:
        sunday: [08:00-13:00, 16:00-19:00]
        monday: 8:00-17:00
        exceptions:
          2031-05-05: 10:00-11:00, 12:00-13:00, 14:00-15:00
      lexicon: { Carmel: כרמל }
      fields:
        pet: { label: חיה }
      tools:
        - name: book
          description: Books
          url: https://example.com/book
          secret: very-secret-key-of-a-tool
      """;

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;
  private long clinic;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    HttpResponse<String> added = api.send("POST", "/businesses", "application/yaml", CLINIC);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    clinic = ApiByHand.JSON.readTree(added.body()).path("id").asLong();
    console = new ConsoleByHand(api.server);
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.user("staff@example.com", false, Map.of(clinic, Role.STAFF));
    console.signIn("owner@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private Shown part(String name) throws Exception {
    Shown page = console.get(SETTINGS + "/edit/" + name);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page;
  }

  private Shown save(String part, Map<String, String> fields) throws Exception {
    return console.submit(part(part), FORM, fields);
  }

  private JsonNode version(int number) throws Exception {
    return api.get("/businesses/clinic/settings/versions/" + number);
  }

  /// What a version says, as the server reads it.
  private String document(int number) throws Exception {
    return version(number).path("document").asText();
  }

  @Test
  void what_is_wrong_with_alerts_is_said_in_the_language_of_the_page() throws Exception {
    Shown wrong = save("alerts", Map.of("channel-0", "sms", "address-0", "12", "from-0", ""));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html().select("#address-0-problem").text()).contains("צריך מספר טלפון מלא");
    assertThat(wrong.html().select("#from-0-problem").text()).contains("מספר של העסק בטוויליו");
    assertThat(wrong.html().select("#address-0").attr("value")).isEqualTo("12");

    Shown saved =
        save(
            "alerts",
            Map.of(
                "channel-0", "sms",
                "address-0", "050-123-4567",
                "from-0", "+97231111111",
                "kind-missed-call-0", "1",
                "quiet-shabbat-0", "1"));
    assertThat(saved.status()).isEqualTo(303);
    assertThat(document(2))
        .contains("sms:+972501234567")
        .contains("missed-call")
        .contains("shabbat");
    save("retention", Map.of("sound", "90"));
    assertThat(document(3)).contains("sound: 90").contains("sms:+972501234567");
  }

  @Test
  void a_change_is_a_draft_that_is_compared_published_and_taken_back() throws Exception {
    Shown saved =
        console.submitAndFollow(part("greeting"), FORM, Map.of("greeting", "בוקר טוב, מרפאה"));
    assertThat(saved.html().select(".draft a[href$=/changes]")).hasSize(1);
    assertThat(version(2).path("state").asText()).isEqualTo("DRAFT");
    assertThat(api.comesIn(ApiByHand.CALL, "+97231111111")).contains("שלום");

    Shown changes = console.get(SETTINGS + "/changes");
    assertThat(changes.html().select(".changes dt").eachText()).containsExactly("פתיח");
    assertThat(changes.html().select(".changes del").text()).contains("שלום");
    assertThat(changes.html().select(".changes ins").text()).contains("בוקר טוב, מרפאה");
    Shown published =
        console.submitAndFollow(
            changes, "form[action$=/publish]", Map.of("note", "פתיח <b>חדש</b>"));

    assertThat(published.html().select(".draft")).isEmpty();
    assertThat(api.comesIn(ApiByHand.CALL.replace('1', '2'), "+97231111111"))
        .contains("בוקר טוב, מרפאה");
    Shown list = console.get(SETTINGS + "/versions");
    assertThat(list.html().expectFirst(".rows > li").text())
        .contains("פתיח <b>חדש</b>", "פורסמה", "owner@example.com");

    Shown first = console.get(SETTINGS + "/versions/1");
    console.submitAndFollow(first, "form[action$=/publish]", Map.of());
    assertThat(version(1).path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(audited())
        .contains(
            "settings.draft version:2", "settings.publish version:3", "settings.publish version:1");
  }

  @Test
  void what_a_form_does_not_know_stays_as_it_is() throws Exception {
    console.submitAndFollow(
        part("hours"), FORM, Map.of("tuesday.0.from", "09:00", "tuesday.0.to", "12:00"));
    console.submitAndFollow(part("people"), FORM, Map.of("about-0", "buyers"));
    console.submitAndFollow(
        part("words"), FORM, Map.of("written-1", "SMS", "spoken-1", "אס אם אס"));
    console.submitAndFollow(
        part("answers"),
        FORM,
        Map.of("instructions", "Be kind.", "question-0", "יש חניה?", "answer-0", "כן,\nמאחור"));

    String draft = document(5);
    JsonNode now = YamlText.map("x", draft, new ArrayList<>());
    JsonNode before = YamlText.map("x", document(1), new ArrayList<>());
    assertThat(now.path("fields")).isEqualTo(before.path("fields"));
    assertThat(now.path("tools")).isEqualTo(before.path("tools"));
    assertThat(now.path("hours").path("sunday")).isEqualTo(before.path("hours").path("sunday"));
    assertThat(now.path("hours").path("monday").asText()).isEqualTo("8:00-17:00");
    assertThat(now.path("hours").path("exceptions"))
        .isEqualTo(before.path("hours").path("exceptions"));
    assertThat(now.path("hours").path("tuesday").asText()).isEqualTo("09:00-12:00");
    assertThat(now.path("transfer-to").path("sales").path("about").asText()).isEqualTo("buyers");
    assertThat(now.path("transfer-to").path("dana"))
        .isEqualTo(before.path("transfer-to").path("dana"));
    assertThat(now.path("lexicon").path("Carmel").asText()).isEqualTo("כרמל");
    assertThat(now.path("instructions").asText()).contains("Q: יש חניה?\nA: כן, מאחור");
    Shown answers = part("answers");
    assertThat(answers.html().select("#instructions").text()).isEqualTo("Be kind.");
    assertThat(answers.html().select("#question-0").val()).isEqualTo("יש חניה?");
    // Drafts that were replaced are given up, and the tool has its secret still.
    assertThat(version(4).path("state").asText()).isEqualTo("ARCHIVED");
    assertThat(stored(5).document()).contains("very-secret-key-of-a-tool");
    assertThat(console.get(SETTINGS + "/changes").text()).doesNotContain("very-secret-key");
  }

  private SettingsVersion stored(int number) {
    return api.server.directories().store().version(clinic, number).orElseThrow();
  }

  @Test
  void a_form_that_was_not_changed_makes_no_draft() throws Exception {
    for (String part : List.of("greeting", "hours", "answers", "people", "words", "abilities")) {
      Shown same = console.submitAndFollow(part(part), FORM, Map.of());
      assertThat(same.html().select("#flash").text()).as(part).contains("לא השתנה");
    }
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void what_is_wrong_stands_beside_its_field_in_the_words_of_the_file() throws Exception {
    var _ = console.get(SETTINGS + "?language=en");
    Shown people =
        save(
            "people",
            Map.of(
                "number-1",
                "12",
                "human-number",
                "call me",
                "label-2",
                "x y",
                "number-2",
                "050-3333333"));
    assertThat(people.status()).isEqualTo(422);
    assertThat(people.html().select("#number-1-problem").text())
        .isEqualTo("12: write it in E.164 and in quotes, such as \"+972501234567\"");
    assertThat(people.html().select("#human-number-problem").text()).contains("write it in E.164");
    assertThat(people.html().select("#label-2-problem").text()).contains("Latin letters");
    assertThat(people.html().select("#number-1").val()).isEqualTo("12");

    Shown hours =
        save(
            "hours",
            Map.of("friday.0.from", "09:00", "date-1", "", "from-1", "10:00", "to-1", "11:00"));
    assertThat(hours.html().select("#date-1-problem").text()).contains("give the date");
    Shown half = save("hours", Map.of("friday.0.from", "09:00"));
    assertThat(half.html().select("#friday-problem").text()).contains("write hours as 09:00-17:00");

    Shown voice = save("greeting", Map.of("say-voice", "Polly.Joanna"));
    assertThat(voice.html().select("#say-voice-problem").text()).contains("Twilio refuses it");
    Shown words = save("words", Map.of("written-1", "Carmel", "spoken-1", "x"));
    assertThat(words.html().select("#written-1-problem").text()).contains("it is there twice");
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void a_form_that_somebody_else_has_overtaken_is_refused_and_keeps_what_was_typed()
      throws Exception {
    Shown mine = part("greeting");
    save("greeting", Map.of("greeting", "של מישהו אחר"));

    Shown refused = console.submit(mine, FORM, Map.of("greeting", "שלי"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html().select("[role=alert]").text()).contains("מישהו אחר שינה");
    assertThat(refused.html().select("#greeting").val()).isEqualTo("שלי");
    assertThat(document(2)).contains("של מישהו אחר");
    console.submitAndFollow(refused, FORM, Map.of());
    assertThat(document(3)).contains("שלי");
  }

  @Test
  void the_hours_are_shown_for_four_weeks_with_shabbat_before_they_are_saved() throws Exception {
    Shown page = part("hours");
    assertThat(page.html().select(".preview-week")).hasSize(4);
    assertThat(page.html().select(".preview-day")).hasSize(28);
    for (Element week : page.html().select(".preview-week")) {
      assertThat(week.select(".preview-day").get(6).text()).contains("שבת", "סגור");
      assertThat(week.select(".preview-day").get(2).text()).contains("סגור");
    }

    Shown preview =
        console.submit(
            page, FORM, Map.of("tuesday.0.from", "09:00", "tuesday.0.to", "12:00", "preview", "1"));

    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    // Some Tuesday of four is no holiday.
    assertThat(preview.html().select(".preview-week").stream())
        .extracting(week -> week.select(".preview-day").get(2).text())
        .anyMatch(tuesday -> tuesday.contains("09:00–12:00"));
    assertThat(preview.html().select("input[name=tuesday.0.from]").val()).isEqualTo("09:00");
    assertThat(console.get(SETTINGS + "/versions").html().select(".rows > li")).hasSize(1);
  }

  @Test
  void only_some_abilities_are_allowed_when_some_are_chosen() throws Exception {
    Shown page = part("abilities");
    assertThat(page.html().select("input[type=checkbox]")).hasSizeGreaterThan(7);
    assertThat(page.html().select("main").text()).contains("Books");

    console.submitAndFollow(page, FORM, Map.of("allowed", "some"));
    assertThat(document(2)).contains("allowed-tools").contains("take_message");
    console.submitAndFollow(part("abilities"), FORM, Map.of("allowed", "all"));
    assertThat(document(3)).doesNotContain("allowed-tools");
  }

  @Test
  void a_greeting_is_uploaded_into_the_draft_heard_and_taken_out_again() throws Exception {
    String path = SETTINGS + "/sounds/greeting";
    Shown page = part("greeting");
    var fields = fields(page, "form[action$=/sounds/greeting]");

    Shown sent = console.upload(path, fields, "file", Wav.of(tone()));

    assertThat(sent.status()).as(sent.text()).isEqualTo(303);
    assertThat(document(2)).contains("sounds:").contains("greeting:");
    Shown now = part("greeting");
    assertThat(now.html().select("audio[src*=/sounds/greeting]")).hasSize(1);
    Shown heard = console.get(path);
    assertThat(heard.header("content-type")).isEqualTo("audio/mpeg");
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
        .isEqualTo("audio/mpeg");
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

  @Test
  void a_draft_is_given_up_and_stays_in_the_list() throws Exception {
    save("greeting", Map.of("greeting", "אחר"));
    Shown changes = console.get(SETTINGS + "/changes");

    Shown after = console.submitAndFollow(changes, "form[action$=/discard]", Map.of());

    assertThat(after.html().select(".draft")).isEmpty();
    assertThat(version(2).path("state").asText()).isEqualTo("ARCHIVED");
    assertThat(console.get(SETTINGS + "/changes").status()).isEqualTo(303);
    Shown late = console.submit(changes, "form[action$=/publish]", Map.of());
    assertThat(late.status()).isEqualTo(409);
    assertThat(version(1).path("state").asText()).isEqualTo("PUBLISHED");
  }

  @Test
  void who_may_only_read_sees_the_forms_and_cannot_use_them() throws Exception {
    save("greeting", Map.of("greeting", "אחר"));
    console.signIn("staff@example.com");

    Shown page = part("greeting");
    assertThat(page.html().select(".notice").text()).contains("מותר לקרוא");
    assertThat(page.html().select("fieldset[disabled]")).hasSize(1);
    assertThat(page.html().select("main button[type=submit]")).isEmpty();
    assertThat(console.get(SETTINGS + "/changes").html().select("form[action$=/publish]"))
        .isEmpty();
    String csrf = console.get("/b/clinic/more").html().select("input[name=csrf]").attr("value");
    assertThat(
            console
                .post(SETTINGS + "/edit/greeting", Map.of("csrf", csrf, "greeting", "x"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void settings_of_a_file_can_be_read_and_say_why_not_more() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");

    Shown page = console.get("/b/main/receptionist/edit/greeting");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.html().select(".notice").text()).contains("kolan.yaml");
    assertThat(page.html().select("#name").val()).isEqualTo("Kolan");
    Shown refused = console.submit(page, FORM, Map.of("greeting", "x"));
    assertThat(refused.status()).isEqualTo(403);
    for (String path : List.of("", "/edit/hours", "/edit/people", "/versions")) {
      assertThat(console.get("/b/main/receptionist" + path).status()).as(path).isEqualTo(200);
    }
    assertThat(console.get("/b/main/receptionist/versions/1").status()).isEqualTo(404);
  }

  @Test
  void odd_requests_are_answered_in_order() throws Exception {
    Shown page = part("greeting");
    assertThat(console.submit(page, FORM, Map.of("newest", "x")).status()).isEqualTo(400);
    String csrf = page.html().select("input[name=csrf]").attr("value");
    for (Map<String, String> fields :
        List.of(Map.of("csrf", csrf), Map.of("csrf", csrf, "newest", "1"))) {
      assertThat(console.post(SETTINGS + "/edit/greeting", fields).status()).isEqualTo(400);
    }
    assertThat(console.get(SETTINGS + "/edit/nosuch").status()).isEqualTo(404);
    assertThat(console.get(SETTINGS + "/versions/99").status()).isEqualTo(404);
    assertThat(console.get(SETTINGS + "/sounds/nosuch").status()).isEqualTo(404);
    assertThat(console.post(SETTINGS + "/publish", Map.of("csrf", csrf, "version", "99")).status())
        .isEqualTo(404);
    // This business has no voice of a provider.
    assertThat(console.post(SETTINGS + "/hear", Map.of("csrf", csrf, "text", "שלום")).status())
        .isEqualTo(503);
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

  @Test
  void why_a_draft_cannot_be_published_is_told_in_the_language_of_the_page() throws Exception {
    long clinic = api.server.directories().store().find("clinic").orElseThrow().id();
    var _ =
        api.server
            .directories()
            .store()
            .addDraft(
                clinic, new NewVersion("zone: Mars/Base\n", "user:1", false, ""), Instant.now());

    Shown refused =
        console.submit(console.get(SETTINGS + "/changes"), "form[action$=/publish]", Map.of());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html().select("[role=alert] li").text()).contains("zone", "אזור");
    assertThat(refused.html().select("[role=alert] [lang=en]")).isEmpty();
  }

  private static String spoken(AzureVoiceStub voice) {
    return voice.requests().getLast().text();
  }

  @Test
  void comments_stay_where_nothing_was_changed() throws Exception {
    var _ =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("shop", "shop", null, List.of()),
                "# What we sell.\ninstructions: |\n  Fruit.\n# Ours.\ngreeting: Hello\n",
                "",
                Author.COMMAND);
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    Shown page = console.get("/b/shop/receptionist/edit/greeting");

    console.submitAndFollow(page, FORM, Map.of("greeting", "Good morning"));

    long shop = api.server.directories().store().find("shop").orElseThrow().id();
    assertThat(api.server.directories().store().version(shop, 2).orElseThrow().document())
        .isEqualTo("# What we sell.\ninstructions: |\n  Fruit.\n# Ours.\ngreeting: Good morning\n");
  }

  private List<String> audited() throws Exception {
    var entries = new ArrayList<String>();
    for (JsonNode entry : api.get("/businesses/clinic/audit").path("items")) {
      entries.add(entry.path("action").asText() + " " + entry.path("subject").asText());
    }
    return entries;
  }
}
