package app.kolan.server.store;

import app.kolan.server.provider.UsageUnits;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes of calls as JSON. Reading is total: what is none is an [IllegalArgumentException] that
/// repeats nothing of it. A key stays once it is released, since another version may read it.
public final class CallWriteJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CallWriteJson() {}

  public static String write(CallWrite write) {
    ObjectNode form = JSON.createObjectNode();
    switch (write) {
      case CallWrite.AddTurn(var turn, int position) -> {
        form.put("kind", "turn").put("position", position);
        turn(turn, form);
      }
      case CallWrite.SetWords(var call, int position, var words) ->
          form.put("kind", "words")
              .put("call", call.value())
              .put("position", position)
              .put("words", words);
      case CallWrite.SaveLead(var lead) -> {
        form.put("kind", "lead");
        lead(lead, form);
      }
      case CallWrite.SettleTalk(var call, var stream, var outcome, var to, var at) ->
          form.put("kind", "settle")
              .put("call", call.value())
              .put("stream", stream.value())
              .put("outcome", outcome.name())
              .put("to", to == null ? null : to.value())
              .put("at", at.toEpochMilli());
      case CallWrite.WriteUsage usage -> usage(usage, form);
      case CallWrite.AddProgress(var progress, var at) -> progress(progress, at, form);
    }
    return form.toString();
  }

  private static void turn(NewTurn turn, ObjectNode form) {
    form.put("call", turn.call().value())
        .put("speaker", turn.speaker().name())
        .put("about", turn.about())
        .put("from", turn.from().toMillis())
        .put("to", turn.to().toMillis())
        .put("heard", turn.heard().toMillis())
        .put("cutOff", turn.cutOff())
        .put("keys", turn.keys())
        .put("audioFile", turn.audioFile())
        .put("words", turn.words())
        .put("unheard", turn.unheard());
  }

  private static void lead(Lead lead, ObjectNode form) {
    PhoneNumber callback = lead.callback();
    RecordingSid recording = lead.recording();
    form.put("call", lead.call().value())
        .put("business", lead.businessId())
        .put("caller", lead.caller().value())
        .put("callback", callback == null ? null : callback.value())
        .put("reasonTurn", lead.reasonTurn())
        .put("nameTurn", lead.nameTurn())
        .put("recording", recording == null ? null : recording.value())
        .put("state", lead.state().name())
        .put("at", lead.createdAt().toEpochMilli())
        .put("subject", lead.subject())
        .put("name", lead.name());
  }

  private static void usage(CallWrite.WriteUsage write, ObjectNode form) {
    form.put("kind", "usage")
        .put("call", write.call().value())
        .put("at", write.at().toEpochMilli());
    var all = form.putArray("used");
    for (ProviderUsage used : write.used()) {
      UsageUnits units = used.units();
      all.addObject()
          .put("job", used.job().name())
          .put("provider", used.provider())
          .put("model", used.model())
          .put("estimated", used.estimated())
          .put("audio", units.audio().toMillis())
          .put("characters", units.characters())
          .put("textIn", units.textIn())
          .put("textCached", units.textCached())
          .put("textOut", units.textOut())
          .put("audioIn", units.audioIn())
          .put("audioCached", units.audioCached())
          .put("audioOut", units.audioOut())
          .put("requests", units.requests());
    }
  }

  private static void progress(Webhook.CallProgress progress, Instant at, ObjectNode form) {
    CallStatus status = progress.status();
    Duration length = progress.length();
    form.put("kind", "progress")
        .put("call", progress.callSid().value())
        .put("status", status == null ? null : status.name())
        .put("sequence", progress.sequence())
        .put("length", length == null ? null : length.toMillis())
        .put("error", progress.errorCode())
        .put("at", at.toEpochMilli());
  }

  /// @throws IllegalArgumentException when the text is no write
  public static CallWrite read(String text) {
    try {
      JsonNode form = JSON.readTree(text);
      return switch (form.path("kind").asText()) {
        case "turn" -> new CallWrite.AddTurn(turn(form), form.path("position").asInt());
        case "words" ->
            new CallWrite.SetWords(
                call(form), form.path("position").asInt(), form.path("words").asText());
        case "lead" -> new CallWrite.SaveLead(lead(form));
        case "settle" ->
            new CallWrite.SettleTalk(
                call(form),
                new StreamSid(form.path("stream").asText()),
                CallOutcome.valueOf(form.path("outcome").asText()),
                given(form, "to", node -> new PhoneNumber(node.asText())),
                at(form));
        case "usage" -> usage(form);
        case "progress" ->
            new CallWrite.AddProgress(
                new Webhook.CallProgress(
                    call(form),
                    given(form, "status", node -> CallStatus.valueOf(node.asText())),
                    given(form, "sequence", JsonNode::asInt),
                    given(form, "length", node -> Duration.ofMillis(node.asLong())),
                    given(form, "error", JsonNode::asInt)),
                at(form));
        default -> throw new IllegalArgumentException("a write of a kind that is not known");
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a write that is no JSON");
    }
  }

  private static NewTurn turn(JsonNode form) {
    return new NewTurn(
        call(form),
        Speaker.valueOf(form.path("speaker").asText()),
        form.path("about").asText(),
        Duration.ofMillis(form.path("from").asLong()),
        Duration.ofMillis(form.path("to").asLong()),
        Duration.ofMillis(form.path("heard").asLong()),
        form.path("cutOff").asBoolean(),
        given(form, "keys", JsonNode::asText),
        given(form, "audioFile", JsonNode::asText),
        given(form, "words", JsonNode::asText),
        given(form, "unheard", JsonNode::asText));
  }

  private static Lead lead(JsonNode form) {
    return new Lead(
        call(form),
        form.path("business").asLong(),
        new PhoneNumber(form.path("caller").asText()),
        given(form, "callback", node -> new PhoneNumber(node.asText())),
        given(form, "reasonTurn", JsonNode::asInt),
        given(form, "nameTurn", JsonNode::asInt),
        given(form, "recording", node -> new RecordingSid(node.asText())),
        LeadState.valueOf(form.path("state").asText()),
        at(form),
        given(form, "subject", JsonNode::asText),
        given(form, "name", JsonNode::asText));
  }

  private static CallWrite usage(JsonNode form) {
    var all = new ArrayList<ProviderUsage>();
    for (JsonNode used : form.path("used")) {
      var units =
          new UsageUnits(
              Duration.ofMillis(used.path("audio").asLong()),
              used.path("characters").asLong(),
              used.path("textIn").asLong(),
              used.path("textCached").asLong(),
              used.path("textOut").asLong(),
              used.path("audioIn").asLong(),
              used.path("audioCached").asLong(),
              used.path("audioOut").asLong(),
              used.path("requests").asLong());
      all.add(
          new ProviderUsage(
              UsageJob.valueOf(used.path("job").asText()),
              used.path("provider").asText(),
              used.path("model").asText(),
              units,
              used.path("estimated").asBoolean()));
    }
    return new CallWrite.WriteUsage(call(form), all, at(form));
  }

  private static CallSid call(JsonNode form) {
    return new CallSid(form.path("call").asText());
  }

  private static Instant at(JsonNode form) {
    return Instant.ofEpochMilli(form.path("at").asLong());
  }

  private static <T> @Nullable T given(JsonNode form, String key, Function<JsonNode, T> how) {
    JsonNode node = form.path(key);
    return node.isNull() || node.isMissingNode() ? null : how.apply(node);
  }
}
