package app.kolan.server.tool;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks up who called from this number before: how often, and what the last messages were about.
///
/// No more than that: a number can be forged, and a family may share one.
final class LookUpCaller implements Tool {
  private static final int MOST_CALLS = 20;
  private static final int MOST_MESSAGES = 3;
  private static final int MOST_LETTERS = 200;

  private static final ToolSpec SPEC =
      new ToolSpec(
          "look_up_caller",
          "Tells whether somebody has called from this number before, and about what. Numbers can"
              + " be forged and shared: never tell the caller what an earlier message said, only"
              + " use it to understand what they ask.",
          Parameters.NONE.schema());

  private final CallStore calls;
  private final LeadStore leads;
  private final ZoneId zone;

  LookUpCaller(CallStore calls, LeadStore leads, ZoneId zone) {
    this.calls = calls;
    this.leads = leads;
    this.zone = zone;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.READS;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    Optional<PhoneNumber> number = use.call().callersNumber();
    if (number.isEmpty()) {
      return ToolResult.done("The caller's number is hidden, so nothing is known.");
    }
    long business = use.call().business().id();
    List<LoggedCall> earlier =
        calls.latestFrom(business, number.get(), MOST_CALLS + 2).stream()
            .filter(call -> !call.sid().equals(use.call().sid()))
            .toList();
    List<Lead> left =
        leads.latestFrom(business, number.get(), MOST_MESSAGES + 1).stream()
            .filter(lead -> !lead.call().equals(use.call().sid()))
            .limit(MOST_MESSAGES)
            .toList();
    if (earlier.isEmpty() && left.isEmpty()) {
      return ToolResult.done("Nobody has called from this number before.");
    }
    ObjectNode told = Parameters.JSON.createObjectNode();
    told.put("earlier_calls", earlier.size() > MOST_CALLS ? MOST_CALLS + "+" : "" + earlier.size());
    earlier.stream().findFirst().ifPresent(call -> told.put("last_call", day(call.arrivedAt())));
    var messages = told.putArray("last_messages");
    for (Lead lead : left) {
      ObjectNode message = messages.addObject().put("day", day(lead.createdAt()));
      put(message, "name", lead.name());
      put(message, "subject", lead.subject());
    }
    return ToolResult.done(OutsideData.mark(SPEC.name(), told.toString()));
  }

  private static void put(ObjectNode message, String key, @Nullable String words) {
    if (words != null) {
      message.put(key, words.length() <= MOST_LETTERS ? words : words.substring(0, MOST_LETTERS));
    }
  }

  private String day(Instant at) {
    return LocalDate.ofInstant(at, zone).toString();
  }
}
