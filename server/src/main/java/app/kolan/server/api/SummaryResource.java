package app.kolan.server.api;

import app.kolan.server.store.Summary;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Summaries that are sent to a business once more.
record SummaryResource(Replays replays) {
  void addTo(Map<String, Operation> operations) {
    operations.put("replaySummaries", this::replay);
  }

  private ApiAnswer replay(ApiRequest request) {
    String call = request.field("call");
    OptionalInt replayed =
        replays.send(
            request.in(),
            new Summary.Replay(
                request.in().id(),
                sid(call),
                CrmRequests.instant("/since", request.field("since")),
                CrmRequests.instant("/until", request.field("until"))),
            request.actor());
    ObjectNode answer = ApiJson.object();
    answer.put(
        "replayed",
        replayed.orElseThrow(
            () ->
                CrmRequests.invalid(
                    "/since",
                    "more than %d summaries".formatted(Replays.MOST),
                    "take a shorter span of time, and the next when these were sent")));
    return ApiAnswer.accepted(answer);
  }

  private static @Nullable CallSid sid(@Nullable String text) {
    try {
      return text == null ? null : new CallSid(text);
    } catch (IllegalArgumentException _) {
      throw CrmRequests.invalid("/call", "no SID", "give Twilio's SID of a call, CA…");
    }
  }
}
