package app.kolan.server.tool;

import app.kolan.server.business.CallContext;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.SummaryStore;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Promises to send the business a summary of the call. A job of the server keeps the promise, and
/// goes on trying when the business cannot be reached.
final class SendSummary implements Tool {
  private static final String SUMMARY = "summary";

  private static final ToolSpec SPEC =
      new ToolSpec(
          "send_summary",
          "Sends the business a summary of this call, with the message that was taken. Use it once,"
              + " when the talk is nearly over.",
          Parameters.of(
                  Parameter.text(
                          SUMMARY,
                          "What the caller wanted and what was agreed, in a few sentences.",
                          Parameter.USUAL_MOST_LETTERS)
                      .needed())
              .schema());

  private final LeadStore leads;
  private final SummaryStore summaries;
  private final InstantSource clock;

  SendSummary(LeadStore leads, SummaryStore summaries, InstantSource clock) {
    this.leads = leads;
    this.summaries = summaries;
    this.clock = clock;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.REACHES_OUTSIDE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    Optional<String> summary = use.arguments().text(SUMMARY);
    if (summary.isEmpty()) {
      return ToolResult.refused("Nothing was sent: the summary is empty.");
    }
    CallContext call = use.call();
    Instant now = clock.instant();
    ObjectNode body = Parameters.JSON.createObjectNode();
    body.put("call", call.sid().value()).put("business", call.business().name());
    body.put("at", now.toString());
    put(body, "caller", call.callersNumber().map(PhoneNumber::value).orElse(null));
    Optional<Lead> lead = leads.find(call.sid());
    put(body, "callback", lead.map(Lead::callback).map(PhoneNumber::value).orElse(null));
    put(body, "name", lead.map(Lead::name).orElse(null));
    put(body, "subject", lead.map(Lead::subject).orElse(null));
    body.put(SUMMARY, summary.get());
    summaries.add(call.sid(), use.key(), call.business().id(), body.toString(), now);
    return ToolResult.done("The summary is on its way.");
  }

  private static void put(ObjectNode body, String key, @Nullable String value) {
    body.put(key, value);
  }
}
