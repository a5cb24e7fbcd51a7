package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.Webhook;
import app.kolan.twilio.webhook.WebhookReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Answers Twilio's webhooks. What is acknowledged is in the ledger first, and nothing remote is
/// waited for.
///
/// Each method blocks for the disk, so it runs on a virtual thread. Safe to share.
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final CallStore calls;
  private final RecordingStore recordings;
  private final Business business;
  private final PromptLibrary prompts;
  private final Consumer<RecordingSid> fetchRecording;
  private final DrainTracker underWay;
  private final Admission admission;
  private final BooleanSupplier draining;
  private final InstantSource clock;
  private final Tickets tickets = new Tickets();

  /// @param fetchRecording asks for a recording to be fetched some time
  /// @param draining whether the server takes no new talks because it is about to stop
  public Webhooks(
      CallStore calls,
      RecordingStore recordings,
      Business business,
      PromptLibrary prompts,
      Consumer<RecordingSid> fetchRecording,
      DrainTracker underWay,
      Admission admission,
      BooleanSupplier draining,
      InstantSource clock) {
    this.calls = calls;
    this.recordings = recordings;
    this.business = business;
    this.prompts = prompts;
    this.fetchRecording = fetchRecording;
    this.underWay = underWay;
    this.admission = admission;
    this.draining = draining;
    this.clock = clock;
  }

  /// A call comes in: greets, and leads it to whoever answers for the business.
  public Twiml incomingCall(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.IncomingCall incoming = WebhookReader.incomingCall(form);
    LoggedCall call =
        calls.addArrival(
            incoming.callSid(),
            incoming.accountSid(),
            business.id(),
            incoming.caller(),
            incoming.called(),
            tickets.fresh(),
            clock.instant());
    LOG.atInfo()
        .addKeyValue("from", call.caller())
        .addKeyValue("mode", business.mode())
        .log("a call comes in");
    return underWay.lead(call.sid(), greet(call, documents(base)));
  }

  private Twiml greet(LoggedCall call, CallDocuments documents) {
    if (call.ticketSpent()) {
      return documents.broken(business.human());
    }
    if (draining.getAsBoolean()) {
      return documents.voicemail();
    }
    return switch (business.mode()) {
      case CONVERSE ->
          admission.admits(call.sid()) ? documents.converse(call) : documents.allLinesBusy();
      case LISTEN ->
          admission.admits(call.sid())
              ? documents.listen(call, business)
              : documents.allLinesBusy();
      case VOICEMAIL -> documents.voicemail();
    };
  }

  /// The stream is over, or never began: what is known of the call decides. A call that nobody has
  /// settled by now is a broken one.
  public Twiml streamEnded(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.StreamEnded ended = WebhookReader.streamEnded(form);
    admission.over(ended.callSid());
    calls.settle(ended.callSid(), CallOutcome.BROKEN, null, clock.instant());
    Optional<LoggedCall> known = calls.find(ended.callSid());
    CallOutcome outcome = known.map(LoggedCall::outcome).orElse(CallOutcome.BROKEN);
    LOG.atInfo().addKeyValue("outcome", outcome).log("the stream has ended");
    PhoneNumber human = known.map(LoggedCall::handOverTo).orElse(null);
    return underWay.lead(ended.callSid(), goOn(outcome, human, documents(base)));
  }

  private Twiml goOn(CallOutcome outcome, @Nullable PhoneNumber human, CallDocuments documents) {
    return switch (outcome) {
      case FINISHED -> CallDocuments.hangUp();
      case HANDED_OVER -> human == null ? documents.transferFailed() : documents.handOver(human);
      case OPEN, BROKEN, HUNG_UP -> documents.broken(business.human());
    };
  }

  /// The human was reached and has hung up, or was not reached: then the caller leaves a message.
  public Twiml dialEnded(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.StreamEnded ended = WebhookReader.streamEnded(form);
    String status = form.first("DialCallStatus").orElse("");
    boolean reached = status.equals("completed") || status.equals("answered");
    return underWay.lead(
        ended.callSid(), reached ? CallDocuments.hangUp() : documents(base).transferFailed());
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
    return underWay.lead(message.callSid(), documents(base).thanksForMessage());
  }

  /// Twilio could not reach us, or could not use our answer, and asks again here.
  public Twiml voiceFallback(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.Fallback fallback = WebhookReader.fallback(form);
    admission.over(fallback.callSid());
    calls.addArrival(
        fallback.callSid(),
        fallback.accountSid(),
        business.id(),
        fallback.caller(),
        fallback.called(),
        tickets.fresh(),
        clock.instant());
    LoggingEventBuilder log = LOG.atWarn();
    log = known(log, "code", fallback.errorCode());
    log = known(log, "url", withoutSecrets(fallback.errorUrl()));
    log.log("Twilio turned to the fallback URL");
    return documents(base).broken(business.human());
  }

  public void callStatus(FormPairs form) throws MalformedWebhook {
    Webhook.CallProgress progress = WebhookReader.callProgress(form);
    calls.addProgress(progress, clock.instant());
    CallStatus status = progress.status();
    if (status != null && status.isEnd()) {
      calls.settle(progress.callSid(), CallOutcome.HUNG_UP, null, clock.instant());
      underWay.over(progress.callSid());
      admission.over(progress.callSid());
    }
    LoggingEventBuilder log = LOG.atInfo();
    log = known(log, "status", progress.status());
    log = known(log, "length", progress.length());
    log = known(log, "code", progress.errorCode());
    log.log("the call's status");
  }

  public void streamStatus(FormPairs form) throws MalformedWebhook {
    Webhook.StreamProgress progress = WebhookReader.streamProgress(form);
    calls.addStreamProgress(progress, clock.instant());
    String error = progress.error();
    LoggingEventBuilder log = error == null ? LOG.atInfo() : LOG.atWarn();
    log = known(log, "event", progress.event());
    log = known(log, "error", error);
    log.log("the stream's status");
  }

  public void recordingStatus(FormPairs form) throws MalformedWebhook {
    Webhook.RecordingProgress progress = WebhookReader.recordingProgress(form);
    switch (progress.status()) {
      case "absent", "failed" ->
          recordings.markAbsent(
              progress.recordingSid(), progress.callSid(), progress.status(), clock.instant());
      case "completed" -> {
        recordings.announce(
            progress.recordingSid(), progress.callSid(), progress.length(), clock.instant());
        fetchRecording.accept(progress.recordingSid());
      }
      default -> {}
    }
    LOG.atInfo()
        .addKeyValue("recording", progress.recordingSid())
        .addKeyValue("status", progress.status())
        .log("the recording's status");
  }

  /// What helps the caller when a fault of ours keeps a webhook from being answered.
  public Twiml apology(PublicUrl base) {
    return documents(base).broken(business.human());
  }

  /// What a caller hears whose message could not be taken down. It is not asked for again: that
  /// would go on for ever, and Twilio has the recording.
  public Twiml messageApology(PublicUrl base) {
    return documents(base).sorry();
  }

  /// A URL without credentials and query.
  private static @Nullable String withoutSecrets(@Nullable String url) {
    return url == null ? null : url.replaceFirst("//[^/@]*@", "//").replaceFirst("[?#].*", "");
  }

  private static LoggingEventBuilder known(
      LoggingEventBuilder log, String key, @Nullable Object value) {
    return value == null ? log : log.addKeyValue(key, value);
  }

  private CallDocuments documents(PublicUrl base) {
    return new CallDocuments(base, prompts, business.greeting());
  }
}
