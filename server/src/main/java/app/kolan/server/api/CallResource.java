package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.callsound.CallSound;
import app.kolan.server.callsound.CallSounds;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.usage.UsageReports;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of a business, and what comes of them. What was said or can be heard is shown once the
/// audit log says who looks.
record CallResource(
    Stores stores,
    AudioFiles audio,
    PlayedCalls played,
    UsageReports usage,
    AuditLog audit,
    InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listCalls", this::list);
    operations.put("getCall", this::get);
    operations.put("listTurns", this::turns);
    operations.put("getTimeline", this::timeline);
    operations.put("listSummaries", this::summaries);
    operations.put("listRecordings", this::recordings);
    operations.put("getTurnSound", this::turnSound);
    operations.put("getRecordingSound", this::recordingSound);
    operations.put("getCallSound", this::callSound);
  }

  private ApiAnswer list(ApiRequest request) {
    CallQuery query;
    try {
      query =
          new CallQuery(
              request.in().id(),
              request.instant("since"),
              request.instant("until"),
              request.asked("outcome").map(CallOutcome::valueOf).orElse(null),
              request.asked("caller").map(PhoneNumber::new).orElse(null),
              request.asked("unplayed").map(Boolean::parseBoolean).orElse(false),
              ApiJson.position(request),
              request.limit() + 1);
    } catch (DateTimeParseException e) {
      throw new ApiProblem(
          Kind.MALFORMED,
          "A parameter cannot be used.",
          List.of(new Mistake("since", "no instant", "write 2026-01-31T08:00:00Z")));
    }
    return ApiJson.page(
        stores.calls().find(query),
        request.limit(),
        CallJson::call,
        call -> ApiJson.cursor(call.arrivedAt(), call.sid().value()));
  }

  /// With what the call has used and its summary, for those who may see that.
  private ApiAnswer get(ApiRequest request) {
    LoggedCall call = request.callInPath(stores.calls());
    ObjectNode form = CallJson.call(call);
    if (AccessPolicy.allows(request.who(), Permission.USAGE_READ, request.in().id())) {
      form.set("usage", UsageJson.cost(usage.call(call)));
    }
    if (mayReadWords(request)) {
      CallSummary summary = stores.callSummaries().find(call.sid()).orElse(null);
      form.set("summary", CallJson.summary(summary));
      if (summary != null) {
        note(request, "summary.read", call.sid().value());
      }
    }
    return ApiAnswer.ok(form);
  }

  private ApiAnswer turns(ApiRequest request) {
    LoggedCall call = request.callInPath(stores.calls());
    note(request, "transcript.read", call.sid().value());
    return ApiAnswer.ok(ApiJson.items(stores.turns().findByCall(call.sid()), CallJson::turn));
  }

  private ApiAnswer timeline(ApiRequest request) {
    LoggedCall call = request.callInPath(stores.calls());
    return ApiAnswer.ok(
        CallJson.timeline(
            call, stores.calls().events(call.sid()), stores.turns().times(call.sid())));
  }

  private ApiAnswer summaries(ApiRequest request) {
    LoggedCall call = request.callInPath(stores.calls());
    note(request, "summary.read", call.sid().value());
    Map<String, List<Summary.Delivery>> deliveries = stores.summaries().deliveries(call.sid());
    return ApiAnswer.ok(
        ApiJson.items(
            stores.summaries().findByCall(call.sid()),
            summary ->
                CallJson.summary(
                    summary, deliveries.getOrDefault(summary.fingerprint(), List.of()))));
  }

  private ApiAnswer recordings(ApiRequest request) {
    CallSid call = request.callInPath(stores.calls()).sid();
    List<Recording> recordings = stores.recordings().findByCall(call);
    boolean withWords = mayReadWords(request);
    if (withWords && recordings.stream().anyMatch(recording -> recording.words() != null)) {
      note(request, "transcript.read", call.value());
    }
    return ApiAnswer.ok(
        ApiJson.items(recordings, recording -> CallJson.recording(recording, withWords)));
  }

  private static boolean mayReadWords(ApiRequest request) {
    return AccessPolicy.allows(request.who(), Permission.TRANSCRIPTS_READ, request.in().id());
  }

  private ApiAnswer turnSound(ApiRequest request) throws IOException {
    LoggedCall call = request.callInPath(stores.calls());
    long position = request.numberInPath("turn");
    String file =
        stores.turns().findByCall(call.sid()).stream()
            .filter(turn -> turn.position() == position)
            .findFirst()
            .flatMap(turn -> Optional.ofNullable(turn.audioFile()))
            .orElseThrow(() -> ApiProblem.unknown("sound"));
    return sound(request, call, "turn.listen", call.sid().value() + "/" + position, file);
  }

  private ApiAnswer recordingSound(ApiRequest request) throws IOException {
    LoggedCall call = request.callInPath(stores.calls());
    Recording recording =
        stores.recordings().findByCall(call.sid()).stream()
            .filter(each -> each.sid().value().equals(request.inPath("recording")))
            .findFirst()
            .orElseThrow(() -> ApiProblem.unknown("recording"));
    return sound(request, call, "recording.read", recording.sid().value(), recording.audioFile());
  }

  private ApiAnswer callSound(ApiRequest request) throws IOException {
    LoggedCall call = request.callInPath(stores.calls());
    CallSound sound =
        new CallSounds(stores, audio).of(call).orElseThrow(() -> ApiProblem.unknown("sound"));
    note(request, "call.sound", call.sid().value());
    played.note(call, request.who());
    return ApiAnswer.streamed("audio/wav", sound::writeTo)
        .with(
            "Content-Disposition", "attachment; filename=\"%s.wav\"".formatted(call.sid().value()));
  }

  private ApiAnswer sound(
      ApiRequest request, LoggedCall call, String action, String subject, @Nullable String file)
      throws IOException {
    if (file == null) {
      throw ApiProblem.unknown("sound");
    }
    note(request, action, subject);
    played.note(call, request.who());
    return Ranges.answer(
        audio.file(file),
        "audio/wav",
        request.headers().get("range"),
        request.headers().get("if-range"));
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(request.actor().entry(clock.instant(), action, request.in().id(), subject, null));
  }
}
