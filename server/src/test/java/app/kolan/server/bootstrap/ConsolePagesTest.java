package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.TranscriptionStore;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Calls in the console, as a list, alone and live, over real sockets.
@Tag("socket")
class ConsolePagesTest extends ConsolePagesFixture {
  @Test
  void a_call_shows_what_it_was_about_and_what_was_said_as_text() throws Exception {
    CallSid call = lead(1, "כאב שיניים <b>חזק</b>", "<script>alert(1)</script>");
    say(call, Speaker.AGENT, "שלום & ברוכים <i>הבאים</i>", null);

    Shown page = console.get("/b/clinic/calls/" + call.value());

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.html().select("h1").text()).isEqualTo("<script>alert(1)</script>");
    assertThat(page.html().select("main script, main b, main i")).isEmpty();
    assertThat(page.html().select(".facts").text()).contains("כאב שיניים <b>חזק</b>");
    assertThat(page.html().select(".words").text()).isEqualTo("שלום & ברוכים <i>הבאים</i>");
    assertThat(page.html().select(".line .tag").attr("title")).contains("50%");
    assertThat(page.html().select("a[href=tel:" + DANA.value() + "]")).hasSize(1);
    assertThat(audited()).contains("transcript.read " + call.value());
    assertThat(page.html().select("[data-copies]").attr("data-copies"))
        .endsWith("/console/b/clinic/calls/" + call.value());
    Shown file = console.get("/b/clinic/calls/" + call.value() + "/words.txt");
    assertThat(file.header("content-disposition")).startsWith("attachment");
    assertThat(file.text()).contains("שלום & ברוכים <i>הבאים</i>\n");
    var message = new RecordingSid("RE" + call.value().substring(2));
    stores.recordings().announce(message, call, null, Instant.now());
    stores
        .transcriptions()
        .addWords(
            new TranscriptionStore.Sound(call, null, message, "message.wav", 0, null),
            "Мне нужна <b>запись</b>",
            "a recogniser",
            Instant.now());
    stores
        .recordings()
        .addTranslation(stores.recordings().find(message).orElseThrow(), "אני צריכה תור");
    assertThat(
            console
                .get("/b/clinic/calls/" + call.value())
                .html()
                .select(".message .words")
                .eachText())
        .containsExactly("Мне нужна <b>запись</b>", "תרגום: אני צריכה תור");
    assertThat(console.get("/b/clinic/calls/" + call.value() + "/words.txt").text())
        .contains("Мне нужна <b>запись</b>\n      תרגום: אני צריכה תור\n");
    Shown loss = console.submit(page, "form:has(button[value=erase])", Map.of("do", "erase"));
    assertThat(loss.html().select("form[action$=bulk/erase]")).hasSize(1);
  }

  @Test
  void a_turn_is_heard_in_parts_once_it_is_noted_who_listens() throws Exception {
    CallSid call = call(1, clinic, DANA, CallOutcome.FINISHED);
    String file = "audio/%s/turn-0.wav".formatted(call.value());
    Files.createDirectories(data.resolve(file).getParent());
    Files.writeString(data.resolve(file), "RIFF0123456789");
    say(call, Speaker.CALLER, "שלום", file);
    Shown page = console.get("/b/clinic/calls/" + call.value());
    String sound = page.html().select("a.listen").attr("href").replaceFirst("^/console", "");

    console.headers.put("Range", "bytes=4-7");
    Shown part = console.get(sound);

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("0123");
    assertThat(part.header("content-type")).isEqualTo("audio/wav");
    assertThat(audited()).contains("turn.listen %s/0".formatted(call.value()));
  }

  @Test
  void a_call_is_among_those_unheard_until_somebody_of_the_business_plays_it() throws Exception {
    CallSid call = call(1, clinic, DANA, CallOutcome.HUNG_UP);
    call(2, clinic, DANA, CallOutcome.HUNG_UP);
    String file = "audio/%s/turn-0.wav".formatted(call.value());
    Files.createDirectories(data.resolve(file).getParent());
    Files.writeString(data.resolve(file), "RIFF0123456789");
    say(call, Speaker.CALLER, "שלום", file);
    String sound = "/b/clinic/calls/%s/turns/0".formatted(call.value());

    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    assertThat(console.get(sound).status()).isEqualTo(200);
    for (String page : List.of("/b/clinic/calls", "/b/clinic/today")) {
      assertThat(console.get(page + "?unheard=1").html().select(".rows > li")).hasSize(1);
    }

    console.signIn("owner@example.com");
    assertThat(console.get(sound).status()).isEqualTo(200);
    for (String page : List.of("/b/clinic/calls", "/b/clinic/today")) {
      assertThat(console.get(page + "?unheard=1").html().select(".rows > li")).isEmpty();
      assertThat(console.get(page).html().select(".rows > li")).isNotEmpty();
    }
  }

  @Test
  void a_call_is_drawn_with_what_was_not_heard_and_what_else_happened() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    String sound = AudioFiles.open(data).store(call, "agent-001", Wav.of(tone()));
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                Speaker.AGENT,
                "answer",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                true,
                null,
                sound,
                "אפשר לקבוע",
                "תור ליום שלישי"));
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                Speaker.CALLER,
                "",
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ZERO,
                false,
                "7#",
                null));

    Shown page = console.get("/b/clinic/calls/" + call.value());

    assertThat(page.html().select("svg[data-wave=3001] path.agent")).hasSize(1);
    assertThat(page.html().select("svg[data-wave] path.unheard")).hasSize(1);
    assertThat(page.html().select("figure.wave").attr("dir")).isEqualTo("ltr");
    assertThat(page.html().select(".marks li").eachText())
        .containsExactly("0:01 המענה נקטע", "0:03 הקשות: \u20667#\u2069");
    assertThat(page.html().select(".line .unheard").text()).endsWith("תור ליום שלישי");
    assertThat(page.html().select("[data-turn]").attr("data-heard")).isEqualTo("1000");
  }

  private static Mulaw tone() {
    var codes = new byte[2 * Mulaw.RATE];
    Arrays.fill(codes, (byte) 0x90);
    return Mulaw.of(codes);
  }

  @Test
  void filters_are_kept_as_a_view_of_ones_own() throws Exception {
    call(1, clinic, DANA, CallOutcome.HUNG_UP);
    Shown filtered = console.get("/b/clinic/calls?outcome=HUNG_UP&days=7&q=");

    Shown kept =
        console.submitAndFollow(
            filtered, ".view-form form[action$=/views]", Map.of("title", "הוחמצו השבוע"));
    assertThat(kept.html().select(".views a[aria-current=page]").text()).isEqualTo("הוחמצו השבוע");
    assertThat(kept.html().select(".rows > li")).hasSize(1);
    assertThat(console.get("/b/clinic/calls").html().select(".views a").attr("href"))
        .endsWith("/b/clinic/calls?days=7&outcome=HUNG_UP");

    Shown removed = console.submitAndFollow(kept, "form.view-form", Map.of());
    assertThat(removed.html().select(".views a")).isEmpty();
    Shown back = console.submitAndFollow(removed, "#flash form", Map.of());
    assertThat(back.html().select(".views a[aria-current=page]").text()).isEqualTo("הוחמצו השבוע");
  }

  @Test
  void what_is_of_another_business_is_not_found() throws Exception {
    CallSid foreign = call(1, garage, DANA, CallOutcome.FINISHED);
    say(foreign, Speaker.CALLER, "סוד", "audio/%s/turn-0.wav".formatted(foreign.value()));

    for (String path :
        List.of(
            "/calls/" + foreign.value(),
            "/calls/" + foreign.value() + "/turns/0",
            "/leads/" + foreign.value())) {
      Shown page = console.get("/b/clinic" + path);
      assertThat(page.status()).as(path).isEqualTo(404);
      assertThat(page.text()).as(path).doesNotContain("סוד");
    }
  }

  @Test
  void calls_are_filtered_by_the_address_and_paged() throws Exception {
    for (int i = 1; i <= 60; i++) {
      call(i, clinic, DANA, i == 7 ? CallOutcome.BROKEN : CallOutcome.FINISHED);
    }
    Shown first = console.get("/b/clinic/calls");
    assertThat(first.html().select(".rows > li")).hasSize(50);
    String next = first.html().select("a[rel=next]").attr("href").replaceFirst("^/console", "");
    Shown second = console.get(next);
    assertThat(second.html().select(".rows > li")).hasSize(10);
    assertThat(second.html().select("a[rel=next]")).isEmpty();

    Shown broken = console.get("/b/clinic/calls?outcome=BROKEN");
    assertThat(broken.html().select(".rows > li")).hasSize(1);
    assertThat(broken.html().select("option[selected]").attr("value")).isEqualTo("BROKEN");
    assertThat(
            console
                .get("/b/clinic/calls?since=2001-01-01&until=2001-01-02")
                .html()
                .select(".empty"))
        .hasSize(1);
    for (String odd : List.of("?after=x", "?outcome=x", "?since=x", "?q=%00", "?after=YTpi")) {
      assertThat(console.get("/b/clinic/calls" + odd).status()).as(odd).isIn(200, 404);
    }
  }

  @Test
  void a_call_under_way_is_on_the_live_page() throws Exception {
    var sid = new CallSid("CA%032d".formatted(5));
    stores
        .calls()
        .addArrival(sid, TwilioByHand.ACCOUNT, clinic, 1, DANA, CLINIC, "t5", Instant.now());
    say(sid, Speaker.AGENT, "שלום", null);

    Shown page = console.get("/b/clinic/live");

    assertThat(page.html().select("section#" + sid.value() + " .words").text()).isEqualTo("שלום");
    assertThat(page.html().select("#live").attr("data-events")).contains("since=");
    stores.calls().settle(sid, CallOutcome.FINISHED, null, Instant.now());
    assertThat(console.get("/b/clinic/live").html().select("#live .live-call")).isEmpty();
  }

  @Test
  void the_live_page_is_told_of_a_call_as_it_rings() throws Exception {
    try (BufferedReader lines = console.lines("/b/clinic/live/events")) {
      assertThat(lines.readLine()).isEqualTo(": connected");
      api.comesIn(ApiByHand.CALL, CLINIC.value());
      assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst().orElseThrow())
          .contains("\"kind\":\"ringing\"")
          .contains(ApiByHand.CALL);
    }
  }
}
