package app.kolan.server.outbound;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound of calls back: it is kept when the business has them recorded, and the one who was
/// called was told before he was connected; any other is deleted at Twilio. Blocks for the disk;
/// safe to share.
///
/// @param fetch has a recording fetched some time; must not wait
/// @param begin runs a task by a thread of its own, whose name it gets
record CallBackRecordings(
    CallOrderStore store,
    RecordingStore recordings,
    Consumer<RecordingSid> fetch,
    BusinessDirectory directory,
    Function<AccountTokens, TwilioRest> clients,
    BiConsumer<String, Runnable> begin,
    InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(CallBackRecordings.class);

  /// The one who is called is being told that he is recorded.
  void noticed(CallOrder order) {
    store.noticed(order.id(), clock.instant());
  }

  /// Twilio has the recording of an order's call.
  void arrived(CallOrder order, FormPairs form) {
    Optional<RecordingSid> sid = sid(form.first("RecordingSid").orElse(""));
    Optional<CallSid> call =
        Optional.ofNullable(order.call()).or(() -> call(form.first("CallSid").orElse("")));
    if (sid.isEmpty() || call.isEmpty()) {
      LOG.atWarn().addKeyValue("order", order.id()).log("a recording has no name");
      return;
    }
    if (!store.recorded(order.id(), sid.get())) {
      begin.accept(
          "delete-recording-" + order.id().substring(0, 8), () -> discard(order, sid.get()));
      return;
    }
    boolean _ = recordings.announce(sid.get(), call.get(), length(form), clock.instant());
    fetch.accept(sid.get());
  }

  private void discard(CallOrder order, RecordingSid sid) {
    Optional<AccountTokens> account =
        directory.current(order.business()).map(BusinessSettings::account);
    boolean deleted = false;
    try {
      deleted = account.isPresent() && isGone(clients.apply(account.get()).deleteRecording(sid));
    } catch (InterruptedException _) {
      // The stop.
    }
    if (deleted) {
      LOG.atWarn()
          .addKeyValue("order", order.id())
          .addKeyValue("recording", sid)
          .log("a recording of somebody who was not told was deleted at Twilio");
    } else {
      LOG.atError()
          .addKeyValue("order", order.id())
          .addKeyValue("recording", sid)
          .log("a recording of somebody who was not told stays at Twilio; delete it there");
    }
  }

  private static boolean isGone(RestResult<RecordingSid> answer) {
    return switch (answer) {
      case RestResult.Given<RecordingSid> _ -> true;
      case RestResult.Refused<RecordingSid>(int status, var _) -> status == 404;
      case RestResult.Unreachable<RecordingSid> _ -> false;
    };
  }

  private static @Nullable Duration length(FormPairs form) {
    return form.first("RecordingDuration")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds)
        .orElse(null);
  }

  private static Optional<RecordingSid> sid(String text) {
    try {
      return Optional.of(new RecordingSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<CallSid> call(String text) {
    try {
      return Optional.of(new CallSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
