package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Promise.State;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What waits in the console: leads, promises and missed calls, over real sockets.
@Tag("socket")
class ConsoleTodayPagesTest extends ConsolePagesFixture {
  @Test
  void leads_are_changed_together_put_back_and_deleted_once_the_loss_is_named() throws Exception {
    CallSid one = lead(1, "תור", "דנה");
    CallSid two = lead(2, "מחיר", "רון");
    CallSid foreign = call(3, garage, DANA, CallOutcome.FINISHED);
    Shown list = console.get("/b/clinic/leads");
    String address = list.html().expectFirst("a[download]").attr("href");
    assertThat(console.get(address.replaceFirst("^/console", "")).text().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("דנה"))
        .anyMatch(line -> line.contains("רון"));

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
    assertThat(now(promise).state()).isEqualTo(State.KEPT);
    assertThat(kept.html().select("#promises-title")).isEmpty();
    Shown late = console.submit(back, "form:has(input[value=later])", Map.of());
    assertThat(late.status()).isEqualTo(303);
    assertThat(now(promise).state()).as("a page from before it was kept").isEqualTo(State.KEPT);
    Shown open = console.submitAndFollow(kept, "#flash form", Map.of());
    assertThat(open.html().select("#promises-title + ul").text()).contains("לחזור עד חמש");
    assertThat(now(promise).state()).isEqualTo(State.OPEN);
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
  void a_missed_call_for_later_comes_back_and_is_put_back_at_once() throws Exception {
    CallSid call = call(9, clinic, DANA, CallOutcome.HUNG_UP);
    Shown today = console.get("/b/clinic/today");

    Shown later =
        console.submitAndFollow(today, "form[action$=/handled]:has([value=later])", Map.of());

    assertThat(later.html().select("#missed-title + ul > li")).isEmpty();
    Shown undone = console.submitAndFollow(later, "#flash form", Map.of());
    assertThat(undone.html().select("#missed-title + ul > li")).hasSize(1);
    assertThat(audited()).contains("call.postpone " + call.value());

    // An hour ago.
    api.server
        .stores()
        .crm()
        .handledCalls()
        .postpone(clinic, call, Instant.now().minusSeconds(1), "user:1", Instant.now());
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).hasSize(1);
    Shown again =
        console.submitAndFollow(
            console.get("/b/clinic/today"), "form[action$=/handled]:has([value=later])", Map.of());
    Shown back = console.submitAndFollow(again, "#flash form", Map.of());
    assertThat(back.html().select("#missed-title + ul > li")).as("as it was before").hasSize(1);
    assertThat(api.server.stores().crm().handledCalls().postponed(clinic, List.of(call)))
        .as("put off before, so that it is not too old")
        .containsKey(call);
    Shown odd =
        console.submit(today, "form[action$=/handled]:has([value=later])", Map.of("action", "x"));
    assertThat(odd.status()).isEqualTo(400);
  }

  private LeadWork.State state(CallSid call) {
    return work(call).state();
  }
}
