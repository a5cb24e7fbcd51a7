package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a call was about, in a few words. It prints without them.
///
/// @param subject why the caller called; null when that is not known
/// @param fields values for the business's own fields, by their names
/// @param madeBy [#BY_FACTS], or a language model as `provider/model`
/// @param source a hash of what it was made of
public record CallSummary(
    CallSid call,
    long business,
    String summary,
    @Nullable String subject,
    Map<String, String> fields,
    String madeBy,
    String source,
    Instant madeAt) {
  /// A summary that was put together from what is stored of the call.
  public static final String BY_FACTS = "facts";

  public CallSummary {
    fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  @Override
  public String toString() {
    return "CallSummary[call=%s, madeBy=%s, madeAt=%s]".formatted(call, madeBy, madeAt);
  }
}
