package app.kolan.server.api;

import app.kolan.server.store.CallStatusEvent;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Summary;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is stored of calls, in the forms of the API.
final class CallJson {
  private CallJson() {}

  static ObjectNode call(LoggedCall call) {
    ObjectNode form = ApiJson.object();
    form.put("sid", call.sid().value());
    form.put("account", call.accountSid());
    form.put("caller", call.caller().value());
    form.put("called", call.called().value());
    form.put("status", call.status().name());
    form.put("outcome", call.outcome().name());
    form.put("settingsVersion", call.settingsVersion());
    form.put("arrivedAt", call.arrivedAt().toString());
    form.put("endedAt", ApiJson.instant(call.endedAt()));
    form.put("length", ApiJson.millis(call.length()));
    form.put("handedOverTo", call.handOverTo() == null ? null : call.handOverTo().value());
    form.put("unplayed", call.unplayed());
    form.set("problem", call.errorCode() == null ? null : problem(call.errorCode()));
    return form;
  }

  /// Twilio's code, explained.
  static ObjectNode problem(int code) {
    ObjectNode form = ApiJson.object();
    form.put("code", code);
    Explanations.in(ExplanationLanguage.ENGLISH)
        .withCode(code)
        .ifPresent(
            explanation -> {
              form.put("title", explanation.title());
              form.put("explanation", explanation.meaning());
              ArrayNode remedies = form.putArray("remedies");
              explanation.remedies().forEach(remedies::add);
            });
    return form;
  }

  static ObjectNode turn(Turn turn) {
    ObjectNode form = ApiJson.object();
    form.put("position", turn.position());
    form.put("speaker", turn.speaker().name());
    form.put("about", turn.about());
    form.put("from", turn.from().toMillis());
    form.put("to", turn.to().toMillis());
    form.put("heard", turn.heard().toMillis());
    form.put("cutOff", turn.cutOff());
    form.put("keys", turn.keys());
    form.put("words", turn.words());
    form.put("translation", turn.translation());
    form.put("sound", turn.audioFile() != null);
    return form;
  }

  static ObjectNode timeline(LoggedCall call, List<CallStatusEvent> events, List<TurnTimes> times) {
    ObjectNode form = ApiJson.object();
    ArrayNode all = form.putArray("events");
    for (CallStatusEvent event : events) {
      all.addObject()
          .put("at", event.at().toString())
          .put("source", event.source().name())
          .put("event", event.word())
          .put("explanation", event.explanation());
    }
    ArrayNode stages = form.putArray("stages");
    for (TurnTimes one : times) {
      stages
          .addObject()
          .put("turn", one.position())
          .put("wordsKnown", ApiJson.millis(one.wordsKnown()))
          .put("modelAsked", ApiJson.millis(one.modelAsked()))
          .put("firstToken", ApiJson.millis(one.firstToken()))
          .put("voiceAsked", ApiJson.millis(one.voiceAsked()))
          .put("firstSound", ApiJson.millis(one.firstSound()))
          .put("firstSent", ApiJson.millis(one.firstSent()))
          .put("firstHeard", ApiJson.millis(one.firstHeard()));
    }
    ArrayNode problems = form.putArray("problems");
    if (call.errorCode() != null) {
      problems.add(problem(call.errorCode()));
    }
    return form;
  }

  static ObjectNode lead(Lead lead) {
    ObjectNode form = ApiJson.object();
    form.put("call", lead.call().value());
    form.put("caller", lead.caller().value());
    form.put("callback", lead.callback() == null ? null : lead.callback().value());
    form.put("state", lead.state().name());
    form.put("reasonTurn", lead.reasonTurn());
    form.put("nameTurn", lead.nameTurn());
    form.put("recording", lead.recording() == null ? null : lead.recording().value());
    form.put("subject", lead.subject());
    form.put("name", lead.name());
    form.put("createdAt", lead.createdAt().toString());
    return form;
  }

  static ObjectNode summary(Summary summary, List<Summary.Delivery> deliveries) {
    ObjectNode form = ApiJson.object();
    form.put("id", summary.fingerprint());
    form.put("state", summary.state().name());
    form.put("attempts", summary.attempts());
    form.put("problem", summary.problem());
    form.put("body", summary.body());
    form.put("createdAt", summary.createdAt().toString());
    form.put("changedAt", summary.changedAt().toString());
    ArrayNode log = form.putArray("deliveries");
    for (Summary.Delivery each : deliveries) {
      log.addObject()
          .put("at", each.at().toString())
          .put("outcome", each.outcome())
          .put("code", each.code())
          .put("problem", each.problem());
    }
    return form;
  }

  /// What the call was about, and who wrote that; null when nobody has.
  static @Nullable ObjectNode summary(@Nullable CallSummary summary) {
    if (summary == null) {
      return null;
    }
    ObjectNode form = ApiJson.object();
    form.put("text", summary.summary());
    form.put("subject", summary.subject());
    form.put("madeBy", summary.madeBy());
    form.put("madeAt", summary.madeAt().toString());
    return form;
  }

  static ObjectNode recording(Recording recording, boolean withWords) {
    ObjectNode form = recording(recording);
    if (withWords) {
      form.put("words", recording.words());
      form.put("translation", recording.translation());
    }
    return form;
  }

  private static ObjectNode recording(Recording recording) {
    ObjectNode form = ApiJson.object();
    form.put("sid", recording.sid().value());
    form.put("state", recording.state().name());
    form.put("length", ApiJson.millis(recording.length()));
    form.put("bytes", recording.bytes());
    form.put("problem", recording.problem());
    form.put("announcedAt", recording.announcedAt().toString());
    return form;
  }
}
