package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TranscriptionStore;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of the console with something on them, over real sockets.
@Tag("socket")
class ConsolePagesTest {
  private static final PhoneNumber CLINIC = new PhoneNumber("+97231111111");
  private static final PhoneNumber DANA = new PhoneNumber("+972501234567");

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;
  private Stores stores;
  private long clinic;
  private long garage;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    clinic = api.business("clinic", CLINIC.value());
    garage = api.business("garage", "+97232222222");
    stores = api.server.stores();
    console = new ConsoleByHand(api.server);
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.signIn("owner@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private CallSid call(int number, long business, PhoneNumber caller, CallOutcome outcome) {
    var sid = new CallSid("CA%032d".formatted(number));
    Instant at = Instant.now().minusSeconds(60L * number);
    stores
        .calls()
        .addArrival(sid, TwilioByHand.ACCOUNT, business, 1, caller, CLINIC, "t" + number, at);
    stores.calls().settle(sid, outcome, null, at.plusSeconds(30));
    return sid;
  }

  private CallSid lead(int number, String subject, String name) {
    CallSid sid = call(number, clinic, DANA, CallOutcome.FINISHED);
    stores
        .leads()
        .save(
            new Lead(
                sid,
                clinic,
                DANA,
                DANA,
                null,
                null,
                null,
                LeadState.COMPLETE,
                Instant.now(),
                subject,
                name));
    // What follows a call changes its lead, too.
    Await.until(
        "the call is followed up",
        () -> work(sid).contact() != null && stores.afterCalls().isDone(sid));
    return sid;
  }

  private void say(CallSid call, Speaker speaker, String words, @Nullable String file) {
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                speaker,
                "x",
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                speaker == Speaker.AGENT,
                null,
                file,
                words));
  }

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
  void leads_are_changed_together_put_back_and_deleted_once_the_loss_is_named() throws Exception {
    CallSid one = lead(1, "תור", "דנה");
    CallSid two = lead(2, "מחיר", "רון");
    CallSid foreign = call(3, garage, DANA, CallOutcome.FINISHED);
    Shown list = console.get("/b/clinic/leads");

    Shown changed =
        console.submitAndFollow(
            list,
            "form.bulk",
            Map.of(
                "rows",
                one.value().substring(2) + "-" + two.value().substring(2),
                "do",
                "done",
                "state",
                ""));
    assertThat(changed.text()).contains("פניות שעודכנו");
    assertThat(work(one).state()).isEqualTo(LeadWork.State.WON);

    var _ = console.submitAndFollow(changed, "#flash form", Map.of());
    assertThat(work(one).state()).isEqualTo(LeadWork.State.NEW);

    Shown loss =
        console.submit(list, "form.bulk", Map.of("row", one.value(), "do", "erase", "state", ""));
    assertThat(loss.html().select("main .bullets li")).hasSize(3);
    assertThat(stores.calls().find(one)).isPresent();
    Shown held =
        console.submit(
            list, "form.bulk", Map.of("row", foreign.value(), "do", "erase", "state", ""));
    assertThat(held.status()).isEqualTo(303);
    Shown gone = console.submitAndFollow(loss, "form[action$=/bulk/erase]", Map.of());
    assertThat(gone.text()).contains("שיחות שנמחקות");
    Await.until("the call is erased", () -> stores.calls().find(one).isEmpty());
    assertThat(stores.calls().find(foreign)).isPresent();
    assertThat(audited()).contains("person.erase call:" + one.value());
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
  void a_lead_is_done_from_today_and_put_back() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    Shown today = console.get("/b/clinic/today");
    assertThat(today.html().select(".rows > li")).hasSize(1);

    Shown done = console.submitAndFollow(today, "form:has(input[name=state][value=WON])", Map.of());

    assertThat(state(call)).isEqualTo(LeadWork.State.WON);
    assertThat(done.html().select(".empty")).hasSize(1);
    assertThat(done.html().select("#flash").text()).contains("טופלה");

    Shown undone = console.submitAndFollow(done, "#flash form", Map.of());

    assertThat(state(call)).isEqualTo(LeadWork.State.NEW);
    assertThat(undone.html().select(".rows > li")).hasSize(1);
    assertThat(audited()).contains("lead.update " + call.value());
  }

  @Test
  void a_lead_for_later_comes_back_when_it_is_due() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    Shown today = console.get("/b/clinic/today");

    console.submitAndFollow(today, "form:has(input[name=state][value=WAITING])", Map.of());

    assertThat(console.get("/b/clinic/today").html().select(".empty")).hasSize(1);
    LeadWork work = stores.crm().leads().find(clinic, call).orElseThrow().work();
    assertThat(work.dueAt()).isAfter(Instant.now());
  }

  @Test
  void a_form_of_a_lead_that_was_changed_meanwhile_changes_nothing() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    Shown page = console.get("/b/clinic/leads/" + call.value());
    String form = "form:has(input[name=revision])";
    assertThat(console.submit(page, form, Map.of("state", "IN_WORK")).status()).isEqualTo(303);

    Shown late = console.submit(page, form, Map.of("state", "LOST"));

    assertThat(late.status()).isEqualTo(409);
    assertThat(state(call)).isEqualTo(LeadWork.State.IN_WORK);
    assertThat(console.submit(page, form, Map.of("state", "nonsense")).status()).isIn(400, 409);
  }

  @Test
  void a_note_stands_in_the_history() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    Shown page = console.get("/b/clinic/leads/" + call.value());

    Shown noted =
        console.submitAndFollow(page, "form[action$=/notes]", Map.of("text", "התקשרתי, לא ענתה"));

    Element entry = noted.html().expectFirst(".entries > li");
    assertThat(entry.text()).contains("התקשרתי, לא ענתה").contains("owner@example.com");
  }

  @Test
  void a_promise_is_put_off_and_kept_from_today_and_either_is_taken_back() throws Exception {
    Promise promise =
        stores
            .crm()
            .promises()
            .add(
                new Promise.Draft(
                    clinic,
                    null,
                    null,
                    DANA,
                    "לחזור עד חמש",
                    Instant.now().plusSeconds(3000),
                    null,
                    Promise.BY_AGENT,
                    null),
                Instant.now());
    Shown today = console.get("/b/clinic/today");
    assertThat(today.html().select("#promises-title + ul").text()).contains("לחזור עד חמש");

    Shown later =
        console.submitAndFollow(today, "form[action*=promises]:has(input[value=later])", Map.of());
    assertThat(now(promise).dueAt()).isEqualTo(promise.dueAt().plusSeconds(3600));
    Shown back = console.submitAndFollow(later, "#flash form", Map.of());
    assertThat(now(promise).dueAt()).isEqualTo(promise.dueAt());

    Shown kept = console.submitAndFollow(back, "form:has(input[value=kept])", Map.of());
    assertThat(now(promise).state()).isEqualTo(Promise.State.KEPT);
    assertThat(kept.html().select("#promises-title")).isEmpty();
    Shown open = console.submitAndFollow(kept, "#flash form", Map.of());
    assertThat(open.html().select("#promises-title + ul").text()).contains("לחזור עד חמש");
    assertThat(now(promise).state()).isEqualTo(Promise.State.OPEN);
    assertThat(console.submit(kept, "#flash form", Map.of()).status()).isEqualTo(409);
    assertThat(console.submit(kept, "#flash form", Map.of("due", "soon")).status()).isEqualTo(400);
  }

  private Promise now(Promise promise) {
    return stores.crm().promises().find(clinic, promise.id()).orElseThrow();
  }

  @Test
  void a_caller_who_was_cut_off_waits_until_he_gets_through() throws Exception {
    call(9, clinic, DANA, CallOutcome.HUNG_UP);
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).hasSize(1);

    call(3, clinic, DANA, CallOutcome.FINISHED);
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).isEmpty();
  }

  @Test
  void a_missed_call_is_done_from_today_and_put_back() throws Exception {
    CallSid call = call(9, clinic, DANA, CallOutcome.HUNG_UP);
    Shown today = console.get("/b/clinic/today");

    Shown done = console.submitAndFollow(today, "form[action$=/handled]", Map.of());

    assertThat(done.html().select("#missed-title + ul > li")).isEmpty();
    Shown undone = console.submitAndFollow(done, "#flash form", Map.of());
    assertThat(undone.html().select("#missed-title + ul > li")).hasSize(1);
    assertThat(audited()).contains("call.handle " + call.value());

    console.submitAndFollow(undone, "form[action$=/handled]", Map.of());
    call(3, clinic, DANA, CallOutcome.BROKEN);
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).hasSize(1);
  }

  @Test
  void a_consent_is_noted_with_its_evidence_and_withdrawn() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    long dana = stores.crm().contacts().findByNumber(clinic, DANA).orElseThrow().id();
    String path = "/b/clinic/people/" + dana;
    String form = "form[action$=/consents]:has(#purpose)";
    Shown page = console.get(path);
    assertThat(page.html().select("section:has(#consents-title)").text()).contains("עוד לא נרשמה");
    Shown without =
        console.submitAndFollow(page, form, Map.of("purpose", "MARKETING", "do", "grant"));
    assertThat(without.html().select("#flash").text()).contains("לא נרשם");

    Shown noted =
        console.submitAndFollow(
            page,
            form,
            Map.of(
                "purpose", "MARKETING",
                "do", "grant",
                "call", call.value(),
                "evidence", "ביקשה מבצעים"));

    Element consents = noted.html().expectFirst("section:has(#consents-title)");
    assertThat(consents.text()).contains("קבלת פרסומות", "ניתנה", "owner@example.com");
    assertThat(consents.select("a").attr("href")).endsWith("/calls/" + call.value());
    assertThat(consents.select("#purpose option").eachAttr("value")).containsExactly("RECORDING");
    assertThat(noted.html().select(".entries").text()).contains("ביקשה מבצעים");
    assertThat(audited()).contains("contact.consent " + dana);

    Shown withdrawn = console.submitAndFollow(noted, ".confirm form[action$=/consents]", Map.of());
    assertThat(withdrawn.html().select("section:has(#consents-title) .tag.bad")).hasSize(1);
    assertThat(stores.crm().contacts().find(clinic, dana).orElseThrow().consents())
        .singleElement()
        .satisfies(consent -> assertThat(consent.granted()).isFalse());
    CallSid foreign = call(2, garage, DANA, CallOutcome.FINISHED);
    assertThat(
            console
                .submit(
                    page,
                    form,
                    Map.of("purpose", "RECORDING", "do", "grant", "call", foreign.value()))
                .status())
        .isEqualTo(400);
  }

  @Test
  void people_are_written_down_changed_and_merged_with_undo() throws Exception {
    Shown list = console.get("/b/clinic/people");
    String form = "form[method=post]:has(#numbers)";
    Shown dana =
        console.submitAndFollow(
            list, form, Map.of("name", "דנה", "numbers", "050-1234567", "tags", "vip, חדשה"));
    assertThat(dana.html().select("h1").text()).isEqualTo("דנה");
    assertThat(dana.html().select("a[href=tel:+972501234567]")).hasSize(1);
    Shown yossi =
        console.submitAndFollow(list, form, Map.of("name", "יוסי", "numbers", "052-7654321"));
    assertThat(console.submit(list, form, Map.of("name", "x", "numbers", "not a number")).status())
        .isEqualTo(400);

    Shown merged =
        console.submitAndFollow(yossi, "form[action$=/merge]", Map.of("number", "0501234567"));
    assertThat(merged.html().select("h1").text()).isEqualTo("יוסי");
    assertThat(merged.html().select("main").text()).contains("050-123-4567");
    Shown apart = console.submitAndFollow(merged, "#flash form", Map.of());
    assertThat(apart.html().select("h1").text()).isEqualTo("דנה");

    Shown edited =
        console.submitAndFollow(
            apart, "form:has(input[name=revision])", Map.of("name", "דנה כהן", "do-not-call", "1"));
    assertThat(edited.html().select("h1").text()).isEqualTo("דנה כהן");
    assertThat(edited.html().select("a[href^=tel]")).isEmpty();
    assertThat(
            console
                .get("/b/clinic/people?q=" + URLEncoder.encode("כהן", StandardCharsets.UTF_8))
                .html()
                .select(".rows > li"))
        .hasSize(1);
    assertThat(console.get("/b/clinic/people.csv").text()).contains("דנה כהן");
    var csrf =
        Map.of("csrf", console.get("/b/clinic/people-import").html().select("[name=csrf]").val());
    byte[] table = "name,numbers\nיעל,050-7654321\nאין,abc\n".getBytes(StandardCharsets.UTF_8);
    Shown taken = console.upload("/b/clinic/people-import", csrf, "file", "people.csv", table);
    assertThat(taken.html().select(".facts dd").eachText()).containsExactly("1", "0", "0", "1");
    assertThat(taken.html().select(".bullets").text()).contains("שורה 3", "אינו מספר טלפון");
    assertThat(console.get("/b/clinic/people").text()).contains("יעל");
    Shown none =
        console.upload(
            "/b/clinic/people-import",
            csrf,
            "file",
            "people.vcf",
            "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.html().select("[role=alert]").text()).contains("אין בקובץ אנשי קשר");
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

  private LeadWork.State state(CallSid call) {
    return work(call).state();
  }

  private LeadWork work(CallSid call) {
    return stores.crm().leads().find(clinic, call).orElseThrow().work();
  }

  private List<String> audited() throws Exception {
    var entries = new ArrayList<String>();
    for (JsonNode entry : api.get("/businesses/clinic/audit").path("items")) {
      entries.add(entry.path("action").asText() + " " + entry.path("subject").asText());
    }
    return entries;
  }
}
