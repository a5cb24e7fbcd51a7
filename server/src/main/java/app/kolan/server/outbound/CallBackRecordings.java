package app.kolan.server.outbound;

import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound of calls back: it is kept when the business has them recorded, and the one who was
/// called was told before he was connected. Blocks for the disk; safe to share.
///
/// @param fetch has a recording fetched some time; must not wait
record CallBackRecordings(
    CallOrderStore store,
    RecordingStore recordings,
    Consumer<RecordingSid> fetch,
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
      LOG.atWarn()
          .addKeyValue("order", order.id())
          .addKeyValue("recording", sid.get())
          .log("a recording of somebody who was not told stays at Twilio; delete it there");
      return;
    }
    boolean _ = recordings.announce(sid.get(), call.get(), length(form), clock.instant());
    fetch.accept(sid.get());
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
