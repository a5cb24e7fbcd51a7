package app.kolan.cli.demo;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Stores;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The week before a demo: calls to a dental clinic, what became of their leads, what was promised,
/// and the appointments of the days around it.
public final class DemoWeek {
  private static final Duration FOLLOW_UP = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration A_DAY = Duration.ofDays(1);

  /// Who worked on the leads.
  private static final String ACTOR = "demo";

  private final Stores stores;
  private final AudioFiles audio;
  private final InstantSource clock;
  private final List<WeekCall> calls = WeekFile.read();

  /// @param stores of a server that runs, and follows up what is written
  /// @param audio the sounds of its data folder
  public DemoWeek(Stores stores, AudioFiles audio, InstantSource clock) {
    this.stores = stores;
    this.audio = audio;
    this.clock = clock;
  }

  /// Writes the week, unless the ledger has it already. Other calls, such as those of a demo
  /// without a console, stay beside it.
  ///
  /// @param account the SID of the Twilio account
  /// @param called the business's number
  /// @return how many calls were written
  public int write(String account, PhoneNumber called, long business) {
    if (stores.calls().find(WeekWriter.sid(0)).isPresent()) {
      return 0;
    }
    Instant now = clock.instant();
    var writer = new WeekWriter(stores, audio, CallerClips.shipped(), account, called, business);
    for (int i = 0; i < calls.size(); i++) {
      writer.write(calls.get(i), i, WeekFile.arrival(calls.get(i), now));
    }
    for (int i = 0; i < calls.size(); i++) {
      work(calls.get(i), WeekWriter.sid(i), business, now);
    }
    new DemoAppointments(stores.crm().appointments(), business, now).write(lastCalls());
    return calls.size();
  }

  private Map<String, CallSid> lastCalls() {
    var last = new HashMap<String, CallSid>();
    for (int i = 0; i < calls.size(); i++) {
      last.put(calls.get(i).from(), WeekWriter.sid(i));
    }
    return last;
  }

  /// What people did with a call, once the server has followed it up.
  private void work(WeekCall call, CallSid sid, long business, Instant now) {
    Instant arrival = WeekFile.arrival(call, now);
    if (arrival.isAfter(now.minus(A_DAY))) {
      // What is written here is not to be replaced by the server's own summary.
      waitUntil(() -> stores.afterCalls().isDone(sid));
    }
    String subject = call.lead() == null ? null : call.lead().subject();
    if (call.summary() != null) {
      stores
          .callSummaries()
          .save(
              new CallSummary(
                  sid, business, call.summary(), subject, Map.of(), ACTOR, ACTOR, later(arrival)));
    }
    WeekCall.Lead lead = call.lead();
    if (lead != null) {
      waitUntil(
          () ->
              find(business, sid).map(WorkedLead::work).map(LeadWork::contact).isPresent()
                  || lead.reason() != null);
      find(business, sid)
          .ifPresent(found -> work(lead, found.work(), sid, business, later(arrival)));
    }
    WeekCall.Promise promise = call.promise();
    if (promise != null) {
      Long contact = find(business, sid).map(WorkedLead::work).map(LeadWork::contact).orElse(null);
      promise(promise, sid, contact, new PhoneNumber(call.from()), business, arrival, now);
    }
  }

  private void work(WeekCall.Lead lead, LeadWork before, CallSid sid, long business, Instant at) {
    LeadWork.Priority priority = lead.priority();
    boolean isNew =
        lead.state() == LeadWork.State.NEW && (priority == null || priority == before.priority());
    if (!isNew) {
      var _ =
          stores
              .crm()
              .leads()
              .update(
                  business,
                  sid,
                  before,
                  new LeadWork(
                      lead.state(),
                      lead.reason(),
                      before.contact(),
                      null,
                      priority == null ? before.priority() : priority,
                      null,
                      before.fields(),
                      before.revision(),
                      null),
                  ACTOR,
                  at);
    }
    if (lead.note() != null) {
      var _ = stores.crm().leads().addNote(business, sid, lead.note(), ACTOR, at.plusSeconds(60));
    }
  }

  private void promise(
      WeekCall.Promise promise,
      CallSid call,
      @Nullable Long contact,
      PhoneNumber number,
      long business,
      Instant madeAt,
      Instant now) {
    Instant due = now.plus(Duration.ofMinutes(promise.minutes()));
    var _ =
        stores
            .crm()
            .promises()
            .add(
                new Promise.Draft(
                    business,
                    call,
                    contact,
                    number,
                    promise.words(),
                    due,
                    null,
                    Promise.BY_AGENT,
                    "demo:" + call.value()),
                madeAt);
  }

  private Optional<WorkedLead> find(long business, CallSid sid) {
    return stores.crm().leads().find(business, sid);
  }

  /// Some minutes after a call, and not in the future.
  private Instant later(Instant arrival) {
    Instant later = arrival.plus(Duration.ofMinutes(6));
    Instant now = clock.instant();
    return later.isBefore(now) ? later : now;
  }

  /// Waits for the server's own work on a call; without it the week is only less complete.
  private void waitUntil(BooleanSupplier done) {
    long deadline = System.nanoTime() + FOLLOW_UP.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
