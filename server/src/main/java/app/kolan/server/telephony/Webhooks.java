package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.Webhook;
import app.kolan.twilio.webhook.WebhookReader;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Answers the webhooks by which Twilio asks what to do. What is acknowledged is in the ledger
/// first, and nothing remote is waited for.
///
/// Each method blocks for the disk, so it runs on a virtual thread. Safe to share.
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private static final int MOST_NUMBERS = 10_000;

  private final CallStore calls;
  private final RecordingStore recordings;
  private final CalledBusinesses businesses;
  private final Consumer<RecordingSid> fetchRecording;
  private final ActiveCalls activeCalls;
  private final Admission admission;
  private final Resumption resumption;
  private final HandOvers handOvers;
  private final BooleanSupplier draining;
  private final Executor unawaited;
  private final InstantSource clock;
  private final StatusCallbacks statusCallbacks;
  private final PlacedTalks placedTalks;
  private final CallArrivals arrivals;
  private volatile Consumer<BusinessSettings> whenConversing = _ -> {};
  private final Set<PhoneNumber> called = ConcurrentHashMap.newKeySet();

  /// @param directory the businesses that are called
  /// @param fetchRecording asks for a recording to be fetched some time
  /// @param resumption decides whether a talk whose stream is over goes on
  /// @param unawaited runs what a webhook's answer does not wait for
  /// @param draining whether the server takes no new talks because it is about to stop
  public Webhooks(
      CallStore calls,
      RecordingStore recordings,
      BusinessDirectory directory,
      PromptLibraries prompts,
      Consumer<RecordingSid> fetchRecording,
      ActiveCalls activeCalls,
      Admission admission,
      Resumption resumption,
      HandOvers handOvers,
      Executor unawaited,
      BooleanSupplier draining,
      InstantSource clock) {
    this.calls = calls;
    this.recordings = recordings;
    businesses = new CalledBusinesses(directory, prompts);
    this.fetchRecording = fetchRecording;
    this.activeCalls = activeCalls;
    this.admission = admission;
    this.resumption = resumption;
    this.handOvers = handOvers;
    this.unawaited = unawaited;
    this.draining = draining;
    this.clock = clock;
    statusCallbacks = new StatusCallbacks(calls, recordings, fetchRecording, this::ended, clock);
    arrivals = new CallArrivals(calls, new Tickets(), clock);
    placedTalks = new PlacedTalks(arrivals, businesses, activeCalls, admission, draining, clock);
  }

  /// Sets what is to be done beside the greeting of a caller who will talk with an agent.
  public void whenConversing(Consumer<BusinessSettings> task) {
    whenConversing = task;
  }

  /// The callers whom people are asked to take.
  public HandOvers handOvers() {
    return handOvers;
  }

  /// What Twilio only reports.
  public StatusCallbacks statusCallbacks() {
    return statusCallbacks;
  }

  /// The calls that were placed so that the agent talks.
  public PlacedTalks placedTalks() {
    return placedTalks;
  }

  /// A call comes in: greets, and leads it to whoever answers for the business.
  public Twiml incomingCall(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.IncomingCall incoming = WebhookReader.incomingCall(form);
    Optional<BusinessSettings> called = businesses.byNumber(incoming.called());
    noteCalled(incoming.called());
    if (called.isEmpty()) {
      return ofNobody(incoming, base);
    }
    LoggedCall call =
        arrivals.add(
            incoming.callSid(),
            incoming.accountSid(),
            incoming.caller(),
            incoming.called(),
            called.get());
    BusinessSettings settings = businesses.of(call).orElse(called.get());
    LOG.atInfo()
        .addKeyValue("from", call.caller())
        .addKeyValue("mode", settings.business().mode())
        .log("a call comes in");
    return activeCalls.instruct(
        call.sid(), greet(call, settings, businesses.documents(settings, base)));
  }

  /// A number that no business has: the caller leaves a message, which the operator finds.
  private Twiml ofNobody(Webhook.IncomingCall incoming, PublicUrl base) {
    StrangersLog.SHARED
        .at(Level.ERROR, LOG)
        .addKeyValue("to", incoming.called())
        .log("a number without a business was called; give it to one, or release it at Twilio");
    arrivals.addToNobody(
        incoming.callSid(), incoming.accountSid(), incoming.caller(), incoming.called());
    return businesses.documentsOfNobody(base).voicemail();
  }

  private void noteCalled(PhoneNumber number) {
    if (called.size() < MOST_NUMBERS) {
      called.add(number);
    }
  }

  /// Whether a call to this number has come to this server since its start.
  public boolean wasCalled(PhoneNumber number) {
    return called.contains(number);
  }

  private Twiml greet(LoggedCall call, BusinessSettings settings, CallDocuments documents) {
    Business business = settings.business();
    if (call.status().isEnd() || call.outcome().endsTheCall()) {
      StrangersLog.SHARED.atWarn(LOG).log("the first webhook of a call that is over was repeated");
      return CallDocuments.hangUp();
    }
    if (call.ticketSpent() || Tickets.isTooOld(call, clock.instant())) {
      return documents.broken(business.human());
    }
    if (draining.getAsBoolean()) {
      return documents.voicemail();
    }
    return switch (business.mode()) {
      case CONVERSE ->
          admission
              .refusal(call.sid(), business)
              .map(limit -> turnedAway(limit, documents))
              .orElseGet(() -> converse(call, settings, documents));
      case LISTEN ->
          admission
              .refusal(call.sid(), business)
              .map(limit -> turnedAway(limit, documents))
              .orElseGet(() -> documents.listen(call, business.human()));
      case VOICEMAIL -> documents.voicemail();
    };
  }

  private Twiml converse(LoggedCall call, BusinessSettings settings, CallDocuments documents) {
    unawaited.execute(() -> whenConversing.accept(settings));
    return documents.converse(call);
  }

  /// What is said is so: to call again later helps only where lines are busy.
  private static Twiml turnedAway(LimitReached limit, CallDocuments documents) {
    return switch (limit) {
      case CALLS, NEW_CALLS, BUSINESS_CALLS -> documents.allLinesBusy();
      case BUSINESS_MINUTES, BUSINESS_COST -> documents.cannotAnswer();
    };
  }

  /// The stream is over, or never began: what is known of the call decides. A call that nobody has
  /// settled by now is a broken one, unless it still talks on another stream, whose end settles it,
  /// or goes on because the node that had it is lost.
  public Twiml streamEnded(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.StreamEnded ended = WebhookReader.streamEnded(form);
    boolean isOver = activeCalls.streamReportedOver(ended.callSid(), ended.streamSid());
    Optional<LoggedCall> known = calls.find(ended.callSid());
    if (isOver && known.isPresent()) {
      resumption.noteAsked(known.get());
      if (!hasHungUp(form) && resumption.resume(known.get(), ended.streamSid())) {
        return activeCalls.instruct(ended.callSid(), resumed(ended.callSid(), base));
      }
      if (known.get().outcome() == CallOutcome.OPEN
          && !resumption.mayTalkElsewhere(known.get(), ended.streamSid())) {
        calls.settle(ended.callSid(), CallOutcome.BROKEN, null, clock.instant());
        known = calls.find(ended.callSid());
      }
    }
    CallOutcome outcome = known.map(LoggedCall::outcome).orElse(CallOutcome.BROKEN);
    LOG.atInfo().addKeyValue("outcome", outcome).log("the stream has ended");
    return activeCalls.instruct(ended.callSid(), goOn(known, businesses.of(known, form), base));
  }

  /// Whether the caller has hung up: Twilio asks all the same then, and does not use the answer.
  static boolean hasHungUp(FormPairs form) {
    return form.first("CallStatus")
        .flatMap(CallStatus::ofWire)
        .filter(CallStatus::isEnd)
        .isPresent();
  }

  private Twiml resumed(CallSid sid, PublicUrl base) {
    LoggedCall call = calls.find(sid).orElseThrow();
    Optional<BusinessSettings> settings = businesses.of(call);
    return businesses.documents(settings, base).resume(call, CalledBusinesses.human(settings));
  }

  private Twiml goOn(
      Optional<LoggedCall> call, Optional<BusinessSettings> settings, PublicUrl base) {
    CallDocuments documents = businesses.documents(settings, base);
    return switch (call.map(LoggedCall::outcome).orElse(CallOutcome.OPEN)) {
      case FINISHED -> CallDocuments.hangUp();
      case HANDED_OVER ->
          settings
              .flatMap(known -> handOvers.begin(call.orElseThrow(), known, base))
              .orElseGet(
                  () ->
                      call.map(LoggedCall::handOverTo)
                          .map(documents::handOver)
                          .orElseGet(documents::transferFailed));
      case OPEN, BROKEN, HUNG_UP -> documents.broken(CalledBusinesses.human(settings));
    };
  }

  /// The human was reached and has hung up, or was not reached: then the caller leaves a message.
  public Twiml dialEnded(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.StreamEnded ended = WebhookReader.streamEnded(form);
    if (HandOvers.isAsked(form)) {
      return activeCalls.instruct(ended.callSid(), handOvers.dialEnded(form, base));
    }
    String status = form.first("DialCallStatus").orElse("");
    boolean reached = status.equals("completed") || status.equals("answered");
    return activeCalls.instruct(
        ended.callSid(),
        reached
            ? CallDocuments.hangUp()
            : businesses
                .documents(businesses.of(calls.find(ended.callSid()), form), base)
                .transferFailed());
  }

  /// The caller has left a message: it is kept from here on, and fetched when Twilio has it ready.
  public Twiml handleRecording(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.MessageRecorded message = WebhookReader.messageRecorded(form);
    calls.settle(message.callSid(), CallOutcome.FINISHED, null, clock.instant());
    RecordingSid recording = message.recordingSid();
    if (recording != null) {
      recordings.announce(recording, message.callSid(), message.length(), clock.instant());
      fetchRecording.accept(recording);
    }
    LoggingEventBuilder log = LOG.atInfo();
    log = known(log, "recording", recording);
    log.log("a message was recorded");
    return activeCalls.instruct(
        message.callSid(),
        businesses
            .documents(businesses.of(calls.find(message.callSid()), form), base)
            .thanksForMessage());
  }

  /// Twilio could not reach us, or could not use our answer, and asks again here. What is known of
  /// the call decides, as at the end of its stream: a caller who was thanked hears no apology.
  ///
  /// This is the last that is asked, so it needs no store: where that fails, a call is taken for
  /// one of which nothing is known, and nothing is waited for that is to be written.
  public Twiml voiceFallback(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.Fallback fallback = WebhookReader.fallback(form);
    noteCalled(fallback.called());
    var _ = activeCalls.streamReportedOver(fallback.callSid(), null);
    Optional<LoggedCall> call = find(fallback.callSid());
    if (call.isEmpty()) {
      unawaited.execute(() -> addArrival(fallback));
    }
    CallOutcome outcome = call.map(LoggedCall::outcome).orElse(CallOutcome.OPEN);
    String failed = Objects.requireNonNullElse(withoutSecrets(fallback.errorUrl()), "");
    LoggingEventBuilder log = LOG.atWarn();
    log = known(log, "code", fallback.errorCode());
    log = known(log, "url", failed.isEmpty() ? null : failed);
    log.addKeyValue("outcome", outcome).log("Twilio requested the fallback URL");
    Optional<BusinessSettings> settings =
        call.flatMap(businesses::of).or(() -> businesses.byNumber(fallback.called()));
    return activeCalls.instruct(fallback.callSid(), insteadOf(failed, call, settings, base));
  }

  /// A call that has come in; empty also when the store cannot be read.
  private Optional<LoggedCall> find(CallSid sid) {
    try {
      return calls.find(sid);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("a call could not be looked up");
      return Optional.empty();
    }
  }

  /// Stores a call whose first webhook has not reached us, unless it is nobody's, so that a message
  /// that is left in it becomes a lead.
  private void addArrival(Webhook.Fallback fallback) {
    try {
      businesses
          .byNumber(fallback.called())
          .ifPresent(
              settings ->
                  arrivals.add(
                      fallback.callSid(),
                      fallback.accountSid(),
                      fallback.caller(),
                      fallback.called(),
                      settings));
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("a call could not be stored");
    }
  }

  /// What a caller is answered for whom another webhook was not. A message that was left is with
  /// Twilio and is found there, and a human who was called is not called again.
  ///
  /// @param failed the URL of that webhook; empty when it is unknown
  private Twiml insteadOf(
      String failed,
      Optional<LoggedCall> call,
      Optional<BusinessSettings> settings,
      PublicUrl base) {
    if (failed.endsWith(TwilioPaths.HANDLE_RECORDING)) {
      return businesses.documents(settings, base).thanksForMessage();
    }
    if (failed.endsWith(TwilioPaths.DIAL_ENDED)) {
      return call.flatMap(known -> settings.flatMap(own -> handOvers.instead(known, own, base)))
          .orElseGet(() -> businesses.documents(settings, base).transferFailed());
    }
    return goOn(call, settings, base);
  }

  /// Gives the place of a call that is over to another one.
  ///
  /// @return whether the call is known
  private boolean ended(CallSid call) {
    activeCalls.over(call);
    Optional<LoggedCall> known = find(call);
    if (known.filter(one -> one.outcome() == CallOutcome.HANDED_OVER).isPresent()) {
      handOvers.callerLeft(call);
    }
    known.flatMap(businesses::of).ifPresent(settings -> admission.callEnded(settings.business()));
    return known.isPresent();
  }

  /// What helps the caller when a fault of ours keeps a webhook from being answered.
  public Twiml apology(FormPairs form, PublicUrl base) {
    Optional<BusinessSettings> settings = businesses.byNumber(form);
    return businesses.documents(settings, base).broken(CalledBusinesses.human(settings));
  }

  /// What a caller hears whose message could not be taken down. It is not asked for again: that
  /// would go on for ever, and Twilio has the recording.
  public Twiml messageApology(FormPairs form, PublicUrl base) {
    return businesses.documents(businesses.byNumber(form), base).sorry();
  }

  /// A URL without credentials and query.
  private static @Nullable String withoutSecrets(@Nullable String url) {
    return url == null ? null : url.replaceFirst("//[^/@]*@", "//").replaceFirst("[?#].*", "");
  }

  static LoggingEventBuilder known(LoggingEventBuilder log, String key, @Nullable Object value) {
    return value == null ? log : log.addKeyValue(key, value);
  }
}
