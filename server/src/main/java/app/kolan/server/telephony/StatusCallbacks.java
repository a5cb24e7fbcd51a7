package app.kolan.server.telephony;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.Webhook;
import app.kolan.twilio.webhook.WebhookReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Takes the webhooks by which Twilio only reports: of calls, of media streams, of recordings. They
/// come in any order, more than once, and some before the call itself.
///
/// Each method blocks for the disk, so it runs on a virtual thread. Safe to share.
public final class StatusCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(StatusCallbacks.class);

  private static final Pattern MESSAGE = Pattern.compile("[A-Za-z0-9]{2,64}");
  private static final Pattern WORD = Pattern.compile("[a-z_-]{1,32}");

  private final CallStore calls;
  private final RecordingStore recordings;
  private final Consumer<RecordingSid> fetchRecording;
  private final Predicate<CallSid> ended;
  private final InstantSource clock;
  private volatile MessageListener messages = (_, _, _) -> {};
  private volatile Consumer<CallSid> unknown = _ -> {};
  private volatile DeferredWrites deferred = new DeferredWrites();

  /// @param ended receives each report that a call is over, once that is on the disk or could not
  ///   be written there, and says whether the call is known
  StatusCallbacks(
      CallStore calls,
      RecordingStore recordings,
      Consumer<RecordingSid> fetchRecording,
      Predicate<CallSid> ended,
      InstantSource clock) {
    this.calls = calls;
    this.recordings = recordings;
    this.fetchRecording = fetchRecording;
    this.ended = ended;
    this.clock = clock;
  }

  /// Receives the status of a message that was sent. May block for the disk.
  public interface MessageListener {
    /// @param status Twilio's word, such as `delivered`
    /// @param code Twilio's code when it did not arrive
    void told(String sid, String status, @Nullable Integer code);
  }

  /// Tells this from now on what became of messages; a later one replaces it.
  public void onMessage(MessageListener listener) {
    messages = listener;
  }

  /// Calls this with each call that is reported to be over and of which nothing else is written
  /// down: it came in while the database was away. A later one replaces it.
  public void onUnknown(Consumer<CallSid> listener) {
    unknown = listener;
  }

  /// Has what is reported of calls wait there while the database is away: Twilio says it once.
  public void deferBy(DeferredWrites writes) {
    deferred = writes;
  }

  /// A message's status has changed. What cannot be understood is ignored.
  public void messageStatus(FormPairs form) {
    String sid = form.first("MessageSid").orElse("");
    String status = form.first("MessageStatus").orElse("");
    if (!MESSAGE.matcher(sid).matches() || !WORD.matcher(status).matches()) {
      return;
    }
    Integer code =
        form.first("ErrorCode")
            .filter(text -> text.matches("[1-9][0-9]{0,8}"))
            .map(Integer::valueOf)
            .orElse(null);
    messages.told(sid, status, code);
  }

  /// A call's status has changed.
  public void callStatus(FormPairs form) throws MalformedWebhook {
    Webhook.CallProgress progress = WebhookReader.callProgress(form);
    Instant now = clock.instant();
    told(
        progress,
        () ->
            deferred.run(
                () -> write(progress, CallOutcome.HUNG_UP, now),
                new CallWrite.AddProgress(progress, now)));
  }

  /// The status of a call that the server has placed, which may be none of those who talk.
  ///
  /// @param isTalk whether it was placed so that the agent talks: who hangs up then has missed
  ///   nothing, also when this is told before the end of his stream
  public void placedCallStatus(FormPairs form, boolean isTalk) throws MalformedWebhook {
    Webhook.CallProgress progress = WebhookReader.callProgress(form);
    if (calls.find(progress.callSid()).isEmpty()) {
      return;
    }
    if (isTalk) {
      told(progress, () -> write(progress, CallOutcome.FINISHED, clock.instant()));
    } else {
      callStatus(form);
    }
  }

  private void write(Webhook.CallProgress progress, CallOutcome ifOpen, Instant at) {
    calls.addProgress(progress, at);
    if (isEnd(progress)) {
      calls.settle(progress.callSid(), ifOpen, null, at);
    }
  }

  private static boolean isEnd(Webhook.CallProgress progress) {
    CallStatus status = progress.status();
    return status != null && status.isEnd();
  }

  private void told(Webhook.CallProgress progress, Runnable write) {
    try {
      write.run();
    } finally {
      if (isEnd(progress) && !ended.test(progress.callSid())) {
        unknown.accept(progress.callSid());
      }
    }
    LoggingEventBuilder log = LOG.atInfo();
    log = Webhooks.known(log, "status", progress.status());
    log = Webhooks.known(log, "length", progress.length());
    log = Webhooks.known(log, "code", progress.errorCode());
    log.log("the call's status");
  }

  /// A media stream has begun, ended or failed.
  public void streamStatus(FormPairs form) throws MalformedWebhook {
    Webhook.StreamProgress progress = WebhookReader.streamProgress(form);
    calls.addStreamProgress(progress, clock.instant());
    String error = progress.error();
    LoggingEventBuilder log = error == null ? LOG.atInfo() : LOG.atWarn();
    log = Webhooks.known(log, "event", progress.event());
    log = Webhooks.known(log, "error", error);
    log.log("the stream's status");
  }

  /// A recording is ready, or there will be none.
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
}
