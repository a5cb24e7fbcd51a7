package app.kolan.server.tool;

import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.CallContext;
import app.kolan.server.crm.DueTime;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Promises the caller that he is called back by a time. A call has one such promise: used again,
/// it changes that one.
final class PromiseCallback implements Tool {
  private static final String BY = "by";
  private static final String ABOUT = "about";
  private static final int MOST_OF_A_TIME = 40;
  private static final int MOST_OF_A_SUBJECT = 500;
  private static final DateTimeFormatter SPOKEN =
      DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private final ToolSpec spec;
  private final PromiseStore promises;
  private final LeadStore leads;
  private final InstantSource clock;

  PromiseCallback(
      BusinessLocale locale, PromiseStore promises, LeadStore leads, InstantSource clock) {
    spec = spec(locale.languageName());
    this.promises = promises;
    this.leads = leads;
    this.clock = clock;
  }

  /// @param language of those who read the promise
  private static ToolSpec spec(String language) {
    return new ToolSpec(
        "promise_callback",
        "Promises the caller that the business calls back by a time, and reminds the business of"
            + " it. Use it when you and the caller agree on one; never promise a time without it.",
        Parameters.of(
                Parameter.text(
                        BY,
                        "Until when, on the business's clock: HH:MM for the next time that it is"
                            + " so late, or YYYY-MM-DD HH:MM.",
                        MOST_OF_A_TIME)
                    .needed(),
                Parameter.text(
                    ABOUT, "What it is about, in %s.".formatted(language), MOST_OF_A_SUBJECT))
            .schema());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    CallContext call = use.call();
    ZoneId zone = call.business().locale().zone();
    Instant now = clock.instant();
    Optional<Instant> due = DueTime.parse(use.arguments().text(BY).orElse(""), zone, now);
    if (due.isEmpty()) {
      return ToolResult.refused(
          "Nothing was promised: give `by` as HH:MM or YYYY-MM-DD HH:MM, in the coming 60 days."
              + " Now it is %s.".formatted(spoken(now, zone)));
    }
    Optional<Lead> lead = leads.find(call.sid());
    PhoneNumber number = lead.map(Lead::callback).or(call::callersNumber).orElse(null);
    if (number == null) {
      return ToolResult.refused(
          "Nothing was promised: the caller's number is hidden. Take the number to call back on by"
              + " take_message first.");
    }
    String about = use.arguments().text(ABOUT).orElse(null);
    saveLead(call, number, about, now);
    savePromise(call, number, words(about, lead.map(Lead::subject).orElse(null)), due.get(), now);
    return ToolResult.done(
        "It is promised: they are called back by %s.".formatted(spoken(due.get(), zone)));
  }

  private void savePromise(
      CallContext call, PhoneNumber number, String words, Instant due, Instant now) {
    Instant remind = DueTime.reminder(due, now);
    Promise promise =
        promises.add(
            new Promise.Draft(
                call.business().id(),
                call.sid(),
                null,
                number,
                words,
                due,
                remind,
                Promise.BY_AGENT,
                "agent:" + call.sid().value()),
            now);
    if (!promise.dueAt().equals(due) || !promise.words().equals(words)) {
      promises.update(
          call.business().id(),
          promise.id(),
          promise.revision(),
          words,
          due,
          remind,
          Promise.BY_AGENT,
          now);
    }
  }

  /// Whoever was promised something is somebody to call back.
  private void saveLead(CallContext call, PhoneNumber number, @Nullable String about, Instant now) {
    leads.save(
        new Lead(
            call.sid(),
            call.business().id(),
            call.caller(),
            number,
            null,
            null,
            null,
            about == null ? LeadState.OPEN : LeadState.COMPLETE,
            now,
            about,
            null));
  }

  private static String words(@Nullable String about, @Nullable String subject) {
    return about != null ? about : subject != null ? subject : "Call back";
  }

  private static String spoken(Instant at, ZoneId zone) {
    return ZonedDateTime.ofInstant(at, zone).format(SPOKEN);
  }
}
