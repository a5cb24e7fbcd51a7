package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Contact;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.HandOver.Outcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the webhooks of callers whom people are asked to take. They name the hand-over and the
/// person in the query of their URL, which Twilio has signed.
///
/// Each method blocks for the disk, so it runs on a virtual thread. Safe to share.
/*
 *   the caller's leg                                    the person's leg
 *   ────────────────                                    ────────────────
 *   stream_ended ─▶ <Dial answerOnBridge>, rings ─────▶ hand_over_ask: "on the line: Dana …"
 *                   rings                               hand_over_key:  1 ─▶ the two talk
 *                                                                      2, silence, gone ─▶ the end
 *   dial_ended ◀── not taken, busy, no answer ──────────┘
 *        ├─ somebody is left: the same with the next one
 *        └─ nobody: a sentence, and <Connect> with a fresh ticket: the agent goes on
 */
public final class HandOvers {
  private static final Logger LOG = LoggerFactory.getLogger(HandOvers.class);
  private static final Duration RINGING = Duration.ofSeconds(20);
  private static final Duration TO_PRESS = Duration.ofSeconds(5);
  private static final int LONGEST_REASON = 200;

  private final Stores stores;
  private final BusinessDirectory directory;
  private final PromptLibraries prompts;
  private final ActiveCalls activeCalls;
  private final BooleanSupplier draining;
  private final InstantSource clock;
  private final Tickets tickets = new Tickets();
  private volatile Consumer<HandOver> rung = _ -> {};

  /// @param draining whether the server takes no new talks because it is about to stop
  public HandOvers(
      Stores stores,
      BusinessDirectory directory,
      PromptLibraries prompts,
      ActiveCalls activeCalls,
      BooleanSupplier draining,
      InstantSource clock) {
    this.stores = stores;
    this.directory = directory;
    this.prompts = prompts;
    this.activeCalls = activeCalls;
    this.draining = draining;
    this.clock = clock;
  }

  /// Tells this each time that somebody is about to be rung, before Twilio is told to; it must not
  /// wait. A later one replaces it.
  public void onRing(Consumer<HandOver> listener) {
    rung = listener;
  }

  /// The caller of a call whose stream is over is to be handed over; empty when people are not to
  /// be asked, so that the caller is just connected.
  Optional<Twiml> begin(LoggedCall call, BusinessSettings settings, PublicUrl base) {
    return stores
        .handOvers()
        .findByCall(call.sid())
        .filter(known -> known.state() == HandOver.State.RINGING)
        .map(known -> next(known, settings, base));
  }

  private Twiml next(HandOver now, BusinessSettings settings, PublicUrl base) {
    return switch (now.state()) {
      case RINGING ->
          now.position() < now.people().size()
              ? ring(now, settings, base)
              : giveBack(now, settings, base);
      case RETURNED -> giveBack(now, settings, base);
      case TAKEN, LEFT -> CallDocuments.hangUp();
    };
  }

  /// Whether the end of a `<Dial>` is that of somebody who was asked.
  static boolean isAsked(FormPairs form) {
    return form.first(TwilioPaths.HAND_OVER).isPresent();
  }

  /// The leg to somebody who was asked is over.
  Twiml dialEnded(FormPairs form, PublicUrl base) {
    return asked(form)
        .map(asked -> dialEnded(asked.handOver(), asked.settings(), form, base))
        .orElseGet(CallDocuments::hangUp);
  }

  private Twiml dialEnded(
      HandOver known, BusinessSettings settings, FormPairs form, PublicUrl base) {
    int person = person(form);
    if (wasConnected(form, known, person)) {
      boolean _ = stores.handOvers().take(known.id(), person, clock.instant());
      return CallDocuments.hangUp();
    }
    if (Webhooks.hasHungUp(form)) {
      callerLeft(known.call());
      return CallDocuments.hangUp();
    }
    Outcome outcome =
        switch (form.first("DialCallStatus").orElse("")) {
          case "busy" -> Outcome.BUSY;
          case "no-answer" -> Outcome.NO_ANSWER;
          case "failed" -> Outcome.FAILED;
          default -> Outcome.DECLINED;
        };
    HandOver now =
        stores.handOvers().advance(known.id(), person, outcome, clock.instant()).orElse(known);
    LOG.atInfo()
        .addKeyValue("hand_over", now.id())
        .addKeyValue("person", person)
        .addKeyValue("outcome", outcome)
        .log("a call was not taken");
    return next(now, settings, base);
  }

  /// Twilio says so for accounts that it has told of bridging; of others the key is what is known.
  private static boolean wasConnected(FormPairs form, HandOver known, int person) {
    boolean completed = form.first("DialCallStatus").orElse("").matches("completed|answered");
    boolean taken = known.state() == HandOver.State.TAKEN && known.position() == person;
    return completed && form.first("DialBridged").map("true"::equals).orElse(taken);
  }

  /// What is done when the end of a leg could not be told: as if it had ended without an answer.
  Optional<Twiml> instead(LoggedCall call, BusinessSettings settings, PublicUrl base) {
    return stores
        .handOvers()
        .findByCall(call.sid())
        .flatMap(
            known ->
                switch (known.state()) {
                  case TAKEN, LEFT -> Optional.empty();
                  case RINGING, RETURNED -> Optional.of(giveBack(known, settings, base));
                });
  }

  private Twiml ring(HandOver handOver, BusinessSettings settings, PublicUrl base) {
    Target target = settings.business().transfers().find(handOver.person()).orElse(null);
    if (target == null) {
      return giveBack(handOver, settings, base);
    }
    rung.accept(handOver);
    return Twiml.of(
        new Verb.Dial(
            target.number().value(),
            null,
            RINGING,
            address(base, TwilioPaths.DIAL_ENDED, handOver),
            address(base, TwilioPaths.HAND_OVER_ASK, handOver),
            null,
            null,
            true,
            ringTone(settings.business())));
  }

  /// The ringing of the business's country, as Twilio writes it: a carrier's own may be anything,
  /// silence among it. Null where Twilio has none.
  private static @Nullable String ringTone(Business business) {
    String country = business.locale().country().toLowerCase(Locale.ROOT);
    String tone = country.equals("gb") ? "uk" : country;
    return Verb.Dial.RING_TONES.contains(tone) ? tone : null;
  }

  /// The agent goes on, or a message is taken.
  private Twiml giveBack(HandOver handOver, BusinessSettings settings, PublicUrl base) {
    CallDocuments documents = CallDocuments.of(base, prompts, settings);
    if (draining.getAsBoolean()) {
      return documents.transferFailed();
    }
    Optional<LoggedCall> call =
        stores
            .handOvers()
            .giveBack(handOver.id(), tickets.fresh(), clock.instant())
            .flatMap(known -> stores.calls().find(known.call()))
            .filter(known -> known.outcome() == CallOutcome.OPEN && !known.status().isEnd());
    if (call.isEmpty()) {
      return documents.transferFailed();
    }
    activeCalls.awaitStream(call.get().sid());
    return documents.goOn(call.get());
  }

  /// Somebody has answered: says who is there and what for, twice, and waits for a key.
  public Twiml ask(FormPairs form, PublicUrl base) {
    Asked asked = asked(form).orElse(null);
    if (asked == null || !isAsked(asked.handOver(), person(form))) {
      return CallDocuments.hangUp();
    }
    HandOver known = asked.handOver();
    Business business = asked.settings().business();
    HandOverTexts texts = texts(business, known);
    Lead lead = stores.leads().find(known.call()).orElse(null);
    Verb.Prompting who =
        texts.say(
            texts.ask(
                business.name(), caller(asked.call(), lead, business, texts), reason(known, lead)));
    var gather =
        new Verb.Gather(
            "dtmf",
            address(base, TwilioPaths.HAND_OVER_KEY, known),
            TO_PRESS,
            1,
            "",
            null,
            List.of(who));
    return Twiml.of(gather, gather, new Verb.Hangup());
  }

  /// Somebody who was asked has pressed a key. At the end of an empty document he is connected.
  public Twiml key(FormPairs form, PublicUrl base) {
    Asked asked = asked(form).orElse(null);
    if (asked == null || !form.first("Digits").orElse("").equals("1")) {
      return CallDocuments.hangUp();
    }
    HandOver known = asked.handOver();
    boolean isThere = !asked.call().status().isEnd();
    if (isThere && stores.handOvers().take(known.id(), person(form), clock.instant())) {
      LOG.atInfo().addKeyValue("hand_over", known.id()).log("a call was taken");
      return Twiml.of();
    }
    if (isThere && known.state() == HandOver.State.TAKEN) {
      return Twiml.of(); // the request was repeated
    }
    HandOverTexts texts = texts(asked.settings().business(), known);
    return Twiml.of(texts.say(texts.gone()), new Verb.Hangup());
  }

  /// The caller is gone, whoever had him.
  void callerLeft(CallSid call) {
    try {
      stores.handOvers().callerLeft(call, clock.instant());
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("the end of a hand-over is not kept");
    }
  }

  private static boolean isAsked(HandOver known, int person) {
    return known.state() == HandOver.State.RINGING && known.position() == person;
  }

  private HandOverTexts texts(Business business, HandOver known) {
    return HandOverTexts.of(
        business
            .transfers()
            .find(known.person())
            .map(Target::language)
            .orElse(business.locale().language()));
  }

  private String caller(
      LoggedCall call, @Nullable Lead lead, Business business, HandOverTexts texts) {
    String name =
        stores
            .crm()
            .contacts()
            .findByNumber(business.id(), call.caller())
            .flatMap(Contact::name)
            .orElse(lead == null ? null : lead.name());
    if (name != null && !name.isBlank()) {
      return name;
    }
    return call.caller().isDialable()
        ? String.join(
            " ", CallbackNumber.digits(call.caller(), business.locale().country()).split(""))
        : texts.hidden();
  }

  private static String reason(HandOver known, @Nullable Lead lead) {
    String subject = lead == null ? null : lead.subject();
    String reason = known.reason().isBlank() && subject != null ? subject : known.reason();
    String line = reason.strip().replaceAll("\\s+", " ").replaceAll("[.]+$", "");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
  }

  /// A hand-over that a URL names, with its call and the settings by which that is answered.
  private record Asked(HandOver handOver, LoggedCall call, BusinessSettings settings) {}

  /// The one that the URL names, when the account is that of its business.
  private Optional<Asked> asked(FormPairs form) {
    String account = form.first("AccountSid").orElse("");
    return form.first(TwilioPaths.HAND_OVER)
        .filter(id -> id.matches("[0-9a-f]{32}"))
        .flatMap(stores.handOvers()::find)
        .flatMap(this::asked)
        .filter(asked -> account.equals(asked.settings().account().accountSid()));
  }

  private Optional<Asked> asked(HandOver known) {
    return stores
        .calls()
        .find(known.call())
        .flatMap(
            call ->
                directory
                    .find(call.businessId(), call.settingsVersion())
                    .map(settings -> new Asked(known, call, settings)));
  }

  private static int person(FormPairs form) {
    return form.first(TwilioPaths.PERSON)
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::valueOf)
        .orElse(-1);
  }

  private static String address(PublicUrl base, String path, HandOver handOver) {
    return "%s?%s=%s&%s=%d"
        .formatted(
            base.web(path),
            TwilioPaths.HAND_OVER,
            handOver.id(),
            TwilioPaths.PERSON,
            handOver.position());
  }
}
